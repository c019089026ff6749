"""Queries that every page asks: Django writes their SQL once, and from then on only the values change."""

from collections.abc import Callable
from typing import Any

from django.db import models


class Prepared:
    """A query whose SQL is kept: to write it takes Django longer than PostgreSQL takes to answer it by a key.

    `build` makes the queryset from values by name, each of which has to stand in the SQL as it is.
    """

    def __init__(self, build: Callable[..., models.QuerySet], **stand_ins: Any):
        """`stand_ins`: for each value one of its type, unlike all others, to stand there while the SQL is written."""
        self._build, self._stand_ins = build, stand_ins
        self._written: tuple[models.Manager, str, list[tuple[str, Any]]] | None = None

    def __call__(self, **values: Any) -> list[Any]:
        """The rows for these values, named as the stand-ins are. One query."""
        manager, sql, places = self._written = self._written or self._write()
        return list(manager.raw(sql, [values[name] if name else fixed for name, fixed in places]))

    def _write(self) -> tuple[models.Manager, str, list[tuple[str, Any]]]:
        queryset = self._build(**self._stand_ins)
        sql, params = queryset.query.sql_with_params()
        return queryset.model._default_manager, sql, [self._place(param) for param in params]

    def _place(self, param: Any) -> tuple[str, Any]:
        """The name of the value that goes in where `param` stands, or an empty one and `param` itself."""
        names = [name for name, stand_in in self._stand_ins.items() if param == stand_in]
        return (names[0], None) if names else ("", param)
