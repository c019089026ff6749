"""Which term counts for which other one: what stands below it, and what it was called before."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .models.term import Term, TreeTerm


def branches(model: type[Term]) -> list[tuple[Term, str | None]]:
    """All terms of a kind with the slug of what each counts for, a branch below its root. One query.

    A former name counts for its successor, and stands before what is below that one; another term for its parent.
    One that would close a circle, which only rows put in past the forms can, stays where the tree has it.
    """
    manager: Any = model._default_manager
    rows = manager.with_tree_fields() if issubclass(model, TreeTerm) else manager.all()
    terms = {term.pk: term for term in rows}
    if not any(term.is_former_name for term in terms.values()):
        return [(term, _slug(terms, getattr(term, "parent_id", None))) for term in terms.values()]
    above = _above(terms)
    return [(term, _slug(terms, above[term.pk])) for term in _depth_first(terms, above)]


def _slug(terms: dict[int, Any], key: int | None) -> str | None:
    return terms[key].slug if key in terms else None


def _above(terms: dict[int, Any]) -> dict[int, int | None]:
    """Key → key of the term that it counts for."""
    above: dict[int, int | None] = {key: getattr(term, "parent_id", None) for key, term in terms.items()}
    for key, term in terms.items():
        if term.is_former_name and key not in _way_up(above, term.successor_id):
            above[key] = term.successor_id
    return above


def _way_up(above: dict[int, int | None], key: int | None) -> Iterator[int]:
    while key is not None:
        yield key
        key = above.get(key)


def _depth_first(terms: dict[int, Any], above: dict[int, int | None]) -> Iterator[Term]:
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, term in terms.items():
        place = 0 if term.is_former_name and above[key] == term.successor_id else len(below[above[key]])
        below[above[key]].insert(place, key)
    waiting = below[None][::-1]
    while waiting:
        key = waiting.pop()
        yield terms[key]
        waiting += below[key][::-1]
