"""Lines that were not imported, and why."""

import json
from pathlib import Path
from typing import NamedTuple, Self, TextIO

from .lines import Line

#: Characters of the original line that its entry in the file shows.
MAX_TEXT = 10_000
#: How many are kept for printing.
SHOWN = 50


class Unusable(Exception):
    """A line cannot be imported; the message is the reason, for the people who made the file."""


class Reject(NamedTuple):
    """A line that was not imported, and the reason."""

    line: Line
    reason: str

    def __str__(self) -> str:
        return f"line {self.line.number}: {printable(self.reason)}"

    def as_json(self) -> str:
        entry = {"line": self.line.number, "reason": self.reason, "text": self.line.text[:MAX_TEXT]}
        return json.dumps(entry, ensure_ascii=False)


def printable(text: str) -> str:
    """`text` without what a terminal would obey."""
    return "".join(character if character.isprintable() else "�" for character in text)


class RejectsFile:
    """The file of rejects: written as they come, gone again where there are none.

    It is opened before the first line is read, so that a folder that cannot be written to is known at once.
    """

    def __init__(self, path: Path):
        self.path = path
        self.count = 0
        self.first: list[str] = []
        self._file: TextIO

    def __enter__(self) -> Self:
        """Raises OSError where the file cannot be written."""
        self._file = self.path.open("w", encoding="utf-8")
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()
        if not self.count:
            self.path.unlink()

    def add(self, rejects: list[Reject]) -> None:
        """Write `rejects`, in the order of their lines."""
        for reject in sorted(rejects, key=lambda reject: reject.line.number):
            self._file.write(reject.as_json() + "\n")
            self.count += 1
            if len(self.first) < SHOWN:
                self.first.append(str(reject))
        if rejects:
            self._file.flush()  # an interrupted run leaves what it knew
