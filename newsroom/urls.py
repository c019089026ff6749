"""The public addresses, which carry the language of the interface as a prefix."""

from django.urls import path, register_converter

from . import feeds
from .converters import KeyConverter
from .facets import BY_NAME
from .views import home, pages, releases, terms

register_converter(KeyConverter, "key")

#: Folder of a facet's pages → facet.
TERM_FOLDERS = {
    "countries": "country",
    "fields-of-work": "field",
    "structures": "structure",
    "partners": "partner",
    "meetings": "meeting",
    "projects": "project",
}

urlpatterns = [
    path("", home.home, name="home"),
    path("news/", releases.release_list, name="release-list"),
    path("news/feed.atom", feeds.atom, name="feed-atom"),
    path("news/feed.json", feeds.json, name="feed-json"),
    path("news/<key:release_id>/", releases.release, name="release"),
    path("news/<key:release_id>/v<key:number>/", releases.edition, name="edition"),
    path("news/<key:release_id>/<slug:slug>/", releases.release, name="release"),
    path("about/", pages.about, name="about"),
    path("about/<slug:slug>/", pages.about, name="about-page"),
]
for folder, facet in TERM_FOLDERS.items():
    name = BY_NAME[facet].terms.url_name
    urlpatterns += [
        path(f"{folder}/", terms.overview, {"facet": facet}, name=f"{name}-list"),
        path(f"{folder}/<slug:slug>/", terms.detail, {"facet": facet}, name=name),
    ]
