import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from newsroom import actions
from newsroom.archive import current_archive
from newsroom.models import Edition
from newsroom.selection import Selection
from tests.factories import CountryFactory, ReleaseFactory, published

pytestmark = pytest.mark.django_db


def test_publish_makes_a_live_edition(publisher):
    release = ReleaseFactory(title="Trial", countries=[CountryFactory(slug="albania")])
    edition = actions.publish(release=release, by=publisher)
    assert Edition.objects.live().get() == edition
    assert (edition.number, edition.title, edition.countries) == (1, "Trial", ["albania"])
    assert current_archive().select(Selection.of(country="albania")).edition_ids == [edition.pk]


def test_publish_refuses_the_author(author):
    with pytest.raises(PermissionDenied):
        actions.publish(release=ReleaseFactory(), by=author)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("sql", ["DELETE FROM newsroom_edition", "UPDATE newsroom_edition SET title = 'forged'"])
def test_a_sealed_edition_resists_sql(sql):
    published()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
