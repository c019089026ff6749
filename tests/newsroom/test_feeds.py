"""Feeds page by page, with cursors that stay right and can be tampered with."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies

from newsroom import feeds
from newsroom.archive.cursor import decode, encode
from newsroom.archive.order import Place
from newsroom.selection import Malformed
from tests.factories import CountryFactory, published

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2010, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def pages_of_three(monkeypatch) -> None:
    monkeypatch.setattr(feeds, "SIZE", 3)


def ids(feed: dict) -> list[int]:
    return [int(item["id"].rpartition("/")[2]) for item in feed["items"]]


def test_pages_of_a_feed_follow_each_other_while_news_is_published(client, pages_of_three):
    # Releases of one instant, as those of archives that know the day only.
    editions = [published(DAY + dt.timedelta(days=n // 4)) for n in range(8)]
    expected = [edition.release_id for edition in reversed(editions)]
    found, address = [], "/news/feed.json"
    while address:
        feed = json.loads(client.get(address).content)
        found += ids(feed)
        published()  # stands before all of them, and moves nothing
        address = feed.get("next_url")
    assert found == expected


def test_the_next_page_keeps_the_selection_and_drops_the_rest(client, pages_of_three):
    albania = CountryFactory(slug="albania")
    for n in range(4):
        published(DAY + dt.timedelta(days=n), countries=[albania])
        published(DAY + dt.timedelta(days=n))
    feed = json.loads(client.get("/news/feed.json?utm_source=x&country=albania&page=7").content)
    assert feed["feed_url"] == "http://testserver/news/feed.json?country=albania"
    assert set(parse_qs(urlsplit(feed["next_url"]).query)) == {"country", "after"}
    assert len(ids(json.loads(client.get(feed["next_url"]).content))) == 1


def test_atom_leads_on(client, pages_of_three):
    for n in range(4):
        published(DAY + dt.timedelta(days=n))
    feed = ElementTree.fromstring(client.get("/news/feed.atom").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall("{http://www.w3.org/2005/Atom}link")}
    last = ElementTree.fromstring(client.get(links["next"]).content)
    assert len(last.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert [link.get("rel") for link in last.findall("{http://www.w3.org/2005/Atom}link")].count("next") == 0


@pytest.mark.parametrize(
    "after", ["x", "%00", "MTIz", "é", "A" * 5000, "MS4x%3D%3D", "LTEuMQ%3D", "../..", "OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ"]
)
def test_cursors_that_were_tampered_with_are_refused_in_words(client, after):
    response = client.get(f"/news/feed.json?after={after}")
    assert response.status_code == 400
    assert b"after" in response.content


@given(strategies.integers(-(10**15), 10**16), strategies.integers(0, 10**17))
def test_a_cursor_says_exactly_its_place(microseconds, release_id):
    place = Place(microseconds / 1_000_000, release_id)
    assert decode(encode(place)) == place


@given(strategies.text(max_size=60))
def test_no_word_but_a_cursor_is_understood(word):
    try:
        assert encode(decode(word)) == word
    except Malformed:
        pass


@pytest.mark.parametrize(
    ("words", "asked"), [("osce%01", "osce"), ("%EF%BF%BFosce", "osce"), ("%1F", ""), ("os%0Bce%0C", "os ce")]
)
def test_what_cannot_be_printed_is_left_out_of_what_is_searched_for(client, words, asked):
    """XML has no place for control characters, escaped or not (XML 1.0, 2.2)."""
    for feed in ("atom", "json"):
        response = client.get(f"/news/feed.{feed}?q={words}")
        assert response.status_code == 200
    feed = ElementTree.fromstring(client.get(f"/news/feed.atom?q={words}").content)
    assert (f"“{asked}”" in feed.findtext("{http://www.w3.org/2005/Atom}title")) is bool(asked)
