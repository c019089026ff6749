"""An empty list says which filter to drop, and what that gives."""

import datetime as dt
import re

import pytest

from tests.factories import CountryFactory, FieldFactory, published

pytestmark = pytest.mark.django_db


def ways(client, query: str) -> list[tuple[str, str, str]]:
    html = client.get(f"/news/?{query}").content.decode()
    section = re.search(r'<section class="ways-out".*?</section>', html, re.S)
    found = re.findall(r'href="([^"]+)">([^<]+)</a> <span[^>]*>([^<]+)<', section[0]) if section else []
    return [(address.replace("&amp;", "&"), step, outcome) for address, step, outcome in found]


def test_each_filter_that_stands_in_the_way_is_named_the_best_first(client):
    serbia, policing = CountryFactory(slug="serbia", name="Serbia"), FieldFactory(slug="policing", name="Policing")
    published(dt.datetime(2019, 3, 5, tzinfo=dt.UTC), countries=[serbia], title="Water")
    for year in (2020, 2021):
        published(dt.datetime(year, 3, 5, tzinfo=dt.UTC), countries=[serbia], fields_of_work=[policing], title="Water")
    assert ways(client, "country=serbia&field=policing&from=2019&to=2019&q=water") == [
        ("/news/?country=serbia&field=policing&q=water", "At any time",
         "2 releases about Policing in Serbia with the words “water”"),
        ("/news/?country=serbia&from=2019-01-01&to=2019-12-31&q=water", "Without Policing",
         "1 release about Serbia with the words “water”, 2019"),
    ]  # fmt: skip
    assert ways(client, "country=serbia&field=policing") == []


def test_several_values_of_a_facet_are_dropped_together(client):
    for slug in ("malta", "cyprus"):
        CountryFactory(slug=slug, name=slug.title())
    published(kind="statement")
    assert ways(client, "country=malta&country=cyprus&kind=statement") == [
        ("/news/?kind=statement", "Without Cyprus or Malta", "1 statement")
    ]


def test_where_no_single_step_helps_each_filter_alone_is_offered(client):
    malta, policing = CountryFactory(slug="malta", name="Malta"), FieldFactory(slug="policing", name="Policing")
    published(countries=[malta], kind="news")
    published(fields_of_work=[policing], kind="news")
    assert [way[1:] for way in ways(client, "country=malta&field=policing&kind=statement")] == [
        ("Only Malta", "1 release about Malta"),
        ("Only Policing", "1 release about Policing"),
    ]


def test_what_is_found_nowhere_leads_to_everything(client):
    published()
    assert ways(client, "q=zeppelin+ocean") == [("/news/", "Without the words “zeppelin ocean”", "1 release")]
    CountryFactory(slug="malta", name="Malta")
    assert ways(client, "country=malta&q=zeppelin") == [("/news/", "Clear all", "1 release")]


def test_what_names_nothing_has_a_chip_to_be_taken_away_by(client):
    html = client.get("/news/?country=atlantis&kind=news").content.decode()
    assert re.search(r'<a class="chip" rel="nofollow" href="/news/\?kind=news">.*?</span>atlantis</a>', html)
