"""Keeping the archive of a process up to date while no reader asks for it."""

import logging
import threading
from collections.abc import Callable

from django.db import connection

from .current import current_archive
from .pace import LOOK_EVERY
from .trouble import LoggedOnce

logger = logging.getLogger(__name__)


class Watch(threading.Thread):
    """Asks for the archive twice a second, as a reader would, over a connection of its own that stays open.

    It asks rather than listens (LISTEN), because notifications do not come through a pool that changes sessions. For
    processes that serve readers only, and to be started in them: a thread does not survive a fork.
    """

    def __init__(self, when_read: Callable[[], object] = lambda: None):
        """`when_read` is called once, when the archive is there for the first time."""
        super().__init__(name="archive-watch", daemon=True)
        self._when_read: Callable[[], object] | None = when_read
        self._stopped = threading.Event()
        self._trouble = LoggedOnce(logger, "The archive was not brought up to date; trying again twice a second")

    def run(self) -> None:
        try:
            while True:
                with self._trouble:
                    self._look()
                if self._trouble.failed:
                    connection.close()
                if self._stopped.wait(LOOK_EVERY):
                    return
        finally:
            connection.close()

    def _look(self) -> None:
        current_archive(wait=False)
        if self._when_read:
            when_read, self._when_read = self._when_read, None
            when_read()

    def stop(self, patience: float = 2) -> None:
        """End it and close its connection; give up waiting for that after so many seconds."""
        self._stopped.set()
        self.join(patience)
