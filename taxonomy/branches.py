"""Which term counts for which other one, and the one order in which trees of terms are shown and counted."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import F

from .models.term import Term


def branches(model: type[Term]) -> list[tuple[Term, str | None]]:
    """All terms of a kind, depth first, each with the slug of the term that it counts for. One query.

    Siblings come by position, then by their name in the site's first language, so that the order is the same whoever
    asks. A former name counts for its successor and comes before the terms below that one; any other term counts for
    its parent. Where rows that got past the forms would close a circle, one of its terms becomes a root.
    """
    terms = _terms(model)
    above = _above(terms)
    return [(terms[key], terms[up].slug if (up := above[key]) else None) for key in _depth_first(terms, above)]


def indented(model: type[Term]) -> list[tuple[Term, int]]:
    """The same terms in the same order, each with the number of terms above it. One query."""
    terms = _terms(model)
    above = _above(terms)
    return [(terms[key], len(list(_way_up(above, above[key])))) for key in _depth_first(terms, above)]


def branch_keys(model: type[Term], key: int) -> list[int]:
    """The keys of the term `key` and of all that count for it; empty where there is no such term. One query."""
    terms = _terms(model)
    above = _above(terms)
    return [other for other in terms if key in _way_up(above, other)]


def _terms(model: type[Term]) -> dict[int, Any]:
    """Key → term, siblings in their order."""
    name = f"name_{settings.LANGUAGES[0][0]}"  # the column itself: `name` is that of the active language
    rows = model._default_manager.order_by("position", F(name).asc(nulls_last=True), "slug")
    return {term.pk: term for term in rows}


def _above(terms: dict[int, Any]) -> dict[int, int | None]:
    """Key → key of the term that it counts for."""
    above: dict[int, int | None] = {}
    for key, term in terms.items():
        parent = getattr(term, "parent_id", None)
        above[key] = None if key in _way_up(above, parent) else parent
    for key, term in terms.items():
        if term.is_former_name and key not in _way_up(above, term.successor_id):
            above[key] = term.successor_id
    return above


def _way_up(above: dict[int, int | None], key: int | None) -> Iterator[int]:
    """`key` and the keys above it, the nearest first."""
    while key is not None:
        yield key
        key = above.get(key)


def _depth_first(terms: dict[int, Any], above: dict[int, int | None]) -> Iterator[int]:
    formers, others = defaultdict[int | None, list[int]](list), defaultdict[int | None, list[int]](list)
    for key, term in terms.items():
        counts_for_successor = term.is_former_name and above[key] == term.successor_id
        (formers if counts_for_successor else others)[above[key]].append(key)
    waiting = others[None][::-1]
    while waiting:
        key = waiting.pop()
        yield key
        waiting += [*formers[key], *others[key]][::-1]
