"""Addresses of the former site lead on to the pages of today."""
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from ..models import Edition, LegacyAddress


def legacy_redirect(request: HttpRequest, path: str) -> HttpResponse:
    """Redirect for good from `path` on the former site to the page of the release that stood there.

    A release that was public once leads to its own address, which says what became of it. 404 for paths that
    no release had, and for releases that nobody has seen yet.
    """
    address = "/" + path.strip("/")
    if "\x00" in address:  # PostgreSQL keeps no such text, and says so with an error
        raise Http404
    release = LegacyAddress.objects.filter(path=address).values("release_id")
    editions = Edition.objects.filter(release_id__in=release).only("release_id", "slug")
    # Of one that is no longer live, the last edition that readers saw; what was only scheduled had no time.
    seen = editions.filter(live_from__lte=timezone.now()).exclude(live_until=F("live_from"))
    edition = editions.live().first() or seen.order_by("-number").first()
    if edition is None:
        raise Http404
    return HttpResponsePermanentRedirect(edition.get_absolute_url())
