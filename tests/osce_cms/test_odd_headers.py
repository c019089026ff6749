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


@pytest.mark.parametrize("charset", ["hex", "utf-8", '"utf-8"'])
@pytest.mark.parametrize(
    ("kind", "more", "body"),
    [
        ("application/x-www-form-urlencoded", "", b"text=Training"),
        (
            "multipart/form-data",
            "; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nTraining\r\n--x--\r\n',
        ),
    ],
)
def test_no_charset_in_a_header_breaks_a_form(visitor, albania, kind, more, body, charset):
    for content_type in (f"{kind}; charset={charset}{more}", f"{kind}{more}; Charset = {charset}"):
        length, sent = str(len(body)), io.BytesIO(body)
        form = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": length, "wsgi.input": sent}
        answer = visitor.get("/verify/", "POST", **form)
        assert (answer.status, "Training" in answer) == (200, True), content_type


def test_no_cookie_breaks_a_page(visitor, albania):
    for address in [*ADDRESSES, "/admin/"]:
        quoted = visitor.get(address, HTTP_COOKIE='sessionid="12345678\\000"')
        assert quoted.status == visitor.get(address).status < 500
