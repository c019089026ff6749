"""The number under which everything derived from editions and terms is kept."""

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from .statement import Statement, is_watched

_QUERY = "SELECT number FROM newsroom_archiveversion"
_STATEMENT = Statement(_QUERY)


def current_version() -> int:
    """The archive's version in the database now. One query, and cheap: every request asks it, cached or not.

    Where somebody watches the queries it goes Django's way, so that it is seen. Raises django.db.Error where no answer
    comes.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if is_watched(connection):
        with connection.cursor() as cursor:
            cursor.execute(_QUERY)
            return cursor.fetchone()[0]
    if not (number := _STATEMENT.ask(connection).get_value(0, 0)):
        raise OperationalError("The archive has no version")
    return int(number)
