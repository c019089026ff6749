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


class Base:
    """The positions that counts are made of."""

    def __init__(self, positions: BitMap, everything: BitMap):
        """`positions` are a part of `everything`, which are all that are not vacant."""
        size, whole = len(positions), len(everything)
        self.positions = positions
        self.is_all = size == whole
        self.is_dense = size >= _SPARSE * whole
        self.rest = everything - positions if size > _FEW and not self.is_dense else None


class Counts(Mapping[str, int]):
    """Value → how many, zeros left out. Counted when asked for: one value, the most frequent ones, or all at once."""

    def __init__(self, values: Values, base: Base):
        self._values, self._base = values, base

    def _of(self, value: str, bitmap: BitMap) -> int:
        if (rest := self._base.rest) is not None:
            return self._values.sizes.get(value, 0) - bitmap.intersection_cardinality(rest)
        return bitmap.intersection_cardinality(self._base.positions)

    @cached_property
    def _all(self) -> dict[str, int]:
        base, sizes, bitmaps = self._base, self._values.sizes, self._values.inhabited
        if base.is_all:
            return sizes
        if base.rest is not None:
            others = map(base.rest.intersection_cardinality, bitmaps)
            return {v: n for (v, size), other in zip(sizes.items(), others, strict=True) if (n := size - other)}
        counts = map(base.positions.intersection_cardinality, bitmaps)
        return {v: n for v, n in zip(sizes, counts, strict=True) if n}

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
