"""A paste beside one edition: all of it, a passage of it, a changed copy, or something else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from ..differences import Effort
from ..models import Edition
from . import alignment, furniture
from .furniture import Furniture
from .pasted import Paste, Word, bullets, words_of

Kind = Literal["whole", "passage", "changed", "other"]

#: Pairs of words that are looked at for one edition: a fraction of a second.
_EFFORT = 500_000
#: A changed copy shares this part of its words with the edition, and so many words.
_LEAST_ALIKE, _LEAST_SHARED = 0.5, 6

#: As plain() leaves them. Who quotes a passage puts its own around it, and leaves out the comma before them.
_QUOTES, _PUNCTUATION = "\"'", "\"'.,;:"


@dataclass
class Original:
    """The words of an edition in the order in which they are printed: title, summary, dateline, text."""

    edition: Edition
    bare: bool = False  # without punctuation
    words: list[Word] = field(init=False)
    optional: list[range] = field(init=False)  # what a copy may leave out as a whole: title, summary, dateline
    body: range = field(init=False)

    def __post_init__(self) -> None:
        edition = self.edition
        self.words, self.optional = [], []
        line = 0
        body = edition.body_text.splitlines()
        for lines in ([edition.title], edition.summary.splitlines(), [edition.dateline], body):
            start = len(self.words)
            self.words += [word._replace(line=word.line + line) for word in words_of(lines, bare=self.bare)]
            self.optional.append(range(start, len(self.words)))
            line += len(lines) if lines != [edition.dateline] else 0  # which the text goes on after
        self.body = self.optional.pop()

    def begins_line(self, at: int) -> bool:
        ends = at in (0, self.body.start) or at >= len(self.words)
        return ends or self.words[at].line != self.words[at - 1].line


class Comparison:
    """What a paste is, beside one edition."""

    def __init__(self, edition: Edition, paste: Paste, pages: Callable[[Edition], Iterable[str]] | None = None):
        """`pages` gives the HTML of the edition's page and PDF; asked for only where words are left to explain."""
        # In PDFs that run from right to left, programs find words in order, but not the marks between them.
        self._bare = paste.is_turned and edition.direction == "rtl"
        self.original = Original(edition, self._bare)
        self._originals = [word.key for word in self.original.words]
        self.words = paste.words_beside(set(self._originals), bare=self._bare)
        self._keys = [word.key for word in self.words]
        self._anchors = alignment.anchored(self._originals, self._keys)
        self._floors, self._ceilings = alignment.around(self._anchors, len(self.original.words))
        self._running = Furniture(furniture.running(edition), bare=self._bare)
        known = Furniture(furniture.of_edition(edition), bare=self._bare)
        self._compare(known)
        if pages and self.foreign and self._shared * 2 > len(self.original.body):
            for page in pages(edition):
                known.add(furniture.of_page(page))
                self._compare(known)
                if not self.foreign:
                    break

    def _compare(self, known: Furniture) -> None:
        self.match, self.is_beside = list(self._anchors), [False] * len(self.words)
        for start, end in known.covered(self.words):
            if -1 in self.match[start:end] and self._may_stand(start, end):
                self.is_beside[start:end] = [True] * (end - start)
                self.match[start:end] = [-1] * (end - start)
        self._mend_edges()
        alignment.fill(self._originals, self._keys, self.match, self.is_beside, Effort(_EFFORT))
        self._mend_edges()
        self._pass_over_bullets()
        if self._bare:
            self._turn_dateline()
        self.foreign = [here for here, at in enumerate(self.match) if at < 0 and not self.is_beside[here]]
        matched = [at for at in self.match if at >= 0]
        self._shared = len(matched)
        self.missing = self._missing(matched)

    def _may_stand(self, start: int, end: int) -> bool:
        """Whether these lines stand between paragraphs, or are what parts a paragraph at the end of a page."""
        before, after = self._floors[start], self._ceilings[end]
        if before < 0 or self.original.begins_line(before + 1) or self.original.begins_line(after):
            return True
        return bool(self._running.covered(self.words[start:end]))

    def _mend_edges(self) -> None:
        """Match the first and the last word if marks of quotation or what ends a clause are all the difference."""
        there = [here for here, beside in enumerate(self.is_beside) if not beside]
        for here, inward in ((there[0], 1), (there[-1], -1)) if len(there) > 1 else ():
            if self.match[here] < 0 and not self._keys[here].strip(_QUOTES):  # French ones stand alone
                self.is_beside[here] = True
            at = self.match[here + inward] - inward
            if self.match[here] < 0 <= self.match[here + inward] and 0 <= at < len(self._originals):
                word = self._originals[at]
                if self._keys[here].strip(_QUOTES) in (word, word.strip(_QUOTES), word.strip(_PUNCTUATION)):
                    self.match[here] = at

    def _turn_dateline(self) -> None:
        """Match the words of the dateline in any order: it mixes scripts, and with them directions."""
        dateline, begins = self.original.optional[2], self.original.body.start
        after = next((here for here, at in enumerate(self.match) if at >= begins), len(self.match))
        here = after - len(dateline)
        if here >= 0 and sorted(self._keys[here:after]) == sorted(self._originals[at] for at in dateline):
            self.match[here:after] = dateline

    def _pass_over_bullets(self) -> None:
        for here in bullets(self.words):
            after = self.match[here + 1] if here + 1 < len(self.match) else -1
            if self.match[here] < 0 and after >= 0 and self.original.begins_line(after):
                self.is_beside[here] = True

    def _missing(self, matched: list[int]) -> list[int]:
        """Words that the paste leaves out between others. Title, summary and dateline may be left out as a whole."""
        self._passed_over: set[int] = set()
        if not matched:
            return []
        there = set(matched)
        left = {at for at in range(matched[0], matched[-1]) if at not in there}
        for part in self.original.optional:
            if left.issuperset(part):
                self._passed_over.update(left.intersection(part))
                left.difference_update(part)
        return sorted(left)

    @property
    def kind(self) -> Kind:
        if self.foreign or self.missing:
            return "changed" if self.likeness >= _LEAST_ALIKE and self._shared >= _LEAST_SHARED else "other"
        there = {at for at in self.match if at >= 0}
        if not there:
            return "other"
        needed = self.original.body or range(len(self.original.words))
        return "whole" if there.issuperset(needed) else "passage"

    @property
    def likeness(self) -> float:
        """The part of the words that both have, from 0 to 1."""
        return self._shared / max(1, self._shared + max(len(self.foreign), len(self.missing)))

    def texts(self) -> tuple[str, str]:
        """The words of the edition that the paste covers, and the paste, set in the same lines."""
        first, last = self._span()
        at, before, after = first, "", ""
        for here, word in enumerate(self.words):
            if self.is_beside[here]:
                continue
            same = self.match[here]
            if same < 0:
                after += f"{word.shown} "
                continue
            before += self._between(at, same + 1)
            after, at = after + self._printed(same), same + 1
        before += self._between(at, last + 1)
        return before, after

    def _between(self, start: int, end: int) -> str:
        return "".join(self._printed(at) for at in range(start, end) if at not in self._passed_over)

    def _span(self) -> tuple[int, int]:
        """The first and the last word of the edition that the paste covers: as many more as it has others there."""
        known = [here for here, at in enumerate(self.match) if at >= 0]
        first, last = self.match[known[0]], self.match[known[-1]]
        for _foreign in (here for here in self.foreign if here < known[0]):
            first -= not self.original.begins_line(first)
        for _foreign in (here for here in self.foreign if here > known[-1]):
            last += not self.original.begins_line(last + 1)
        return first, last

    def _printed(self, at: int) -> str:
        """A word of the edition with the white space after it."""
        words = self.original.words
        is_last = at + 1 == len(words) or words[at + 1].line != words[at].line
        return words[at].shown + ("\n" if is_last else " ")
