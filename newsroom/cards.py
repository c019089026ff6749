"""Releases as lists show them: each rendered once, and remembered as long as the archive is the same."""

from typing import Any
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .archive import Archive
from .presentation import items
from .selection import Selection

#: So many cards are remembered for an archive, at one to two kB each; then all are forgotten at once.
MOST = 4_000

_TEMPLATE = "components/release_card.html"
#: Stands behind the address of the release, where the selection goes that readers come from. PostgreSQL keeps no
#: text that holds it.
_HERE = "\x00"
#: What a card is made of, to be joined by that selection.
Parts = list[str]
_remembered: WeakKeyDictionary[Archive, dict[tuple[Any, ...], Parts]] = WeakKeyDictionary()


def cards(
    ids: list[int], archive: Archive, heading: str, q: str = "", within: Selection | None = None
) -> list[SafeString]:
    """The cards of the editions with those keys, in that order, those that are gone left out.

    `heading` is the element of their titles ("h2", "h3"); `q` the words that are marked in them; `within` what they
    were found by, which their links take along, so that the page of a release can lead on inside of it. One query
    (with words, two) for those that are not remembered, none where all are. An archive is another object whenever
    anything has changed that cards show, so what is remembered of one is never late.
    """
    known = _remembered.setdefault(archive, {})
    keys = {pk: (pk, heading, q, get_language()) for pk in ids}
    shown = {pk: known[key] for pk, key in keys.items() if key in known}
    if missing := [pk for pk in ids if pk not in shown]:
        template: Any = get_template(_TEMPLATE)
        for item in items(missing, archive, q):
            html = template.render({"item": item, "heading": heading, "within": _HERE})
            shown[item.edition.pk] = html.split(_HERE)
        if len(known) + len(missing) > MOST:
            known.clear()
        known.update((keys[pk], shown[pk]) for pk in missing if pk in shown)
    query = escape(f"?{within.query_string}") if within else ""
    return [mark_safe(query.join(shown[pk])) for pk in ids if pk in shown]  # noqa: S308 - rendered above
