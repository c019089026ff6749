"""How many of what was selected have each value of a facet."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from pyroaring import BitMap

from .values import Values

#: CRoaring stores what fills less than this share of the positions as sorted lists, and what fills more as bits
#: (4,096 of 65,536: Lemire et al., Roaring Bitmaps: Implementation of an Optimized Software Library, 2018, section 2).
_DENSE = 1 / 16
#: Of so few positions, comparing the lists costs least.
_FEW = 500


class Base:
    """The positions that counts are made of."""

    def __init__(self, positions: BitMap, everything: BitMap):
        """`positions` are a part of `everything`, which are all that are not vacant."""
        self.positions = positions
        self._size, whole = len(positions), len(everything)
        self._is_all = self._size == whole
        self._dense = _DENSE * whole
        self.is_dense = self._size >= self._dense
        #: A long list is slow to compare with a shorter one and with bits; what it leaves out is stored as bits.
        self._rest = everything - positions if self._size > _FEW and not self.is_dense else None

    def counts(self, bitmaps: Iterable[BitMap], sizes: Collection[int]) -> Collection[int]:
        """How many of each of `bitmaps`, which have so many positions, are in this."""
        if self._is_all:
            return sizes
        within = self.positions.intersection_cardinality
        if self._rest is None:
            return list(map(within, bitmaps))
        left_out, few, many = self._rest.intersection_cardinality, self._size, self._dense
        return [
            within(bitmap) if few < size < many else size - left_out(bitmap)
            for bitmap, size in zip(bitmaps, sizes, strict=True)
        ]

    def count(self, bitmap: BitMap, size: int) -> int:
        """The same of a single one. By itself: as a list of one, the tags of a page take twice as long."""
        if self._is_all:
            return size
        if self._rest is None or self._size < size < self._dense:
            return bitmap.intersection_cardinality(self.positions)
        return size - bitmap.intersection_cardinality(self._rest)


class Counts(Mapping[str, int]):
    """Value → how many, zeros left out. Counted when asked for: one value, the most frequent ones, or all at once."""

    def __init__(self, values: Values, base: Base):
        self._values, self._base = values, base

    @cached_property
    def _all(self) -> dict[str, int]:
        sizes = self._values.sizes
        counts = self._base.counts(self._values.inhabited, sizes.values())
        return {value: count for value, count in zip(sizes, counts, strict=True) if count}

    def __getitem__(self, value: str) -> int:
        if not (count := self._count(value)):
            raise KeyError(value)
        return count

    def _count(self, value: str) -> int:
        size = self._values.sizes.get(value, 0)
        return self._base.count(self._values.bitmaps[value], size) if size else 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def most_common(self, most: int) -> list[tuple[str, int]]:
        """The `most` frequent values with their counts, the first in the alphabet among equals.

        No value counts more here than it does in all, nor than those do together that it is packed with: what is
        too rare to come among the first is not counted, or in packs, which of some thousand tags leaves a few hundred.
        """
        found: list[tuple[int, _Later]] = []
        for pack in self._values.packs:
            least = found[0][0] if len(found) == most else 1
            if pack.most < least:
                break
            if len(pack.values) > 1 and self._base.count(pack.positions, pack.size) < least:
                continue
            for value in pack.values:
                if count := self._count(value):
                    entry = (count, _Later(value))
                    heapq.heappush(found, entry) if len(found) < most else heapq.heappushpop(found, entry)
        return [(str(value), count) for count, value in sorted(found, reverse=True)]


class _Later(str):
    """A text that counts for less the later it comes in the alphabet."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)
