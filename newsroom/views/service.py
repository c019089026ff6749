"""Addresses for machines."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache

from ..facets import BY_NAME
from .releases import MOST_PARAMETERS


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and "ok" while the database answers; whoever watches the site asks here."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read everything but the admin, previews, and combinations of filters, which lead to what they know.

    What is disallowed are addresses that are "noindex" too: those of more than two parameters, and those of a release
    within a selection.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "Disallow: /preview/",
        "Disallow: /*/release.pdf$",
        "Disallow: /*news/map/",  # in every language
        *(f"Disallow: /*news/*/*?{name}=" for name in (*BY_NAME, "from", "to", "q")),
        f"Disallow: /*?{'*&' * MOST_PARAMETERS}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
