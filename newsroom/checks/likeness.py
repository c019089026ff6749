"""Releases that say much the same."""

import re
from collections.abc import Set

from .draft import Draft, Neighbour, words

#: So many words of the opening are compared beside the title.
OPENING = 60
#: The share of common words among all words of two texts (Jaccard's index) from which on they are much the same.
ALIKE = 0.6
#: Texts of fewer words than this are alike only where they are the same.
FEW = 8
_DIGITS = re.compile(r"\d+")


def alike(draft: Draft) -> list[Neighbour]:
    """The neighbours of `draft` that say much the same, the most alike first.

    Titles with other numbers are a series ("Daily report 12/2026"): its texts are meant to be alike.
    """
    mine, numbers = _said(draft.title, draft.opening), _DIGITS.findall(draft.title)
    if not mine:
        return []
    found = []
    for other in draft.neighbours:
        share = _likeness(mine, _said(other.title, other.opening))
        if share >= (ALIKE if len(mine) >= FEW else 1) and _DIGITS.findall(other.title) == numbers:
            found.append((share, other))
    return [other for _share, other in sorted(found, key=lambda pair: -pair[0])]


def _said(title: str, opening: str) -> Set[str]:
    return {*words(title), *words(opening)[:OPENING]}


def _likeness(one: Set[str], other: Set[str]) -> float:
    smaller, larger = sorted((len(one), len(other)))
    if smaller < ALIKE * larger:  # cannot be enough, whatever they hold
        return 0
    common = len(one & other)
    return common / (len(one) + len(other) - common)
