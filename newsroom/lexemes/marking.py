"""Where in a text the words stand that a search has found."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count, islice
from operator import add
from typing import NamedTuple

from .asked import Step, Way
from .indexed import PLACES, pieces
from .stems import lexemes_of
from .tokens import words_of

#: No chunk has so many words.
_APART = 1_000_000
_CHUNK = re.compile(r"\S+")


class Mark(NamedTuple):
    """A word of the text, as the text has it: from `start` up to before `end`."""

    start: int
    end: int
    chunk: int  # the number of the run between white space in which it stands
    way: int  # which of the ways was found


class Chunks:
    """A text as the runs between its white space, and where each of them stands."""

    def __init__(self, text: str):
        self.texts = text.split()
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        lengths = list(accumulate(map(len, self.texts), initial=0))
        if lengths[-1] + len(self.texts) - 1 == len(self._text):  # single blanks, as most texts have
            return list(map(add, lengths, range(len(lengths))))
        return [found.start() for found in _CHUNK.finditer(self._text)]

    def start(self, number: int) -> int:
        return self._starts[number]

    def end(self, number: int) -> int:
        return self.start(number) + len(self.texts[number])


class _Held(NamedTuple):
    """A place of the text that holds something that is looked for."""

    lexemes: tuple[str, ...]
    chunk: int
    text: str  # the chunk
    word: int  # which of its words


class Marker:
    """Marks what a search asks for in the texts of one language, and remembers the chunks it has met."""

    def __init__(self, ways: Sequence[Way], algorithm: str):
        self._ways, self._algorithm = ways, algorithm
        self._wanted = {lexeme for way in ways for step in way for lexeme in step.lexemes}
        self._has_phrase = any(len(way) > 1 for way in ways)
        self._met: set[str] = set()
        self._holding: set[str] = set()
        self._pieces: dict[tuple[str, int, Step], tuple[int, int]] = {}

    def marks(self, chunks: Chunks) -> list[Mark]:
        """The words of the text, in their order, that hold it in one of the ways; of a phrase only a whole one."""
        held = self._held(chunks)
        found: dict[tuple[int, int], Mark] = {}
        for number, way in enumerate(self._ways if held else ()):
            for place in held:
                for step, at in _all_of(way, place, held):
                    start, end = self._piece(held[at], step)
                    begins = chunks.start(held[at].chunk)
                    mark = Mark(begins + start, begins + end, held[at].chunk, number)
                    found.setdefault((mark.start, mark.end), mark)
        return _apart(list(found.values()))

    def _held(self, chunks: Chunks) -> dict[int, _Held]:
        """By place, what of the text holds anything that is wanted."""
        distinct, places, is_none = set(chunks.texts), PLACES[self._algorithm], self._wanted.isdisjoint
        for chunk in distinct - self._met:
            for lexemes in places[chunk]:
                if not is_none(lexemes):
                    self._holding.add(chunk)
        self._met |= distinct
        if self._holding.isdisjoint(distinct):
            return {}
        held: dict[int, _Held] = {}
        for number, place in self._found(chunks.texts):
            chunk = chunks.texts[number]
            for word, lexemes in enumerate(places[chunk]):
                if not is_none(lexemes):
                    held[place + word] = _Held(lexemes, number, chunk, word)
        return held

    def _found(self, texts: list[str]) -> Iterator[tuple[int, int]]:
        """Numbers of the chunks that hold anything, and their places."""
        holding = self._holding
        numbers = [number for number, text in enumerate(texts) if text in holding]
        if not self._has_phrase:  # how far single words are apart does not matter
            return zip(numbers, count(0, _APART), strict=False)
        sizes = list(accumulate((len(PLACES[self._algorithm][text]) for text in texts), initial=0))
        return ((number, sizes[number]) for number in numbers)

    def _piece(self, held: _Held, step: Step) -> tuple[int, int]:
        """The smallest piece of a word that is meant: "operation" in "co-operation", or all of it for "cooperation"."""
        key = (held.text, held.word, step)
        if key not in self._pieces:
            word = next(islice(words_of(held.text), held.word, None))
            self._pieces[key] = next(
                (start, end)
                for spelling, start, end in pieces(word)
                if not set(step.lexemes).isdisjoint(lexemes_of(spelling, self._algorithm))
            )
        return self._pieces[key]


def _all_of(way: Way, place: int, held: dict[int, _Held]) -> list[tuple[Step, int]]:
    """The steps of `way` from `place`, each with its own place; none where one of them is missing."""
    steps, at = [], place - way[0].distance
    for step in way:
        at += step.distance
        if at not in held or set(step.lexemes).isdisjoint(held[at].lexemes):
            return []
        steps.append((step, at))
    return steps


def _apart(found: Sequence[Mark]) -> list[Mark]:
    """Without those within others: a larger one comes first of those that start together."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
