"""What a reader typed, as web search engines read it: words, "phrases", or, -without. Pure: no database."""

import re
from typing import NamedTuple

from taxonomy.letters import DASHES, QUOTES

#: Different words and phrases of one search: more than a title that somebody pastes in, and a bound to the work.
MAX_ATOMS = 50

#: Quotes of all kinds are quotes. Phones make a longer dash of a hyphen, which is a minus before a word only.
_QUOTES = str.maketrans(dict.fromkeys(QUOTES, '"'))
_MINUS = rf"-|[{DASHES[1:]}](?=\S)"
_OPERAND = re.compile(
    rf'(?P<minus>{_MINUS})|"(?P<phrase>[^"]*)"?|(?P<noise>[\s!&|(){DASHES[1:]}]+)'
    r'|(?P<word>[^\s!&|()"][^\s!&|():"]*)'
)
_OR = re.compile(r"or(?![\w-])(?=.\s*\S)", re.IGNORECASE | re.DOTALL)
_NOISE = re.compile(r"[\s!&|()]+")


class Atom(NamedTuple):
    """A word or a phrase: the least that an edition has or has not. Asked of the whole text, or of titles only."""

    text: str
    phrase: bool = False
    in_title: bool = False


class Group(NamedTuple):
    """What stands between two ors: an edition must have all that is wanted, and nothing of what is not."""

    wanted: tuple[Atom, ...] = ()
    unwanted: tuple[Atom, ...] = ()


def read(q: str) -> tuple[Group, ...]:
    """Read `q` as PostgreSQL's websearch_to_tsquery does: no text is wrong, quotes need no end.

    A minus holds for the word or phrase after it, "and" binds tighter than "or", and an "or" without something
    on both sides is a word like others. Strokes are spaces.
    """
    q = q.translate(_QUOTES)
    groups: list[dict[bool, dict[Atom, None]]] = [_new()]
    at, operator, wanted = 0, False, True
    while at < len(q):
        if operator:
            if noise := _NOISE.match(q, at):
                at = noise.end()
            elif found := _OR.match(q, at):
                groups.append(_new())
                at, operator = found.end(), False
            else:
                operator = False
            continue
        found = _OPERAND.match(q, at)
        at = found.end() if found else at + 1
        if found and found.lastgroup == "minus":
            wanted = not wanted
        elif found and found.lastgroup != "noise":
            if atom := _atom(found):
                groups[-1][wanted][atom] = None
            operator, wanted = True, True
    return tuple(Group(tuple(group[True]), tuple(group[False])) for group in groups)


def atoms(groups: tuple[Group, ...]) -> set[Atom]:
    """All that `groups` ask for, wanted or not."""
    return {atom for group in groups for atoms in group for atom in atoms}


def _new() -> dict[bool, dict[Atom, None]]:
    return {True: {}, False: {}}


def _atom(found: re.Match[str]) -> Atom | None:
    text = " ".join((found["phrase"] or found["word"] or "").replace("/", " ").strip(":").split())
    text = text.replace("İ", "i").lower()  # one letter, where lower() makes two
    return Atom(text, phrase=" " in text) if text else None
