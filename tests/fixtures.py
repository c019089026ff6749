"""The rows of the tests' database: loading fixtures quickly, and going back to how it was after migrating."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

#: The rows of each table, in the text form of COPY, by the fixtures that were loaded into empty tables.
_kept: dict[tuple[str, ...], dict[str, bytes]] = {}

#: What migrating leaves in the tables that empty() empties: groups and the central desk.
_migrated: dict[str, bytes] = {}

#: Made by migrating, changed by no test. To make the thousands of rows anew would take most of the time.
FOR_EVER = {"django_content_type", "auth_permission", "django_migrations"}
NOT_LOADED = {"django_content_type", "auth_permission", "newsroom_archiveversion", "newsroom_archivechange"}


@cache
def _tables() -> list[str]:
    own = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted((own & set(connection.introspection.table_names())) - NOT_LOADED)


@cache
def _emptied() -> list[str]:
    """The tables that Django's own `flush` would empty, less those that stay for ever; and the worker's."""
    found = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    found |= {table for table in connection.introspection.table_names() if table.startswith("procrastinate_")}
    return sorted(found - FOR_EVER - {"newsroom_archiveversion", "newsroom_archivechange"})


def _rows(tables: list[str]) -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows = b"".join(bytes(block) for block in copy)
            if rows:
                yield table, rows


def _write(cursor, kept: dict[str, bytes]) -> None:
    for table, rows in kept.items():
        with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
            copy.write(rows)


def load(*fixtures: str) -> None:
    """`loaddata` of these fixtures into empty tables; again in the same process, about ten times as fast.

    The rows go in without triggers and foreign keys being asked; the archive's version is drawn anew afterwards.
    """
    if fixtures not in _kept:
        call_command("loaddata", *fixtures, verbosity=0)
        _kept[fixtures] = dict(_rows(_tables()))
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _kept[fixtures]:
            cursor.execute(f'DELETE FROM "{table}"')
        _write(cursor, _kept[fixtures])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("SELECT newsroom_draw_archive_number('bulk', NULL)")


def remember_migrated() -> None:
    """To be called once, when the database has been migrated and nothing else: what empty() goes back to."""
    _migrated.update(_rows(_emptied()))


def empty() -> None:
    """Leave in the database of the tests what migrating left there, past seals and triggers.

    As `flush` with its signal does, for a tenth of the time. Waits for all who are writing, as that does too.
    """
    assert connection.settings_dict["NAME"].startswith("test_"), "this is not a database of the tests"
    tables = ", ".join(f'"{table}"' for table in _emptied())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in _emptied()))
        _write(cursor, _migrated)
        cursor.execute("DELETE FROM newsroom_archivechange")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("SELECT newsroom_draw_archive_number('bulk', NULL)")


def end_other_connections() -> None:
    """End those that a browser or a process has left: the database could not be dropped while they are there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def database_url() -> str:
    """Where this test's database is, for a process of its own (libpq's connection URIs)."""
    given = connection.get_connection_params()
    words = {name: given[name] for name in ("host", "port", "user", "password") if given.get(name)}
    return f"postgres:///{connection.settings_dict['NAME']}?{urlencode(words)}"
