"""Rows as COPY reads them: what is written out is what arrives."""

import datetime as dt

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import DataError, connection, models
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.imports.copying import Table, row
from newsroom.models import LegacyAddress
from tests.factories import ReleaseFactory

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]) | st.sampled_from('\\\t\n\r"{},N.'))
INSTANTS = st.datetimes(dt.datetime(1900, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - the zone stands beside


class RoundTrip(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(TEXTS, st.lists(TEXTS), st.lists(st.integers(-(2**62), 2**62)), INSTANTS)
    def test_texts_lists_numbers_and_instants_arrive(self, text, texts, numbers, instant):
        sent = [text, texts, numbers, instant, instant.date(), None]
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS trip")
            cursor.execute("CREATE TEMP TABLE trip (a text, b text[], c bigint[], d timestamptz, e date, f text)")
            with cursor.copy("COPY trip FROM STDIN") as copy:
                copy.write(row(*sent) + b"\n")
            cursor.execute("SELECT * FROM trip")
            assert [list(found) for found in cursor.fetchall()] == [sent]


@pytest.mark.django_db
@isolate_apps("newsroom")
def test_objects_arrive_as_they_are():
    class Note(models.Model):
        data = models.JSONField()
        names = ArrayField(models.CharField(max_length=5))

        class Meta:
            app_label = "newsroom"
            managed = False

        def __str__(self) -> str:
            return str(self.names)

    notes = Table(Note)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE newsroom_note (id serial, data jsonb, names varchar(5)[])")
    data = [{"alt": 'a "bridge"\\\n', "id": 7}]
    notes.copy([notes.early(Note(data=data, names=["a"]))])
    assert Note.objects.get().data == data
    with pytest.raises(DataError):
        notes.copy([notes.early(Note(data=[], names=["longer"]))])


@pytest.mark.django_db
def test_many_rows_are_sent_in_pieces_and_none_not_at_all(django_assert_num_queries):
    release = ReleaseFactory()
    table = Table(LegacyAddress, late=("path", "release_id"))
    table.copy(row(f"/{number}/{'x' * 150}", release.pk) for number in range(5_000))
    assert LegacyAddress.objects.count() == 5_000
    with django_assert_num_queries(0):
        table.copy([])
