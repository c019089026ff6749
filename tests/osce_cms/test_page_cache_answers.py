"""What the page cache says to those who ask again, ask for headers only, or ask nonsense."""

import datetime as dt
import gzip

import pytest
import time_machine
from django.utils import timezone

from newsroom.snapshot import snapshot
from tests.factories import ReleaseFactory, StructureFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, 3], ids=["made", "kept"])
def asked_before(request, visitor):
    """A list that Django makes, and one that lies in the cache."""
    published(title="First news")
    for _ in range(request.param):
        visitor.get("/news/")
    return bool(request.param)


def test_who_has_the_page_is_not_sent_it_again(visitor, handler, asked_before):
    etag = visitor.get("/news/feed.atom").headers["ETag"]
    etag = visitor.get("/news/").headers["ETag"] if asked_before else etag
    address = "/news/" if asked_before else "/news/feed.atom"
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*", f'{etag}, "other"'):
        answer = visitor.get(address, HTTP_IF_NONE_MATCH=header)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert "s-maxage" in answer.headers["Cache-Control"]
        assert not {"Content-Type", "Content-Length", "Content-Language"} & set(answer.headers)


@pytest.mark.parametrize(
    "header", ['"other"', "", "garbage", '"', "W/", '"a" "b"', "," * 5000, "\xff\xfe", '"' + "x" * 9000 + '"']
)
def test_who_has_another_page_or_talks_nonsense_gets_the_page(visitor, asked_before, header):
    answer = visitor.get("/news/", HTTP_IF_NONE_MATCH=header)
    assert answer.status == 200
    assert "First news" in answer


@pytest.mark.parametrize("header", ["gzip", "gzip, deflate, br, zstd", "br;q=1.0, GZIP;q=0.2", "deflate , gzip ;q=1"])
def test_who_takes_gzip_gets_the_same_page_smaller(visitor, asked_before, header):
    plain, packed = visitor.get("/news/"), visitor.get("/news/", HTTP_ACCEPT_ENCODING=header)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    again = visitor.get("/news/", HTTP_ACCEPT_ENCODING=header, HTTP_IF_NONE_MATCH=packed.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    head = visitor.get("/news/", "HEAD", HTTP_ACCEPT_ENCODING=header)
    assert (head.body, head.headers["Content-Length"]) == (b"", packed.headers["Content-Length"])


@pytest.mark.parametrize(
    "header", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip", "gzip;q=x", "*", "\xff"]
)
def test_who_does_not_take_gzip_gets_it_plain(visitor, asked_before, header):
    answer = visitor.get("/news/", HTTP_ACCEPT_ENCODING=header)
    assert "Content-Encoding" not in answer.headers
    assert "First news" in answer


def test_after_a_change_the_old_page_is_sent_for_no_longer(visitor, asked_before):
    etag = visitor.get("/news/").headers["ETag"]
    published(title="Second news")
    answer = visitor.get("/news/", HTTP_IF_NONE_MATCH=etag)
    assert answer.status == 200
    assert "Second news" in answer


def test_just_before_something_appears_even_who_has_the_page_gets_it_whole(visitor, asked_before):
    """A 304 without time left would lend the time of the answer before: see osce_cms/page_cache/answer.py."""
    begins = timezone.now() + dt.timedelta(minutes=1)
    snapshot(ReleaseFactory(sources=[StructureFactory()]), number=1, published_at=begins, live_from=begins).save()
    with time_machine.travel(begins - dt.timedelta(seconds=2.5), tick=False):
        answer = visitor.get("/news/")
        again = visitor.get("/news/", HTTP_IF_NONE_MATCH=answer.headers["ETag"])
        assert (again.status, again.body) == (200, answer.body)
        assert (
            again.headers["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=0, stale-while-revalidate=0"
        )


def test_head_says_what_get_says_without_the_page(visitor, asked_before):
    head = visitor.get("/news/", method="HEAD")
    get = visitor.get("/news/")
    assert (head.status, head.body, head.headers) == (200, b"", get.headers)
    assert int(get.headers["Content-Length"]) == len(get.body)


@pytest.mark.parametrize("address", ["/news/999/", "/news/?page=0", "/countries/atlantis/"])
def test_head_of_what_is_refused_has_no_body_either(visitor, address):
    head, get = visitor.get(address, method="HEAD"), visitor.get(address)
    assert head.status == get.status >= 400
    assert head.body == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_hear_that_they_are_not_allowed(visitor, asked_before, method):
    assert visitor.get("/news/", method=method).status == 405


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "&&&===&;;"},
        {"QUERY_STRING": "country=%"},
        {"QUERY_STRING": "%00=%00&q=%00"},
        {"QUERY_STRING": "q=%ED%A0%80%FF"},
        {"QUERY_STRING": "&" * 900},
        {"QUERY_STRING": "country=" * 120},
        {"QUERY_STRING": "country[]=x&__proto__=y"},
        {"QUERY_STRING": "a" * 100_000},
        {"PATH_INFO": "/news/" + "x" * 5000 + "/"},
        {"PATH_INFO": "/news/1'/"},
        {"PATH_INFO": "/news/%00/"},
        {"PATH_INFO": "/news/\x00/"},
        {"PATH_INFO": "/news/99999999999999999999/"},
        {"PATH_INFO": "/\xd0\xbd/"},
        {"HTTP_HOST": "local\thost"},
        {"HTTP_HOST": "[::1"},
        {"HTTP_HOST": "localhost:99999999"},
        {"HTTP_COOKIE": "\xff=\xfe; ="},
    ],
)
def test_nothing_that_can_be_sent_is_an_error_of_ours(visitor, environ):
    published()
    statuses = {visitor.get("/news/", **environ).status for _ in range(3)}
    assert len(statuses) == 1
    assert statuses <= {200, 400, 404}
