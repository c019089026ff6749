import datetime as dt
from weakref import WeakKeyDictionary

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from ..archive import Archive, archive_for
from ..caching import hold_until
from ..facets import Choice
from ..first_page import first_page, where_we_work
from ..map import draw

_remembered: WeakKeyDictionary[Archive, dict[tuple[str, dt.date], str]] = WeakKeyDictionary()


def home(request: HttpRequest) -> HttpResponse:
    """What leads, what is new, what comes, where the organisation is at work, and ways to follow."""
    archive = archive_for(request)
    page = first_page(archive, timezone.now())
    hold_until(request, page.until)
    context = {"page": page, "total": len(archive), "where_and_feeds": _where_and_feeds(archive)}
    return render(request, "newsroom/home.html", context)


def _where_and_feeds(archive: Archive) -> str:
    """The half of the page that is the same until the archive changes, or a day ends. It has two hundred links."""
    known, key = _remembered.setdefault(archive, {}), (get_language() or "", timezone.localdate())
    if key not in known:
        context = {
            "organisation_name": settings.ORGANISATION_NAME,
            "places": where_we_work(archive),
            "drawing": draw(archive, archive.totals("country")),
            "feeds": [(name, _with_news(archive, name)) for name in ("country", "field")],
        }
        known[key] = render_to_string("components/where_and_feeds.html", context)
    return known[key]


def _with_news(archive: Archive, facet: str) -> list[Choice]:
    """The values of `facet` that releases have, but for those below another value."""
    totals = archive.totals(facet)
    return [choice for value, choice in archive.choices[facet].items() if value in totals and not choice.parent]
