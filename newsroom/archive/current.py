"""The one archive of this process, as of now: asked for by every page, read anew as seldom as may be."""

import datetime as dt
import logging
import threading
import time

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from ..version import current_version
from .changes import Changes, follow
from .index import Archive
from .pace import Pace
from .reading import read_archive
from .trouble import LoggedOnce

_lock = threading.Lock()
_current: Archive | None = None
_reader: threading.Thread | None = None
_pace = Pace()
_trouble = LoggedOnce(logging.getLogger(__name__), "The archive was not read; the one at hand goes on answering")


def current_archive(*, wait: bool = True) -> Archive:
    """The archive as of now: one query, and a few more where editions or terms have changed since the last call.

    Where all has to be read, it waits as long as settings.ARCHIVE_WAIT_MS allows. What takes longer is read beside, and
    until then the archive is that of before; so it is, whatever it takes, for a caller that does not `wait`.
    """
    global _current
    archive = _current
    if archive and archive.holds(current_version(), timezone.now()):
        return archive
    with _lock:  # one thread goes on, the others wait for what it has made
        # The version is read before the editions: should they be newer, the next request looks again.
        version, now = current_version(), timezone.now()
        if _current is None or not _current.holds(version, now):
            _current = _next(_current, version, now, wait)
        return _current


def _next(archive: Archive | None, version: int, now: dt.datetime, wait: bool) -> Archive:
    changes = Changes.since(archive, now) if archive and archive.at <= now else None
    if archive is None or changes is None:
        return _read_all(version, now)
    following, complete = archive, False  # with all that is remembered of it
    if changes.version != archive.followed:
        _pace.has_changed()
    if changes.version != archive.followed or now >= archive.boundary:
        following, complete = follow(archive, changes, now)
    if not complete and wait and _pace.may_wait(len(following), now):
        return _read_all(version, now)
    if not complete:
        _read_beside()
    return following


def _read_all(version: int, now: dt.datetime) -> Archive:
    began = time.monotonic()
    archive = read_archive(version, now)
    _pace.has_read(len(archive), time.monotonic() - began)
    return archive


def _read_beside() -> None:
    """Read all editions in a thread of its own; until it is done, the archive there is goes on answering."""
    global _reader
    if (_reader is None or not _reader.is_alive()) and _pace.is_due():
        _reader = threading.Thread(target=_read, name="archive", daemon=True)
        _reader.start()


def _read() -> None:
    global _current
    began = time.monotonic()
    with _trouble:
        try:
            archive = _read_all(current_version(), timezone.now())
            with _lock:
                if _current is None or archive.version > _current.version:  # else a request has been quicker
                    _current = archive
        finally:
            _pace.has_read_beside(time.monotonic() - began)
            connection.close()


def archive_for(request: HttpRequest) -> Archive:
    """The archive as of this request: asked for once, however many parts of a page need it."""
    if not hasattr(request, "_archive"):
        request._archive = current_archive()  # type: ignore[attr-defined]
    return request._archive  # type: ignore[attr-defined]
