"""What a public page says of how long it may be kept, and by whom.

A page of the public side depends on nothing but its address, the archive under one version, and the clock. It
says so by `public_page`; `CachingMiddleware` turns that into headers for proxies, and into a note for whoever
calls Django.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .archive import archive_for

#: Where the middleware leaves the note, in the WSGI environment.
NOTE = "newsroom.holds"
#: Seconds by which proxies stop early. They count whole ones, keep up to one more, and get the page a little later.
MARGIN = 2


class Holds(NamedTuple):
    """A page holds as long as the archive has this version, and at the most until that instant (POSIX seconds)."""

    version: int
    until: float


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that `view` shows everybody the same, from nothing but its address, the archive and the clock."""

    @functools.wraps(view)
    def public(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before anything else is read: what the page shows is then never older than what the note says.
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        midnight = dt.datetime.combine(tomorrow, dt.time.min, timezone.get_default_timezone())
        archive = archive_for(request)
        holds = Holds(archive.version, min(archive.boundary, midnight).timestamp())
        request._holds = holds  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return public


def hold_until(request: HttpRequest, instant: dt.datetime | None) -> None:
    """Let the page that answers `request` hold no longer than to that instant (None: as long as it would anyway)."""
    holds: Holds | None = getattr(request, "_holds", None)
    if holds and instant and instant.timestamp() < holds.until:
        request._holds = holds._replace(until=instant.timestamp())  # type: ignore[attr-defined]


def cache_control(seconds_left: float) -> str:
    """The header of a page that holds for so long: after that, no proxy may show it.

    `must-revalidate` is for browsers, which would take up stale-while-revalidate where a script asks. For shared
    caches s-maxage says as much (RFC 9111, 5.2.2.10); those that know stale-while-revalidate let it prevail.
    """
    room = max(0, int(seconds_left) - MARGIN)
    fresh = min(settings.PROXY_FRESH_SECONDS, room)
    stale = min(settings.PROXY_STALE_SECONDS, room - fresh)
    return f"public, max-age=0, must-revalidate, s-maxage={fresh}, stale-while-revalidate={stale}"


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the request may come from somebody known. Errs on the side of yes."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


class CachingMiddleware:
    """Gives every answer a Cache-Control, and public pages an ETag. The outermost: it sees what the others add.

    What is no public page, or no page at all, is asked for anew each time: a proxy that kept the 404 of what is
    embargoed would keep it beyond its hour.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        holds: Holds | None = getattr(request, "_holds", None)
        if is_signed_in(request) or response.cookies:
            response.headers["Cache-Control"] = "private, no-cache"
        elif holds and response.status_code == 200 and not response.streaming and not response.has_header("Vary"):
            response.headers["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
            response.headers["Cache-Control"] = cache_control(holds.until - timezone.now().timestamp())
            request.META[NOTE] = holds
        else:
            response.headers["Cache-Control"] = "no-cache"
        return response
