"""Names of a file that are not in the vocabulary, counted for the report."""

from collections import Counter
from collections.abc import Iterable

from .rejects import printable
from .vocabulary import Vocabulary


class UnknownTally:
    """Names that are not in the vocabulary, with how often each was met and the nearest that is there."""

    #: Of more different ones, further names are only counted together.
    MOST = 10_000
    TOLD = 30

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._others = 0
        self._nearest: dict[tuple[str, str], str | None] = {}

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        """Count `names`: pairs of a key of the line and a name."""
        for name in names:
            if name in self._counts or len(self._counts) < self.MOST:
                self._counts[name] += 1
            else:
                self._others += 1

    def find_nearest(self, vocabulary: Vocabulary) -> None:
        """Look up what those that are told are most like."""
        self._nearest = {pair: vocabulary.nearest(*pair) for pair, _count in self._counts.most_common(self.TOLD)}

    def lines(self) -> list[str]:
        """The report, the most frequent first; empty where all names were known."""
        if not self._counts:
            return []
        told = [self._line(pair, count) for pair, count in self._counts.most_common(self.TOLD)]
        left = len(self._counts) - len(told)
        more = [f"    and {left:,} other names{', at least' if self._others else ''}"] if left else []
        return ["Not in the vocabulary, by frequency:", *told, *more]

    def _line(self, pair: tuple[str, str], count: int) -> str:
        key, name = pair
        near = self._nearest.get(pair)
        return f"    {count:,} × {key} “{printable(name)}”" + (f" (nearest: {near})" if near else "")
