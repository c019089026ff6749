"""Any selection as a feed: Atom (RFC 4287) and JSON Feed 1.1, with the query string of the list."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from .archive import archive_for
from .models import Edition
from .presentation import Item, chips, items
from .selection import Malformed, Selection

SIZE = 30


def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, _atom)


def json(request: HttpRequest) -> HttpResponse:
    return _answer(request, _json)


def _answer(request: HttpRequest, render: Callable[..., HttpResponse]) -> HttpResponse:
    """The newest of the selection, as `render` writes them. 400 and 404 as for the list, in plain text."""
    archive = archive_for(request)
    try:
        selection = Selection.parse(request.GET)
    except Malformed as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    if archive.unknown(selection):
        sentence = _("One of these filters names nothing here.")
        return HttpResponse(f"{sentence}\n", status=404, content_type="text/plain; charset=utf-8")
    title = ": ".join([settings.SITE_NAME, *filter(None, [", ".join(str(c.label) for c in chips(selection, archive))])])
    return render(request, title, selection, items(archive.latest(selection, SIZE), archive))


def _key(edition: Edition) -> str:
    """A name for the release that stays the same at every address and in every language (RFC 4151)."""
    return f"tag:{settings.SITE_DOMAIN},2026:release/{edition.release_id}"


def _list_url(request: HttpRequest, selection: Selection) -> str:
    return _url(request, reverse("release-list"), selection)


def _url(request: HttpRequest, path: str, selection: Selection) -> str:
    """The canonical address: not what was asked for, which may carry anything."""
    query = f"?{selection.query_string}" if selection else ""
    return request.build_absolute_uri(path + query)


def _categories(item: Item) -> list[str]:
    return [str(choice.label) for facet in ("country", "field", "tag") for choice in item.terms[facet]]


class ReleaseFeed(Atom1Feed):
    """Atom whose entries say their own language: a feed mixes many."""

    def write_items(self, handler: Any) -> None:
        for item in self.items:
            handler.startElement("entry", {"xml:lang": item["language"]})
            self.add_item_elements(handler, item)
            handler.endElement("entry")


def _atom(request: HttpRequest, title: str, selection: Selection, items: list[Item]) -> HttpResponse:
    feed = ReleaseFeed(
        title=title,
        link=_list_url(request, selection),
        description="",
        feed_url=_url(request, request.path, selection),
        language=request.LANGUAGE_CODE,
    )
    for item in items:
        edition = item.edition
        feed.add_item(
            title=edition.title,
            link=request.build_absolute_uri(edition.get_absolute_url()),
            description=escape(edition.summary),  # Atom summaries of this library are HTML
            unique_id=_key(edition),
            pubdate=edition.published_at,
            updateddate=edition.modified_at,
            author_name=", ".join(item.sources) or settings.ORGANISATION_NAME,
            categories=_categories(item),
            language=edition.language,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _json(request: HttpRequest, title: str, selection: Selection, items: list[Item]) -> HttpResponse:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": _list_url(request, selection),
        "feed_url": _url(request, request.path, selection),
        "items": [_json_item(request, item) for item in items],
    }
    return JsonResponse(feed, content_type="application/feed+json")


def _json_item(request: HttpRequest, item: Item) -> dict[str, Any]:
    edition = item.edition
    return {
        "id": _key(edition),
        "url": request.build_absolute_uri(edition.get_absolute_url()),
        "title": edition.title,
        "content_text": edition.summary,
        "language": edition.language,
        "date_published": edition.published_at.isoformat(),
        "date_modified": edition.modified_at.isoformat(),
        "authors": [{"name": name} for name in item.sources],
        "tags": _categories(item),
    }
