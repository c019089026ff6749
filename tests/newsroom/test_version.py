"""The archive's version: changes with everything it stands for, and outlives the database's own restart."""

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction

from newsroom.models import ArchiveVersion
from newsroom.version import current_version
from tests.factories import CountryFactory, published


def stored() -> int:
    return ArchiveVersion.objects.get().number


@pytest.mark.django_db
def test_it_is_the_number_in_the_database_also_within_a_transaction():
    before = current_version()
    published(countries=[CountryFactory()])
    assert current_version() == stored() != before


@pytest.mark.django_db(transaction=True)
def test_it_is_seen_as_soon_as_it_is_committed_and_not_before():
    before = current_version()
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}) as other:
        other.execute("UPDATE newsroom_archiveversion SET number = number + 1")
        assert current_version() == before
        other.commit()
        assert current_version() == before + 1
    with transaction.atomic():
        assert current_version() == stored()


@pytest.mark.django_db(transaction=True)
def test_a_session_that_the_server_has_ended_is_replaced():
    before = current_version()
    pid = connection.connection.info.backend_pid
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "cursor_factory": psycopg.Cursor}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert current_version() == before
    assert connection.connection.info.backend_pid != pid


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_a_pool_has_lost_is_done_without():
    before = current_version()
    connection.connection.pgconn.exec_(b"DEALLOCATE ALL")
    assert current_version() == before


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_an_error_of_djangos(monkeypatch):
    def refuse(self):
        raise OperationalError("The server is gone")

    connections["default"].close()
    monkeypatch.setattr(type(connections["default"]), "ensure_connection", refuse)
    with pytest.raises(OperationalError):
        current_version()
