import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler

from osce_cms.page_cache import PageCache
from tests.osce_cms.visitor import Visitor


class CountingHandler(WSGIHandler):
    """Django, with the number of pages it has made."""

    made = 0

    def __call__(self, environ, start_response):
        self.made += 1
        return super().__call__(environ, start_response)


@pytest.fixture
def handler() -> CountingHandler:
    return CountingHandler()


@pytest.fixture
def page_cache(handler) -> PageCache:
    """The page cache around Django, with nothing in it."""
    caches["pages"].clear()
    return PageCache(handler)


@pytest.fixture
def visitor(page_cache) -> Visitor:
    return Visitor(page_cache)
