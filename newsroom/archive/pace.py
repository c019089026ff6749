"""How long reading all editions takes: whether a request may wait for it, and when it is worth doing again."""

import datetime as dt
import math
import time

from django.conf import settings

from ..models import Edition

#: Seconds for the vocabulary, and for each edition (measured: docs/adr/0004-bitmaps-for-facets.md).
_BASE, _EACH = 0.02, 4e-6
#: Readings of fewer editions are quick anyway, and what the first queries of a process cost would spoil the measure.
_TELLING = 10_000
#: While changes keep coming, as in a long import, this part of the time at most is spent on reading beside.
_SHARE = 1 / 20
#: Seconds without a change after which no more are expected.
_QUIET = 2
#: Seconds between two looks of a process at the archive's version, while no reader asks. Each is one query, and cheap.
LOOK_EVERY = 0.5


def reading_seconds(editions: int) -> float:
    """How long reading so many editions takes on an ordinary machine."""
    return _BASE + _EACH * editions


def seconds_behind(editions: int) -> float:
    """For how long readers may see the archive as it was before a change, on an ordinary machine; 0 where they wait.

    `editions` are live after it. At worst, a process has just begun to read when the last change comes: that reading
    ends, and another one begins.
    """
    seconds = reading_seconds(editions)
    return 0 if seconds * 1000 <= settings.ARCHIVE_WAIT_MS else 2 * LOOK_EVERY + _QUIET + 2 * seconds


class Pace:
    """What one process knows of its readings: how long the last one took, and what has happened since."""

    def __init__(self) -> None:
        self._factor: float | None = None  # how much slower than an ordinary machine this one is
        self._rests_until = -math.inf
        self._changed = -math.inf

    def has_read(self, editions: int, seconds: float) -> None:
        """Note a reading of so many editions. The quickest tells the pace: others had to share the processor."""
        if editions >= _TELLING:
            factor = seconds / reading_seconds(editions)
            self._factor = min(factor, self._factor or factor)

    def has_read_beside(self, seconds: float) -> None:
        """Note that a reading beside, or an attempt, has just ended."""
        self._rests_until = time.monotonic() + seconds * (1 / _SHARE - 1)

    def has_changed(self) -> None:
        """Note that another version has just been found."""
        self._changed = time.monotonic()

    def may_wait(self, size: int, at: dt.datetime) -> bool:
        """Whether a request may wait for all to be read: those live `at` that time; `size` were live before.

        A query that looks at no more editions than can be read in that time, or none.
        """
        most = int((settings.ARCHIVE_WAIT_MS / 1000 / (self._factor or 1) - _BASE) / _EACH)
        return size <= most and Edition.objects.live(at).order_by()[: most + 1].count() <= most

    def is_due(self) -> bool:
        """Whether to begin reading beside: at once; shortly after another one, when changes have stopped."""
        now = time.monotonic()
        return now >= self._rests_until or now - self._changed >= _QUIET
