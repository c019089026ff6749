"""Writes the words of all editions anew: after a change of how words are read, or of a stemmer."""

from collections.abc import Iterator

from django.db import connection, transaction

from ..lexemes.vectors import vector

_AT_ONCE = 500
#: The seal leaves this column alone; all other triggers have nothing to say to it, and cost as much as the writing.
_READ = """
    SELECT id, language, title, summary, body_text FROM newsroom_edition WHERE id > %s ORDER BY id LIMIT %s
"""
_WRITE = """
    UPDATE newsroom_edition AS edition SET search = made.search::tsvector
    FROM unnest(%s::bigint[], %s::text[]) AS made (id, search)
    WHERE edition.id = made.id
"""


def rewrite_words() -> Iterator[int]:
    """Write `Edition.search` of all editions anew, in one transaction; gives how many are done so far.

    The common words go, since they are made of the old ones: `collect_common_words` brings them back. Until this has
    ended, searches find what they found before.
    """
    done, last = 0, 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM newsroom_commonword")
        while True:
            cursor.execute(_READ, [last, _AT_ONCE])
            rows = cursor.fetchall()
            if not rows:
                return
            keys = [row[0] for row in rows]
            cursor.execute(_WRITE, [keys, [vector(*row[1:]) for row in rows]])
            done, last = done + len(rows), keys[-1]
            yield done
