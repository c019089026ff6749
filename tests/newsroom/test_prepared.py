"""Queries whose SQL is kept answer as those do whose SQL is not."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.models import Edition
from newsroom.models.prepared import Prepared
from newsroom.release_page import live_edition
from tests.factories import CountryFactory, ReleaseFactory, published, schedule


@pytest.mark.django_db
def test_values_take_the_places_of_their_stand_ins():
    asked = Prepared(
        lambda one, other: Edition.objects.filter(release_id__in=[one, other], language="en").order_by("title"),
        one=-1,
        other=-2,
    )
    first, second = published(title="A"), published(title="B")
    published(title="C")
    for _ in range(2):
        assert asked(one=second.release_id, other=first.release_id) == [first, second]
    assert asked(one=0, other=second.release_id) == [second]


@pytest.mark.django_db(transaction=True)
def test_past_djangos_cursors_the_rows_are_the_same():
    """Within a transaction, outside, where the statement is prepared, and where somebody watches."""
    countries = [CountryFactory(slug="albania")]
    edition = published(countries=countries, title="100 % “sure”", tags=["a", "b"], body="<p>Ё</p>")
    now = timezone.now()
    with transaction.atomic():
        found = [live_edition(edition.release_id, now)]
    found += [live_edition(edition.release_id, now) for _ in range(2)]
    connection.connection.pgconn.exec_(b"DEALLOCATE ALL")  # as a pool loses it
    found.append(live_edition(edition.release_id, now))
    with CaptureQueriesContext(connection) as queries:
        watched = live_edition(edition.release_id, now)
    assert len(queries) == 1
    fields = {name: value for name, value in vars(watched).items() if name != "_state"}
    assert fields["title"] == "100 % “sure”"
    assert fields["countries"] == ["albania"]
    for one in found:
        assert {name: value for name, value in vars(one).items() if name != "_state"} == fields


@pytest.mark.django_db
def test_the_live_edition_is_that_of_the_instant():
    now = timezone.now()
    release = ReleaseFactory()
    later = schedule(release, now + dt.timedelta(hours=1))
    assert live_edition(release.pk, now) is None
    assert live_edition(release.pk, now + dt.timedelta(hours=1)) == later
    assert live_edition(999_999, now) is None
