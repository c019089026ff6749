"""CACHE_URL with a real Redis: pages that all processes share, and a site that does without when it is gone."""

import environ
import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from osce_cms.caches import MAX_PAGES, cache_settings
from osce_cms.page_cache import PageCache
from tests.factories import published
from tests.osce_cms.servers import free_port, program, running
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db


def read(monkeypatch, url: str) -> dict:
    monkeypatch.setenv("CACHE_URL", url)
    return cache_settings(environ.Env())


@pytest.fixture
def redis(tmp_path, monkeypatch, settings):
    binary, port = program("redis-server"), free_port()
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with running(command, port, tmp_path) as process:
        settings.CACHES = read(monkeypatch, f"redis://127.0.0.1:{port}/0")
        yield process


def test_all_processes_share_what_one_has_made(redis, handler):
    published(title="First news")
    one, other = Visitor(PageCache(handler)), Visitor(PageCache(handler))
    one.get("/news/"), one.get("/news/")
    assert handler.made == 2
    assert "First news" in other.get("/news/")
    assert handler.made == 2
    published(title="Second news")
    assert "Second news" in other.get("/news/")
    assert "Second news" in one.get("/news/")


def test_the_site_does_without_a_redis_that_is_gone(redis, handler, caplog):
    published(title="First news")
    visitor = Visitor(PageCache(handler))
    visitor.get("/news/"), visitor.get("/news/")
    redis.terminate()
    redis.wait()
    for _ in range(5):
        assert "First news" in visitor.get("/news/")
    assert handler.made == 7
    assert len([record for record in caplog.records if record.name.startswith("osce_cms")]) == 1


@pytest.mark.parametrize("url", ["valkey://cache.example:6380/1", "redis://cache.example:6380/1"])
def test_a_valkey_is_asked_as_a_redis(monkeypatch, url):
    read_settings = read(monkeypatch, url)
    assert {name: cache["LOCATION"] for name, cache in read_settings.items()} == {
        "default": "redis://cache.example:6380/1",
        "pages": "redis://cache.example:6380/1",
    }
    assert read_settings["pages"]["KEY_PREFIX"] != read_settings["default"].get("KEY_PREFIX", "")


def test_without_cache_url_each_process_has_its_memory(monkeypatch):
    read_settings = read(monkeypatch, "")
    assert read_settings["pages"]["LOCATION"] != read_settings["default"]["LOCATION"]
    assert caches["pages"]._max_entries == MAX_PAGES


@pytest.mark.parametrize("url", ["cassette://tape", "redis", "localhost:6379"])
def test_what_is_no_cache_stops_the_start_with_a_hint(monkeypatch, url):
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL must name a cache, such as redis://"):
        read(monkeypatch, url)
