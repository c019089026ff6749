"""Queries that every page asks: Django writes their SQL once, and from then on only the values change."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection, models
from psycopg.adapt import Transformer

from ..statement import Statement, is_watched


class _Written(NamedTuple):
    model: type[models.Model]
    query: models.sql.Query
    sql: str
    statement: Statement
    places: list[tuple[str, Any]]  # for each parameter the name of its value, or "" and the parameter itself
    columns: list[str]
    converters: dict[int, Any]


class Prepared:
    """A query whose SQL is kept: to write it takes Django longer than PostgreSQL takes to answer it by a key.

    `build` makes the queryset from values by name, each of which has to stand in the SQL as it is. It is one of rows of
    one model, without annotations.
    """

    def __init__(self, build: Callable[..., models.QuerySet], **stand_ins: Any):
        """`stand_ins`: for each value one of its type, unlike all others, to stand there while the SQL is written."""
        self._build, self._stand_ins = build, stand_ins
        self._written: _Written | None = None

    def __call__(self, **values: Any) -> list[Any]:
        """The rows for these values, named as the stand-ins are. One query."""
        written = self._written = self._written or self._write()
        rows = _rows(written, [values[name] if name else fixed for name, fixed in written.places])
        if written.converters:
            compiler = written.query.get_compiler(connection=connection)
            rows = compiler.apply_converters(rows, written.converters)
        return [written.model.from_db(connection.alias, written.columns, row) for row in rows]

    def _write(self) -> _Written:
        queryset = self._build(**self._stand_ins)
        query = queryset.query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        selected = [expression for expression, *_ in compiler.select]
        return _Written(
            queryset.model,
            query,
            sql,
            Statement(_numbered(sql)),
            [self._place(param) for param in params],
            [column.target.attname for column in selected],
            compiler.get_converters(selected),
        )

    def _place(self, param: Any) -> tuple[str, Any]:
        """The name of the value that goes in where `param` stands, or an empty one and `param` itself."""
        names = [name for name, stand_in in self._stand_ins.items() if param == stand_in]
        return (names[0], None) if names else ("", param)


def _rows(written: _Written, values: list[Any]) -> list[Any]:
    if is_watched(connection):
        with connection.cursor() as cursor:
            cursor.execute(written.sql, values)
            return cursor.fetchall()
    result = written.statement.ask(connection, *values)
    transformer = Transformer.from_context(connection.connection)
    transformer.set_pgresult(result)
    return transformer.load_rows(0, result.ntuples, tuple)


def _numbered(sql: str) -> str:
    """`sql` with PostgreSQL's own places for values instead of Python's."""
    first, *others = sql.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).replace("%%", "%")
