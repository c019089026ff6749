"""How many of what was selected have each value of a facet."""

import heapq
from collections.abc import Iterator, Mapping
from functools import cached_property

from pyroaring import BitMap

from .forms import DENSE, LONG_FOR_MANY, Form, Forms, form


class Base:
    """The positions that counts are made of."""

    def __init__(self, positions: BitMap, everything: BitMap):
        """`positions` are a part of `everything`, which are all that are not vacant."""
        self.positions = positions
        self._form = form(positions, everything, LONG_FOR_MANY)
        self._is_all = self._form.size == len(everything)
        self.is_dense = self._form.size * DENSE >= len(everything)
        self._held = len(self._form.positions)

    def counts(self, forms: Forms) -> list[int]:
        """How many of each of `forms` are in this, in their order."""
        left_out, positions, sizes = forms.columns
        if self._is_all:
            return sizes
        within, held = self._form.positions.intersection_cardinality, self._held
        found = [held - count for count in map(within, left_out)]
        found += map(within, positions)
        if self._form.left_out:
            return [size - count for size, count in zip(sizes, found, strict=True)]
        return found

    def count(self, other: Form) -> int:
        """How many of `other` are in this: `counts` of one, without the columns."""
        if self._is_all:
            return other.size
        count = self._form.positions.intersection_cardinality(other.positions)
        if other.left_out:
            count = self._held - count
        return other.size - count if self._form.left_out else count


class Counts(Mapping[str, int]):
    """Value → how many, zeros left out. Counted when asked for: one value, the most frequent ones, or all at once."""

    def __init__(self, forms: Forms, base: Base):
        self._forms, self._base = forms, base

    @cached_property
    def _all(self) -> dict[str, int]:
        counts = self._base.counts(self._forms)
        return {value: count for value, count in zip(self._forms.by_value, counts, strict=True) if count}

    def __getitem__(self, value: str) -> int:
        if not (count := self._count(value)):
            raise KeyError(value)
        return count

    def _count(self, value: str) -> int:
        found = self._forms.by_value.get(value)
        return self._base.count(found) if found else 0

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
        for pack in self._forms.packs:
            least = found[0][0] if len(found) == most else 1
            if pack.most < least:
                break
            if len(pack.values) > 1 and self._base.count(pack.together) < least:
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
