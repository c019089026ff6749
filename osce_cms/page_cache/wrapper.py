"""The WSGI application around Django's."""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.db import Error

from newsroom.caching import NOTE, Holds
from newsroom.version import current_version

from .address import Address, Addresses, Environ
from .answer import StartResponse, give, takes_gzip
from .doorkeeper import Doorkeeper
from .fingerprint import fingerprint
from .shelf import Headers, Page, Shelf

Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class PageCache:
    """Answers with pages that are there already, and lets Django make all others.

    Every lookup asks the database for the archive's version first, so no page outlives a change of anything it
    shows; and every page knows the next instant at which the clock alone changes it.
    """

    def __init__(self, django: Application):
        self.django = django
        self.addresses = Addresses()
        self.doorkeeper = Doorkeeper()
        self.shelf = Shelf()
        self._code = fingerprint()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = self.addresses.read(environ)
        version = _version_or_none() if address else None
        if address is None or version is None:
            return self.django(environ, start_response)
        packs = takes_gzip(environ)
        page = self.shelf.get(self._key(address, version, packs))
        if page is None:
            return self._make(address, packs, environ, start_response)
        return give(page, environ, start_response)

    def _key(self, *parts: Address | int | bool) -> str:
        return hashlib.blake2b(repr((self._code, parts)).encode(), digest_size=16).hexdigest()

    def _make(self, address: Address, packs: bool, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer, and keep what it says may be kept, as this reader takes it."""
        asked = self.addresses.environ(environ, address)
        answered: list[Any] = []
        response = self.django(asked, lambda status, headers, exc_info=None: answered.extend((status, headers)))
        status, headers = answered
        holds: Holds | None = asked.get(NOTE)
        if holds is None and environ["REQUEST_METHOD"] != "HEAD":
            start_response(status, headers)
            return response
        try:
            body = b"".join(response)
        finally:
            response.close()  # type: ignore[attr-defined] # Django's responses end their request so
        if holds is None:
            start_response(status, headers)
            return []
        page = _page(headers, body, packs, holds)
        if self.doorkeeper.knows(bytes.fromhex(self._key(address))):
            # Under the version that the page was made from, which need not be the one that was asked for.
            self.shelf.put(self._key(address, holds.version, packs), page)
        return give(page, environ, start_response)


def _version_or_none() -> int | None:
    """The archive's version; None while the database does not answer, which is Django's to explain."""
    try:
        return current_version()
    except Error:
        return None


def _page(headers: Headers, body: bytes, packs: bool, holds: Holds) -> Page:
    kept = [(name, value) for name, value in headers if name not in ("Cache-Control", "Content-Length")]
    etag = dict(headers)["ETag"]
    if packs:
        # One strong tag cannot stand for two rows of bytes: that of the compressed one is weak (RFC 9110, 8.8.1).
        kept = [(name, f"W/{etag}" if name == "ETag" else value) for name, value in kept]
        kept.append(("Content-Encoding", "gzip"))
        # The fastest setting that makes a list a sixth of its size; the slowest saves another hundredth.
        body = gzip.compress(body, 4, mtime=0)
    return Page(kept, body, etag, holds.until)
