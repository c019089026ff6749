"""The page of versions, and the record at the foot of an edition."""

import datetime as dt

import pytest
from django.utils import timezone

from newsroom.models import Edition
from newsroom.models.edition import text_digest
from newsroom.snapshot import slug_of
from tests.factories import CountryFactory, ReleaseFactory, published, schedule
from tests.newsroom.test_public_record import again, text

pytestmark = pytest.mark.django_db


def test_an_edition_shows_its_hash_and_leads_to_all_versions(client):
    edition = published(title="Title", summary="Summary.", body="<p>One.</p><p>Two.</p>")
    page = text(client, f"/news/{edition.release_id}/v1/")
    assert text_digest("Title", "Summary.", "One.\nTwo.") in page
    assert f'href="/news/{edition.release_id}/versions/"' in page
    assert 'href="/verify/"' in page


def test_all_editions_are_told_with_what_they_changed(client):
    first = published(title="Twelve observers", body="<p>Twelve <b>arrived</b>.</p>")
    release = first.release
    release.countries.set([CountryFactory(slug="albania")])
    again(first, "correction", "There were <14>.", title="Fourteen observers", body="<p>Fourteen arrived.</p>")
    page = text(client, f"/news/{release.pk}/versions/")
    assert [f'id="v{n}"' in page for n in (1, 2, 3)] == [True, True, False]
    assert page.index('id="v2"') < page.index('id="v1"')
    assert "There were &lt;14&gt;." in page
    assert "<ins>Albania</ins>" in page
    for edition in Edition.objects.all():
        assert edition.sha256 in page
    assert page.count("<del>") == page.count("<ins>") - 1 == 2
    assert 'content="noindex"' in page


def test_a_change_of_looks_alone_is_told(client):
    first = published(body="<p>Same words.</p>")
    again(first, "minor", body="<p>Same <strong>words</strong>.</p>")
    assert "the look of the text" in text(client, f"/news/{first.release_id}/versions/")


def test_what_has_not_begun_is_on_no_page_of_versions(client):
    draft = ReleaseFactory(title="Quokka")
    assert client.get(f"/news/{draft.pk}/versions/").status_code == 404
    schedule(draft, timezone.now() + dt.timedelta(hours=1))
    assert client.get(f"/news/{draft.pk}/versions/").status_code == 404
    assert client.get("/news/999999999999999999/versions/").status_code == 404


def test_versions_cost_the_same_queries_for_two_editions_and_for_many(client, django_assert_num_queries):
    first = published()
    again(first, "minor", title="Second title")
    address = f"/news/{first.release_id}/versions/"
    client.get(address)
    with django_assert_num_queries(4):  # the version, all editions, those to compare, those that can be read
        client.get(address)
    for number in range(24):
        again(first, "minor", title=f"Title {number}")
    client.get(address)
    with django_assert_num_queries(4):
        page = client.get(address).content.decode()
    assert page.count('class="version"') == 26
    assert page.count("word-difference") == 20


def test_no_title_takes_the_place_of_the_versions():
    assert slug_of("Versions") == "release-versions"
