"""Where pages lie: Django's cache "pages", which may be out of order without anybody noticing."""

import logging
import time
from typing import NamedTuple

from django.core.cache import caches

logger = logging.getLogger(__name__)

#: Bodies that are larger are made anew each time. With the entries of CACHES["pages"] this bounds the memory.
MAX_BODY = 256 * 1024
#: Seconds after which a page is forgotten that nobody has replaced.
TIMEOUT = 600
#: Seconds for which a cache that failed is left alone.
PAUSE = 5

Headers = list[tuple[str, str]]


class Page(NamedTuple):
    """A page as it is given out, compressed or not. Its headers lack Cache-Control, which depends on the moment."""

    headers: Headers
    body: bytes
    etag: str  # of the page as it is uncompressed
    until: float  # POSIX seconds; from then on it is another page


class Shelf:
    """Gives and takes pages. While the cache does not answer there are none, and nobody waits for it."""

    def __init__(self) -> None:
        self._closed_until = 0.0

    def get(self, key: str) -> Page | None:
        if time.monotonic() < self._closed_until:
            return None
        try:
            found = caches["pages"].get(key)
            page = Page(*found) if found else None
        except Exception as error:  # of whatever library the backend is made of
            self._close(error)
            return None
        return page if page and time.time() < page.until else None

    def put(self, key: str, page: Page) -> None:
        seconds = min(TIMEOUT, page.until - time.time())
        if seconds < 1 or len(page.body) > MAX_BODY or time.monotonic() < self._closed_until:
            return
        try:
            caches["pages"].set(key, tuple(page), int(seconds))
        except Exception as error:  # as above
            self._close(error)

    def _close(self, error: Exception) -> None:
        self._closed_until = time.monotonic() + PAUSE
        logger.warning("The page cache does not answer; pages are made without it for %d seconds: %r", PAUSE, error)
