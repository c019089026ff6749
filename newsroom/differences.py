"""What has changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "removed", "added"]

#: Words with the white space after them, marks of punctuation, white space.
_TOKENS = re.compile(r"\w+(?:['’.,-]\w+)*\s*|[^\w\s]\s*|\s+")
_WORDLESS = re.compile(r"[^\w\n]*")
#: Pairs of words that are looked at before what is left counts as replaced: about a second.
_EFFORT = 3_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or one of them only."""

    kind: Kind
    text: str


def words(before: str, after: str) -> list[Piece]:
    """The way from `before` to `after`: what stays, what was removed, and then what was added in its place.

    The pieces that are not "added" make `before` when joined, those that are not "removed" make `after`; none is
    empty. Time is bounded: where texts have so little in common that looking further would take too long, they
    count as replaced.
    """
    effort = Effort(_EFFORT)
    pieces: list[Piece] = []
    for kind, old, new in _changes(before.splitlines(keepends=True), after.splitlines(keepends=True), effort):
        if kind == "same":
            pieces.append(Piece("same", old))
        else:
            pieces += _in_lines(_TOKENS.findall(old), _TOKENS.findall(new), effort)
    return list(_tidy(pieces))


class Effort:
    """How many pairs of words may still be compared."""

    def __init__(self, left: int):
        self.left = left


class _Bounded(SequenceMatcher[str]):
    """The matcher of the standard library, whose time may grow with the cube of the length, given an end."""

    a: list[str]  # which its type stubs leave out, and b2j
    b2j: dict[str, list[int]]

    def __init__(self, before: list[str], after: list[str], effort: Effort):
        super().__init__(None, before, after)
        self._effort = effort
        self._pairs = [0]  # pairs in before[:n]
        for token in before:
            self._pairs.append(self._pairs[-1] + 1 + len(self.b2j.get(token, ())))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        ahi = len(self.a) if ahi is None else ahi
        self._effort.left -= self._pairs[ahi] - self._pairs[alo]
        if self._effort.left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def common(before: list[str], after: list[str], effort: Effort) -> list[Match]:
    """The runs of words that two lists share, in order, the last one empty (as difflib has it). Time is bounded."""
    return _Bounded(before, after, effort).get_matching_blocks()


def _changes(before: list[str], after: list[str], effort: Effort) -> Iterator[tuple[str, str, str]]:
    """("same" or "changed", text before, text after), in order."""
    for tag, i1, i2, j1, j2 in _Bounded(before, after, effort).get_opcodes():
        yield "same" if tag == "equal" else "changed", "".join(before[i1:i2]), "".join(after[j1:j2])


def _in_lines(before: list[str], after: list[str], effort: Effort) -> Iterator[Piece]:
    for kind, old, new in _changes(before, after, effort):
        if kind == "same":
            yield Piece("same", old)
        else:
            yield Piece("removed", old)
            yield Piece("added", new)


def _tidy(pieces: list[Piece]) -> Iterator[Piece]:
    """`pieces` joined where they belong together, without the empty ones."""
    for is_same, run in groupby(_whole(pieces), key=lambda piece: piece.kind == "same"):
        together = list(run)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("removed", "added")
        for kind in kinds:
            if text := "".join(piece.text for piece in together if piece.kind == kind):
                yield Piece(kind, text)


def _whole(pieces: list[Piece]) -> Iterator[Piece]:
    """`pieces`, with a lone comma that stayed between two changes as a part of them."""
    kinds = ["same", *(piece.kind for piece in pieces), "same"]
    for number, piece in enumerate(pieces):
        between = piece.kind == "same" and "same" not in (kinds[number], kinds[number + 2])
        if between and _WORDLESS.fullmatch(piece.text):
            yield Piece("removed", piece.text)
            yield Piece("added", piece.text)
        else:
            yield piece
