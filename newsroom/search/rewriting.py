"""Writes the words of all editions again: after a change of how words are read, or of a stemmer.

Not by UPDATE: that would leave every old row behind, and its words in the index, and ask the triggers of each row. The
words are collected beside the table, while readers search by the old ones; then the table is written once, whole.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from ..lexemes.vectors import cut

_AT_ONCE = 500
_BEGIN = """
    CREATE TEMPORARY TABLE words_made (id bigint PRIMARY KEY, search tsvector NOT NULL) ON COMMIT DROP;
    ALTER TABLE words_made ALTER COLUMN search SET STORAGE EXTERNAL;
"""
_READ = """
    SELECT id, language, title, summary, body_text FROM newsroom_edition WHERE id > %s ORDER BY id LIMIT %s
"""
_COPY = "COPY words_made FROM STDIN"
#: Editions that came meanwhile have words that were made by the same rules.
_SWAP = """
    CREATE FUNCTION pg_temp.words_of(edition bigint, before tsvector) RETURNS tsvector LANGUAGE sql STABLE
    AS 'SELECT coalesce((SELECT search FROM words_made WHERE id = edition), before)';
    ALTER TABLE newsroom_edition ALTER COLUMN search TYPE tsvector USING pg_temp.words_of(id, search);
    DROP FUNCTION pg_temp.words_of(bigint, tsvector);
    DELETE FROM newsroom_commonword;
    SELECT newsroom_draw_archive_number('bulk', NULL);
"""


def rewrite_words() -> Iterator[int]:
    """Write `Edition.search` of all editions again, in one transaction; gives how many have been read so far.

    At the end, while the table is written, nobody reads it. The common words go, since they are made of the old ones:
    `collect_common_words` brings them back.
    """
    with transaction.atomic():
        yield from make_words()
        swap_words()


def make_words() -> Iterator[int]:
    """The first half, which keeps nobody waiting; within the transaction of the second."""
    done, last = 0, 0
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN)
        while True:
            cursor.execute(_READ, [last, _AT_ONCE])
            rows = cursor.fetchall()
            if not rows:
                break
            with cursor.copy(_COPY) as copy:
                for key, *texts in rows:
                    copy.write_row((key, cut(*texts)))  # published long ago, so it is too late to refuse a text
            done, last = done + len(rows), rows[-1][0]
            yield done
        cursor.execute("ANALYZE words_made")


def swap_words() -> None:
    """The second half: the table is written with its new words, and its indexes are built again."""
    with connection.cursor() as cursor:
        cursor.execute(_SWAP)
