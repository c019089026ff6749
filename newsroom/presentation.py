"""Editions and facets as templates want them: slugs turned into terms, choices with their counts."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import get_language
from taggit.models import Tag

from .archive import Archive, Result
from .archive.counts import Counts
from .archive.values import Values
from .facets import BY_NAME, FACETS, MOST_TAGS, Choice, Facet
from .languages import isolated
from .models import Edition
from .public_record import Changes, changes_of
from .selection import Selection
from .sentence import span

#: Of more values than these, readers get a box to find one in.
MANY = 12


@dataclass
class Item:
    """An edition together with the terms that its slugs stand for today; those that are gone are left out."""

    edition: Edition
    choices: Mapping[str, Mapping[str, Choice]]  # those of the archive
    changes: Changes  # what readers are told of it beside the editions before

    @cached_property
    def sources(self) -> list[str]:
        """How the release names those that issue it, in its order."""
        names = []
        for source in self.edition.sources:
            facet, _, slug = source.partition(":")
            if choice := self.choices[facet].get(slug):
                names.append(getattr(choice.label, "source_name", None) or str(choice.label))
        return names

    @cached_property
    def terms(self) -> dict[str, list[Choice]]:
        """Facet → choices."""
        terms = {}
        for facet in FACETS:
            value, known = getattr(self.edition, facet.field), self.choices[facet.name]
            terms[facet.name] = [known[slug] for slug in (value if facet.is_list else [value]) if slug in known]
        return terms


def with_tags_of(edition: Edition, archive: Archive) -> Archive:
    """The archive as it will be once `edition` is out, where tags that no other edition has are known too."""
    new = [tag for tag in Tag.objects.filter(slug__in=edition.tags) if tag.slug not in archive.choices["tag"]]
    ahead = copy.copy(archive)
    ahead.choices = archive.choices | {
        "tag": archive.choices["tag"] | {tag.slug: Choice(tag.slug, tag.name) for tag in new}
    }
    return ahead


class Box(NamedTuple):
    """The check box of a value as HTML, but for its count, which stands between each part and the next.

    Plain text: to put two hundred together takes twice as long where parts are marked safe.
    """

    start: str
    middle: str


@dataclass(frozen=True)
class Group:
    """One facet of the form: the values to choose from now, with their counts, in the order of the vocabulary."""

    facet: Facet
    counts: dict[str, int]
    chosen: set[str]
    boxes: "Boxes"

    @property
    def is_long(self) -> bool:
        """Whether there are so many that readers want to find one by its name."""
        return len(self.counts) > MANY


def items(ids: list[int], archive: Archive) -> list[Item]:
    """Present those of the editions with those keys that are live, in that order: a query, and that of `presented`."""
    found = Edition.objects.live().for_lists().in_bulk(ids)
    return presented([found[pk] for pk in ids if pk in found], archive)


def presented(editions: Sequence[Edition], archive: Archive) -> list[Item]:
    """Present `editions` that have been read, in their order: one query where any is a further edition."""
    changes = changes_of(editions)
    return [Item(edition, archive.choices, changes[edition.release_id]) for edition in editions]


def groups(selection: Selection, result: Result, archive: Archive) -> list[Group]:
    """All facets with the choices that lead somewhere now, and those already chosen."""
    made = [_group(archive.values[facet.name], selection, result.counts[facet.name]) for facet in FACETS]
    return [group for group in made if group.counts]


def _group(values: Values, selection: Selection, counts: Counts) -> Group:
    facet = values.facet
    chosen = selection.chosen.get(facet.name, ())
    offered = dict(counts.most_common(MOST_TAGS) if facet.open else counts)
    offered |= {value: counts.get(value, 0) for value in chosen}
    ordered = {value: offered[value] for value in values.choices if value in offered}
    return Group(facet, ordered, set(chosen), _boxes(values))


class Boxes(dict[str, Box]):
    """Value → box in one language, made when it is first asked for: a page has hundreds, and only counts change."""

    def __init__(self, values: Values):
        super().__init__()
        self._facet, self._choices, self._depths = values.facet, values.choices, values.depths
        #: What stands before and after them, by the state of the facet.
        self.surroundings: dict[tuple[bool, int, bool], list[str]] = {}

    def __missing__(self, value: str) -> Box:
        name, said, depth = self._facet.name, escape(value), self._depths[value]
        self[value] = box = Box(
            f'<li class="depth-{depth}"><label><input type="checkbox" id="{name}-{said}" name="{name}" value="{said}"',
            f'> <span>{escape(self._choices[value].label)}</span> <span class="facet-count">',
        )
        return box


#: Values of a facet → language → boxes. A vocabulary that changes makes other Values.
_remembered: WeakKeyDictionary[Values, dict[str, Boxes]] = WeakKeyDictionary()


def _boxes(values: Values) -> Boxes:
    by_language, language = _remembered.setdefault(values, {}), get_language() or ""
    if language not in by_language:
        by_language[language] = Boxes(values)
    return by_language[language]


class Chip(NamedTuple):
    """One thing chosen, and the query string without it."""

    label: object
    query: str

    @property
    def suffix(self) -> str:
        """The same to be put behind an address."""
        return f"?{self.query}" if self.query else ""


def chips(selection: Selection, archive: Archive) -> list[Chip]:
    """What has been chosen, in canonical order, each removable; also what names nothing here, as it was asked for."""
    by_facet = [
        Chip(
            isolated(str(archive.choices[name][value].label if value in archive.choices[name] else value)),
            selection.without(name, value).query_string,
        )
        for name in BY_NAME
        for value in selection.chosen.get(name, ())
    ]
    days = []
    if selection.from_ or selection.to:
        days.append(Chip(capfirst(span(selection.from_, selection.to)), selection.without("dates").query_string))
    words = [Chip(f"“{isolated(selection.q)}”", selection.without("q").query_string)] if selection.q else []
    return by_facet + days + words
