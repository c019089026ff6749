"""Releases as lists show them: each rendered once, and remembered as long as the archive is the same."""

from typing import Any
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .archive import Archive
from .presentation import items

#: So many cards are remembered for an archive, at one to two kB each; then all are forgotten at once.
MOST = 4_000

_TEMPLATE = "components/release_card.html"
_remembered: WeakKeyDictionary[Archive, dict[tuple[Any, ...], SafeString]] = WeakKeyDictionary()


def cards(ids: list[int], archive: Archive, heading: str, q: str = "") -> list[SafeString]:
    """The cards of the editions with those keys, in that order, those that are gone left out.

    `heading` is the element of their titles ("h2", "h3"); `q` the words that are marked in them. One query (with
    words, two) for those that are not remembered, none where all are. An archive is another object whenever
    anything has changed that cards show, so what is remembered of one is never late.
    """
    known = _remembered.setdefault(archive, {})
    keys = {pk: (pk, heading, q, get_language()) for pk in ids}
    shown = {pk: known[key] for pk, key in keys.items() if key in known}
    if missing := [pk for pk in ids if pk not in shown]:
        template: Any = get_template(_TEMPLATE)
        for item in items(missing, archive, q):
            shown[item.edition.pk] = template.render({"item": item, "heading": heading})
        if len(known) + len(missing) > MOST:
            known.clear()
        known.update((keys[pk], shown[pk]) for pk in missing if pk in shown)
    return [shown[pk] for pk in ids if pk in shown]
