"""Editions that share rare words with a text: where to look for what a text was made from."""

from collections import defaultdict
from collections.abc import Iterable

from ..languages import search_of
from ..lexemes.tokens import words_of
from .matching import SETTINGS, ask
from .tsquery import query_for

#: So many words are looked for, so many of them together: whoever changed a few words has left some groups whole.
_GROUPS, _IN_GROUP = 6, 4
#: And so many runs of so many words: a passage of common words shares these with many texts, but not in this order.
_RUNS, _IN_RUN = 3, 7
#: Milliseconds: nobody waits for this to find what is not there.
_PATIENCE = "1500"
#: Shorter words are in too many texts, and longer ones are none.
_SHORTEST, _LONGEST = 4, 40
_HOLDING = """
    SELECT edition.id
    FROM newsroom_edition AS edition
    WHERE edition.language = ANY(%s) AND edition.search @@ %s::tsquery
    ORDER BY edition.id DESC
    LIMIT %s
"""
#: Editions that hold most of the groups, live or not; those that may be told are for the caller to choose.
_SQL = """
    SELECT edition.id
    FROM newsroom_edition AS edition
    WHERE edition.language = ANY(%s) AND edition.search @@ %s::tsquery
    ORDER BY {held} DESC, edition.id DESC
    LIMIT %s
"""


def similar_ids(text: str, languages: Iterable[str], most: int = 20) -> list[int]:
    """Keys of editions in `languages` that hold a run of words of `text`, or several of its rare words, in no order.

    At most so many for each run and language. Words are rare when they are long or numbers, which needs no counting;
    what it costs is bounded by their number, and by the clock. Raises TooSlow.
    """
    groups = _groups(text)
    by_algorithm: dict[str, list[str]] = {}
    for code in languages:
        by_algorithm.setdefault(search_of(code), []).append(code)
    parts, params = [], []
    for query, codes in _runs_by_query(text, by_algorithm).items():
        parts.append(f"({_HOLDING})")
        params += [codes, query, most]
    for algorithm, codes in by_algorithm.items():
        if queries := [query for group in groups if (query := _query(group, algorithm))]:
            held = " + ".join(["(edition.search @@ %s::tsquery)::int"] * len(queries))
            parts.append("(" + _SQL.format(held=held) + ")")
            params += [codes, " | ".join(queries), *queries, most]
    if not parts:
        return []
    return list(ask(" UNION ALL ".join(parts), params, SETTINGS | {"statement_timeout": _PATIENCE}))


def _runs_by_query(text: str, by_algorithm: dict[str, list[str]]) -> dict[str, list[str]]:
    """Query for a run of words → languages in which it is the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for run in _runs(text):
        for algorithm, codes in by_algorithm.items():
            if query := query_for(run, algorithm):
                found[query] += codes
    return found


def _runs(text: str) -> list[str]:
    """Runs of `text` that say most, none over another: those with the most letters and figures.

    And all of a short text: many may share a part of it that is no longer than a run.
    """
    chunks = text.split()
    starts = range(0, max(1, len(chunks) - _IN_RUN + 1), _IN_RUN)
    runs = [chunks[start : start + _IN_RUN] for start in starts]
    long = [run for run in runs if len(run) == _IN_RUN]
    longest = sorted(long, key=lambda run: sum(map(len, run)), reverse=True)[:_RUNS]
    whole = [chunks] if _IN_RUN < len(chunks) <= 2 * _IN_RUN else []
    return [" ".join(run) for run in (*whole, *longest)]


def _query(group: list[str], algorithm: str) -> str:
    """All words of `group`, by the rules of a language; empty where they are stop words only."""
    queries = [query for word in group if (query := query_for(word, algorithm))]
    return f"({' & '.join(f'({query})' for query in queries)})" if queries else ""


def _groups(text: str) -> list[list[str]]:
    """Words of `text` that few others have, each group from one passage of it."""
    found = (part.text.lower() for chunk in text.split() for word in words_of(chunk) for part in word.parts)
    words = list(dict.fromkeys(word for word in found if _SHORTEST <= len(word) <= _LONGEST))
    rare = sorted(words, key=lambda word: (not word.isdecimal(), -len(word)))[: _GROUPS * _IN_GROUP]
    chosen = set(rare)
    in_order = [word for word in words if word in chosen]
    return [in_order[at : at + _IN_GROUP] for at in range(0, len(in_order), _IN_GROUP)]
