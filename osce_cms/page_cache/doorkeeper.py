"""Which pages are worth keeping: those that have been asked for before, not long ago."""

import threading
import time

#: Keys that one process remembers: 16 bytes each, some 100 with Python's own; twice as many at the most.
MOST = 10_000
#: Seconds for which a key is remembered at the least, unless there are too many. It may be twice as long.
MEMORY = 300


class Doorkeeper:
    """Lets in a key that has called before. A crawler that asks for everything once leaves nothing behind.

    Two sets, the older one forgotten whenever the younger is full or old: no date for each key, nothing to sweep.
    """

    def __init__(self) -> None:
        self._younger: set[bytes] = set()
        self._older: set[bytes] = set()
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._younger) + len(self._older)

    def knows(self, key: bytes) -> bool:
        """Whether `key` has called lately. It has now."""
        with self._lock:
            known = key in self._younger or key in self._older
            if len(self._younger) >= MOST or time.monotonic() - self._since > MEMORY:
                self._older, self._younger, self._since = self._younger, set(), time.monotonic()
            self._younger.add(key)
            return known
