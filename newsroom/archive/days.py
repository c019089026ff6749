"""The days of releases that are not those of their instants by the clock of the house: docs/adr/0012.

An archive is in the order of instants, in which the days of the house ascend too: those are found by halving. The few
releases that bear another day (a desk far to the east published them in the small hours; an editor dated a late text
back) are kept beside, by their positions.
"""

import bisect
import datetime as dt
from array import array
from collections import defaultdict
from typing import Self

from pyroaring import BitMap

Sorted = tuple[array, array, BitMap]


class OddDays:
    """Position → day, as an ordinal (see datetime.date.toordinal)."""

    def __init__(self) -> None:
        self._days: dict[int, int] = {}
        self._sorted: Sorted | None = None

    def copy(self) -> Self:
        twin = type(self)()
        twin._days, twin._sorted = dict(self._days), self._sorted
        return twin

    def __bool__(self) -> bool:
        return bool(self._days)

    def put(self, position: int, day: int | None) -> None:
        """Note the day of what is at `position` now; None where it is that of its instant."""
        if day is not None:
            self._days[position] = day
        elif self._days.pop(position, None) is None:
            return
        self._sorted = None

    def make_room(self, position: int, size: int) -> None:
        """Let what is at `position` and behind it move on by `size`."""
        if self._days:
            self._days = {at + size if at >= position else at: day for at, day in self._days.items()}
            self._sorted = None

    @property
    def positions(self) -> BitMap:
        """All positions with such a day."""
        return self._in_order()[2]

    def between(self, first: dt.date | None, last: dt.date | None) -> BitMap:
        """Those with a day from `first` to `last`."""
        days, positions, _ = self._in_order()
        start = bisect.bisect_left(days, first.toordinal()) if first else 0
        stop = bisect.bisect_right(days, last.toordinal()) if last else len(days)
        return BitMap(positions[start:stop])

    def by_month(self) -> dict[int, BitMap]:
        """Month, as twelve times the year and the months before it in the year → positions."""
        found: dict[int, BitMap] = defaultdict(BitMap)
        for position, ordinal in self._days.items():
            day = dt.date.fromordinal(ordinal)
            found[day.year * 12 + day.month - 1].add(position)
        return found

    def _in_order(self) -> Sorted:
        """Days ascending, the position of each, and all positions. Made once, and never changed."""
        if self._sorted is None:
            pairs = sorted((day, position) for position, day in self._days.items())
            days, positions = array("l", [day for day, _ in pairs]), array("I", [position for _, position in pairs])
            self._sorted = days, positions, BitMap(positions)
        return self._sorted
