"""The values of one facet, and which positions have each of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

from pyroaring import BitMap

from ..facets import Choice, Facet


class Values:
    """A bitmap for every value of a facet; one with descendants holds theirs too.

    A changed one is another object: bitmaps that are in use are never changed.
    """

    def __init__(self, facet: Facet, choices: Mapping[str, Choice], own: dict[str, BitMap]):
        """`own` tells of each value the positions that name it themselves."""
        self.facet = facet
        self._vocabulary, self._own = choices, own
        self.bitmaps = self._with_branches() if any(choice.parent for choice in choices.values()) else own
        # Free words that only drafts have are nobody else's business.
        self.choices = {v: c for v, c in choices.items() if v in own} if facet.open else dict(choices)

    def _with_branches(self) -> dict[str, BitMap]:
        whole = {value: bitmap.copy() for value, bitmap in self._own.items()}
        for value, bitmap in self._own.items():
            for ancestor in self._ancestors(value):
                whole.setdefault(ancestor, BitMap()).update(bitmap)
        return whole

    def _ancestors(self, value: str) -> Iterable[str]:
        while (choice := self._vocabulary.get(value)) and choice.parent:
            value = choice.parent
            yield value

    def with_vocabulary(self, choices: Mapping[str, Choice]) -> Self:
        """The same positions under other names and in another tree."""
        return type(self)(self.facet, choices, self._own)

    def with_gaps(self, gaps: list[tuple[int, int]]) -> Self:
        """The same where so many positions (second) have been put in before each position (first), all ascending."""
        return self._with({value: shifted(bitmap, gaps) for value, bitmap in self._own.items()})

    def changed(self, gone: dict[str, BitMap], come: dict[str, BitMap]) -> Self:
        """The same less what is `gone`, with what has `come`, both by value."""
        own = dict(self._own)
        for value, positions in gone.items():
            own[value] = own[value] - positions
            if not own[value]:
                del own[value]
        for value, positions in come.items():
            own[value] = own[value] | positions if value in own else positions
        return self._with(own)

    def _with(self, own: dict[str, BitMap]) -> Self:
        return type(self)(self.facet, self._vocabulary, own)

    @cached_property
    def depths(self) -> dict[str, int]:
        """Value → how many values it stands below."""
        return {value: len(list(self._ancestors(value))) for value in self.choices}

    def any_of(self, values: Iterable[str]) -> BitMap:
        """The positions that have one of `values`: where that is one value its own bitmap, not to be changed."""
        first, *others = [self.bitmaps[value] for value in values if value in self.bitmaps] or [BitMap()]
        return BitMap.union(first, *others) if others else first

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many positions have each value, zeros left out."""
        return {value: size for value, bitmap in self.bitmaps.items() if (size := len(bitmap))}


def shifted(bitmap: BitMap, gaps: list[tuple[int, int]]) -> BitMap:
    """`bitmap` where so many positions (second) have been put in before each position (first), all ascending."""
    for position, size in reversed(gaps):
        below = BitMap(range(position))
        bitmap = (bitmap & below) | (bitmap - below).shift(size)
    return bitmap
