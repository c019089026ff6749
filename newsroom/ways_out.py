"""What to do where nothing fits: which filter to drop, and what that would give."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from .archive import Archive
from .facets import BY_NAME
from .search import TooSlow
from .selection import Selection
from .sentence import names_of, sentence

#: So many ways are tried and shown at the most.
MOST = 8


class WayOut(NamedTuple):
    """One thing to drop, what there is without it, and where that is."""

    step: str
    outcome: str
    query: str
    total: int


def ways_out(selection: Selection, archive: Archive) -> list[WayOut]:
    """The single steps that lead from an empty `selection` to releases, those to the most first.

    All values of a facet are one step: to drop one of several, any of which would do, finds nothing more. Where
    no step is enough, what each of the filters finds on its own.
    """
    return _leading(_wider(selection, archive), archive) or _leading(_alone(selection, archive), archive)


def _leading(steps: Iterator[tuple[str, Selection]], archive: Archive) -> list[WayOut]:
    found = []
    for step, wider in islice(steps, MOST):
        try:
            total = archive.select(wider.sorted_by(""), size=0).total
        except TooSlow:
            continue
        if total:
            found.append(WayOut(step, sentence(wider, archive, total), wider.query_string, total))
    return sorted(found, key=lambda way: -way.total)


def _wider(selection: Selection, archive: Archive) -> Iterator[tuple[str, Selection]]:
    """Each step in words, with the selection it leads to."""
    if selection.q:
        yield _("Without the words “%(words)s”") % {"words": selection.q}, selection.without("q")
    if selection.from_ or selection.to:
        yield _("At any time"), selection.without("dates")
    for name in BY_NAME:
        if names := name in selection.chosen and names_of(name, selection, archive):
            chosen = {other: values for other, values in selection.chosen.items() if other != name}
            # Translators: names as they stand in the vocabulary, such as "Without Serbia or Albania"
            yield _("Without %(names)s") % {"names": names}, replace(selection, chosen=chosen)


def _alone(selection: Selection, archive: Archive) -> Iterator[tuple[str, Selection]]:
    """Each facet and the words by themselves."""
    if selection.q:
        yield _("Only the words “%(words)s”") % {"words": selection.q}, Selection(q=selection.q)
    for name, values in selection.chosen.items():
        if names := names_of(name, selection, archive):
            # Translators: names as they stand in the vocabulary, such as "Only Serbia or Albania"
            yield _("Only %(names)s") % {"names": names}, Selection({name: values})
