"""The one archive of this process, as of now: asked for by every page, read anew as seldom as may be."""

import datetime as dt
import threading

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from ..version import current_version
from .changes import Changes, follow
from .index import Archive
from .reading import read_archive

_lock = threading.Lock()
_current: Archive | None = None
_reader: threading.Thread | None = None


def current_archive() -> Archive:
    """The archive as of now: one query, and a few more where editions or terms have changed since the last call."""
    global _current
    archive = _current
    if archive and archive.holds(current_version(), timezone.now()):
        return archive
    with _lock:  # one thread goes on, the others wait for what it has made
        # The version is read before the editions: should they be newer, the next request looks again.
        version, now = current_version(), timezone.now()
        if _current is None or not _current.holds(version, now):
            _current = _next(_current, version, now)
        return _current


def _next(archive: Archive | None, version: int, now: dt.datetime) -> Archive:
    changes = Changes.since(archive, now) if archive and archive.at <= now else None
    if archive is None or changes is None:
        return read_archive(version, now)
    if changes.version == archive.followed and now < archive.boundary:
        _read_beside()  # goes on, or is begun again; until then this one, with all that is remembered of it
        return archive
    following, complete = follow(archive, changes, now)
    if not complete:
        _read_beside()
    return following


def _read_beside() -> None:
    """Read all editions in a thread of its own; until it is done, the archive there is goes on answering."""
    global _reader
    if _reader is None or not _reader.is_alive():
        _reader = threading.Thread(target=_read, name="archive", daemon=True)
        _reader.start()


def _read() -> None:
    global _current
    try:
        archive = read_archive(current_version(), timezone.now())
        with _lock:
            _current = archive
    finally:
        connection.close()


def archive_for(request: HttpRequest) -> Archive:
    """The archive as of this request: asked for once, however many parts of a page need it."""
    if not hasattr(request, "_archive"):
        request._archive = current_archive()  # type: ignore[attr-defined]
    return request._archive  # type: ignore[attr-defined]
