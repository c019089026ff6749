"""What the page cache keeps at the most, and what happens while something is out of order."""

import itertools
import logging
import time
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from osce_cms.caches import MAX_PAGES
from osce_cms.page_cache import PageCache, doorkeeper
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_a_crawler_that_asks_for_everything_once_leaves_nothing(visitor, page_cache, albania, monkeypatch, kept):
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
        return HttpResponse(self.answer.body)


def test_even_a_crawler_that_asks_twice_fills_no_memory(visitor, page_cache, albania, settings, monkeypatch, kept):
    monkeypatch.setattr(page_cache, "django", Answering(page_cache.django, visitor.get("/news/feed.atom")))
    for n in range(MAX_PAGES + 300):
        visitor.get(f"/news/feed.atom?q=word{n}"), visitor.get(f"/news/feed.atom?q=word{n}")
    assert 0 < kept() <= MAX_PAGES


def test_what_is_asked_for_again_later_is_not_kept_for_it(visitor, albania, monkeypatch, kept):
    start = time.monotonic()
    clock = (start + n * (doorkeeper.MEMORY + 1) for n in itertools.count(1))
    monkeypatch.setattr(doorkeeper, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    for n in range(4):
        visitor.get("/news/" if n % 3 == 0 else f"/news/?q={n}")
    assert kept() == 0


def test_large_pages_are_not_kept(visitor, albania, monkeypatch, kept):
    monkeypatch.setattr("osce_cms.page_cache.shelf.MAX_BODY", 1000)
    for _ in range(3):
        assert visitor.get("/news/").status == 200
    assert kept() == 0


def test_answers_with_cookies_are_neither_kept_nor_public(page_cache, albania, settings, handler, kept):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.osce_cms.test_page_cache_bounds.cookie"]
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
