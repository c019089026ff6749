"""Where the words of a search stand in an edition, for the few on a page."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..languages import search_of
from ..models import Edition
from .tsquery import combined, lexemes
from .words import read

#: Control characters, which publishing strips from texts: no text can pretend to be marked.
_START, _STOP = "\x02", "\x03"
_TITLE = f'HighlightAll=true, StartSel="{_START}", StopSel="{_STOP}"'
_TEXT = f'MaxFragments=2, MinWords=12, MaxWords=28, FragmentDelimiter=" … ", StartSel="{_START}", StopSel="{_STOP}"'

_SQL = """
    SELECT id, ts_headline(configuration::regconfig, title, query::tsquery, %s),
           ts_headline(configuration::regconfig, text, query::tsquery, %s)
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
         AS edition (id, configuration, query, title, text)
"""
#: Characters before and after a word within which its passage ends: 28 words, of which at most half stand before it.
_BEFORE, _AFTER = 200, 360
#: PostgreSQL reads every word that it is given, which is most of what passages cost: two passages are in so much.
_ENOUGH = 1_100


class Passage(NamedTuple):
    """The title and the best of the text as HTML with <mark>; empty where the words are not in it."""

    title: SafeString
    text: SafeString


class _Asked(NamedTuple):
    """What PostgreSQL is to mark in an edition: its title, and as much of its text as the words stand in."""

    id: int
    configuration: str
    query: str
    title: str
    text: str


def passages(q: str, editions: Iterable[Edition]) -> dict[int, Passage]:
    """Return, by key of the edition, the passages that hold what `q` wants. One query, seldom two."""
    of = {edition.pk: edition for edition in editions}
    queries = combined(read(q), sorted({edition.language for edition in of.values()}), narrow=False)
    asked, whole = [], {}
    for key, edition in of.items():
        if query := queries.get(edition.language):
            text = "\n".join(filter(None, (edition.summary, edition.body_text)))
            here = _Asked(key, search_of(edition.language), query.any, edition.title, text)
            asked.append(here._replace(text=_around(lexemes(query.any), text)))
            if len(asked[-1].text) < len(text):
                whole[key] = here
    marked = _mark(asked)
    # A word that begins like the one looked for may be another word, and the right one stand further on.
    marked |= _mark([whole[key] for key, (_title, text) in marked.items() if key in whole and _START not in text])
    return {key: Passage(_marked(title), _marked(_cut(text, of[key]))) for key, (title, text) in marked.items()}


def _mark(asked: list[_Asked]) -> dict[int, tuple[str, str]]:
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [_TITLE, _TEXT, *map(list, zip(*asked, strict=True))])
        return {key: (title, text) for key, title, text in cursor}


def _around(wanted: list[str], text: str) -> str:
    """What stands around the first words that begin like one of `wanted`; all of the text where there are none."""
    parts: list[slice] = []
    for at in _places(wanted, text.lower()):
        start, stop = max(0, at - _BEFORE), at + _AFTER
        if parts and start <= parts[-1].stop:
            parts[-1] = slice(parts[-1].start, stop)
        else:
            parts.append(slice(start, stop))
        if sum(part.stop - part.start for part in parts) >= _ENOUGH:
            break
    return "\n".join(_whole_words(text, part) for part in parts) or text


def _places(wanted: list[str], text: str) -> Iterator[int]:
    """Where in `text` a word begins like one of `wanted`, in order. "Countri" is what "country" is reduced to."""
    if beginnings := [re.escape(lexeme.removesuffix("i")) for lexeme in wanted]:
        for found in re.finditer("|".join(beginnings), text):
            if not text[found.start() - 1 : found.start()].isalnum():
                yield found.start()


def _whole_words(text: str, part: slice) -> str:
    """That part of `text`, ending where words end."""
    start = text.find(" ", part.start) + 1 if part.start else 0
    stop = text.rfind(" ", 0, part.stop) if part.stop < len(text) else len(text)
    return text[start:stop]


def _cut(headline: str, edition: Edition) -> str:
    """The headline with an ellipsis where it begins or ends within a sentence."""
    plain = headline.replace(_START, "").replace(_STOP, "")
    before = "" if edition.summary.startswith(plain[:20]) else "… "
    after = "" if plain.endswith((".", "!", "?", "”")) else " …"
    return f"{before}{headline}{after}"


def _marked(headline: str) -> SafeString:
    """The headline, escaped, its marks as elements: a compound is marked as one. Empty where nothing is marked."""
    if _START not in headline:
        return SafeString("")
    escaped = escape(headline.replace(f"{_STOP}-{_START}", "-"))
    return mark_safe(escaped.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 - escaped just before
