"""How a page is given out: whole, its headers alone, or not again to those who have it."""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_etags

from newsroom.caching import MARGIN, cache_control

from .shelf import Headers, Page

StartResponse = Callable[..., Any]

#: What a 304 repeats of the 200 it stands for (RFC 9110, 15.4.5); the server adds Date.
_OF_304 = {"content-location", "etag", "expires", "vary"}
_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?P<weight>[0-9.]*)\s*)?(?:,|$)", re.ASCII | re.IGNORECASE)
_REFUSED = re.compile(r"0(\.0*)?")


def give(page: Page, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer a GET or HEAD with `page`, or 304 where If-None-Match names it.

    Not so shortly before the page ends: to a 304 that leaves it no time, nginx gives the time of the 200 before.
    """
    left = page.until - time.time()
    added = [("Cache-Control", cache_control(left)), ("Vary", "Accept-Encoding")]
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and left > MARGIN + 1 and _names(asked, page.etag):
        start_response("304 Not Modified", [*_repeated(page.headers), *added])
        return []
    start_response("200 OK", [*page.headers, *added, ("Content-Length", str(len(page.body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def takes_gzip(environ: dict[str, Any]) -> bool:
    """Whether Accept-Encoding names gzip and does not refuse it (RFC 9110, 12.5.3)."""
    found = _GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return found is not None and not _REFUSED.fullmatch(found["weight"] or "")


def _names(header: str, etag: str) -> bool:
    """Whether If-None-Match names `etag`, compared weakly (RFC 9110, 13.1.2): what compresses it weakens it."""
    tags = parse_etags(header)
    return "*" in tags or any(tag.removeprefix("W/") == etag for tag in tags)


def _repeated(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() in _OF_304]
