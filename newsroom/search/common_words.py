"""Words that many editions hold, kept at hand: for the index to find them means to visit a good part of all rows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from pyroaring import BitMap

from ..models import ArchiveChange

#: So many editions that came since may be asked about apart; with more, what is kept is too far behind.
MOST_SINCE = 200

_SQL = """
    SELECT lexeme, language, editions, version, (SELECT number FROM newsroom_archiveversion)
    FROM newsroom_commonword
    WHERE lexeme = ANY(%s)
"""


class Known(NamedTuple):
    """By lexeme and language the keys of all editions that hold it; but those `since` are yet to be asked about."""

    holding: dict[str, dict[str, BitMap]]
    since: set[int]


def common_words(lexemes: Iterable[str]) -> Known:
    """What is kept of those of `lexemes` that are common; nothing where it is too far behind. One query or two."""
    holding: dict[str, dict[str, BitMap]] = defaultdict(dict)
    since: set[int] | None = set()
    if wanted := list(set(lexemes)):
        with connection.cursor() as cursor:
            cursor.execute(_SQL, [wanted])
            rows = cursor.fetchall()
        for lexeme, language, editions, *_versions in rows:
            holding[lexeme][language] = BitMap.deserialize(bytes(editions))
        if rows:
            *_row, version, now = min(rows, key=lambda row: row[3])
            since = came_since(version) if version != now else since
    return Known({}, set()) if since is None else Known(holding, since)


def came_since(version: int, most: int = MOST_SINCE) -> set[int] | None:
    """Keys of the editions touched after `version` of the archive; None for more than `most`, or if nobody knows."""
    changes = ArchiveChange.objects.filter(number__gte=version).order_by("number")
    rows = list(changes.values_list("number", "what", "editions"))
    if not rows or rows[0][0] != version:
        return None
    if any(what == ArchiveChange.What.BULK for _number, what, _editions in rows[1:]):
        return None
    found = {key for _number, _what, editions in rows[1:] for key in editions or ()}
    return found if len(found) <= most else None
