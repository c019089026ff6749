"""Which words a text has, whatever its language: for texts, for searches, for passages and for names.

A text is read in chunks between white space, each by itself. A chunk has words at successive places:

* letters and figures are a word; what shows nothing (a soft hyphen, a joiner) is no part of it;
* a raised figure is a word of its own: a note or an exponent;
* "co-operation", "COVID-19", "covid19" are one word of several parts; between two figures a dash parts words;
* dots, slashes and all else part words, but single letters with dots are one word: "U.N.";
* an apostrophe is left out ("п'ять", "O'zbekiston"), but for "OSCE's", which is "OSCE", and for "l'OSCE", where
  the article is a word of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from taxonomy.letters import APOSTROPHES, DASHES

_ELIDED = """
    l d j m n s t c qu jusqu lorsqu puisqu quoiqu dell nell all sull dall coll degl un quest quell sant
"""
#: Articles and pronouns of French, Italian and Catalan that lose their vowel before another.
ELISIONS = frozenset(_ELIDED.split())
#: More runs of letters and figures than this in one word ("a3f9b2") are a number of some kind, not several words.
_MOST_RUNS = 3
#: Marks of Armenian that stand inside of a word, over the vowel that is stressed.
_INSIDE = "\u055b\u055c\u055e\u055f"


class Part(NamedTuple):
    """Letters or figures, and where in the chunk they stand."""

    text: str  # as written, without apostrophes and what shows nothing
    start: int
    end: int
    base: str = ""  # of "AGİT'in", what comes before the apostrophe


class Word(NamedTuple):
    """One place of a text."""

    parts: tuple[Part, ...]  # none where nobody asks for the word: "l'" of "l'OSCE"
    initials: bool = False  # "U.N.", which is no stop word, whatever it looks like


class _Classes(dict[int, str]):
    """Code of a character → L(etter), D(igit), R(aised), ~ for nothing, ' and -, a dot, or a blank for all others."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._class(chr(code))
        return found

    @staticmethod
    def _class(character: str) -> str:
        if character in APOSTROPHES:
            return "'"
        if character in DASHES:
            return "-"
        category = unicodedata.category(character)
        if category == "Cf" or character in _INSIDE:
            return "~"
        if category == "Nd" or "₀" <= character <= "₉":
            return "D"
        if category == "No":
            return "R"
        return "L" if category[0] in "LM" or category == "Nl" else "." if character == "." else " "


_CLASSES = _Classes()
_RUNS = re.compile(r"L[L~']*|D[D~']*")
_FOUND = re.compile(
    r"(?<![LD])(?P<initials>L~*(?:\.~*L~*)+)(?![LD'])"
    r"|(?P<run>[LD](?:[LD~]|'(?=~*[LD]))*)(?P<dash>~*-~*(?=[LD]))?"
    r"|(?P<raised>R+)"
)


def words_of(chunk: str) -> Iterator[Word]:
    """The words of `chunk`, which holds no white space."""
    classes = chunk.translate(_CLASSES)
    waiting: list[Part] = []
    for found in _FOUND.finditer(classes):
        start, end = found.span("run" if found["run"] else 0)
        parts = list(_parts(chunk, classes, start, end)) if found["run"] else [_part(chunk, classes, start, end)]
        if found["run"] and (head := _elision(chunk, classes, start, end)):
            parts = list(_parts(chunk, classes, head, end))
            yield from _joined(waiting)
            yield Word(())
            waiting = []
        waiting += parts
        if found["dash"] and not (classes[end - 1] == "D" and classes[found.end()] == "D"):
            continue
        yield from _joined(waiting, bool(found["initials"]))
        waiting = []
    yield from _joined(waiting)


def _joined(parts: list[Part], initials: bool = False) -> Iterator[Word]:
    if parts:
        yield Word(tuple(parts), initials and len(parts) == 1)


def _elision(chunk: str, classes: str, start: int, end: int) -> int:
    """Where the word begins behind an article such as l', d', dell'; 0 where there is none."""
    at = classes.find("'", start, end)
    if at > 0 and _shown(chunk, classes, start, at).lower() in ELISIONS and "L" in classes[at:end]:
        return at + 1
    return 0


def _parts(chunk: str, classes: str, start: int, end: int) -> Iterator[Part]:
    """The runs of letters and of figures between `start` and `end`; all as one where there are too many."""
    runs = [found.span() for found in _RUNS.finditer(classes, start, end)]
    for one in runs if len(runs) <= _MOST_RUNS else [(start, end)]:
        yield _part(chunk, classes, *one)


def _part(chunk: str, classes: str, start: int, end: int) -> Part:
    at = classes.rfind("'", start, end)
    if at < 0:
        return Part(_shown(chunk, classes, start, end), start, end)
    before, after = _shown(chunk, classes, start, at), _shown(chunk, classes, at, end)
    if after in ("s", "S"):
        return Part(before, start, end)
    return Part(before + after, start, end, before if after and len(before) > 2 else "")


def _shown(chunk: str, classes: str, start: int, end: int) -> str:
    """That piece of `chunk`, with letters and figures alone."""
    kinds = classes[start:end]
    if kinds.isalpha():
        return chunk[start:end]
    return "".join(letter for letter, kind in zip(chunk[start:end], kinds, strict=True) if kind in "LDR")
