"""Addresses of releases whose titles are hard to make one of."""

import re

import pytest
from django.urls import resolve
from hypothesis import given, strategies

from newsroom.snapshot import slug_of
from tests.factories import published
from tests.newsroom.imports.conftest import line, run, vocabulary  # noqa: F401 - fixtures

TITLES = {
    "???": "release", "versions": "release-versions", "Versions": "release-versions", "v2": "release-v2", "2021": "2021", "—": "release",
    "Случай 32 щука объезжает Ёлкино": "sluchay-32-shchuka-obezzhaet-elkino", "🎉": "tada", "Երևան": "erevan", "თბილისი": "tbilisi",
    "Ελλάδα": "ellada", "Straße & Maß": "strasse-mass", "feed.atom": "feedatom", "release.pdf": "releasepdf", "../admin": "admin",
    "extraordinarily long-winded title of a release " * 6:
        "extraordinarily-long-winded-title-of-a-release-extraordinarily-long-winded-title", "x" * 300: "x" * 80,
}  # fmt: skip


@pytest.mark.parametrize(("title", "slug"), TITLES.items())
def test_every_title_gives_a_good_address(title, slug):
    assert slug_of(title) == slug


@given(strategies.text(max_size=300))
def test_whatever_a_title_holds_its_address_leads_to_the_release(title):
    slug = slug_of(title)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", slug)
    assert resolve(f"/news/7/{slug}/").kwargs == {"release_id": 7, "slug": slug}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title", ["???", "versions", "v2", "2021", "🎉", "../admin", "Случай 32 щука объезжает Ёлкино"]
)
def test_such_a_release_is_there_at_its_address_and_so_are_its_editions(client, title):
    edition = published(title=title)
    address = edition.get_absolute_url()
    assert client.get(address).status_code == 200
    assert client.get(f"/news/{edition.release_id}/")["Location"] == address
    assert client.get(f"/news/{edition.release_id}/v1/").status_code == 200
    assert "/v1/" in client.get(f"/news/{edition.release_id}/versions/").content.decode()


@pytest.mark.django_db
def test_such_titles_are_imported(client, run):  # noqa: F811
    titles = [title for title in TITLES if len(title) <= 300]
    assert run(*(line(number, title=title) for number, title in enumerate(titles))).rejected == 0
    page = client.get("/news/").content.decode()
    for address in re.findall(r'href="(/news/\d+/[^"?]+/)"', page):
        assert client.get(address).status_code == 200
