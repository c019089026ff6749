from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from newsroom.models import Edition
from osce_cms.page_cache import PageCache
from tests.factories import CountryFactory, published
from tests.osce_cms.visitor import Visitor


class CountingHandler(WSGIHandler):
    """Django, with the number of pages it has made."""

    made = 0

    def __call__(self, environ, start_response):
        self.made += 1
        return super().__call__(environ, start_response)


@pytest.fixture
def handler() -> Iterator[CountingHandler]:
    """Django, which for the time of the test leaves its connection to the database open, as the test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield CountingHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def page_cache(handler) -> PageCache:
    """The page cache around Django, with nothing in it."""
    caches["pages"].clear()
    return PageCache(handler)


@pytest.fixture
def visitor(page_cache) -> Visitor:
    return Visitor(page_cache)


@pytest.fixture
def albania(db) -> Edition:
    return published(title="Training in Tirana", countries=[CountryFactory(slug="albania")])


@pytest.fixture
def kept(page_cache) -> Callable[[], int]:
    """How many pages lie in the cache."""
    return lambda: len(caches["pages"]._cache)
