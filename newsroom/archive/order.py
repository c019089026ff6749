"""Which edition stands at which position: the oldest at 0, releases of one instant in the order of their keys."""

import bisect
import copy
import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, Self

from django.utils import timezone
from pyroaring import BitMap

from .days import OddDays

#: Days outside are as good as these: nothing was published before, and nothing will be after.
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
_NOWHERE = 0xFFFFFFFF
_NONE = BitMap()  # never changed
#: Keys that stand one after the other are found together, in blocks of so many; at most so many distances are kept.
_BLOCK, _DISTANCES = 64, 64


class Place(NamedTuple):
    """What a position is ordered by. No two live editions share it: a release has one at the most."""

    seconds: float  # since 1970, exact to the microsecond
    release_id: int


class Month(NamedTuple):
    """The releases of a month. The instants from `start` to before `stop` lie in it, by the clock of the house."""

    year: int
    month: int
    start: int
    stop: int
    positions: BitMap
    #: Of these instants, the positions whose day lies in another month; and the others whose day lies in this one.
    strayed: BitMap
    come: BitMap


class Order:
    """Parallel arrays, 24 bytes an edition. A position may be vacant: its edition was taken down since."""

    def __init__(self) -> None:
        self.ids, self.release_ids, self.seconds = array("q"), array("q"), array("d")
        self._positions: dict[int, int] | array | None = None
        self._in_step: list[tuple[int, BitMap]] | None = None
        self._months: list[Month] | None = None
        self._odd = OddDays()

    def copy(self) -> Self:
        """Another one, to be changed while this one answers."""
        twin = type(self)()
        twin.ids, twin.release_ids, twin.seconds = self.ids[:], self.release_ids[:], self.seconds[:]
        twin._positions, twin._in_step = copy.copy(self._positions), self._in_step
        twin._odd = self._odd.copy()
        return twin

    def __len__(self) -> int:
        return len(self.ids)

    def append(self, pk: int, place: Place, day: int | None = None) -> None:
        """Put an edition behind all others. `day`: see OddDays.put."""
        self.ids.append(pk)
        self.seconds.append(place.seconds)
        self.release_ids.append(place.release_id)
        self._note(pk, len(self) - 1)
        self._odd.put(len(self) - 1, day)

    def extend(self, ids: Iterable[int], release_ids: Iterable[int], seconds: Iterable[float]) -> None:
        """Put editions behind all others: their keys, and what their places consist of. Their days: by date()."""
        self.ids.extend(ids)
        self.release_ids.extend(release_ids)
        self.seconds.extend(seconds)
        self._positions = None

    def date(self, position: int, day: int | None) -> None:
        """Say which day an edition bears: see OddDays.put."""
        self._odd.put(position, day)
        self._months = None

    def replace(self, position: int, pk: int, day: int | None = None) -> None:
        """Put an edition where another one of its release has stood."""
        self.date(position, day)
        self._note(self.ids[position], _NOWHERE)
        if self._in_step is not None and self.ids[position] < _NOWHERE:
            gone = BitMap([self.ids[position]])
            self._in_step = [(distance, keys - gone) for distance, keys in self._in_step]
        self._note(pk, position)
        self.ids[position] = pk

    def insert(self, position: int, editions: list[tuple[int, Place, int | None]]) -> None:
        """Put editions (key, place, day), which are in order, before the one at `position`; those behind move on."""
        self.ids[position:position] = array("q", [pk for pk, _, _ in editions])
        self.seconds[position:position] = array("d", [place.seconds for _, place, _ in editions])
        self.release_ids[position:position] = array("q", [place.release_id for _, place, _ in editions])
        self._positions = self._in_step = None
        self._odd.make_room(position, len(editions))
        for number, (_, _, day) in enumerate(editions):
            self._odd.put(position + number, day)

    def place(self, position: int) -> Place:
        return Place(self.seconds[position], self.release_ids[position])

    def find(self, place: Place) -> int:
        """The position of what stands at `place`, or where it would have to be put."""
        return bisect.bisect_left(range(len(self)), place, key=self.place)

    def holds(self, place: Place) -> bool:
        position = self.find(place)
        return position < len(self) and self.place(position) == place

    def between(self, first: dt.date | None, last: dt.date | None) -> BitMap:
        """Positions of releases that bear a day from `first` to `last`."""
        start, stop = 0, len(self)
        if first:
            start = self._first_on(max(first, _FIRST_DAY))
        if last:
            stop = self._first_on(min(last, _LAST_DAY) + dt.timedelta(days=1))
        found = BitMap(range(start, max(start, stop)))
        return (found - self._odd.positions) | self._odd.between(first, last) if self._odd else found

    def _first_on(self, day: dt.date) -> int:
        midnight = dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())
        return bisect.bisect_left(self.seconds, midnight.timestamp())

    def months(self) -> list[Month]:
        """The months from that of the first edition to that of the last, ascending, and any that lie beyond."""
        if self._months is None:
            self._months = self._read_months()
        return self._months

    def _read_months(self) -> list[Month]:
        if not self.seconds:
            return []
        first, last = (day.year * 12 + day.month - 1 for day in (self._day(0), self._day(-1)))
        odd = self._odd.by_month()
        numbers = sorted({*range(first, last + 1), *odd})
        starts = [self._start_of(number) if first < number <= last else 0 for number in numbers]
        starts = [len(self) if number > last else start for number, start in zip(numbers, starts, strict=True)]
        return [
            self._month(number, start, stop, odd.get(number, _NONE))
            for number, (start, stop) in zip(numbers, pairwise([*starts, len(self)]), strict=True)
        ]

    def _start_of(self, month: int) -> int:
        return self._first_on(dt.date(month // 12, month % 12 + 1, 1))

    def _month(self, number: int, start: int, stop: int, odd: BitMap) -> Month:
        """`odd`: the positions whose day lies in this month, wherever their instant does."""
        within = BitMap(range(start, stop))
        strayed = (within & self._odd.positions) - odd if self._odd else _NONE
        come = odd - within
        return Month(number // 12, number % 12 + 1, start, stop, (within - strayed) | come, strayed, come)

    def _day(self, position: int) -> dt.date:
        return dt.datetime.fromtimestamp(self.seconds[position], timezone.get_default_timezone()).date()

    def positions_of(self, ids: Iterable[int]) -> BitMap:
        """The positions of the editions with those keys; keys that stand nowhere are left out.

        Of a bitmap, keys that are in step with their positions are moved together, which takes no time at all.
        """
        if not isinstance(ids, BitMap):
            return self._one_by_one(ids)
        if self._in_step is None:
            self._in_step = self._find_in_step()
        moved = [(ids & keys).shift(distance) for distance, keys in self._in_step]
        left = ids.difference(*(keys for _, keys in self._in_step))
        return BitMap.union(self._one_by_one(left) if left else BitMap(), *moved)

    def _find_in_step(self) -> list[tuple[int, BitMap]]:
        """Distances, each with the keys that are so far from their positions: an archive is brought in by date."""
        found: dict[int, BitMap] = defaultdict(BitMap)
        for start in range(0, len(self), _BLOCK):
            block = self.ids[start : start + _BLOCK]
            stop = block[0] + len(block)
            if stop < _NOWHERE and block == array("q", range(block[0], stop)):
                found[start - block[0]].add_range(block[0], stop)
        return sorted(found.items(), key=lambda entry: -len(entry[1]))[:_DISTANCES]

    def _one_by_one(self, ids: Iterable[int]) -> BitMap:
        if self._positions is None:
            self._positions = self._by_id()
        known = self._positions
        if isinstance(known, dict):
            found = BitMap(array("I", [known.get(pk, _NOWHERE) for pk in ids]))
        else:
            most = len(known)
            found = BitMap(array("I", [known[pk] for pk in ids if pk < most]))
        found.discard(_NOWHERE)
        return found

    def _note(self, pk: int, position: int) -> None:
        known = self._positions
        if isinstance(known, array) and pk >= len(known):
            if pk > _highest_key(len(self)):
                self._positions = None
                return
            known.extend(array("I", [_NOWHERE]) * (pk + 1 - len(known)))
        if known is not None:
            known[pk] = position

    def _by_id(self) -> dict[int, int] | array:
        """An array as long as the highest key where keys come from a sequence, four bytes each; else a dictionary."""
        highest = max(self.ids, default=0)
        if highest > _highest_key(len(self)):
            return {pk: position for position, pk in enumerate(self.ids)}
        positions = array("I", [_NOWHERE]) * (highest + 1)
        for position, pk in enumerate(self.ids):
            positions[pk] = position
        return positions


def _highest_key(size: int) -> int:
    """Up to here an array by key takes little memory beside so many editions."""
    return 10 * size + 1_000_000


def in_each(months: list[Month], hits: BitMap, is_dense: bool) -> list[int]:
    """How many of `hits` bear a day of each month. Dense ones are stored as bits, of which each month reads its own."""
    if is_dense:
        return [month.positions.intersection_cardinality(hits) for month in months]
    upto = [hits.rank(month.stop - 1) if month.stop else 0 for month in months]
    counts = [after - before for before, after in pairwise([0, *upto])]
    return [count + _moved(month, hits) for month, count in zip(months, counts, strict=True)]


def _moved(month: Month, hits: BitMap) -> int:
    """How many more bear a day of this month than were published in it."""
    if not month.strayed and not month.come:
        return 0
    return month.come.intersection_cardinality(hits) - month.strayed.intersection_cardinality(hits)
