"""From an atom to PostgreSQL's query for it, by the rules of each language."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..languages import search_of
from ..lexemes.asked import Step, Way, asked
from .words import Atom, Group

_LEXEME = re.compile(r"'([^']*)'")


def by_language(atom: Atom, languages: Iterable[str]) -> dict[str, str]:
    """Return the query for `atom` in each of `languages`, as text that casts to tsquery.

    Empty where the atom is made of stop words only: such a language does not index them.
    """
    return {code: query_for(atom.text, search_of(code)) for code in languages}


def neutral_languages(atom: Atom, languages: Iterable[str]) -> set[str]:
    """Those of `languages` to which the atom says nothing, since it is stop words only."""
    return {code for code, query in by_language(atom, languages).items() if not query}


class Combined(NamedTuple):
    """All that is wanted, as queries for ranks: what fits the search, and any word of it."""

    every: str
    any: str


def combined(groups: Iterable[Group], languages: Iterable[str]) -> dict[str, Combined]:
    """Return the wanted words of `groups` in each of `languages` that has any of them."""
    codes = list(languages)
    of = {atom: by_language(atom, codes) for group in groups for atom in group.wanted}
    found = {}
    for code in codes:
        parts = [[of[atom][code] for atom in group.wanted if of[atom][code]] for group in groups]
        if any(parts):
            every = " | ".join(" & ".join(f"({query})" for query in part) for part in parts if part)
            found[code] = Combined(every, " | ".join(dict.fromkeys(query for part in parts for query in part)))
    return found


def lexemes(query: str) -> list[str]:
    """The lexemes any of which `query` asks for; none where it asks for phrases, or for several at once."""
    rest = _LEXEME.sub("", query)
    return [] if rest.strip("() |") else _LEXEME.findall(query)


def has_phrase(query: str) -> bool:
    """Whether `query` asks for words in a row, which are looked up in every text that has the words."""
    return "<" in query


def quoted(lexeme: str) -> str:
    """The query for `lexeme` itself. Lexemes are letters and figures, never a quote."""
    return f"'{lexeme}'"


@lru_cache(maxsize=20_000)
def query_for(text: str, algorithm: str) -> str:
    """The query for the words `text`, all in a row, by the rules of a language; empty for stop words only."""
    return " | ".join(map(_way, asked(text, algorithm)))


def _way(way: Way) -> str:
    if len(way) == 1:
        return _any(way[0])
    rest = "".join(f" {_behind(step.distance)} ({_any(step)})" for step in way[1:])
    return f"(({_any(way[0])}){rest})"


def _behind(distance: int) -> str:
    return "<->" if distance == 1 else f"<{distance}>"


def _any(step: Step) -> str:
    return " | ".join(map(quoted, step.lexemes))
