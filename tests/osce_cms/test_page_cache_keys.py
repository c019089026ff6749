"""What makes a page another one, and what can never get into it."""

import pytest
from django.core.cache import caches
from django.test import Client

from osce_cms.page_cache import PageCache
from tests.factories import CountryFactory, FieldFactory, publisher_user
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_unknown_parameters_and_the_order_of_known_ones_make_no_other_page(visitor, handler, albania, kept):
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
def test_known_parameters_make_another_page(visitor, handler, albania, other, kept):
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
def test_what_is_no_public_page_for_everybody_is_not_kept(visitor, albania, environ, kept):
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


def test_hosts_that_are_not_ours_leave_nothing(visitor, albania, kept):
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
