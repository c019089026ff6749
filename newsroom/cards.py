"""Releases as lists show them: each rendered once, and remembered as long as the archive is the same."""

from collections.abc import Hashable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .archive import Archive
from .models import Edition
from .presentation import presented
from .search import Passage, passages
from .selection import Selection

#: So many cards are remembered for an archive, at one to two kB each; then all are forgotten at once. So are passages.
MOST = 4_000

_TEMPLATE = "components/release_card.html"
#: Stands between the parts of a card. PostgreSQL keeps no text that holds it.
_CUT = "\x00"
_UNMARKED = Passage(SafeString(""), SafeString(""))

T = TypeVar("T")


class _Card(NamedTuple):
    """A card in parts, as the template has them. A selection comes between the first two; words change two others."""

    start: str
    link: str  # stands behind the address of the release
    title: str
    middle: str
    text_start: str
    text: str  # stands with what is around it, or not at all
    text_stop: str
    stop: str

    def html(self, query: str, passage: Passage) -> SafeString:
        """The card, its link with a query string, and what is marked in place of what it says itself."""
        title, text = passage.title or self.title, passage.text or self.text
        framed = f"{self.text_start}{text}{self.text_stop}" if text else ""
        html = f"{self.start}{query}{self.link}{title}{self.middle}{framed}{self.stop}"
        return mark_safe(html)  # noqa: S308 - rendered by the template, as are the marks; the query is escaped


_cards: WeakKeyDictionary[Archive, dict[Hashable, _Card]] = WeakKeyDictionary()
_passages: WeakKeyDictionary[Archive, dict[Hashable, Passage]] = WeakKeyDictionary()


def cards(
    ids: list[int], archive: Archive, heading: str, q: str = "", within: Selection | None = None
) -> list[SafeString]:
    """The cards of the editions with those keys, in that order, those that are gone left out.

    `heading` is the element of their titles ("h2", "h3"); `q` the words that are marked in them; `within` what they
    were found by, which their links take along, so that the page of a release can lead on inside of it. One query
    for those that are not remembered, none where all are. An archive is another object whenever
    anything has changed that cards show, so what is remembered of one is never late.
    """
    known, marks, language = _cards.setdefault(archive, {}), _passages.setdefault(archive, {}), get_language()
    # Asked for once each: another thread may forget all of them at any time.
    shown = {pk: card for pk in ids if (card := known.get((pk, heading, language)))}
    marked = {pk: passage for pk in ids if (passage := marks.get((pk, q)))}
    unknown = [pk for pk in ids if pk not in shown]
    unmarked = [pk for pk in ids if pk not in marked] if q else []
    editions = _read(unknown, unmarked)
    if unknown:
        shown |= (made := _rendered([editions[pk] for pk in unknown if pk in editions], archive, heading))
        _keep(known, {(pk, heading, language): one for pk, one in made.items()})
    if unmarked:
        fitting = passages(q, [editions[pk] for pk in unmarked if pk in editions])
        marked |= (found := dict.fromkeys(unmarked, _UNMARKED) | fitting)
        _keep(marks, {(pk, q): one for pk, one in found.items()})
    query = escape(f"?{within.query_string}") if within else ""
    return [shown[pk].html(query, marked.get(pk, _UNMARKED)) for pk in ids if pk in shown]


def _read(unknown: list[int], unmarked: list[int]) -> dict[int, Edition]:
    """The live ones of those without a known card, or without marks, with no more of them than it takes."""
    if not unknown and not unmarked:
        return {}
    live = Edition.objects.live()
    if not unmarked:
        rows = live.for_lists()
    elif unknown:
        rows = live.defer("body", "attachments", "contacts", "search")
    else:
        rows = live.only("language", "title", "summary", "body_text")
    return rows.in_bulk({*unknown, *unmarked})


def _rendered(editions: list[Edition], archive: Archive, heading: str) -> dict[int, _Card]:
    template: Any = get_template(_TEMPLATE)
    parts = {
        item.edition.pk: template.render({"item": item, "heading": heading, "cut": _CUT}).split(_CUT)
        for item in presented(editions, archive)
    }
    return {pk: _Card(*one) for pk, one in parts.items()}


def _keep(memory: dict[Hashable, T], new: dict[Hashable, T]) -> None:
    if len(memory) + len(new) > MOST:
        memory.clear()
    memory.update(new)
