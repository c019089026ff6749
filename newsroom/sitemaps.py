"""What search engines should know of: releases, terms and flat pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet

from taxonomy.models import TERM_MODELS
from taxonomy.models.term import Term

from .archive import current_archive
from .models import Edition, Page
from .selection import Selection

#: Releases of one sitemap: 150 kB, which the page cache keeps.
LIMIT = 1_000


class _Live(Sequence[Edition]):
    """The live editions, newest first, by pages of `LIMIT`: the last one costs no more than the first."""

    def __init__(self) -> None:
        self._archive = current_archive()

    def __len__(self) -> int:
        return len(self._archive)

    def __getitem__(self, page: Any) -> Any:
        ids = self._archive.select(Selection(), page.start // LIMIT + 1, LIMIT).edition_ids
        found = Edition.objects.live().only("release_id", "slug", "live_from").in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]


class ReleaseSitemap(Sitemap):
    limit = LIMIT

    def items(self) -> Sequence[Edition]:
        return _Live()

    def get_latest_lastmod(self):
        """One aggregate; the framework would read all editions to find their latest."""
        return Edition.objects.live().aggregate(latest=Max("live_from"))["latest"]

    def lastmod(self, edition: Edition):
        return edition.live_from


class TermSitemap(Sitemap):
    def items(self) -> Iterable[Term]:
        return [term for model in TERM_MODELS for term in model._default_manager.filter(is_former_name=False)]


class PageSitemap(Sitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.filter(is_public=True)


SITEMAPS = {"releases": ReleaseSitemap, "terms": TermSitemap, "pages": PageSitemap}
