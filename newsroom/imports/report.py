"""What an import did, and what it has to say about single lines that it imported."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .rejects import SHOWN, printable
from .unknown import UnknownTally

#: Names of unknown keys: no more are kept.
MAX_IGNORED = 20


@dataclass
class Report:
    """What an import has done. Everything in it is in the order of the file."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    ignored: Counter[str] = field(default_factory=Counter)  # unknown key → number of lines with it
    notes: list[str] = field(default_factory=list)  # the first SHOWN, as they are printed
    note_count: int = 0
    unknown: UnknownTally = field(default_factory=UnknownTally)

    def note(self, line_number: int, sentence: str) -> None:
        """Add a sentence about a line that was imported, for the people who made the file.

        The first SHOWN are kept for printing, the rest are only counted.
        """
        self.note_count += 1
        if len(self.notes) < SHOWN:
            self.notes.append(f"line {line_number}: note: {printable(sentence)}")

    def ignore(self, keys: Iterable[str]) -> None:
        """Count the keys of one line that the format does not know."""
        for key in (printable(key[:50]) for key in keys):
            if key in self.ignored or len(self.ignored) < MAX_IGNORED:
                self.ignored[key] += 1
