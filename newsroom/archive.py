"""The index of all live editions: which, how many, and how many per facet value, for any selection.

One per process. A compressed bitmap (CRoaring) for every value of every facet holds the positions of its
editions in order of date; a selection is unions and intersections of bitmaps, a count the size of one.
"""

import bisect
import datetime as dt
import threading
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Min, Q
from django.http import HttpRequest
from django.utils import timezone
from pyroaring import BitMap

from .facets import FACETS, Choice
from .models import ArchiveVersion, Edition
from .search import Atom, hits, matching_ids, page_by_relevance
from .selection import RELEVANCE, Selection

#: Days outside are as good as these: nothing was published before, and nothing will be after.
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)


class Result(NamedTuple):
    """The answer to a selection. `counts` ignore, for each facet, its own choice: they say what adding gives."""

    total: int
    edition_ids: list[int]  # of the page asked for, newest first
    counts: dict[str, dict[str, int]]  # facet → value → how many, zeros left out
    years: dict[int, int]  # year → how many, newest first, whatever days were chosen


class Archive:
    """The live editions as they were at one instant, under one version."""

    def __init__(self, version: int, at: dt.datetime):
        """Read all editions live `at` that instant. One query, and one for the vocabulary of each facet."""
        self.version = version
        self.built_at = at
        self.boundary = _next_boundary(at)
        self.choices: dict[str, dict[str, Choice]] = {
            facet.name: {choice.value: choice for choice in facet.choices()} for facet in FACETS
        }
        self._ids = array("q")
        self._seconds = array("d")
        self._bitmaps = self._read(at)
        # Tags are free words: those that only drafts have are nobody else's business.
        used = self._bitmaps["tag"]
        self.choices["tag"] = {value: choice for value, choice in self.choices["tag"].items() if value in used}
        self._positions = {edition_id: position for position, edition_id in enumerate(self._ids)}
        self._all = self.everything = BitMap(range(len(self._ids)))
        self._texts: dict[Atom, BitMap] = {}
        self._years = self._by_year()

    def _read(self, at: dt.datetime) -> dict[str, dict[str, BitMap]]:
        fields = [facet.field for facet in FACETS]
        members: list[dict[str, list[int]]] = [defaultdict(list) for _ in FACETS]
        rows = (
            Edition.objects.live(at).order_by("published_at", "release_id").values_list("pk", "published_at", *fields)
        )
        for position, (pk, published_at, *values) in enumerate(rows.iterator(chunk_size=5000)):
            self._ids.append(pk)
            self._seconds.append(published_at.timestamp())
            for lists, value in zip(members, values, strict=True):
                for one in [value] if isinstance(value, str) else value:
                    lists[one].append(position)
        return {
            facet.name: self._with_branches(facet.name, {value: BitMap(at) for value, at in lists.items()})
            for facet, lists in zip(FACETS, members, strict=True)
        }

    def _with_branches(self, name: str, own: dict[str, BitMap]) -> dict[str, BitMap]:
        """Add what each value's descendants hold to it."""
        choices, whole = self.choices[name], {value: bitmap.copy() for value, bitmap in own.items()}
        for value, bitmap in own.items():
            parent = choices[value].parent if value in choices else None
            while parent:
                whole.setdefault(parent, BitMap()).update(bitmap)
                parent = choices[parent].parent
        return whole

    def _by_year(self) -> dict[int, BitMap]:
        if not self._seconds:
            return {}
        first, last = (timezone.localtime(_instant(self._seconds[end])).year for end in (0, -1))
        years = {year: self._between(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(last, first - 1, -1)}
        return {year: bitmap for year, bitmap in years.items() if bitmap}

    def _between(self, first: dt.date | None, last: dt.date | None) -> BitMap:
        """Positions published from the beginning of `first` to the end of `last`, by the clock of the house."""
        zone = timezone.get_default_timezone()
        start, stop = 0, len(self._ids)
        if first:
            day = dt.datetime.combine(max(first, _FIRST_DAY), dt.time.min, zone)
            start = bisect.bisect_left(self._seconds, day.timestamp())
        if last:
            day = dt.datetime.combine(min(last, _LAST_DAY), dt.time.min, zone) + dt.timedelta(days=1)
            stop = bisect.bisect_left(self._seconds, day.timestamp())
        return BitMap(range(start, max(start, stop)))

    def __len__(self) -> int:
        return len(self._ids)

    def holds(self, version: int, at: dt.datetime) -> bool:
        """Whether this is still what a new reading at that instant, under that version, would give."""
        return self.version == version and self.built_at <= at < self.boundary

    def bitmaps(self, name: str) -> Mapping[str, BitMap]:
        """The positions of each value of a facet, whole branches."""
        return self._bitmaps[name]

    def edition_ids(self, positions: Iterable[int]) -> list[int]:
        """The keys of the editions at those positions, in that order."""
        return [self._ids[position] for position in positions]

    def positions_of(self, ids: Iterable[int]) -> BitMap:
        """Where the editions with those keys stand, those left out that are not live."""
        return BitMap([self._positions[pk] for pk in ids if pk in self._positions])

    def text(self, atom: Atom) -> BitMap:
        """The editions whose text holds `atom`: asked once."""
        if atom not in self._texts:
            self._texts[atom] = self.positions_of(matching_ids(atom, self._bitmaps["lang"]))
        return self._texts[atom]

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
        found = _intersection(parts.values(), self._all)
        undated = _intersection((part for name, part in parts.items() if name != "dates"), self._all)
        return Result(
            total=len(found),
            edition_ids=self.edition_ids(self._page(selection, found, (page - 1) * size, size)),
            counts={facet.name: self._counts(facet.name, parts) for facet in FACETS},
            years=_sizes(self._years, undated),
        )

    def _page(self, selection: Selection, found: BitMap, start: int, size: int) -> Sequence[int]:
        if selection.sort == RELEVANCE:
            return page_by_relevance(selection.q, found, self, start, size)
        stop = len(found) - start
        return list(reversed(found[max(0, stop - size) : max(0, stop)]))

    def latest(self, selection: Selection, size: int) -> list[int]:
        """Edition keys of the newest `size` of a selection, newest first, without counting anything else."""
        hits = _intersection(self._parts(selection).values(), self._all)
        return [self._ids[position] for position in reversed(hits[max(0, len(hits) - size) :])]

    def totals(self, name: str) -> dict[str, int]:
        """How many editions each value of the facet `name` has in all."""
        return {value: len(bitmap) for value, bitmap in self._bitmaps[name].items() if bitmap}

    def related(self, edition: Edition, size: int = 4) -> list[int]:
        """Edition keys of what else readers of `edition` may want, in its language: the closest kin first.

        Closest is what shares a country and a field of work, then a source and a field, then a field, then a country.
        """
        countries = self._any("country", edition.countries)
        fields = self._any("field", edition.fields_of_work)
        sources = self._any("structure", edition.structures) | self._any("partner", edition.partner_groups)
        mine = self._any("lang", [edition.language])
        mine.discard(self._positions.get(edition.pk, len(self._ids)))
        found: list[int] = []
        for kin in (countries & fields, sources & fields, fields, countries):
            nearest = (kin & mine)[-size - len(found) :]
            found += [at for at in reversed(nearest) if at not in found]
            if len(found) >= size:
                break
        return [self._ids[position] for position in found[:size]]

    def _parts(self, selection: Selection) -> dict[str, BitMap]:
        parts = {name: self._any(name, values) for name, values in selection.chosen.items()}
        if selection.from_ or selection.to:
            parts["dates"] = self._between(selection.from_, selection.to)
        if selection.q:
            parts["q"] = hits(selection.q, self)
        return parts

    def _any(self, name: str, values: Iterable[str]) -> BitMap:
        bitmaps = self._bitmaps[name]
        return BitMap.union(BitMap(), *(bitmaps[value] for value in values if value in bitmaps))

    def _counts(self, name: str, parts: dict[str, BitMap]) -> dict[str, int]:
        others = [part for other, part in parts.items() if other != name]
        return _sizes(self._bitmaps[name], _intersection(others, self._all))


def _intersection(parts: Iterable[BitMap], everything: BitMap) -> BitMap:
    return BitMap.intersection(everything, *parts)


def _sizes(bitmaps: dict, base: BitMap) -> dict:
    sizes = {value: bitmap.intersection_cardinality(base) for value, bitmap in bitmaps.items()}
    return {value: size for value, size in sizes.items() if size}


def _instant(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _next_boundary(at: dt.datetime) -> dt.datetime:
    """The next instant after which another set of editions is live."""
    ahead = Edition.objects.aggregate(
        begins=Min("live_from", filter=Q(live_from__gt=at)),
        ends=Min("live_until", filter=Q(live_until__gt=at)),
    )
    return min((instant for instant in ahead.values() if instant), default=dt.datetime.max.replace(tzinfo=dt.UTC))


_lock = threading.Lock()
_current: Archive | None = None


def current_archive() -> Archive:
    """The archive as of now: one query, and a new reading where editions or terms have changed since the last."""
    global _current
    archive = _current
    if archive and archive.holds(_version(), timezone.now()):
        return archive
    with _lock:  # one thread reads, the others wait for what it has read
        version, now = _version(), timezone.now()
        if _current is None or not _current.holds(version, now):
            # The version was read before the editions: should they be newer, the next request reads again.
            _current = Archive(version, now)
        return _current


def _version() -> int:
    return ArchiveVersion.objects.values_list("number", flat=True).get()


def archive_for(request: HttpRequest) -> Archive:
    """The archive as of this request: asked for once, however many parts of a page need it."""
    if not hasattr(request, "_archive"):
        request._archive = current_archive()  # type: ignore[attr-defined]
    return request._archive  # type: ignore[attr-defined]
