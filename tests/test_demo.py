"""`loaddata taxonomy demo` alone gives the complete site."""

import datetime as dt
import re
from collections import Counter

import pytest
import time_machine
from django.core.management import call_command

from newsroom import rich_text
from newsroom.models import Edition, Kind, LegacyAddress, Release
from newsroom.models.edition import text_digest
from newsroom.snapshot import same_content, snapshot
from taxonomy.models import FieldOfWork
from tests.fixtures import load


@pytest.fixture
def site(db):
    load("taxonomy", "demo")


def test_the_public_lists_are_complete_at_once(site, client):
    assert 'id="result-count" data-count="55"' in client.get("/news/").content.decode()
    assert client.get("/countries/albania/").content.decode().count("release-card-title") >= 2
    assert "About this newsroom" in client.get("/about/").content.decode()


def test_the_release_of_the_former_site_is_found_and_read_with_every_field(site, client):
    query = "partner=mediterranean-partners-for-co-operation&field=rule-of-law&from=2021-01-01&to=2021-12-31&lang=en"
    listed = client.get(f"/news/?{query}").content.decode()
    assert 'data-count="1"' in re.search(r'id="result-count"[^>]*', listed)[0]
    html = client.get(re.search(r'<a href="(/news/\d+/osce-mediterranean[^"]+)"', listed)[1]).content.decode()
    for fact in (
        "OSCE Mediterranean Partnership discussion: Fight against transnational organized crime depends on "
        "multilateral co-operation", "Press release", "10 May 2021", "<bdi>VIENNA</bdi>, 10 May 2021 –",
        "Mediterranean Partners for Co-operation, OSCE Secretariat", "Conflict prevention and resolution", "Rule of law",
    ):  # fmt: skip
        assert fact in html, fact


def test_addresses_of_the_former_site_redirect(site, client):
    for path in ("/secretariat/486062", "/node/486062"):
        response = client.get(path)
        assert response.status_code == 301
        assert client.get(response["Location"]).status_code == 200


def test_every_kind_every_field_and_many_languages_are_shown(site):
    editions = list(Edition.objects.live())
    assert {edition.kind for edition in editions} == set(Kind.values)
    roots = set(FieldOfWork.objects.filter(parent=None).values_list("slug", flat=True))
    assert roots <= {slug for edition in editions for slug in edition.fields_of_work}
    languages = Counter(edition.language for edition in editions)
    assert set(languages) == {"en", "ru", "de", "fr", "uk", "sq"}
    assert languages["en"] > len(editions) / 2
    assert {edition.published_at.year for edition in editions} >= {1999, 2009, 2021, 2026}


def test_editions_of_the_demonstration_are_what_publishing_would_make(site):
    for release in Release.objects.all():
        edition = release.editions.get()
        made = snapshot(release, number=1, published_at=edition.published_at, live_from=edition.live_from)
        assert same_content(edition, made), edition.title
        assert edition.body == rich_text.clean(edition.body)
        assert edition.sha256 == text_digest(edition.title, edition.summary, edition.body_text)


def test_every_release_has_its_former_address(site):
    assert LegacyAddress.objects.values("release").distinct().count() == Release.objects.count()


def test_loading_the_demonstration_twice_changes_nothing(site):
    before = list(Edition.objects.values())
    call_command("loaddata", "demo", verbosity=0)
    assert list(Edition.objects.values()) == before


def test_the_first_page_has_all_its_parts(site, client):
    """On a day before the coming event; afterwards all but that stays."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC), tick=False):
        html = client.get("/").content.decode()
    for part in ("latest", "events", "statements", "fields", "places", "follow"):
        assert f'<h2 id="{part}">' in html, part
    assert "Joint meeting in Vienna" in html[html.index("home-lead-title") :][:300]
    assert "3 December 2026, 09:30 – 4 December 2026, 17:00, Zurich (UTC+1)" in html
