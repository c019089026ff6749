"""The public addresses, which carry the language of the interface as a prefix."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import feeds
from .caching import public_page
from .converters import CitationConverter, KeyConverter, RenditionConverter
from .facets import BY_NAME
from .views import home, maps, pages, pdf, release_files, releases, terms, verify

register_converter(KeyConverter, "key")
register_converter(CitationConverter, "citation")
register_converter(RenditionConverter, "rendition")

#: Folder of a facet's pages → facet.
TERM_FOLDERS = {
    "countries": "country",
    "fields-of-work": "field",
    "structures": "structure",
    "partners": "partner",
    "meetings": "meeting",
    "projects": "project",
}


def page(route: str, view: Callable[..., HttpResponse], *args, **kwargs) -> URLPattern:
    """An address that only shows: anything but GET and HEAD hears 405, and no talk of tokens."""
    return path(route, csrf_exempt(require_safe(public_page(view))), *args, **kwargs)


urlpatterns = [
    page("", home.home, name="home"),
    page("news/", releases.release_list, name="release-list"),
    page("news/feed.atom", feeds.atom, name="feed-atom"),
    page("news/feed.json", feeds.json, name="feed-json"),
    page("news/map/", maps.selection_map, name="release-map"),
    page("news/<key:release_id>/", releases.release, name="release"),
    page("news/<key:release_id>/v<key:number>/", releases.edition, name="edition"),
    page("news/<key:release_id>/v<key:number>/release.pdf", pdf.edition_pdf, name="edition-pdf"),
    page("news/<key:release_id>/v<key:number>/text.txt", release_files.text, name="edition-text"),
    page("news/<key:release_id>/v<key:number>/record.json", release_files.record, name="edition-record"),
    page("news/<key:release_id>/v<key:number>/cite.<citation:form>", release_files.cite, name="edition-cite"),
    page("news/<key:release_id>/versions/", releases.versions, name="versions"),
    page("news/<key:release_id>/<slug:slug>/", releases.release, name="release"),
    path("verify/", verify.verify, name="verify"),
    page("about/", pages.about, name="about"),
    page("about/<slug:slug>/", pages.about, name="about-page"),
]
for folder, facet in TERM_FOLDERS.items():
    name = BY_NAME[facet].terms.url_name
    urlpatterns += [
        page(f"{folder}/", terms.overview, {"facet": facet}, name=f"{name}-list"),
        page(f"{folder}/<slug:slug>/", terms.detail, {"facet": facet}, name=name),
    ]
