"""How far an import is, how fast, and when it will be done: a bar on a terminal, elsewhere a line now and then."""

import time
from collections import deque
from collections.abc import Callable
from typing import Self, TextIO

from tqdm import tqdm

#: Seconds between lines, and of how many lines the pace is taken: that of the start soon says little.
EVERY, WINDOW = 10, 6


class Progress:
    """Called with every batch. The time left goes by bytes, since nobody knows how many lines a file has."""

    def __init__(self, size: int, out: TextIO, clock: Callable[[], float] = time.monotonic):
        self.lines = 0
        self._size, self._out, self._clock = size, out, clock
        self._began = clock()
        self._samples = deque([(self._began, 0, 0)], maxlen=WINDOW)  # instant, position, lines
        # disable=None: no bar where nobody is looking at a terminal.
        self._bar = tqdm(
            total=size, disable=None, file=out, bar_format="{percentage:3.0f} %|{bar}| {remaining} left{postfix}"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bar.close()

    def __call__(self, position: int, lines: int) -> None:
        """So many further lines are imported, up to `position` in the file."""
        self.lines += lines
        now = self._clock()
        self._bar.set_postfix_str(f"{self.lines:,} lines, {self.lines / self.seconds:,.0f} a second")
        self._bar.update(position - self._bar.n)
        if self._bar.disable and now - self._samples[-1][0] >= EVERY:
            self._print(now, position)

    def _print(self, now: float, position: int) -> None:
        then, before, lines = self._samples[0]
        seconds = now - then
        left = seconds * (self._size - position) / max(position - before, 1)
        self._samples.append((now, position, self.lines))
        print(
            f"{100 * position // max(self._size, 1)} %: {self.lines:,} lines, "
            f"{(self.lines - lines) / seconds:,.0f} a second, about {duration(left)} left",
            file=self._out,
            flush=True,
        )

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return max(self._clock() - self._began, 0.001)

    def summary(self) -> str:
        """What it came to."""
        return f"{self.lines:,} lines in {duration(self.seconds)}, {self.lines / self.seconds:,.0f} a second"


def duration(seconds: float) -> str:
    """In words, to the second.

    >>> duration(3725)
    '1 h 2 min 5 s'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return " ".join(
        part
        for part in (f"{hours} h" * (hours > 0), f"{minutes} min" * (minutes > 0 or hours > 0), f"{rest} s")
        if part
    )
