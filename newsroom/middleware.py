"""Answers that hold for the whole site: former addresses lead on, pages say their language, slow searches say so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.translation import get_language

from .former_addresses import is_own, keys_of
from .models import Edition, LegacyAddress
from .search import TooSlow


class LegacyAddressMiddleware:
    """Asks, where this site has no address of that kind, whether a release stood there on the former site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        address = present_address(request.path_info, request.META.get("QUERY_STRING", ""))
        return HttpResponsePermanentRedirect(address) if address else response


class TooSlowMiddleware:
    """Answers 503 in a sentence for a search that was given up, wherever it was asked: feeds and programs too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooSlow):
            return None
        return HttpResponse(
            f"{exception}\n", status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
        )


def present_address(path: str, query: str = "") -> str | None:
    """The present address of the release that stood at `path` on the former site, with that query string or without.

    A release that was public once leads to its own address, which says what became of it; without the words of its
    title, which went with the text. None for paths that no release had or that are ours, and for
    releases that nobody has seen yet.
    """
    keys = keys_of(path, query)
    if not keys or is_own(path):
        return None
    found = dict(LegacyAddress.objects.filter(path__in=keys).values_list("path", "release_id"))
    release = next((found[key] for key in keys if key in found), 0)
    editions = Edition.objects.filter(release_id=release).only("release_id", "slug")
    if live := editions.live().first():
        return live.get_absolute_url()
    seen = editions.begun().first()
    return reverse("release", args=[seen.release_id]) if seen else None


class LanguageMiddleware(LocaleMiddleware):
    """Django's, less what is untrue here: the language depends on the address alone, never on Accept-Language.

    A Vary that says otherwise makes proxies keep a copy of each page for every browser.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language())
        return response
