"""How many of what was selected have each value of a facet."""

import heapq
from collections.abc import Iterator, Mapping
from functools import cached_property

from pyroaring import BitMap

from .values import Values

#: A base that fills less than this share of all positions is stored by CRoaring as sorted lists, which are slow to
#: compare with others; its complement is stored as bits, which are not. (4,096 of 65,536: Lemire et al., Roaring
#: Bitmaps: Implementation of an Optimized Software Library, 2018, section 2.)
_SPARSE = 1 / 16
#: Of so few positions, comparing the lists costs least.
_FEW = 500


class Counts(Mapping[str, int]):
    """Value → how many, zeros left out. Counted when asked for: one value, the most frequent ones, or all at once."""

    def __init__(self, values: Values, base: BitMap, everything: BitMap):
        """`base` is a part of `everything`, which are all positions that are not vacant."""
        self._values, self._base = values, base
        self._is_all = len(base) == len(everything)
        self._rest = everything - base if _FEW < len(base) < _SPARSE * len(everything) else None

    def _of(self, value: str, bitmap: BitMap) -> int:
        if self._rest is not None:
            return self._values.sizes.get(value, 0) - bitmap.intersection_cardinality(self._rest)
        return bitmap.intersection_cardinality(self._base)

    @cached_property
    def _all(self) -> dict[str, int]:
        bitmaps, sizes = self._values.bitmaps, self._values.sizes
        if self._is_all:
            return sizes
        if (rest := self._rest) is not None:
            return {v: n for v, b in bitmaps.items() if (n := sizes.get(v, 0) - b.intersection_cardinality(rest))}
        base = self._base
        return {v: n for v, b in bitmaps.items() if (n := b.intersection_cardinality(base))}

    def __getitem__(self, value: str) -> int:
        bitmap = self._values.bitmaps.get(value)
        if bitmap is None or not (count := self._of(value, bitmap)):
            raise KeyError(value)
        return count

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def most_common(self, most: int) -> list[tuple[str, int]]:
        """The `most` frequent values with their counts, the first in the alphabet among equals.

        No value counts more here than it does in all: those that are too rare to come among the first are not
        counted, which of some thousand tags leaves a few dozen.
        """
        found: list[tuple[int, _Later]] = []
        for value in self._values.by_size:
            if len(found) == most and self._values.sizes[value] < found[0][0]:
                break
            if count := self._of(value, self._values.bitmaps[value]):
                entry = (count, _Later(value))
                heapq.heappush(found, entry) if len(found) < most else heapq.heappushpop(found, entry)
        return [(str(value), count) for count, value in sorted(found, reverse=True)]


class _Later(str):
    """A text that counts for less the later it comes in the alphabet."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)
