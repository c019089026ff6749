"""Editions that share rare words with a text: where to look for what a text was made from."""

import re
from collections.abc import Iterable

from ..languages import search_of
from .matching import SETTINGS, ask

#: So many words are looked for, so many of them together: whoever changed a few words has left some groups whole.
_GROUPS, _IN_GROUP = 6, 4
#: Milliseconds: nobody waits for this to find what is not there.
_PATIENCE = "1500"
_WORD = re.compile(r"\w{4,40}")
#: Editions that hold most of the groups, live or not; those that may be told are for the caller to choose.
_SQL = """
    SELECT edition.id
    FROM newsroom_edition AS edition
    WHERE edition.language = ANY(%s) AND edition.search @@ (SELECT {any})
    ORDER BY {held} DESC, edition.id DESC
    LIMIT %s
"""


def similar_ids(text: str, languages: Iterable[str], most: int = 20) -> list[int]:
    """Keys of at most so many editions in `languages` that hold several rare words of `text`, in no order.

    Words are rare when they are long or numbers, which needs no counting; what it costs is bounded by their number,
    and by the clock. Raises TooSlow.
    """
    groups = _groups(text)
    by_configuration: dict[str, list[str]] = {}
    for code in languages:
        by_configuration.setdefault(search_of(code), []).append(code)
    if not groups or not by_configuration:
        return []
    parts, params = [], []
    for configuration, codes in by_configuration.items():
        queries = ["plainto_tsquery(%s::regconfig, %s)"] * len(groups)
        words = [value for group in groups for value in (configuration, group)]
        held = " + ".join(f"(edition.search @@ {query})::int" for query in queries)
        parts.append("(" + _SQL.format(any=" || ".join(queries), held=held) + ")")
        params += [codes, *words, *words, most]
    return list(ask(" UNION ALL ".join(parts), params, SETTINGS | {"statement_timeout": _PATIENCE}))


def _groups(text: str) -> list[str]:
    """Words of `text` that few others have, each group from one passage of it."""
    words = list(dict.fromkeys(_WORD.findall(text.lower())))
    rare = sorted(words, key=lambda word: (not word.isdecimal(), -len(word)))[: _GROUPS * _IN_GROUP]
    in_order = [word for word in words if word in set(rare)]
    return [" ".join(in_order[at : at + _IN_GROUP]) for at in range(0, len(in_order), _IN_GROUP)]
