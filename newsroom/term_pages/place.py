"""Where a term stands among the others. The archive holds the whole vocabulary: nothing here asks the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from taxonomy.models import Country, PartnerGroup, Structure
from taxonomy.models.term import Term

from ..archive import Archive
from ..facets import Choice, Facet
from ..selection import Selection


@dataclass(frozen=True)
class Entry:
    """A term in a list, with the number of its news."""

    term: Any
    count: int


@dataclass(frozen=True)
class FormerName:
    """What a term was called before, and the selection of what was published under that name."""

    term: Any
    count: int
    selection: Selection


def present_term(choices: dict[str, Choice], slug: str) -> Any | None:
    """The term that goes on for the one with this slug: itself, unless it is a former name. None where none has it."""
    choice = choices.get(slug)
    while choice and _is_former(choice, choices):
        choice = choices[choice.parent or ""]
    return choice.label if choice else None


def _is_former(choice: Choice, choices: dict[str, Choice]) -> bool:
    """Whether the term counts for its successor, as a former name of that one."""
    term: Any = choice.label
    above: Any = choices[choice.parent].label if choice.parent in choices else None
    return term.is_former_name and above is not None and above.pk == term.successor_id


class Place:
    """What stands above a term, below it, before and after it; each list in the order of the vocabulary."""

    def __init__(self, archive: Archive, facet: Facet, term: Any):
        self.term, self._facet, self._archive = term, facet, archive
        self._choices = archive.choices[facet.name]
        self._counts = archive.values[facet.name].sizes

    @cached_property
    def ancestors(self) -> list[Term]:
        """The whole way down to the term, from the root."""
        found: list[Any] = []
        above = self._choices[self.term.slug].parent
        while above:
            if not _is_former(self._choices[above], self._choices):
                found.insert(0, self._choices[above].label)
            above = self._choices[above].parent
        return found

    @cached_property
    def children(self) -> list[Entry]:
        """What stands right below it, without its former names; what is closed comes last."""
        entries = self._entries(choice.label for choice in self._choices.values() if self._stands_below(choice))
        return sorted(entries, key=lambda entry: entry.term.is_closed())

    def _stands_below(self, choice: Choice) -> bool:
        if not choice.parent or _is_former(choice, self._choices):
            return False
        return present_term(self._choices, choice.parent) is self.term

    @cached_property
    def former_names(self) -> list[FormerName]:
        """The names it had, the last one first, and theirs in turn."""
        found: list[Any] = [choice.label for choice in self._choices.values() if self._became_this(choice)]
        return [
            FormerName(term, self._count(term), Selection.of(**{self._facet.name: term.slug}))
            for term in sorted(found, key=lambda term: term.closed, reverse=True)
        ]

    def _became_this(self, choice: Choice) -> bool:
        if not _is_former(choice, self._choices):
            return False
        return present_term(self._choices, choice.value) is self.term

    @cached_property
    def predecessors(self) -> list[Term]:
        """Bodies of their own whose work it went on with."""
        mine = [self.term.pk, *(name.term.pk for name in self.former_names)]
        return [
            term
            for term in self._terms(self._facet.name)
            if term.successor_id in mine and term.pk not in mine and term.pk != self.term.pk
        ]

    @cached_property
    def successor(self) -> Term | None:
        """The body of its own that goes on with its work."""
        found = (term for term in self._terms(self._facet.name) if term.pk == self.term.successor_id)
        after = next(found, None)
        return present_term(self._choices, after.slug) if after else None

    @cached_property
    def country(self) -> Term | None:
        """Where a structure works."""
        key = getattr(self.term, "country_id", None)
        return next((term for term in self._terms("country") if key and term.pk == key), None)

    @cached_property
    def partner_group(self) -> Term | None:
        """The group that a partner country belongs to."""
        key = getattr(self.term, "partner_group_id", None)
        return next((term for term in self._terms("partner") if key and term.pk == key), None)

    @cached_property
    def members(self) -> list[Entry]:
        """The countries of a partner group."""
        if not isinstance(self.term, PartnerGroup):
            return []
        return self._entries((c for c in self._terms("country") if c.partner_group_id == self.term.pk), "country")

    @cached_property
    def structures(self) -> list[Entry]:
        """The structures that work in a country, and those that did."""
        if not isinstance(self.term, Country):
            return []
        there = [s for s in self._terms("structure") if s.country_id == self.term.pk and not s.is_former_name]
        return self._entries(there, "structure")

    @property
    def present_structures(self) -> list[Entry]:
        return [entry for entry in self.structures if not entry.term.is_closed()]

    @property
    def closed_structures(self) -> list[Entry]:
        """The structures whose work in the country has ended, the last one first."""
        closed = [entry for entry in self.structures if entry.term.is_closed()]
        return sorted(closed, key=lambda entry: entry.term.closed, reverse=True)

    def desk_structures(self) -> list[int]:
        """The keys of a structure and of those above it, the nearest first: their desks answer for it."""
        if not isinstance(self.term, Structure):
            return []
        return [self.term.pk, *(term.pk for term in reversed(self.ancestors))]

    def _terms(self, facet: str) -> Iterator[Any]:
        return (choice.label for choice in self._archive.choices[facet].values())

    def _count(self, term: Term) -> int:
        return self._counts.get(term.slug, 0)

    def _entries(self, terms: Iterable[Any], facet: str = "") -> list[Entry]:
        counts = self._archive.values[facet].sizes if facet else self._counts
        return [Entry(term, counts.get(term.slug, 0)) for term in terms]
