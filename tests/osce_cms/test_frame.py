"""The frame of a page: ways to the other languages, what search engines are told of them, and what it is dressed in."""

import re

import pytest

from tests.factories import CountryFactory, published

pytestmark = pytest.mark.django_db
CODES = ["en", "fr", "de", "it", "ru", "es"]


def switch(html: str) -> dict[str, str]:
    """Language → where the language switch leads."""
    menu = html.partition('<ul class="site-languages">')[2].partition("</ul>")[0]
    return {code: address.replace("&amp;", "&") for address, code in re.findall(r'href="([^"]*)" lang="(\w\w)"', menu)}


def alternates(html: str) -> dict[str, str]:
    found = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)"', html)
    return {code: address.replace("&amp;", "&") for code, address in found}


def test_the_language_switch_keeps_the_page_and_its_filters(client):
    CountryFactory(slug="albania")
    ways = switch(client.get("/ru/news/?q=rule+of+law&country=albania&utm_source=x").content.decode())
    assert list(ways) == CODES
    assert ways["en"] == "/news/?country=albania&q=rule+of+law"
    assert ways["fr"] == "/fr/news/?country=albania&q=rule+of+law"
    assert client.get(ways["fr"]).context["selection"].query_string == "country=albania&q=rule+of+law"


def test_the_language_switch_says_which_language_it_is(client):
    html = client.get("/de/news/").content.decode()
    assert re.findall(r'lang="(\w\w)" hreflang="\w\w" aria-label="[^"]*" aria-current="true"', html) == ["de"]
    assert 'aria-label="Русский"' in html


def test_what_was_typed_into_the_address_cannot_break_out_of_the_switch(client):
    html = client.get('/news/?q="><b>').content.decode()
    assert "<b>" not in html


def test_interface_pages_name_their_other_languages_and_the_default(client):
    found = alternates(client.get("/fr/countries/").content.decode())
    assert set(found) == {*CODES, "x-default"}
    assert found["ru"] == "http://testserver/ru/countries/"
    assert found["x-default"] == found["en"] == "http://testserver/countries/"


def test_pages_that_are_not_for_search_engines_name_no_others(client):
    edition = published()
    assert alternates(client.get(f"/news/{edition.release_id}/versions/").content.decode()) == {}
    assert alternates(client.get("/nowhere/").content.decode()) == {}


def test_the_page_of_what_is_not_there_leads_to_the_first_page_in_each_language(client):
    ways = switch(client.get("/fr/nowhere/").content.decode())
    assert ways["en"] == "/"
    assert ways["ru"] == "/ru/"


def test_the_menu_holds_single_ways_and_groups(client):
    CountryFactory(slug="albania", name_en="Albania")
    html = client.get("/").content.decode()
    assert '<ul class="site-menu-ways">' in html
    assert re.search(r'<li class="site-menu-group">\s*<a href="/countries/#participating-states">', html)


def test_a_first_view_asks_for_few_things_that_hold_the_page_up(client):
    edition = published()
    html = client.get(edition.get_absolute_url()).content.decode()
    head = html.partition("</head>")[0]
    blocking = re.findall(r'<link rel="stylesheet"|<script src="[^"]*"></script>', head)
    assert len(blocking) <= 6
