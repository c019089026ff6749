"""The archive: any selection, answered from bitmaps."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from pyroaring import BitMap

from .. import search
from ..facets import Choice
from ..models import Edition
from ..search import Atom, matching_ids, page_by_relevance
from ..selection import RELEVANCE, Selection
from .counts import Base, Counts
from .forms import Forms
from .order import Order, Place, in_each
from .values import Values
from .words import Words

#: Among so many is looked for what is newest of each value: what none of them has is no news.
_NEWEST = 1_000


class Result(NamedTuple):
    """The answer to a selection. `counts` ignore, for each facet, its own choice: they say what adding gives."""

    total: int
    edition_ids: list[int]  # of the page asked for, newest first
    counts: Mapping[str, Counts]  # facet → value → how many, zeros left out
    months: dict[int, dict[int, int]]  # year → month → how many, newest first, whatever days were chosen

    @property
    def years(self) -> dict[int, int]:
        """Year → how many, newest first, whatever days were chosen."""
        return {year: sum(months.values()) for year, months in self.months.items()}


class Related(NamedTuple):
    """An edition that readers of another one may want, and what both have in common."""

    edition_id: int
    reason: str  # "country_field", "source_field", "field" or "country"


class Around(NamedTuple):
    """Where an edition stands among others, newest first, and the editions beside it."""

    number: int  # from 1
    total: int
    newer: int | None  # edition keys
    older: int | None


class Archive:
    """The live editions as they were at one instant, under one version."""

    def __init__(
        self,
        *,
        version: int,
        at: dt.datetime,
        order: Order,
        everything: BitMap,
        values: dict[str, Values],
        ahead: list[tuple[dt.datetime, int]],
        followed: int | None = None,
        words: Words | None = None,
    ):
        """`everything` holds the positions that are not vacant, `ahead` when which editions begin or end, ascending.

        `followed` is another number than `version` where changes up to that one were only taken over in part.
        """
        self.version = version
        self.followed = version if followed is None else followed
        self.at = at
        self.order = order
        self.everything = everything
        self.values = values
        self.ahead = ahead
        self.words = words or Words()

    @property
    def boundary(self) -> dt.datetime:
        """The next instant after which another set of editions is live."""
        return self.ahead[0][0] if self.ahead else dt.datetime.max.replace(tzinfo=dt.UTC)

    @cached_property
    def choices(self) -> dict[str, dict[str, Choice]]:
        """Facet → value → choice, in the order in which readers see them."""
        return {name: values.choices for name, values in self.values.items()}

    @cached_property
    def forms(self) -> dict[str, Forms]:
        """Facet → its values as they are counted."""
        return {name: Forms(values, self.everything) for name, values in self.values.items()}

    def __len__(self) -> int:
        return len(self.everything)

    def holds(self, version: int, at: dt.datetime) -> bool:
        """Whether this is still what a new reading at that instant, under that version, would give."""
        return self.version == version and self.at <= at < self.boundary

    def unknown(self, selection: Selection) -> list[tuple[str, str]]:
        """The (facet, value) pairs of `selection` that name nothing in the vocabulary."""
        return [
            (name, value)
            for name, values in selection.chosen.items()
            for value in values
            if value not in self.choices[name]
        ]

    def select(self, selection: Selection, page: int = 1, size: int = 20) -> Result:
        """Answer `selection`, with the edition keys of one page of `size`. A page beyond the end is empty."""
        parts = self._parts(selection)
        hits = self._intersection(parts.values())
        base = Base(hits, self.everything)
        return Result(
            total=len(hits),
            edition_ids=self.edition_ids(self._page(selection, hits, (page - 1) * size, size)),
            counts={name: Counts(forms, self._without(name, parts, base)) for name, forms in self.forms.items()},
            months=self._by_month(self._without("dates", parts, base)),
        )

    def _page(self, selection: Selection, hits: BitMap, start: int, size: int) -> Iterable[int]:
        if selection.sort == RELEVANCE:
            return page_by_relevance(selection.q, hits, self, start, size)
        stop = len(hits) - start
        return reversed(hits[max(0, stop - size) : max(0, stop)])

    def latest(self, selection: Selection, size: int, before: Place | None = None) -> list[int]:
        """Edition keys of the newest `size` of a selection, newest first; of those `before` a place, where given."""
        hits = self._intersection(self._parts(selection).values())
        stop = _below(hits, self.order.find(before)) if before else len(hits)
        return self.edition_ids(reversed(hits[max(0, stop - size) : stop]))

    def edition_ids(self, positions: Iterable[int]) -> list[int]:
        """Keys of the editions at `positions`, in their order."""
        return [self.order.ids[position] for position in positions]

    def newest_of_each(self, name: str, selection: Selection, most: int, without: Container[int]) -> dict[str, int]:
        """Value of the facet `name` that stands below no other → key of its newest edition, no edition twice.

        Of a selection, newest first, `most` values at the most, none of the editions `without`.
        """
        hits, bitmaps = self._intersection(self._parts(selection).values()), self.bitmaps(name)
        left = {v: bitmaps[v] for v, choice in self.choices[name].items() if choice.parent is None and v in bitmaps}
        found: dict[str, int] = {}
        for position in reversed(hits[-_NEWEST:]):
            key = self.order.ids[position]
            value = next((value for value, bitmap in left.items() if position in bitmap), None)
            if value and key not in without:
                found[value] = key
                del left[value]
            if len(found) == most:
                break
        return found

    def totals(self, name: str) -> dict[str, int]:
        """How many editions each value of the facet `name` has in all."""
        return dict(self.values[name].sizes)

    def related(self, edition: Edition, size: int = 4) -> list[Related]:
        """What else readers of `edition` may want, in its language: the closest kin first.

        Closest is what shares a country and a field of work, then a source and a field, then a field, then a country.
        """
        countries = self.values["country"].any_of(edition.countries)
        fields = self.values["field"].any_of(edition.fields_of_work)
        sources = self.values["structure"].any_of(edition.structures)
        sources = sources | self.values["partner"].any_of(edition.partner_groups)
        mine = self.values["lang"].any_of([edition.language])
        place = Place(edition.published_at.timestamp(), edition.release_id)
        if self.order.holds(place):
            mine = mine - BitMap([self.order.find(place)])
        found: dict[int, str] = {}
        kins = {"country_field": countries & fields, "source_field": sources & fields}
        for reason, kin in (kins | {"field": fields, "country": countries}).items():
            for at in reversed((kin & mine)[-size - len(found) :]):
                found.setdefault(at, reason)
            if len(found) >= size:
                break
        return [Related(self.order.ids[at], reason) for at, reason in list(found.items())[:size]]

    def around(self, edition: Edition, selection: Selection) -> Around | None:
        """The place of `edition` in a selection, by date; None where it is not in it.

        Raises TooSlow where the words of the selection take too long.
        """
        hits = self._intersection(self._parts(selection).values())
        at = self.order.find(Place(edition.published_at.timestamp(), edition.release_id))
        if at not in hits or self.order.ids[at] != edition.pk:
            return None
        rank, total = hits.rank(at), len(hits)  # how many are as old or older
        newer = self.order.ids[hits[rank]] if rank < total else None
        older = self.order.ids[hits[rank - 2]] if rank > 1 else None
        return Around(total - rank + 1, total, newer, older)

    def _parts(self, selection: Selection) -> dict[str, BitMap]:
        parts = {name: self.values[name].any_of(values) for name, values in selection.chosen.items()}
        if selection.from_ or selection.to:
            parts["dates"] = self.order.between(selection.from_, selection.to)
        if selection.q:
            parts["q"] = search.hits(selection.q, self)
        return parts

    def text(self, atom: Atom) -> BitMap:
        """The positions whose text holds `atom`. Raises TooSlow where the database takes too long to say."""
        languages = self.bitmaps("lang")
        return self.words.positions(atom, self.order, lambda within: matching_ids(atom, languages, within))

    def bitmaps(self, name: str) -> Mapping[str, BitMap]:
        """The positions of each value of the facet `name`, whole branches."""
        return self.values[name].bitmaps

    def _intersection(self, parts: Iterable[BitMap]) -> BitMap:
        return BitMap.intersection(*sorted([self.everything, *parts], key=len))

    def _without(self, name: str, parts: dict[str, BitMap], base: Base) -> Base:
        """What is hit where the part `name` is left out; `base` where it is not."""
        if name not in parts:
            return base
        return Base(self._intersection(part for other, part in parts.items() if other != name), self.everything)

    def _by_month(self, base: Base) -> dict[int, dict[int, int]]:
        months = self.order.months()
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for month, count in reversed(list(zip(months, in_each(months, base.positions, base.is_dense), strict=True))):
            if count:
                found[month.year][month.month] = count
        return dict(found)


def _below(bitmap: BitMap, position: int) -> int:
    """How many positions of `bitmap` lie before this one."""
    return bitmap.rank(position - 1) if position else 0
