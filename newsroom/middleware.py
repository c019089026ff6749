"""Addresses: those of the former site lead on to the pages of today, and each says its language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language

from .models import Edition, LegacyAddress
from .models.legacy import MAX_PATH


class LegacyAddressMiddleware:
    """Asks, where nothing else answers to an address, whether a release stood there on the former site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        edition = edition_at(request.path_info)
        return HttpResponsePermanentRedirect(edition.get_absolute_url()) if edition else response


def edition_at(path: str) -> Edition | None:
    """The edition that gives the present address of the release that stood at `path` on the former site.

    A release that was public once leads to its own address, which says what became of it. None for paths that
    no release had, and for releases that nobody has seen yet.
    """
    address = "/" + path.strip("/")
    if "\x00" in address or len(address) > MAX_PATH:
        return None
    release = LegacyAddress.objects.filter(path=address).values("release_id")
    editions = Edition.objects.filter(release_id__in=release).only("release_id", "slug")
    return editions.live().first() or editions.begun().order_by("-number").first()


class LanguageMiddleware(LocaleMiddleware):
    """Django's, less what is untrue here: the language depends on the address alone, never on Accept-Language.

    A Vary that says otherwise makes proxies keep a copy of each page for every browser.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language())
        return response
