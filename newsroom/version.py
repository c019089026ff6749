"""The number under which everything derived from editions and terms is kept."""

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import ExecStatus

_QUERY = "SELECT number FROM newsroom_archiveversion"
_BYTES = _QUERY.encode()


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
    try:
        return _ask(connection)
    except Error:
        if connection.in_atomic_block:
            raise
        connection.close()  # the server may have been started anew since the last request
        return _ask(connection)


def _ask(connection: BaseDatabaseWrapper) -> int:
    if connection.connection is None:
        connection.ensure_connection()
    try:
        result = connection.connection.pgconn.exec_(_BYTES)
    except psycopg.Error as error:
        raise OperationalError(str(error)) from error
    if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
        raise OperationalError(result.error_message.decode(errors="replace") or "The archive has no version")
    return int(result.get_value(0, 0))
