"""Editions and facets as templates want them: slugs turned into terms, choices with their counts."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import date_format

from .archive import Archive, Result
from .facets import BY_NAME, FACETS, Choice, Facet
from .models import Edition
from .search import Passage, passages
from .selection import Selection

#: Of an open vocabulary, the list offers the most frequent only; a chosen one is always offered.
MOST_TAGS = 25


class Item(NamedTuple):
    """An edition together with the terms that its slugs stand for today."""

    edition: Edition
    sources: list[str]
    terms: dict[str, list[Choice]]  # facet → choices
    passage: Passage | None = None  # where the words of a search stand


@dataclass(frozen=True)
class Option:
    """One check box of a facet."""

    value: str
    label: object
    count: int
    chosen: bool
    depth: int


@dataclass(frozen=True)
class Group:
    """One facet of the form, with all that can be chosen now."""

    facet: Facet
    options: list[Option]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


def item(edition: Edition, archive: Archive) -> Item:
    """Present one edition. A slug whose term is gone from the vocabulary is left out."""
    terms = {}
    for facet in FACETS:
        value = getattr(edition, facet.field)
        known = archive.choices[facet.name]
        terms[facet.name] = [known[slug] for slug in ([value] if isinstance(value, str) else value) if slug in known]
    return Item(edition, _sources(edition, archive), terms)


def items(ids: list[int], archive: Archive, q: str = "") -> list[Item]:
    """Present the editions with those keys, in that order, with the passages that fit `q`: one query, or two."""
    found = Edition.objects.for_lists().in_bulk(ids)
    fitting = passages(q, found.values()) if q else {}
    return [item(found[pk], archive)._replace(passage=fitting.get(pk)) for pk in ids if pk in found]


def _sources(edition: Edition, archive: Archive) -> list[str]:
    names = []
    for source in edition.sources:
        facet, _, slug = source.partition(":")
        if choice := archive.choices[facet].get(slug):
            names.append(getattr(choice.label, "source_name", None) or str(choice.label))
    return names


def groups(selection: Selection, result: Result, archive: Archive) -> list[Group]:
    """All facets with the choices that lead somewhere now, and those already chosen."""
    made = [Group(facet, _options(facet, selection, result, archive)) for facet in FACETS]
    return [group for group in made if group.options]


def _options(facet: Facet, selection: Selection, result: Result, archive: Archive) -> list[Option]:
    choices, counts = archive.choices[facet.name], result.counts[facet.name]
    chosen = selection.chosen.get(facet.name, ())
    offered = [
        Option(value, choice.label, counts.get(value, 0), value in chosen, _depth(choice, choices))
        for value, choice in choices.items()
        if value in counts or value in chosen
    ]
    if facet.name == "tag" and len(offered) > MOST_TAGS:
        frequent = sorted(offered, key=lambda option: (-option.chosen, -option.count))[:MOST_TAGS]
        offered = [option for option in offered if option in frequent]
    return offered


def _depth(choice: Choice, choices: dict[str, Choice]) -> int:
    depth = 0
    while choice.parent and choice.parent in choices:
        choice = choices[choice.parent]
        depth += 1
    return depth


class Chip(NamedTuple):
    """One thing chosen, and the query string without it."""

    label: object
    query: str


def chips(selection: Selection, archive: Archive) -> list[Chip]:
    """What has been chosen, in canonical order, each removable."""
    by_facet = [
        Chip(archive.choices[name][value].label, selection.without(name, value).query_string)
        for name in BY_NAME
        for value in selection.chosen.get(name, ())
        if value in archive.choices[name]
    ]
    days = [Chip(_span(selection), selection.without("dates").query_string)] if selection.from_ or selection.to else []
    words = [Chip(f"“{selection.q}”", selection.without("q").query_string)] if selection.q else []
    return by_facet + days + words


def _span(selection: Selection) -> str:
    """The chosen days: "2019–2021" where they are whole years, else "10 May 2021 – 3 June 2021", open at either end."""
    first, last = selection.from_, selection.to
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{date_format(first) if first else '…'} – {date_format(last) if last else '…'}"
