"""What search engines are told of."""

import re

import pytest

from newsroom import actions, sitemaps
from newsroom.models import Edition
from tests.factories import published, publisher_user

pytestmark = pytest.mark.django_db


def test_releases_come_newest_first_on_pages_that_hold_what_is_live(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "LIMIT", 3)
    monkeypatch.setattr(sitemaps.ReleaseSitemap, "limit", 3)
    editions = [published() for _ in range(8)]
    actions.withdraw(release=editions[4].release, by=publisher_user(), reason="Wrong")
    index = client.get("/sitemap.xml").content.decode()
    pages = re.findall(r"<loc>http://testserver(/sitemap-releases[^<]*)</loc>", index)
    assert len(pages) == 3
    found = [re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get(page).content.decode()) for page in pages]
    assert [len(page) for page in found] == [3, 3, 1]
    wanted = [edition.get_absolute_url() for edition in Edition.objects.live().newest_first()]
    assert [address for page in found for address in page] == wanted
    assert client.get("/sitemap-releases.xml?p=4").status_code == 404


def test_without_releases_there_is_a_page_all_the_same(client):
    assert client.get("/sitemap-releases.xml").status_code == 200
