"""What search engines should know of: releases, terms and flat pages."""

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet

from taxonomy.models import TERM_MODELS
from taxonomy.models.term import Term

from .models import Edition, Page


class ReleaseSitemap(Sitemap):
    limit = 10_000

    def items(self) -> QuerySet[Edition]:
        return Edition.objects.live().newest_first().only("release_id", "slug", "live_from")

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
