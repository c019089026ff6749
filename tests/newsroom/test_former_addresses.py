"""Former addresses: one way to write each down, those told apart by their query string too, and never one of ours."""

from urllib.parse import quote

import pytest
from hypothesis import given, strategies

from newsroom.former_addresses import address_of, decoded, is_own, key_of, keys_of
from newsroom.models import LegacyAddress, Release
from tests.factories import published
from tests.newsroom.imports.conftest import line, run, vocabulary  # noqa: F401 - fixtures

#: Addresses that the site answers, whatever it says there.
OURS = [
    "/", "/admin", "/admin/", "/admin/login/", "/admin/whatever/at/all", "/news", "/news/", "/ru", "/ru/", "/ru/news", "/ru/news/",
    "/de/countries", "/countries/", "/countries/albania/", "/structures/x", "/about", "/about/us", "/news/1/", "/news/1/old",
    "/es/news/12/v1/", "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-releases.xml", "/verify", "/news/feed.atom",
    "/news/map", "/preview/x", "/media/images/1/320.jpg", "/fields-of-work", "/partners/", "/meetings", "/projects",
]  # fmt: skip
THEIRS = [
    "/secretariat/486062", "/ru/secretariat/990004", "/newsroom", "/newsletter", "/administration", "/node/1", "/item/view",
    "/Item/990003_1.HTML", "/ru/секретариат/990002", "/news.html", "/countriesx", "/about.html", "/en/secretariat/1", "/rugby",
]  # fmt: skip


@pytest.mark.parametrize("path", OURS)
def test_what_the_site_answers_is_its_own(path):
    assert is_own(path)


@pytest.mark.parametrize("path", THEIRS)
def test_what_only_looks_like_it_is_not(path):
    assert not is_own(path)


@pytest.mark.parametrize(
    ("path", "query", "key"),
    [
        ("/item/view", "id=4711", "/item/view?id=4711"),
        ("/item/view/", "b=2&a=1", "/item/view?a=1&b=2"),
        ("/item/view", "a=1&b=2&utm_source=x&fbclid=y&gclid=z", "/item/view?a=1&b=2"),
        ("/secretariat/486062", "download=1", "/secretariat/486062"),
        ("/secretariat/486062/", "", "/secretariat/486062"),
        ("/index.php", "4711", "/index.php?4711="),
        ("/view", "q=%D0%9E%D0%91%D0%A1%D0%95", "/view?q=%D0%9E%D0%91%D0%A1%D0%95"),
        ("/view", "q=ОБСЕ", "/view?q=%D0%9E%D0%91%D0%A1%D0%95"),
        ("/why?", "", "/why%3F"),
        ("/cafe\u0301", "", "/café"),
    ],
)
def test_an_address_is_written_down_in_one_way(path, query, key):
    assert key_of(path, query) == key
    assert key_of(decoded(address_of(key).partition("?")[0]), address_of(key).partition("?")[2]) == key


@given(strategies.text(max_size=300), strategies.text(max_size=300))
def test_whatever_is_asked_for_has_keys_that_the_database_can_be_asked_for(path, query):
    for key in keys_of(path, query):
        assert key.startswith("/")
        assert len(key) <= 500
        assert "\x00" not in key


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://www.osce.org/item/view?id=4711", "/item/view?id=4711"),
        ("https://www.osce.org/item/view?id=4711", "/item/view/?utm_source=mail&id=4711"),
        ("https://www.osce.org/item/view?type=2&id=4711", "/item/view?id=4711&type=2"),
        ("https://www.osce.org/ru/секретариат/990002", "/ru/секретариат/990002"),
        ("https://www.osce.org/ru/секретариат/990002", quote("/ru/секретариат/990002")),
        ("https://www.osce.org" + quote("/ru/секретариат/990002"), "/ru/секретариат/990002"),
        ("https://www.osce.org/Item/990003_1.HTML#main", "/Item/990003_1.HTML"),
        ("https://www.osce.org/ru/secretariat/990004", "/ru/secretariat/990004"),
        ("http://osce.org/caf%E9", "/caf%E9"),
        ("item.php?id=1", "/item.php?id=1"),
        ("https://www.osce.org/secretariat/1?download=1", "/secretariat/1"),
        ("https://www.osce.org/secretariat/1", "/secretariat/1?page=2"),
    ],
)
def test_a_release_is_found_where_it_stood(client, run, written, asked):  # noqa: F811
    assert "note: " not in run(line("x", legacy_url=written)).stderr
    response = client.get(asked)
    language = "/ru" if asked.startswith("/ru/") else ""
    address = f"{language}/news/{Release.objects.get().pk}/title-x/"
    assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.django_db
def test_addresses_that_differ_by_their_query_string_lead_to_different_releases(client, run):  # noqa: F811
    outcome = run(
        line("a", legacy_url="https://www.osce.org/item/view?id=4711"),
        line("b", legacy_url="https://www.osce.org/item/view?id=4712"),
    )
    assert outcome.counts == (2, 0, 0, 0)
    for key, asked in (("a", "4711"), ("b", "4712")):
        release = Release.objects.get(legacy_id=key)
        assert client.get(f"/item/view?id={asked}")["Location"] == f"/news/{release.pk}/title-{key}/"
    assert client.get("/item/view").status_code == 404
    assert client.get("/item/view?id=4713").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/news/", "/ru/news/", "/countries/", "/admin", "/admin/", "/news?id=3", "/ru", "/?q=node/1"]
)
def test_an_address_of_ours_is_left_out_and_told(client, run, address):  # noqa: F811
    before = client.get(address)
    outcome = run(line("a"), line("b", legacy_url=f"https://www.osce.org{address}"))
    assert outcome.counts == (2, 0, 0, 0)
    assert outcome.status == 0
    told = outcome.stderr.splitlines()[0]
    assert told.startswith("line 2: note: legacy_url: /")
    assert told.endswith(" is an address of this site; it was left out.")
    assert not LegacyAddress.objects.exists()
    after = client.get(address)
    assert (after.status_code, after.get("Location")) == (before.status_code, before.get("Location"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin", "/news", "/ru/news", "/news/1", "/countries/atlantis"])
def test_a_row_from_before_shadows_nothing(client, path):
    before = client.get(path)
    LegacyAddress.objects.create(path=path, release=published().release)
    after = client.get(path)
    assert (after.status_code, after.get("Location")) == (before.status_code, before.get("Location"))
