"""Inserting many rows by COPY, PostgreSQL's own road for them.

Where a text in an array is too long for it, PostgreSQL cuts it without a word when bulk_create inserts it. COPY refuses
it, and takes rows that another process has written out.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
#: Rows are sent in pieces of about this many bytes.
_PIECE = 1 << 18


class Table:
    """A table and the order in which its columns are copied: `late` ones first, then all others.

    Late are the columns of which the values are known only when the row is sent. The key is left to the
    database unless it is among them.
    """

    def __init__(self, model: type[models.Model], late: Sequence[str] = ()):
        fields = {field.attname: field for field in model._meta.concrete_fields if not field.generated}
        early = [field for name, field in fields.items() if name not in late and not field.primary_key]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in [*(fields[name] for name in late), *early])
        self._statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
        # By hand, since a field's own get_db_prep_save takes longer than all the rest of a row.
        self._early = [(field.attname, _json if isinstance(field, models.JSONField) else _text) for field in early]

    def early(self, instance: models.Model) -> bytes:
        """The end of the row of `instance`. Its fields hold what they would when read: no texts for dates."""
        return "\t".join([write(getattr(instance, name)) for name, write in self._early]).encode()

    def copy(self, rows: Iterable[bytes]) -> None:
        """Insert `rows`, whole ones as row() writes them. The statement is not sent where there are none."""
        piece, size = [], 0
        rows = iter(rows)
        if (first := next(rows, None)) is None:
            return
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(self._statement) as copy:
            piece.append(first)
            for one in rows:
                piece.append(one)
                size += len(one)
                if size > _PIECE:
                    copy.write(_joined(piece))
                    piece, size = [], 0
            copy.write(_joined(piece))


def _joined(rows: list[bytes]) -> bytes:
    return b"\n".join(rows) + b"\n" if rows else b""


def row(*values: Any) -> bytes:
    """A row, or a part of one to be joined with others by tabs, in the text format of COPY."""
    return "\t".join(map(_text, values)).encode()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return _escaped(value)
    if value is None:
        return "\\N"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return _escaped("{" + ",".join(map(_element, value)) + "}") if value else "{}"
    if isinstance(value, dt.date):  # an instant too
        return value.isoformat()
    raise TypeError(f"There is no text for {type(value)}")


def _json(value: Any) -> str:
    return _escaped(json.dumps(value))


def _element(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _escaped(text: str) -> str:
    for character, escape in _ESCAPES:
        if character in text:
            text = text.replace(character, escape)
    return text
