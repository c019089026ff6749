"""Whole pages from the cache: when they are kept, when they are no longer given, and what they cost."""

import datetime as dt
import itertools
import logging
import time

import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom import actions
from newsroom.snapshot import snapshot
from osce_cms.page_cache import PageCache, doorkeeper
from tests.factories import CountryFactory, FieldFactory, ReleaseFactory, published, publisher_user
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db
PAGES = ["/", "/news/", "/news/?country=albania", "/news/feed.atom", "/news/feed.json", "/countries/",
         "/countries/albania/", "/about/", "/ru/", "/ru/news/", "/sitemap.xml", "/sitemap-releases.xml"]  # fmt: skip


def kept() -> int:
    """How many pages lie in the cache."""
    return len(caches["pages"]._cache)


@pytest.fixture
def albania():
    return published(title="Training in Tirana", countries=[CountryFactory(slug="albania")])


@pytest.mark.parametrize("address", PAGES)
def test_the_third_request_costs_one_query_and_does_not_reach_django(visitor, handler, albania, address):
    first, second = visitor.get(address), visitor.get(address)
    made = handler.made
    with CaptureQueriesContext(
        connection,
    ) as queries:
        third = visitor.get(address)
    assert len(queries) == 1
    assert handler.made == made
    assert (third.status, third.body) == (200, first.body) == (second.status, second.body)
    assert third.headers == first.headers == second.headers


def test_the_page_of_a_release_is_kept_too(visitor, handler, albania):
    address = albania.get_absolute_url()
    for _ in range(5):
        assert "Training in Tirana" in visitor.get(address)
    assert handler.made == 2


def test_what_has_been_published_is_in_the_next_request(visitor, albania):
    for _ in range(3):
        assert "Second" not in visitor.get("/news/")
    published(title="Second news")
    for _ in range(3):
        assert "Second news" in visitor.get("/news/")


def test_what_has_been_withdrawn_is_gone_at_the_next_request(visitor, albania):
    address = albania.get_absolute_url()
    for _ in range(3):
        visitor.get(address), visitor.get("/news/")
    actions.withdraw(release=albania.release, by=publisher_user(), reason="It was wrong.")
    assert visitor.get(address).status == 410
    assert "Training in Tirana" not in visitor.get("/news/")


def test_two_processes_share_the_version_though_not_the_memory(handler, albania, settings):
    one, other = Visitor(PageCache(handler)), Visitor(PageCache(handler))
    for visitor in (one, other) * 3:
        visitor.get("/news/")
    published(title="Second news")
    assert "Second news" in one.get("/news/")
    assert "Second news" in other.get("/news/")


def test_what_is_scheduled_appears_and_ends_at_its_instant(visitor, handler, albania):
    hour = dt.datetime(2030, 5, 10, 12, 0, tzinfo=dt.UTC)
    with time_machine.travel(hour - dt.timedelta(minutes=5), tick=False) as clock:
        release = ReleaseFactory(title="At noon")
        snapshot(release, number=1, published_at=hour, live_from=hour).save()
        for instant in (hour - dt.timedelta(minutes=4), hour - dt.timedelta(microseconds=1)):
            clock.move_to(instant)
            for _ in range(4):
                assert "At noon" not in visitor.get("/news/")
                assert visitor.get(f"/news/{release.pk}/at-noon/").status == 404
        clock.move_to(hour)
        for _ in range(4):
            assert "At noon" in visitor.get("/news/")
            assert visitor.get(f"/news/{release.pk}/at-noon/").status == 200
    made = handler.made
    assert made < 2 * (8 + 2) + 4


def test_a_page_is_another_one_after_midnight_of_the_house(visitor, handler):
    """The Chairpersonship in the menu changes with the year."""
    with time_machine.travel(dt.datetime(2030, 12, 31, 22, 59, 59, 500_000, tzinfo=dt.UTC), tick=False) as clock:
        for _ in range(3):
            visitor.get("/")
        assert handler.made == 3, "less than a second is not worth keeping"
        clock.move_to(dt.datetime(2030, 12, 31, 22, 0, tzinfo=dt.UTC))
        visitor.get("/"), visitor.get("/")
        assert handler.made == 4
        clock.move_to(dt.datetime(2030, 12, 31, 23, 0, tzinfo=dt.UTC))
        visitor.get("/")
        assert handler.made == 5


def test_a_page_made_while_the_archive_changed_is_not_kept_under_the_new_version(page_cache, visitor, albania):
    class Slow:
        """Django, while somebody publishes in the middle of it: after the page was made, before it was kept."""

        def __call__(self, environ, start_response):
            response = page_cache_django(environ, start_response)
            if self.busy:
                published(title="Meanwhile")
            return response

        busy = False

    page_cache_django, slow = page_cache.django, Slow()
    page_cache.django = slow
    visitor.get("/news/")
    slow.busy = True
    assert "Meanwhile" not in visitor.get("/news/")
    slow.busy = False
    assert "Meanwhile" in visitor.get("/news/")


def test_unknown_parameters_and_the_order_of_known_ones_make_no_other_page(visitor, handler, albania):
    FieldFactory(slug="policing")
    for query in (
        "country=albania&field=policing&utm_source=a",
        "field=policing&country=albania&utm_source=b&q=",
        "fbclid=1&field=policing&country=albania&country=albania&page=",
        "q=x&q=&country=%61lbania&field=policing",
    ):
        visitor.get(f"/news/?{query}")
    assert handler.made == 2
    assert kept() == 1
    for n in range(5):
        visitor.get(f"/?utm_source={n}")
    assert handler.made == 4


@pytest.mark.parametrize(
    "other", ["page=1", "q=x", "from=2020", "to=2040", "lang=en", "country=albania&country=serbia"]
)
def test_known_parameters_make_another_page(visitor, handler, albania, other):
    CountryFactory(slug="serbia")
    for query in ("country=albania", other) * 2:
        visitor.get(f"/news/?{query}")
    assert kept() == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic YTpi"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": "/admin/"},
        {"PATH_INFO": "/healthz"},
        {"HTTP_HOST": None},
        {"QUERY_STRING": "q=" + "x" * 2000},
        {"QUERY_STRING": "q=\xe4"},
        {"PATH_INFO": "/news/\xff\xfe/"},
        {"PATH_INFO": "/news/\n/"},
        {"PATH_INFO": "//news/"},
        {"PATH_INFO": "/news/../admin/"},
        {"PATH_INFO": ""},
    ],
)  # fmt: skip
def test_what_is_no_public_page_for_everybody_is_not_kept(visitor, albania, environ):
    for _ in range(3):
        answer = visitor.get("/news/", **environ)
        assert answer.status < 500
    assert kept() == 0


def test_staff_always_see_the_latest_and_proxies_are_told(albania):
    client = Client()
    client.force_login(publisher_user())
    answer = client.get("/news/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer


STRANGE = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_PORT": "666",
    "HTTP_FORWARDED": "host=evil.example;proto=https",
    "HTTP_X_ORIGINAL_URL": "/admin/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "POST",
    "HTTP_ACCEPT_LANGUAGE": "ru",
    "HTTP_COOKIE": "django_language=ru; csrftoken=x; messages=y",
    "HTTP_HX_REQUEST": "true",
    "HTTP_RANGE": "bytes=0-10",
    "HTTP_IF_NONE_MATCH": '"x"',
    "CONTENT_TYPE": "text/plain; charset=utf-16",  # Django reads the query string by it
    "CONTENT_LENGTH": "0",
}


@pytest.mark.parametrize("query", ["", "?q=Tirana&utm_source=evil.example"])
@pytest.mark.parametrize("path", ["/news/", "/news/feed.atom", "/news/feed.json", "/", "/sitemap.xml"])
def test_nothing_but_the_address_gets_into_a_kept_page(visitor, albania, path, query):
    clean = visitor.get(path + ("?q=Tirana" if query else ""))
    for name, value in STRANGE.items():
        caches["pages"].clear()
        for _ in range(2):
            visitor.get(path + query, **{name: value})
        kept_page = visitor.get(path + query)
        assert (kept_page.body, kept_page.headers) == (clean.body, clean.headers), name
    assert "evil.example" not in kept_page
    assert "utm_source" not in kept_page


def test_each_host_and_scheme_has_its_own_pages(visitor, albania, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for _ in range(3):
        visitor.get("/news/", HTTP_HOST="evil.example")
        assert "https://localhost/news/" in visitor.get("/news/", **{"wsgi.url_scheme": "https"})
    assert "evil.example" not in visitor.get("/news/")
    assert "http://localhost/news/" in visitor.get("/news/")


def test_hosts_that_are_not_ours_leave_nothing(visitor, albania):
    for _ in range(3):
        assert visitor.get("/news/", HTTP_HOST="evil.example").status == 400
    assert kept() == 0


def test_behind_a_proxy_what_it_says_of_host_and_scheme_counts(handler, albania, settings):
    settings.USE_X_FORWARDED_HOST = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["news.example.org", "localhost"]
    visitor = Visitor(PageCache(handler))
    proxied = {"HTTP_X_FORWARDED_HOST": "news.example.org", "HTTP_X_FORWARDED_PROTO": "https"}
    for _ in range(3):
        assert "https://news.example.org/news/" in visitor.get("/news/", **proxied)
        assert "http://localhost/news/" in visitor.get("/news/")


def test_a_crawler_that_asks_for_everything_once_leaves_nothing(visitor, page_cache, albania, monkeypatch):
    """5,000 selections, none asked for twice; the doorkeeper forgets all the while."""
    monkeypatch.setattr(doorkeeper, "MOST", 500)
    monkeypatch.setattr(page_cache, "django", Answering(page_cache.django, visitor.get("/news/feed.atom")))
    for n in range(5_000):
        visitor.get(f"/news/feed.atom?q=word{n}")
    assert kept() == 0
    assert len(page_cache.doorkeeper) <= 2 * 500 + 1


class Answering:
    """In Django's place: always the same answer, at once."""

    def __init__(self, django, answer):
        self.django, self.answer, self.note = django, answer, None

    def __call__(self, environ, start_response):
        if self.note is None:
            response = self.django(environ, lambda *args: None)
            response.close()
            self.note = environ["newsroom.holds"]
        environ["newsroom.holds"] = self.note
        start_response("200 OK", list(self.answer.headers.items()))
        from django.http import HttpResponse

        return HttpResponse(self.answer.body)


def test_even_a_crawler_that_asks_twice_fills_no_memory(visitor, page_cache, albania, settings, monkeypatch):
    monkeypatch.setattr(page_cache, "django", Answering(page_cache.django, visitor.get("/news/feed.atom")))
    for n in range(1_200):
        visitor.get(f"/news/feed.atom?q=word{n}"), visitor.get(f"/news/feed.atom?q=word{n}")
    assert 0 < kept() <= 500


def test_what_is_asked_for_again_later_is_not_kept_for_it(visitor, albania, monkeypatch):
    start = time.monotonic()
    clock = (start + n * (doorkeeper.MEMORY + 1) for n in itertools.count(1))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    for n in range(4):
        visitor.get("/news/" if n % 3 == 0 else f"/news/?q={n}")
    assert kept() == 0


def test_large_pages_are_not_kept(visitor, albania, monkeypatch):
    monkeypatch.setattr("osce_cms.page_cache.shelf.MAX_BODY", 1000)
    for _ in range(3):
        assert visitor.get("/news/").status == 200
    assert kept() == 0


def test_answers_with_cookies_are_neither_kept_nor_public(page_cache, albania, settings, handler):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.osce_cms.test_page_cache.cookie"]
    visitor = Visitor(PageCache(type(handler)()))
    for _ in range(3):
        answer = visitor.get("/news/")
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert kept() == 0


def cookie(get_response):
    def answer(request):
        response = get_response(request)
        response.set_cookie("a", "b")
        return response

    return answer


def test_while_the_cache_is_out_of_order_pages_are_made_without_it(visitor, albania, monkeypatch, caplog):
    class Broken:
        asked = 0

        def get(self, key):
            self.asked += 1
            raise ConnectionError("refused")

        set = get

    broken = Broken()
    monkeypatch.setattr("osce_cms.page_cache.shelf.caches", {"pages": broken})
    with caplog.at_level(logging.WARNING):
        for _ in range(10):
            assert visitor.get("/news/").status == 200
    assert broken.asked == 1
    assert len(caplog.records) == 1


def test_while_the_database_does_not_answer_django_says_so(visitor, handler, albania, monkeypatch):
    def refuse():
        raise OperationalError("The server is gone")

    for _ in range(3):
        visitor.get("/news/")
    monkeypatch.setattr("osce_cms.page_cache.wrapper.current_version", refuse)
    made = handler.made
    assert visitor.get("/news/").status == 200
    assert handler.made == made + 1


def test_what_was_made_by_other_code_is_another_page(handler, albania, monkeypatch):
    monkeypatch.setattr("osce_cms.page_cache.wrapper.fingerprint", lambda: "old")
    old = Visitor(PageCache(handler))
    monkeypatch.setattr("osce_cms.page_cache.wrapper.fingerprint", lambda: "new")
    new = Visitor(PageCache(handler))
    for _ in range(3):
        old.get("/news/")
    made = handler.made
    new.get("/news/")
    assert handler.made == made + 1
