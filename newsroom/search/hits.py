"""The editions that fit a search: the words of the text and the names of terms together, as one bitmap."""

import time
from collections.abc import Iterable, Mapping
from typing import Protocol

from pyroaring import BitMap

from ..facets import Choice
from .matching import PATIENCE, TooSlow
from .names import Names, names_of
from .tsquery import neutral_languages
from .words import Atom, Group, read


class Index(Protocol):
    """What a search needs of the archive. Positions are those of the live editions, the oldest first."""

    everything: BitMap

    @property
    def choices(self) -> Mapping[str, Mapping[str, Choice]]: ...

    def bitmaps(self, name: str) -> Mapping[str, BitMap]: ...

    def text(self, atom: Atom) -> BitMap: ...

    def edition_ids(self, positions: Iterable[int]) -> list[int]: ...


_names: tuple[Mapping[str, Mapping[str, Choice]], Names] = ({}, Names([]))


def hits(q: str, index: Index, *, named: bool = True, in_title: bool = False) -> BitMap:
    """Positions of the editions that fit `q`, by their texts or (if `named`) by the names of their terms.

    Names only add: all that PostgreSQL finds by the texts is there, and -word takes away texts that have the word. A
    stop word of an edition's language asks nothing of it; what has no other words fits no edition. `in_title` looks
    at titles alone, instead of the whole text. Raises TooSlow.
    """
    search = _Search(index, named, in_title)
    return BitMap.union(BitMap(), *map(search.group, read(q)))


class _Search:
    """One search of one index, within the time that a reader waits."""

    def __init__(self, index: Index, named: bool, in_title: bool):
        self.index = index
        self.languages = index.bitmaps("lang")
        self.names = names_in(index) if named else None
        self.in_title = in_title
        self.until = time.monotonic() + PATIENCE / 1000

    def group(self, group: Group) -> BitMap:
        """Those that have all that is wanted, and nothing that is not."""
        found = self.index.everything.copy()
        spoken_to = BitMap()  # those in whose language something of the group is left
        for atom in group.wanted:
            neutral = self._neutral(atom)
            spoken_to |= self.index.everything - neutral
            found &= self._having(atom, group.wanted) | neutral
        for atom in group.unwanted:
            neutral = self._neutral(atom)
            spoken_to |= self.index.everything - neutral
            found -= self._text(atom) - neutral
        return found & spoken_to

    def _having(self, atom: Atom, company: tuple[Atom, ...]) -> BitMap:
        terms = self.names.meant(atom, company) if self.names else ()
        named = (self.index.bitmaps(facet).get(value, BitMap()) for facet, value in terms)
        return BitMap.union(self._text(atom), *named)

    def _text(self, atom: Atom) -> BitMap:
        if time.monotonic() > self.until:
            raise TooSlow
        return self.index.text(atom._replace(in_title=self.in_title))

    def _neutral(self, atom: Atom) -> BitMap:
        languages = neutral_languages(atom, self.languages)
        return BitMap.union(BitMap(), *(self.languages[code] for code in languages))


def names_in(index: Index) -> Names:
    """The names of the vocabulary as `index` knows it, read once for each vocabulary."""
    global _names
    choices, names = _names
    if choices is not index.choices:
        choices, names = _names = (index.choices, names_of(index.choices))
    return names
