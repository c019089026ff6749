"""Releases as lists show them: each rendered once, and remembered as long as the archive is the same."""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .archive import Archive
from .models import Edition
from .presentation import items
from .search import Passage, passages
from .selection import Selection

#: So many cards are remembered for an archive, at one to two kB each; then all are forgotten at once. So are passages.
MOST = 4_000

_TEMPLATE = "components/release_card.html"
#: Stands between the parts of a card. PostgreSQL keeps no text that holds it.
_CUT = "\x00"


class _Card(NamedTuple):
    """A card in parts, as the template has them. Another selection and other words change three of them."""

    start: str
    link: str  # stands behind the address of the release
    title: str
    middle: str
    text_start: str
    text: str  # stands with what is around it, or not at all
    text_stop: str
    stop: str

    def html(self, query: str, passage: Passage | None) -> SafeString:
        """The card, its link with a query string, and what is marked in place of what it says itself."""
        title = (passage and passage.title) or self.title
        text = (passage and passage.text) or self.text
        framed = f"{self.text_start}{text}{self.text_stop}" if text else ""
        html = f"{self.start}{query}{self.link}{title}{self.middle}{framed}{self.stop}"
        return mark_safe(html)  # noqa: S308 - rendered by the template, as are the marks; the query is escaped


_cards: WeakKeyDictionary[Archive, dict[Hashable, _Card]] = WeakKeyDictionary()
_passages: WeakKeyDictionary[Archive, dict[Hashable, Passage | None]] = WeakKeyDictionary()


def cards(
    ids: list[int], archive: Archive, heading: str, q: str = "", within: Selection | None = None
) -> list[SafeString]:
    """The cards of the editions with those keys, in that order, those that are gone left out.

    `heading` is the element of their titles ("h2", "h3"); `q` the words that are marked in them; `within` what they
    were found by, which their links take along, so that the page of a release can lead on inside of it. One query
    for the cards that are not remembered, two for their words, none where all are. An archive is another object
    whenever anything has changed that cards show, so what is remembered of one is never late.
    """
    language = get_language()
    shown = _recalled(
        _cards.setdefault(archive, {}),
        {pk: (pk, heading, language) for pk in ids},
        lambda missing: _rendered(missing, archive, heading),
    )
    marked = _recalled(
        _passages.setdefault(archive, {}),
        {pk: (pk, q) for pk in shown if q},
        lambda missing: _marked(missing, q),
    )
    query = escape(f"?{within.query_string}") if within else ""
    return [shown[pk].html(query, marked.get(pk)) for pk in ids if pk in shown]


T = TypeVar("T")


def _recalled(
    known: dict[Hashable, T], keys: dict[int, Hashable], make: Callable[[list[int]], dict[int, T]]
) -> dict[int, T]:
    """What is `known` under those keys, and what must be made, which is known from then on."""
    found = {pk: known[key] for pk, key in keys.items() if key in known}
    if missing := [pk for pk in keys if pk not in found]:
        made = make(missing)
        if len(known) + len(made) > MOST:
            known.clear()
        known.update((keys[pk], one) for pk, one in made.items())
        found |= made
    return found


def _rendered(ids: list[int], archive: Archive, heading: str) -> dict[int, _Card]:
    template: Any = get_template(_TEMPLATE)
    parts = {
        item.edition.pk: template.render({"item": item, "heading": heading, "cut": _CUT}).split(_CUT)
        for item in items(ids, archive)
    }
    return {pk: _Card(*one) for pk, one in parts.items()}


def _marked(ids: list[int], q: str) -> dict[int, Passage | None]:
    """What is to be marked in each, None where nothing is."""
    texts = Edition.objects.live().filter(pk__in=ids).only("language", "title", "summary", "body_text")
    return dict.fromkeys(ids) | passages(q, texts)
