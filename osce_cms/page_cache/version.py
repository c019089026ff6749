"""The archive's version, asked for once by all threads that wait for it."""

import threading
from collections.abc import Callable

from django.db import Error


class Versions:
    """Asks the database for the archive's version, one thread at a time.

    Whoever waited takes the answer to a question that was put after they came, if there is one: then it is as
    fresh as one of their own. Under load that saves every second question or more.
    """

    def __init__(self, ask: Callable[[], int]):
        self._ask = ask
        self._lock = threading.Lock()
        self._asked = 0
        self._answered = 0
        self._version = 0

    def current(self) -> int | None:
        """The version now; None while the database does not answer, which is Django's to explain."""
        came_after = self._asked
        with self._lock:
            if self._answered > came_after:
                return self._version
            self._asked += 1
            try:
                self._version = self._ask()
            except Error:
                return None
            self._answered = self._asked
            return self._version
