"""Where in a text the words stand that a search has found."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from .asked import Step, Way
from .indexed import PLACES, pieces
from .stems import lexemes_of
from .tokens import words_of

_CHUNK = re.compile(r"\S+")


class Mark(NamedTuple):
    """A word of the text, as the text has it: from `start` up to before `end`."""

    start: int
    end: int
    chunk: int  # the number of the run between white space in which it stands
    way: int  # which of the ways was found


class _Held(NamedTuple):
    """A place of the text that holds something that is looked for."""

    lexemes: tuple[str, ...]
    chunk: int
    start: int  # of the chunk
    text: str  # the chunk
    word: int  # which of its words


def marks(text: str, ways: Sequence[Way], algorithm: str) -> list[Mark]:
    """The words of `text`, in their order, that hold it in one of `ways`; of a phrase only where all of it is."""
    held = _held(text, {lexeme for way in ways for step in way for lexeme in step.lexemes}, algorithm)
    found: dict[tuple[int, int], Mark] = {}
    for number, way in enumerate(ways):
        for place in held:
            for step, at in _all_of(way, place, held):
                mark = _mark(held[at], step, number, algorithm)
                found.setdefault((mark.start, mark.end), mark)
    return _apart(list(found.values()))


def _held(text: str, wanted: set[str], algorithm: str) -> dict[int, _Held]:
    """By place, what of `text` holds any lexeme that is `wanted`."""
    chunks, held, place = PLACES[algorithm], {}, 0
    for number, found in enumerate(_CHUNK.finditer(text)):
        for word, lexemes in enumerate(chunks[found[0]]):
            place += 1
            if not wanted.isdisjoint(lexemes):
                held[place] = _Held(lexemes, number, found.start(), found[0], word)
    return held


def _all_of(way: Way, place: int, held: dict[int, _Held]) -> list[tuple[Step, int]]:
    """The steps of `way` from `place`, each with its own place; none where one of them is missing."""
    steps, at = [], place - way[0].distance
    for step in way:
        at += step.distance
        if at not in held or set(step.lexemes).isdisjoint(held[at].lexemes):
            return []
        steps.append((step, at))
    return steps


def _mark(held: _Held, step: Step, way: int, algorithm: str) -> Mark:
    """The smallest piece of the word that is meant: "operation" in "co-operation", or all of it for "cooperation"."""
    word = next(islice(words_of(held.text), held.word, None))
    for spelling, start, end in pieces(word):
        if not set(step.lexemes).isdisjoint(lexemes_of(spelling, algorithm)):
            return Mark(held.start + start, held.start + end, held.chunk, way)
    raise AssertionError("a place holds what its word gives")


def _apart(found: Sequence[Mark]) -> list[Mark]:
    """Without those within others: a larger one comes first of those that start together."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
