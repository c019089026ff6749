"""Whole pages from the cache: when they are kept, when they are no longer given, and what they cost."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom import actions
from newsroom.snapshot import snapshot
from osce_cms.page_cache import PageCache
from tests.factories import ReleaseFactory, published, publisher_user
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db
PAGES = ["/", "/news/", "/news/?country=albania", "/news/feed.atom", "/news/feed.json", "/countries/",
         "/countries/albania/", "/about/", "/ru/", "/ru/news/", "/sitemap.xml", "/sitemap-releases.xml"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_the_third_request_costs_one_query_and_does_not_reach_django(visitor, handler, albania, address):
    first, second = visitor.get(address), visitor.get(address)
    made = handler.made
    with CaptureQueriesContext(connection) as queries:
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
