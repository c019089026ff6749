"""The timeline counts by year and month, marks what is chosen, and leads to the same selection at another time."""

import datetime as dt
import re

import pytest

from tests.factories import CountryFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def serbia():
    country = CountryFactory(slug="serbia")
    for year, month in [(2017, 1), (2019, 3), (2019, 3), (2019, 8)]:
        published(dt.datetime(year, month, 5, tzinfo=dt.UTC), countries=[country])
    published(dt.datetime(2021, 5, 5, tzinfo=dt.UTC))


def part(html: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}[ >].*?</{tag}>", html.partition('id="timeline"')[2].partition("</section>")[0], re.S)


def rows(table: str) -> dict[str, int]:
    return {name: int(n) for name, n in re.findall(r"<th scope=\"row\"><a [^>]+>([^<]+)</a></th><td>(\d+)</td>", table)}


def test_a_table_says_what_the_drawing_shows(client, serbia):
    html = client.get("/news/?country=serbia").content.decode()
    (table,) = part(html, "table")
    (drawing,) = part(html, "svg")
    assert rows(table) == {"2017": 1, "2019": 3}
    assert re.findall(r"<title>([^<]+)</title>", drawing) == ["2017: 1", "2019: 3"]
    assert re.findall(r">(\d{4})</text>", drawing) == ["2017", "2018", "2019", "2020", "2021"]  # gaps have their place
    assert "style=" not in drawing
    assert 'aria-hidden="true"' in drawing


def test_a_year_is_chosen_with_everything_else_kept_and_leads_to_its_months(client, serbia):
    html = client.get("/news/?country=serbia&q=text&sort=relevance").content.decode()
    address = "/news/?country=serbia&amp;from=2019-01-01&amp;to=2019-12-31&amp;q=text&amp;sort=relevance"
    links = re.findall(r'<a id="when-2019" href="([^"]+)" rel="nofollow">', part(html, "table")[0])
    assert links == [address]
    html = client.get(address.replace("&amp;", "&")).content.decode()
    by_year, by_month = part(html, "table")
    assert rows(by_year) == {"2017": 1, "2019": 3}
    assert rows(by_month) == {"March 2019": 2, "August 2019": 1}
    assert re.findall(r'<a id="([^"]+)"[^>]+ aria-current="true"', by_year) == ["when-2019"]
    assert part(html, "svg")[0].count("timeline-mark") == 1


def test_without_releases_there_is_no_timeline(client):
    CountryFactory(slug="malta")
    published()
    assert 'id="timeline"' not in client.get("/news/?country=malta").content.decode()


@pytest.mark.parametrize("query", ["from=0001&to=9999", "from=0001&to=0001", "from=9999&to=9999", "to=1950"])
def test_days_out_of_reach_do_no_harm(client, serbia, query):
    assert client.get(f"/news/?{query}").status_code == 200
