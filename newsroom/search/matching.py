"""Which editions hold a word or a phrase: the only place that asks the full-text index."""

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import nullcontext
from typing import Any, NamedTuple

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled
from pyroaring import BitMap

from .common_words import common_words
from .tsquery import by_language, has_phrase, lexemes, quoted
from .words import Atom

#: Milliseconds that one question to the index may take.
PATIENCE = 5000
TOO_SLOW = _("This search takes longer than we can let it. Search for fewer words, or without quotation marks.")


#: The planner does not count that texts lie apart from their rows: to scan the table looks cheap to it. And half a
#: million places must fit, each by itself, into the memory of one step: else every text there is read again.
#: Workers would take longer to start than to find a word, at the expense of other readers.
SETTINGS = {
    "statement_timeout": str(PATIENCE),
    "enable_seqscan": "off",
    "work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
}
#: A phrase is looked up in every text that has its words: worth all the workers there are.
SETTINGS_OF_PHRASES = SETTINGS | {
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "max_parallel_workers_per_gather": "2",
}


_HOLDING = "SELECT id FROM newsroom_edition WHERE search @@ %s::tsquery AND language = ANY(%s)"
#: By the expression that the index of titles is made of: newsroom/models/vectors.py.
_HOLDING_IN_TITLE = (
    "SELECT id FROM newsroom_edition WHERE ts_filter(search, '{a}') @@ %s::tsquery AND language = ANY(%s)"
)
_WITHIN = "id = ANY(%s)"
_SET = "SELECT set_config(name, value, true) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)"
_KEYS = "SELECT string_agg(int8send(id), ''::bytea) FROM ({}) AS found (id)"


class TooSlow(Exception):
    """The index has not answered in time. The message is a sentence for the reader."""

    def __init__(self) -> None:
        super().__init__(str(TOO_SLOW))


def matching_ids(atom: Atom, languages: Iterable[str], within: Collection[int] | None = None) -> Iterable[int]:
    """Keys of the editions, live or not, in any of `languages`, that hold `atom`, in no order.

    Each is matched by the rules of its own language. `within` narrows the search to the editions with those keys.
    Raises TooSlow rather than keep a reader, and the database, for longer than PATIENCE.
    """
    by_query: dict[str, list[str]] = defaultdict(list)
    for language, query in by_language(atom, languages).items():
        if query:
            by_query[query].append(language)
    if not by_query or (within is not None and not within):
        return BitMap()
    found, parts = BitMap(), [_Part(query, codes, within) for query, codes in by_query.items()]
    if within is None and not atom.in_title:
        found, parts = _at_hand(parts)
    return _joined(found, _ask(atom, parts) if parts else BitMap())


class _Part(NamedTuple):
    """What is asked of the editions in some languages; `within` narrows it to those with these keys."""

    query: str
    languages: list[str]
    within: Collection[int] | None


def _at_hand(parts: list[_Part]) -> tuple[BitMap, list[_Part]]:
    """What is known of common words, and what is left to be asked."""
    wanted = {part.query: lexemes(part.query) for part in parts}
    known = common_words(lexeme for found in wanted.values() for lexeme in found)
    found, left = BitMap(), []
    for part in parts:
        ready = [lexeme for lexeme in wanted[part.query] if lexeme in known.holding]
        for lexeme in ready:
            found |= BitMap.union(BitMap(), *(known.holding[lexeme].get(code, BitMap()) for code in part.languages))
        if rest := [quoted(lexeme) for lexeme in wanted[part.query] if lexeme not in known.holding]:
            left.append(part._replace(query=" | ".join(rest)))
        elif not ready:
            left.append(part)
        if ready and known.since:
            left.append(part._replace(within=known.since))
    return found, left


def _joined(one: BitMap, other: Iterable[int]) -> Iterable[int]:
    return one | other if isinstance(other, BitMap) else [*one, *other]


def _ask(atom: Atom, parts: list[_Part]) -> Iterable[int]:
    # One branch for each query and never an OR of them: PostgreSQL would read every text again to say which held.
    branches = [_branch(atom, part) for part in parts]
    union = " UNION ALL ".join(f"({sql})" for sql, _params in branches)
    settings = SETTINGS_OF_PHRASES if any(has_phrase(part.query) for part in parts) else SETTINGS
    return ask(union, [value for _sql, params in branches for value in params], settings)


def _branch(atom: Atom, part: _Part) -> tuple[str, list[Any]]:
    sql, params = _HOLDING_IN_TITLE if atom.in_title else _HOLDING, [part.query, part.languages]
    if part.within is None:
        return sql, params
    return f"{sql} AND {_WITHIN}", [*params, list(part.within)]


def ask(sql: str, params: list, settings: dict[str, str]) -> Iterable[int]:
    """Return the `id` of all rows of `sql`, in no order. Raises TooSlow.

    The keys as one string of eight bytes each: half a million come back in a tenth of the time of rows. Both
    statements go in one message, which makes a transaction of them, unless there is one already.
    """
    set_first = [list(settings), list(settings.values())]
    statements = connection.ops.compose_sql(f"{_SET}; {_KEYS.format(sql)}", [*set_first, *params])  # type: ignore[attr-defined]
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
            cursor.execute(statements)
            cursor.nextset()
            return numbers(cursor.fetchone()[0] or b"")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):  # its message may be in any language
            raise
        raise TooSlow from error


def numbers(sent: bytes) -> Iterable[int]:
    """The keys that int8send has written: as a bitmap, unless one is too high for that."""
    keys = array("q", sent)
    if sys.byteorder == "little":
        keys.byteswap()
    halves = array("I", keys.tobytes())
    low = slice(0 if sys.byteorder == "little" else 1, None, 2)
    high = slice(1 - low.start, None, 2)
    return keys if halves[high].tobytes().strip(b"\0") else BitMap(halves[low])
