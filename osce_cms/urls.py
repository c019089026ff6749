from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from accounts.sign_in_again import sign_in_again
from newsroom.caching import public_page
from newsroom.sitemaps import SITEMAPS
from newsroom.views import maps, service

from . import styleguide

SITEMAP = {"sitemaps": SITEMAPS}
handler400 = "osce_cms.errors.bad_request"
handler404 = "osce_cms.errors.not_found"

urlpatterns = [
    path("admin/sign-in-again/", sign_in_again, name="sign_in_again"),
    path("admin/", admin.site.urls),
    path("media/", include("newsroom.media_urls")),
    path("preview/", include("newsroom.preview_urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("map/<slug:name>-<slug:digest>.svg", maps.shapes, name="map-shapes"),
    path("healthz", service.healthz, name="healthz"),
    path("robots.txt", service.robots, name="robots"),
    path(
        "sitemap.xml", public_page(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}, name="sitemap"
    ),
    path("sitemap-<section>.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-section"),
    *i18n_patterns(path("", include("newsroom.urls")), prefix_default_language=False),
]
