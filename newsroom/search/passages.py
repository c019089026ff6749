"""Where the words of a search stand in an edition, for the few on a page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..languages import search_of
from ..lexemes.asked import asked
from ..lexemes.marking import Chunks, Mark, Marker
from ..models import Edition
from .words import read

#: Words of a passage, and so many passages of a text.
_WORDS, _PASSAGES = 28, 2


class Passage(NamedTuple):
    """The title and the best of the text as HTML with <mark>; empty where the words are not in it."""

    title: SafeString
    text: SafeString


class _Window(NamedTuple):
    """Some words of a text, from one up to before another."""

    start: int
    stop: int


def passages(q: str, editions: Iterable[Edition]) -> dict[int, Passage]:
    """Return, by key of the edition, the passages that hold what `q` wants. No query."""
    wanted = [atom.text for group in read(q) for atom in group.wanted]
    markers: dict[str, Marker | None] = {}
    found = {}
    for edition in editions:
        algorithm = search_of(edition.language)
        if algorithm not in markers:
            ways = [way for text in wanted for way in asked(text, algorithm)]
            markers[algorithm] = Marker(ways, algorithm) if ways else None
        if marker := markers[algorithm]:
            found[edition.pk] = Passage(_title(edition, marker), _text(edition, marker))
    return found


def _title(edition: Edition, marker: Marker) -> SafeString:
    found = marker.marks(Chunks(edition.title))
    return _marked(edition.title, found) if found else SafeString("")


def _text(edition: Edition, marker: Marker) -> SafeString:
    """Up to two passages, with an ellipsis where something is left out."""
    text = "\n".join(filter(None, (edition.summary, edition.body_text)))
    chunks = Chunks(text)
    found = marker.marks(chunks)
    if not found:
        return SafeString("")
    windows = _windows(found, len(chunks.texts))
    parts = [(chunks.start(window.start), chunks.end(window.stop - 1)) for window in windows]
    shown = [_marked(text, found, start, stop) for start, stop in parts]
    before = "" if parts[0][0] == 0 else "… "
    after = "" if text[: parts[-1][1]].endswith((".", "!", "?", "”")) else " …"
    return mark_safe(f"{before}{' … '.join(shown)}{after}")  # noqa: S308 - escaped as it was marked


def _windows(found: Sequence[Mark], length: int) -> list[_Window]:
    """The passages with the most of what was asked for, the earlier ones first, none over another."""
    windows: list[_Window] = []
    left = list(found)
    while left and len(windows) < _PASSAGES:
        best = max(range(len(left)), key=lambda at: (*_worth(left, at), -at))
        first, last = left[best].chunk, max(mark.chunk for mark in _within(left, best))
        windows.append(_widened(first, last + 1, length, windows))
        left = [mark for mark in left if not windows[-1].start <= mark.chunk < windows[-1].stop]
    return sorted(windows)


def _within(found: Sequence[Mark], at: int) -> Iterator[Mark]:
    """The marks from the one at `at` that fit into one passage with it."""
    for mark in found[at:]:
        if mark.chunk >= found[at].chunk + _WORDS:
            return
        yield mark


def _worth(found: Sequence[Mark], at: int) -> tuple[int, int]:
    within = list(_within(found, at))
    return len({mark.way for mark in within}), len(within)


def _widened(start: int, stop: int, length: int, others: Sequence[_Window]) -> _Window:
    """With as many words around as make a passage, half of them before; up to the ends and to `others`."""
    floor = max((other.stop for other in others if other.stop <= start), default=0)
    ceiling = min((other.start for other in others if other.start >= stop), default=length)
    start = max(floor, start - max(0, _WORDS - (stop - start)) // 2)
    return _Window(start, min(ceiling, max(stop, start + _WORDS)))


def _marked(text: str, found: Sequence[Mark], start: int = 0, stop: int | None = None) -> SafeString:
    """That part of `text`, escaped, what was found there within <mark>."""
    stop = len(text) if stop is None else stop
    parts, at = [], start
    for mark in found:
        if start <= mark.start and mark.end <= stop:
            parts += [escape(text[at : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
            at = mark.end
    return mark_safe("".join([*parts, escape(text[at:stop])]))  # noqa: S308 - escaped piece by piece
