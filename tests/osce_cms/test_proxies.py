"""The documented nginx and Varnish before the site: what they keep, and that they never keep it too long."""

import datetime as dt
import http.client
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from newsroom import actions
from newsroom.snapshot import snapshot
from osce_cms.page_cache import PageCache
from tests.factories import ReleaseFactory, StructureFactory, published, publisher_user
from tests.osce_cms.servers import free_port, program, running, serving

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "deployment"
NGINX = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    {site}
}}
"""


class Answer(NamedTuple):
    status: int
    cache: str
    headers: dict[str, str]
    text: str
    asked_at: dt.datetime
    answered_at: dt.datetime


class Proxy:
    def __init__(self, port: int):
        self.port = port

    def get(self, address: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        asked_at = timezone.now()
        connection.request("GET", address, headers={"Host": "localhost", **headers})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        got = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, got.get("x-cache", ""), got, text, asked_at, timezone.now())


def replaced(text: str, **words: str) -> str:
    """`text` with each of `words` put for what stands there; all must be found."""
    for old, new in words.values():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def site(settings):
    """The site as BEHIND_PROXY=true makes it, with its page cache; gives its port."""
    settings.USE_X_FORWARDED_HOST = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    caches["pages"].clear()
    with serving(PageCache(WSGIHandler())) as port:
        yield port


@pytest.fixture
def nginx(site, tmp_path):
    binary, port = program("nginx"), free_port()
    documented = replaced(
        (DOCUMENTED / "nginx.conf").read_text(),
        site=("127.0.0.1:8000;", f"127.0.0.1:{site};"),
        listen=("listen 80;", f"listen 127.0.0.1:{port};"),
        name=("server_name news.example.org;", "server_name localhost;"),
        cache=("/var/cache/nginx/newsroom", str(tmp_path / "cache")),
    )
    (tmp_path / "nginx.conf").write_text(NGINX.format(site=documented))
    command = [binary, "-p", str(tmp_path), "-c", "nginx.conf", "-e", "stderr"]
    with running(command, port, tmp_path):
        yield Proxy(port)


@pytest.fixture
def varnish(site, tmp_path):
    binary, port = program("varnishd"), free_port()
    vcl = replaced((DOCUMENTED / "varnish.vcl").read_text(), port=('.port = "8000"', f'.port = "{site}"'))
    (tmp_path / "site.vcl").write_text(vcl)
    command = [binary, "-F", "-j", "none", "-n", str(tmp_path / "work"), "-f", str(tmp_path / "site.vcl")]
    with running([*command, "-a", f"127.0.0.1:{port}", "-s", "malloc,16m"], port, tmp_path):
        yield Proxy(port)


@pytest.fixture(params=["nginx", "varnish"])
def proxy(request):
    return request.getfixturevalue(request.param)


def scheduled(seconds: float, **fields):
    """An edition that begins in so many seconds."""
    at = timezone.now() + dt.timedelta(seconds=seconds)
    release = ReleaseFactory(sources=[StructureFactory()], **fields)
    edition = snapshot(release, number=1, published_at=at, live_from=at)
    edition.save()
    return edition


def until(proxy: Proxy, address: str, found, seconds: float) -> list[Answer]:
    """Ask again and again until `found` says yes to an answer, for so many seconds at the most."""
    answers = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answers.append(proxy.get(address))
        if found(answers[-1]):
            return answers
        time.sleep(0.03)
    raise AssertionError(f"not found within {seconds} s: {answers[-1]}")


def test_pages_come_from_the_proxy_and_staff_go_past_it(proxy):
    published(title="First news")
    for address in ("/news/", "/news/feed.atom"):
        assert proxy.get(address).cache == "MISS"
        again = proxy.get(address)
        assert again.cache == "HIT"
        assert "First news" in again.text
        assert "http://localhost/news/" in again.text
        assert "vary" not in {name for name in again.headers if again.headers[name] != "Accept-Encoding"}
        assert proxy.get(address, **{"If-None-Match": again.headers["etag"]}).status == 304
        assert proxy.get(address, **{"Accept-Language": "ru", "Cookie": "_ga=1; csrftoken=x"}).cache == "HIT"
        assert proxy.get(address, Cookie="_ga=1; sessionid=x").cache != "HIT"
        assert proxy.get(address, Authorization="Basic eDp5").cache != "HIT"
    assert "evil.example" not in proxy.get("/news/", **{"X-Forwarded-Host": "evil.example"}).text


def test_what_is_scheduled_appears_in_its_second_and_never_early(proxy, settings):
    published(title="First news")
    edition = scheduled(6, title="At its hour")
    address = edition.get_absolute_url()
    assert [proxy.get("/news/").cache for _ in range(2)] == ["MISS", "HIT"]
    assert proxy.get(address).status == 404
    lists = until(proxy, "/news/", lambda answer: "At its hour" in answer.text, 12)
    assert lists[-1].answered_at >= edition.live_from
    assert all(answer.asked_at < edition.live_from for answer in lists[:-1])
    assert any(answer.cache == "HIT" for answer in lists)
    assert proxy.get(address).status == 200


def test_what_ends_by_the_clock_is_gone_in_its_second(proxy):
    edition = published(title="For an hour")
    ends = timezone.now() + dt.timedelta(seconds=6)
    type(edition).objects.filter(pk=edition.pk).update(live_until=ends)
    answers = until(proxy, "/news/", lambda answer: "For an hour" not in answer.text, 12)
    assert all(answer.asked_at < ends for answer in answers[:-1])
    assert any(answer.cache == "HIT" for answer in answers)


def test_what_has_been_withdrawn_is_gone_within_the_bound(proxy, settings):
    settings.PROXY_FRESH_SECONDS, settings.PROXY_STALE_SECONDS = 2, 2
    edition = published(title="A mistake")
    address = edition.get_absolute_url()
    proxy.get(address)
    assert proxy.get(address).cache == "HIT"
    actions.withdraw(release=edition.release, by=publisher_user(), reason="It was wrong.")
    withdrawn_at = timezone.now()
    answers = until(proxy, address, lambda answer: answer.status == 410, 10)
    bound = withdrawn_at + dt.timedelta(seconds=2 + 2 + 1)
    assert answers[-1].answered_at < bound
    time.sleep(1)
    assert proxy.get(address).status == 410


def test_a_page_nobody_asked_for_since_is_not_shown_after_the_bound(proxy, settings):
    settings.PROXY_FRESH_SECONDS, settings.PROXY_STALE_SECONDS = 1, 1
    edition = published(title="A mistake")
    address = edition.get_absolute_url()
    proxy.get(address), proxy.get(address)
    actions.withdraw(release=edition.release, by=publisher_user(), reason="It was wrong.")
    time.sleep(1 + 1 + 1.1)
    assert proxy.get(address).status == 410


def test_that_something_is_not_there_is_never_kept(proxy):
    release = ReleaseFactory(sources=[StructureFactory()])
    address = f"/news/{release.pk}/"
    for _ in range(3):
        answer = proxy.get(address)
        assert (answer.status, answer.cache) == (404, "MISS")
    edition = actions.publish(release=release, by=publisher_user())
    assert proxy.get(edition.get_absolute_url()).status == 200
    assert proxy.get(address).status == 301
