"""Headers that break Django's request or what it looks up: who types them gets the page, or hears what is wrong."""

import io

import pytest

from osce_cms.odd_headers import without_odd_headers
from tests.osce_cms.visitor import Visitor

pytestmark = pytest.mark.django_db
ADDRESSES = ["/healthz?a=b", "/news/?country=albania", "/media/nothing/?a=b", "/admin/login/?next=/admin/"]


@pytest.fixture
def visitor(page_cache) -> Visitor:
    return Visitor(without_odd_headers(page_cache))


@pytest.mark.parametrize("charset", ["hex", "unicode_escape", "utf-16", '"hex"', "nothing"])
def test_no_charset_in_a_header_breaks_a_page(visitor, albania, charset):
    for address in ADDRESSES:
        odd = {"CONTENT_TYPE": f"text/plain; Charset={charset}", "HTTP_COOKIE": "sessionid=x"}
        assert visitor.get(address, **odd).status == visitor.get(address).status < 500


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_no_charset_in_a_header_breaks_a_form(visitor, kind):
    body = b"sha256=abc"
    sent = {"CONTENT_TYPE": f"{kind}; charset=hex", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    assert visitor.get("/verify/", "POST", **sent).status < 500


def test_no_cookie_breaks_a_page(visitor, albania):
    for address in [*ADDRESSES, "/admin/"]:
        quoted = visitor.get(address, HTTP_COOKIE='sessionid="12345678\\000"')
        assert quoted.status == visitor.get(address).status < 500
