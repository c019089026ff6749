"""What answers say of how long they may be kept, and what crawlers are told."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from newsroom import actions
from newsroom.caching import cache_control
from newsroom.models import Page
from newsroom.snapshot import snapshot
from tests.factories import CountryFactory, FieldFactory, ReleaseFactory, StructureFactory, published, publisher_user

pytestmark = pytest.mark.django_db
USUAL = "public, max-age=0, must-revalidate, s-maxage=10, stale-while-revalidate=20"
PAGES = ["/", "/news/", "/news/?country=albania", "/countries/", "/countries/albania/", "/fields-of-work/",
         "/structures/", "/partners/", "/meetings/", "/projects/", "/about/", "/about/contact/", "/ru/", "/ru/news/"]  # fmt: skip
MACHINES = ["/news/feed.atom", "/news/feed.json", "/sitemap.xml", "/sitemap-releases.xml"]


@pytest.fixture
def edition():
    Page.objects.create(slug="contact", title="Contact", body="<p>Write to us.</p>")
    return published(countries=[CountryFactory(slug="albania"), CountryFactory(slug="serbia")])


@pytest.fixture
def addresses(edition):
    return [*PAGES, edition.get_absolute_url(), f"/news/{edition.release_id}/v1/"]


def test_public_pages_may_be_kept_by_proxies_and_are_the_same_for_all(client, addresses):
    tomorrow = timezone.now().replace(hour=10) + dt.timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):  # far from midnight
        for address in addresses + MACHINES:
            response = client.get(address)
            assert response.status_code == 200, address
            assert response["Cache-Control"] == USUAL, address
            assert re.fullmatch(r'"[0-9a-f]{32}"', response["ETag"]), address
            assert not response.has_header("Vary"), address
            assert not response.cookies, address


def test_the_language_is_that_of_the_address_whatever_the_browser_prefers(client, edition):
    response = client.get("/news/", headers={"Accept-Language": "ru"})
    assert response["Content-Language"] == "en"
    assert client.get("/ru/news/", headers={"Accept-Language": "fr"})["Content-Language"] == "ru"


def test_the_etag_is_that_of_the_text(client, edition):
    before = client.get("/news/")["ETag"]
    assert client.get("/news/")["ETag"] == before
    published()
    assert client.get("/news/")["ETag"] != before


@pytest.mark.parametrize(
    ("left", "fresh", "stale"),
    [(1e9, 10, 20), (32, 10, 20), (31.9, 10, 19), (20.5, 10, 8), (12, 10, 0), (11.99, 9, 0), (3, 1, 0), (2.9, 0, 0), (0, 0, 0), (-5, 0, 0)],
)  # fmt: skip
def test_no_proxy_may_show_a_page_after_its_last_instant(left, fresh, stale):
    assert (
        cache_control(left) == f"public, max-age=0, must-revalidate, s-maxage={fresh}, stale-while-revalidate={stale}"
    )


def test_what_is_scheduled_and_the_end_of_the_day_cut_the_time(client, edition):
    noon = dt.datetime(2030, 5, 10, 10, 0, tzinfo=dt.UTC)
    with time_machine.travel(noon, tick=False) as clock:
        begins = noon + dt.timedelta(seconds=8)
        release = ReleaseFactory(sources=[StructureFactory()])
        snapshot(release, number=1, published_at=begins, live_from=begins).save()
        assert "s-maxage=6, stale-while-revalidate=0" in client.get("/news/")["Cache-Control"]
        clock.move_to(
            dt.datetime(2030, 5, 10, 21, 59, 45, tzinfo=dt.UTC)
        )  # a quarter of a minute to midnight in Vienna
        assert "s-maxage=10, stale-while-revalidate=3" in client.get("/news/")["Cache-Control"]


def test_refusals_are_never_kept(client, edition):
    withdrawn = published(title="A mistake")
    actions.withdraw(release=withdrawn.release, by=publisher_user(), reason="It was wrong.")
    answers = {
        "/nothing/": 404,
        "/news/999/": 404,
        "/news/?country=atlantis": 404,
        "/news/?page=0": 400,
        "/news/feed.atom?from=x": 400,
        withdrawn.get_absolute_url(): 410,
        f"/news/{edition.release_id}/other-slug/": 301,
        "/news": 301,
    }
    for address, status in answers.items():
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (status, "no-cache"), address
        assert not response.has_header("ETag")


def test_who_is_signed_in_always_gets_the_latest_and_shares_it_with_nobody(client, addresses):
    client.force_login(publisher_user())
    for address in addresses + MACHINES:
        assert client.get(address)["Cache-Control"] == "private, no-cache"
    assert "no-store" in client.get("/admin/")["Cache-Control"]


def test_every_page_names_its_one_address(client, addresses, edition):
    for address in [*addresses, "/news/map/", "/verify/", f"/news/{edition.release_id}/versions/"]:
        html = client.get(address + ("&" if "?" in address else "?") + "utm_source=x&page=1").content.decode()
        canonical = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)">', html)
        assert len(canonical) == 1, address
        assert client.get(canonical[0].replace("&amp;", "&")).status_code == 200
        if "/v1/" not in address:
            assert canonical[0] == address


def test_feeds_name_their_one_address(client, edition):
    for feed in ("atom", "json"):
        text = client.get(f"/news/feed.{feed}?utm_source=x&country=serbia&country=albania").content.decode()
        assert f"http://testserver/news/feed.{feed}?country=albania&" in text.replace("&amp;", "&")
        assert "utm_source" not in text


def disallowed(robots: str, address: str) -> bool:
    """Whether a crawler that follows RFC 9309 stays away; there are no Allow lines to weigh."""
    rules = re.findall(r"^Disallow: (\S+)$", robots, re.M)
    assert "Allow:" not in robots
    return any(re.match(re.escape(rule).replace(r"\*", ".*"), address) for rule in rules)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", True), ("country=albania", True), ("country=albania&field=policing", True), ("country=albania&country=serbia", True),
        ("q=text", True), ("from=2000-01-01&to=2040-12-31", True),
        ("country=albania&country=serbia&field=policing", False), ("country=albania&field=policing&kind=press-release", False),
        ("country=albania&from=2000-01-01&to=2040-12-31", False), ("country=albania&field=policing&q=text", False),
    ],
)  # fmt: skip
def test_robots_txt_agrees_with_the_pages(client, edition, query, wanted):
    FieldFactory(slug="policing")
    robots = client.get("/robots.txt").content.decode()
    for address in (f"/news/?{query}", f"/ru/news/?{query}"):
        html = client.get(address).content.decode()
        assert ('<meta name="robots" content="noindex, nofollow">' in html) is not wanted
        assert disallowed(robots, address) is not wanted


def test_a_release_within_a_selection_leads_crawlers_nowhere(client, edition):
    """Every release in every selection that holds it would be an address of its own."""
    robots, address = client.get("/robots.txt").content.decode(), edition.get_absolute_url()
    assert f'href="{address}?country=albania"' in client.get("/news/?country=albania").content.decode()
    for found in (f"{address}?country=albania", f"/ru{address}?country=albania"):
        assert '<meta name="robots" content="noindex, nofollow">' in client.get(found).content.decode()
        assert disallowed(robots, found)
    assert not disallowed(robots, f"{address}?utm_source=x"), "who was sent there reads the page all the same"


def test_second_pages_agree_too(client, edition):
    for _ in range(20):
        published(countries=[CountryFactory(slug="albania")])
    robots = client.get("/robots.txt").content.decode()
    for query in ("page=2", "country=albania&page=2", "country=albania&lang=en&page=2"):
        response = client.get(f"/news/?{query}")
        assert response.status_code == 200
        assert ("noindex" in response.content.decode()) is disallowed(robots, f"/news/?{query}")


def test_crawlers_find_releases_terms_and_the_way_to_the_sitemap(client, addresses):
    robots = client.get("/robots.txt").content.decode()
    assert not [address for address in addresses + MACHINES if disallowed(robots, address)]
    assert disallowed(robots, "/admin/")
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_filters_are_no_links(client, edition):
    """A crawler that follows links finds no combination that it has not been given."""
    html = client.get("/news/?country=albania").content.decode()
    links = re.findall(r'<a [^>]*href="([^"]*\?[^"]*)"', html)
    assert not [link for link in links if "country=serbia" in link]
    assert 'name="country" value="serbia"' in html
