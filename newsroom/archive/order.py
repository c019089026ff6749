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

#: Days outside are as good as these: nothing was published before, and nothing will be after.
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
_NOWHERE = 0xFFFFFFFF
#: Keys that stand one after the other are found together, in blocks of so many; at most so many distances are kept.
_BLOCK, _DISTANCES = 64, 64


class Place(NamedTuple):
    """What a position is ordered by. No two live editions share it: a release has one at the most."""

    seconds: float  # since 1970, exact to the microsecond
    release_id: int


class Month(NamedTuple):
    """The positions from `start` to before `stop` were published in this month, by the clock of the house."""

    year: int
    month: int
    start: int
    stop: int
    positions: BitMap


class Order:
    """Parallel arrays, 24 bytes an edition. A position may be vacant: its edition was taken down since."""

    def __init__(self) -> None:
        self.ids, self.release_ids, self.seconds = array("q"), array("q"), array("d")
        self._positions: dict[int, int] | array | None = None
        self._in_step: list[tuple[int, BitMap]] | None = None
        self._months: list[Month] | None = None

    def copy(self) -> Self:
        """Another one, to be changed while this one answers."""
        twin = type(self)()
        twin.ids, twin.release_ids, twin.seconds = self.ids[:], self.release_ids[:], self.seconds[:]
        twin._positions, twin._in_step = copy.copy(self._positions), self._in_step
        return twin

    def __len__(self) -> int:
        return len(self.ids)

    def append(self, pk: int, place: Place) -> None:
        """Put an edition behind all others."""
        self.ids.append(pk)
        self.seconds.append(place.seconds)
        self.release_ids.append(place.release_id)
        self._note(pk, len(self) - 1)

    def extend(self, ids: Iterable[int], release_ids: Iterable[int], seconds: Iterable[float]) -> None:
        """Put editions behind all others: their keys, and what their places consist of."""
        self.ids.extend(ids)
        self.release_ids.extend(release_ids)
        self.seconds.extend(seconds)
        self._positions = None

    def replace(self, position: int, pk: int) -> None:
        """Put an edition where another one of its release has stood."""
        self._note(self.ids[position], _NOWHERE)
        if self._in_step is not None and self.ids[position] < _NOWHERE:
            gone = BitMap([self.ids[position]])
            self._in_step = [(distance, keys - gone) for distance, keys in self._in_step]
        self._note(pk, position)
        self.ids[position] = pk

    def insert(self, position: int, editions: list[tuple[int, Place]]) -> None:
        """Put editions, which are in order, before the one at `position`; those behind move on."""
        self.ids[position:position] = array("q", [pk for pk, _ in editions])
        self.seconds[position:position] = array("d", [place.seconds for _, place in editions])
        self.release_ids[position:position] = array("q", [place.release_id for _, place in editions])
        self._positions = self._in_step = None

    def place(self, position: int) -> Place:
        return Place(self.seconds[position], self.release_ids[position])

    def find(self, place: Place) -> int:
        """The position of what stands at `place`, or where it would have to be put."""
        return bisect.bisect_left(range(len(self)), place, key=self.place)

    def holds(self, place: Place) -> bool:
        position = self.find(place)
        return position < len(self) and self.place(position) == place

    def between(self, first: dt.date | None, last: dt.date | None) -> range:
        """Positions published from the beginning of `first` to the end of `last`, by the clock of the house."""
        start, stop = 0, len(self)
        if first:
            start = self._first_on(max(first, _FIRST_DAY))
        if last:
            stop = self._first_on(min(last, _LAST_DAY) + dt.timedelta(days=1))
        return range(start, max(start, stop))

    def _first_on(self, day: dt.date) -> int:
        midnight = dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())
        return bisect.bisect_left(self.seconds, midnight.timestamp())

    def months(self) -> list[Month]:
        """The months from that of the first edition to that of the last, each with its positions."""
        if self._months is None:
            self._months = self._read_months()
        return self._months

    def _read_months(self) -> list[Month]:
        if not self.seconds:
            return []
        first, last = (self._day(position) for position in (0, -1))
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1)
        starts = [(divmod(month, 12), self._first_on(dt.date(month // 12, month % 12 + 1, 1))) for month in months]
        return [
            Month(year, month + 1, start, stop, BitMap(range(start, stop)))
            for ((year, month), start), (_, stop) in pairwise(starts)
        ]

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
