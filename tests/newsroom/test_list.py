"""The list of news over HTTP: what it holds, what it costs, and what it answers to nonsense."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from newsroom.facets import FACETS
from tests.factories import CountryFactory, FieldFactory, PartnerGroupFactory, StructureFactory, published
from tests.newsroom.oracle import Oracle, World

pytestmark = pytest.mark.django_db


def marks(html: str) -> tuple[int, list[int], dict[tuple[str, str], int]]:
    """What a page says by the marks that tools rely on: total, release keys, counts by (facet, value)."""
    total = int(re.search(r'id="result-count" data-count="(\d+)"', html)[1])
    keys = [int(key) for key in re.findall(r'<article class="release-card" data-release-id="(\d+)"', html)]
    boxes = re.findall(r'<input type="checkbox" id="[^"]+" name="([^"]+)" value="([^"]+)" data-count="(\d+)"', html)
    return total, keys, {(name, value): int(count) for name, value, count in boxes}


def test_pages_say_what_brute_force_says(client):
    world = World(70, seed=9)
    values = {facet.name: world.values(facet.name) for facet in FACETS}
    oracle = Oracle(timezone.now())
    release_of = {edition.pk: edition.release_id for edition in oracle.rows}
    for _ in range(40):
        selection = world.random_selection()
        response = client.get(f"/news/?{selection.query_string}")
        assert response.status_code == 200
        total, keys, counts = marks(response.content.decode())
        true_total, hits, true_counts, _ = oracle.answer(selection, values)
        assert total == true_total, selection
        assert keys == [release_of[pk] for pk in hits[:20]], selection
        shown = {(facet.name, value): count for facet in FACETS for value, count in true_counts[facet.name].items()}
        assert {mark: count for mark, count in counts.items() if count} == shown, selection


def test_the_second_page_continues_the_first(client):
    editions = [published(dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=n)) for n in range(25)]
    _, keys, _ = marks(client.get("/news/?page=2").content.decode())
    assert keys == [edition.release_id for edition in reversed(editions[:5])]


def test_a_release_is_found_by_partner_group_field_and_year(client):
    partners = PartnerGroupFactory(slug="mediterranean-partners-for-co-operation")
    rule_of_law = FieldFactory(slug="rule-of-law")
    wanted = published(
        dt.datetime(2021, 5, 10, tzinfo=dt.UTC),
        sources=[partners, StructureFactory()],
        fields_of_work=[rule_of_law],
    )
    published(dt.datetime(2021, 6, 1, tzinfo=dt.UTC), fields_of_work=[rule_of_law])
    published(dt.datetime(2020, 5, 10, tzinfo=dt.UTC), sources=[partners], fields_of_work=[rule_of_law])
    query = "partner=mediterranean-partners-for-co-operation&field=rule-of-law&from=2021&to=2021"
    assert marks(client.get(f"/news/?{query}").content.decode())[:2] == (1, [wanted.release_id])


@pytest.mark.parametrize(
    ("words", "found"),
    [("borders", True), ('"border guards"', True), ("border -guards", False), ("ocean", False)],
)
def test_words_are_read_as_search_engines_read_them(client, words, found):
    published(title="Training", body="<p>A course for border guards.</p>")
    assert marks(client.get(f"/news/?q={quote(words)}").content.decode())[0] == int(found)


def test_words_are_matched_by_the_rules_of_the_releases_language(client):
    published(language="ru", title="Наблюдение за выборами", body="<p>Миссия наблюдала выборы.</p>")
    assert marks(client.get(f"/news/?q={quote('выборов')}").content.decode())[0] == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("country=atlantis", 404), ("kind=novel", 404), ("lang=xx", 404), ("tag=nothing", 404), ("page=2", 404),
        ("page=999999999", 404), ("page=0", 400), ("page=-1", 400), ("page=1.5", 400), ("page=%C2%B2", 400),
        ("from=yesterday", 400), ("from=20211-05-10", 400), ("from=2021-05-10&to=2021-05-09", 400), ("q=%00", 400),
        ("country=%00", 400), ("country=%27%20OR%201=1--", 400), ("country=../../etc/passwd", 400), ("q=" + "x" * 100_000, 400),
        ("&".join(f"country=c{n}" for n in range(10_000)), 400), ("&".join(f"tag=t{n}" for n in range(200)), 400),
        ("q=%22unbalanced", 200), ("q=%27%3B%20DROP%20TABLE", 200), ("q=%26%7C%21%28%29%3A%2A", 200), ("q=-", 200),
        ("q=%ED%A0%80%FF", 200), ("unknown=1&utm_source=x", 200), ("country=&from=&q=", 200), ("sort=best", 400), ("sort=date", 200), ("sort=relevance", 200), ("%00=1", 200), ("=", 200),
        ("from=0001-01-01&to=9999-12-31", 200), ("country[]=x&country[$ne]=1", 200),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/news/", "/news/feed.atom", "/news/feed.json", "/ru/news/"])
def test_any_query_string_gets_an_answer(client, address, query, status):
    published()
    response = client.get(f"{address}?{query}")
    expected = 200 if "feed" in address and "page=" in query else status
    assert response.status_code == expected
    if status != 200 and "text/html" in response["Content-Type"] and b"result-count" in response.content:
        sentence = re.search(r'<p id="result-count"[^>]*>([^<]+)</p>', response.content.decode())[1]
        assert re.search(r"\w+ \w+.*\.", sentence), sentence
        total, keys, _ = marks(response.content.decode())
        assert keys == []
        assert total == 0


def test_narrow_selections_are_not_for_crawlers(client):
    CountryFactory(slug="albania"), CountryFactory(slug="serbia"), FieldFactory(slug="policing")
    wide = client.get("/news/?country=albania&field=policing").content.decode()
    narrow = client.get("/news/?country=albania&country=serbia&field=policing").content.decode()
    assert 'content="noindex, nofollow"' in narrow
    assert "noindex" not in wide


def test_a_list_costs_the_same_queries_for_one_release_and_for_many(client, django_assert_num_queries):
    published(countries=[CountryFactory()], tags=["one"])
    client.get("/news/feed.atom")  # reads the archive
    client.get("/about/")  # and the menu
    with django_assert_num_queries(2):
        client.get("/news/")
    with django_assert_num_queries(1):
        client.get("/news/")  # cards that were shown are remembered
    for n in range(30):
        published(countries=[CountryFactory()], fields_of_work=[FieldFactory()], tags=[f"tag{n}"])
    client.get("/news/feed.atom")
    client.get("/about/")
    with django_assert_num_queries(2):
        client.get("/news/")
    client.get("/news/?q=text")  # asks for the editions that hold the word, once
    with django_assert_num_queries(2):
        client.get("/news/?q=text&page=2")
    with django_assert_num_queries(1):
        client.get("/news/?q=text&country=nowhere&kind=news&page=1")
    client.get("/news/?q=text&sort=relevance")  # the same releases as by date, whose cards are known
    with django_assert_num_queries(2):
        client.get("/news/?q=text&sort=relevance&page=2")


def test_words_are_marked_where_they_stand(client):
    body = (
        "<p>"
        + "Nothing of interest. " * 60
        + "</p><p>At last the border &amp; the &lt;b&gt;guards&lt;/b&gt; in co-operation.</p>"
    )
    published(title="Border <i>course</i>", summary="A summary.", body=body)
    html = client.get("/news/?q=border+guards").content.decode()
    assert "<mark>Border</mark> &lt;i&gt;course&lt;/i&gt;</a>" in html
    assert "the <mark>border</mark> &amp; the" in html
    assert "<mark>guards</mark>" in html
    assert "A summary." not in html
    assert "<mark>co-operation</mark>" in client.get("/news/?q=cooperation").content.decode()
    assert "<mark>" not in client.get("/news/").content.decode()


def test_a_release_found_by_the_name_of_a_term_keeps_its_summary(client):
    published(title="Opening", summary="A summary.", countries=[CountryFactory(name="Czechia")])
    html = client.get("/news/?q=czechia").content.decode()
    assert "A summary." in html
    assert "<mark>" not in html


def test_readers_choose_the_order_when_they_search(client):
    published(title="Other", body="<p>The zeppelin.</p>")
    first = published(dt.datetime(2001, 1, 1, tzinfo=dt.UTC), title="Zeppelin")
    assert 'class="orders"' not in client.get("/news/").content.decode()
    html = client.get("/news/?q=zeppelin").content.decode()
    assert re.search(r'<span aria-current="true">Newest first</span>', html)
    address = re.search(r'<a rel="nofollow" href="([^"]+)">Most relevant first</a>', html)[1].replace("&amp;", "&")
    assert address == "/news/?q=zeppelin&sort=relevance"
    html = client.get(address).content.decode()
    assert marks(html)[1][0] == first.release_id
    assert '<input type="hidden" name="sort" value="relevance">' in html
    assert 'content="noindex, nofollow"' in html
    assert 'href="/news/?q=zeppelin">Newest first</a>' in html
