"""From an atom to PostgreSQL's query for it, by the rules of each language."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from ..languages import search_configurations, search_of
from .spelling import is_compound, variants
from .words import Atom, Group

_LEXEME = re.compile(r"'((?:[^']|'')*)'")
_SQL = """
    SELECT configuration, spelling, phraseto_tsquery(configuration::regconfig, spelling)::text
    FROM unnest(%s::text[]) AS configuration, unnest(%s::text[]) AS spelling
"""


def by_language(atom: Atom, languages: Iterable[str], narrow: bool = True) -> dict[str, str]:
    """Return the query for `atom` in each of `languages`, as text that casts to tsquery.

    Empty where the atom is made of stop words only: such a language does not index them. `narrow` asks for a
    compound by itself, which is fast to find; without, by its parts too, which is how passages are marked. One query
    the first time, none after.
    """
    spellings = (atom.text, *variants(atom.text))
    queries = _by_configuration(spellings, narrow or not any(map(is_compound, spellings)))
    return {code: queries[search_of(code)] for code in languages}


def neutral_languages(atom: Atom, languages: Iterable[str]) -> set[str]:
    """Those of `languages` to which the atom says nothing, since it is stop words only."""
    return {code for code, query in by_language(atom, languages).items() if not query}


class Combined(NamedTuple):
    """All that is wanted, as queries for ranks and passages: what fits the search, and any word of it."""

    every: str
    any: str


def combined(groups: Iterable[Group], languages: Iterable[str], narrow: bool = True) -> dict[str, Combined]:
    """Return the wanted words of `groups` in each of `languages` that has any of them."""
    codes = list(languages)
    of = {atom: by_language(atom, codes, narrow) for group in groups for atom in group.wanted}
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
    if rest.strip("() |"):
        return []
    return [lexeme.replace("''", "'") for lexeme in _LEXEME.findall(query)]


def quoted(lexeme: str) -> str:
    """The query for `lexeme` itself: the other way round."""
    return "'" + lexeme.replace("'", "''") + "'"


@lru_cache(maxsize=2000)
def _by_configuration(spellings: tuple[str, ...], narrow: bool) -> Mapping[str, str]:
    """In all configurations, since a page asks for the languages of the archive, and then for those that it shows."""
    configurations = list(search_configurations())
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [configurations, list(spellings)])
        queries = {(name, spelling): _query(spelling, query, narrow) for name, spelling, query in cursor}
    return {name: _any([queries[name, spelling] for spelling in spellings]) for name in configurations}


def _any(queries: list[str]) -> str:
    """One or the other; nothing where the word as it was typed is a stop word."""
    return " | ".join(query for query in queries if query) if queries[0] else ""


def _query(spelling: str, query: str, narrow: bool) -> str:
    """The query in brackets, or of a compound, if `narrow`, its own lexeme alone.

    PostgreSQL asks for 'co-oper' <-> 'co' <-> 'oper'. Where the first is, the others follow; but a phrase is looked
    up in every text that has its words, which takes seconds for a word that is in half of them.
    """
    first = _LEXEME.match(query)
    if narrow and first and "-" in first[0] and is_compound(spelling):
        return first[0]
    return f"({query})" if query else ""
