"""Sets of positions in the forms in which they are counted fastest.

CRoaring stores what fills less than a sixteenth of 65,536 positions as a sorted list, and what fills more as bits
(Lemire et al., Roaring Bitmaps: Implementation of an Optimized Software Library, 2018, section 2: from 4,096 on). To
compare long lists takes up to seven times what comparing bits does, and what a list leaves out is stored as bits.
"""

from functools import cached_property
from typing import NamedTuple

from pyroaring import BitMap

from ..facets import MOST_TAGS
from .values import Values

#: One in so many positions is stored as bits.
DENSE = 16
#: A list of more than so many of 65,536 positions is long: from there on, bits are compared in less time. What is
#: compared with thousands of short lists is long sooner.
LONG, LONG_FOR_MANY = 512, 128
#: What a list leaves out is bits only where that is more than a list can hold.
_LONGEST = 4_096


class Form(NamedTuple):
    """A set of positions, by itself or by what it leaves out of everything."""

    positions: BitMap
    left_out: bool
    size: int  # of the set that is meant


def form(positions: BitMap, everything: BitMap, long: int = LONG) -> Form:
    """The better form of `positions`, which are a part of `everything`."""
    size, whole = len(positions), len(everything)
    left_out = whole - size > _LONGEST and size > long and _is_in_long_lists(positions, long)
    return Form(everything - positions if left_out else positions, left_out, size)


def _is_in_long_lists(positions: BitMap, long: int) -> bool:
    """Whether most of `positions` are in lists, and those are long."""
    found = positions.get_statistics()
    return found["n_values_array_containers"] > max(long * found["n_array_containers"], len(positions) // 2)


class Pack(NamedTuple):
    """Values that are counted together first, and apart only where their sum is not too small."""

    values: list[str]
    together: Form
    most: int  # what one of them has at the most


class Forms:
    """The values of a facet that have positions, to be counted. Made once for an archive."""

    def __init__(self, values: Values, everything: BitMap):
        """`values` are those of the editions in `everything`."""
        self._everything, self._bitmaps, self.sizes = everything, values.bitmaps, values.sizes

    @cached_property
    def by_value(self) -> dict[str, Form]:
        """Value → form; those that are told by what they leave out come first."""
        forms = {value: form(self._bitmaps[value], self._everything) for value in self.sizes}
        return dict(sorted(forms.items(), key=lambda item: not item[1].left_out))

    @cached_property
    def columns(self) -> tuple[list[BitMap], list[BitMap], list[int]]:
        """Of the same: what the first ones leave out, the positions of the others, the sizes of all."""
        forms = self.by_value.values()
        left_out = [form.positions for form in forms if form.left_out]
        positions = [form.positions for form in forms if not form.left_out]
        return left_out, positions, [form.size for form in forms]

    @cached_property
    def packs(self) -> list[Pack]:
        """The values, the most frequent first; rare ones together.

        A pack has no more positions than half of those that the last of those has which lists offer, if all editions
        are meant: as many of the most frequent as `MOST_TAGS`.
        """
        values = sorted(self.sizes, key=lambda value: -self.sizes[value])
        most = self.sizes[values[MOST_TAGS - 1]] / 2 if len(values) >= MOST_TAGS else 0
        packs: list[list[str]] = []
        room = 0.0
        for value in values:
            room -= self.sizes[value]
            if room < 0:
                packs.append([])
                room = most - self.sizes[value]
            packs[-1].append(value)
        return [self._pack(pack) for pack in packs]

    def _pack(self, values: list[str]) -> Pack:
        first, *others = (self._bitmaps[value] for value in values)
        together = form(BitMap.union(first, *others), self._everything) if others else self.by_value[values[0]]
        return Pack(values, together, len(first))
