"""Any selection as a feed: Atom (RFC 4287) and JSON Feed 1.1, with the query string of the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .archive import Archive, archive_for
from .archive.cursor import decode, encode, place_of
from .dateline import long_date
from .models import Edition
from .presentation import Item, chips, items
from .selection import Malformed, Selection

SIZE = 30


def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, _atom)


def json(request: HttpRequest) -> HttpResponse:
    return _answer(request, _json)


@dataclass(frozen=True)
class FeedPage:
    """Some of a selection, newest first, and the addresses that belong to it."""

    title: str
    items: list[Item]
    url: str  # its own, in canonical form
    list_url: str
    next_url: str  # of what is older; empty at the end


def _answer(request: HttpRequest, render: Callable[[HttpRequest, FeedPage], HttpResponse]) -> HttpResponse:
    """The newest of the selection (older ones `after` a cursor), as `render` writes them.

    400 and 404 as for the list, in plain text.
    """
    archive = archive_for(request)
    after = request.GET.get("after", "")
    try:
        selection = Selection.parse(request.GET)
        before = decode(after) if after else None
    except Malformed as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    if archive.unknown(selection):
        sentence = _("One of these filters names nothing here.")
        return HttpResponse(f"{sentence}\n", status=404, content_type="text/plain; charset=utf-8")
    found = items(archive.latest(selection, SIZE + 1, before), archive)
    return render(request, _page(request, selection, archive, found, after))


def _page(request: HttpRequest, selection: Selection, archive: Archive, found: list[Item], after: str) -> FeedPage:
    """`found` may hold one item more than a page, which tells that there is a next one."""
    chosen = ", ".join(str(chip.label) for chip in chips(selection, archive))
    shown = found[:SIZE]
    next_ = encode(place_of(shown[-1].edition)) if len(found) > SIZE else ""
    return FeedPage(
        title=": ".join(filter(None, [settings.SITE_NAME, chosen])),
        items=shown,
        url=_url(request, request.path, selection, after),
        list_url=_url(request, reverse("release-list"), selection),
        next_url=_url(request, request.path, selection, next_) if next_ else "",
    )


def _url(request: HttpRequest, path: str, selection: Selection, after: str = "") -> str:
    query = "&".join(filter(None, [selection.query_string, urlencode({"after": after}) if after else ""]))
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def _key(edition: Edition) -> str:
    """A name for the release that stays the same at every address and in every language (RFC 4151)."""
    return f"tag:{settings.SITE_DOMAIN},2026:release/{edition.release_id}"


def _categories(item: Item) -> list[str]:
    return [str(choice.label) for facet in ("country", "field", "tag") for choice in item.terms[facet]]


def _mark(item: Item) -> list[Edition]:
    """The update or correction that the release is marked with, if there is one."""
    return [item.changes.mark] if item.changes.mark else []


def _notes(item: Item) -> list[str]:
    """What was updated and corrected, newest first: "correction, 11 May 2021: There were twelve."."""
    language = get_language() or settings.LANGUAGE_CODE
    return [
        f"{note.get_change_display()}, {long_date(note.changed_on, language)}: {note.change_note}"
        for note in item.changes.notes
    ]


def _html(item: Item) -> str:
    """Atom summaries of the library are HTML. Notes on what changed come first: they must not be overlooked."""
    paragraphs = [f"<p>{escape(note)}</p>" for note in _notes(item)]
    summary = escape(item.edition.summary)
    return "".join([*paragraphs, f"<p>{summary}</p>"]) if paragraphs else summary


class ReleaseFeed(Atom1Feed):
    """Atom whose entries say their own language, since a feed mixes many, and that leads on (RFC 5005, section 3)."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})

    def write_items(self, handler: Any) -> None:
        for item in self.items:
            handler.startElement("entry", {"xml:lang": item["language"]})
            self.add_item_elements(handler, item)
            handler.endElement("entry")


def _atom(request: HttpRequest, page: FeedPage) -> HttpResponse:
    feed = ReleaseFeed(
        title=page.title,
        link=page.list_url,
        description="",
        feed_url=page.url,
        next_url=page.next_url,
        language=request.LANGUAGE_CODE,
    )
    for item in page.items:
        edition = item.edition
        feed.add_item(
            title=edition.title,
            link=request.build_absolute_uri(edition.get_absolute_url()),
            description=_html(item),
            unique_id=_key(edition),
            pubdate=edition.published_at,
            updateddate=item.changes.modified_at,
            author_name=", ".join(item.sources) or settings.ORGANISATION_NAME,
            categories=_categories(item) + [str(note.get_change_display()) for note in _mark(item)],
            language=edition.language,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _json(request: HttpRequest, page: FeedPage) -> HttpResponse:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "home_page_url": page.list_url,
        "feed_url": page.url,
        **({"next_url": page.next_url} if page.next_url else {}),
        "items": [_json_item(request, item) for item in page.items],
    }
    return JsonResponse(feed, content_type="application/feed+json")


def _json_item(request: HttpRequest, item: Item) -> dict[str, Any]:
    edition = item.edition
    return {
        "id": _key(edition),
        "url": request.build_absolute_uri(edition.get_absolute_url()),
        "title": edition.title,
        "content_text": "\n\n".join(filter(None, [*_notes(item), edition.summary])),
        "language": edition.language,
        "date_published": edition.published_at.isoformat(),
        "date_modified": item.changes.modified_at.isoformat(),
        "authors": [{"name": name} for name in item.sources],
        "tags": _categories(item),
        # An extension, as JSON Feed 1.1 writes them: what was updated and corrected, newest first.
        **({"_changes": [_json_change(note) for note in item.changes.notes]} if _mark(item) else {}),
    }


def _json_change(note: Edition) -> dict[str, Any]:
    return {"kind": note.change, "date": note.live_from.isoformat(), "note": note.change_note}
