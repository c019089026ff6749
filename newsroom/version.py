"""The number under which everything derived from editions and terms is kept."""

import threading
from collections.abc import Callable

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

_QUERY = "SELECT number FROM newsroom_archiveversion"
_BYTES = _QUERY.encode()
_STATEMENT = b"newsroom_version"
_mine = threading.local()


def current_version() -> int:
    """The archive's version in the database now. One query, and cheap: every request asks it, cached or not.

    Straight through libpq it costs a tenth of what it costs through the ORM; where somebody watches the queries
    it goes Django's way, so that it is seen. Raises django.db.Error where no answer comes.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.force_debug_cursor or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(_QUERY)
            return cursor.fetchone()[0]
    if connection.in_atomic_block:
        return _ask(connection, _plain)
    try:
        return _ask(connection, _prepared)
    except Error:
        # The server may have been started anew since the last request, or a pool in between changes the sessions.
        connection.close()
        return _ask(connection, _plain)


def _ask(connection: BaseDatabaseWrapper, way: Callable[[PGconn], PGresult]) -> int:
    if connection.connection is None:
        connection.ensure_connection()
    try:
        result = way(connection.connection.pgconn)
    except psycopg.Error as error:
        raise OperationalError(str(error)) from error
    if result.status != ExecStatus.TUPLES_OK or not (value := result.get_value(0, 0)):
        raise OperationalError(result.error_message.decode(errors="replace") or "The archive has no version")
    # Who has just answered need not be asked once more, before the next query, whether they do.
    connection.health_check_done = True  # type: ignore[attr-defined]
    return int(value)


def _plain(session: PGconn) -> PGresult:
    return session.exec_(_BYTES)


def _prepared(session: PGconn) -> PGresult:
    """Spares the server reading and planning the question each time, which is half of what it costs there."""
    if getattr(_mine, "session", None) is not session:
        session.prepare(_STATEMENT, _BYTES)
        _mine.session = session
    return session.exec_prepared(_STATEMENT, None)
