"""Where the words of a search stand in an edition, for the few on a page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..languages import LANGUAGES
from ..models import Edition
from .tsquery import combined
from .words import read

#: Control characters, which publishing strips from texts: no text can pretend to be marked.
_START, _STOP = "\x02", "\x03"
_TITLE = f'HighlightAll=true, StartSel="{_START}", StopSel="{_STOP}"'
_TEXT = f'MaxFragments=2, MinWords=12, MaxWords=28, FragmentDelimiter=" … ", StartSel="{_START}", StopSel="{_STOP}"'

_SQL = """
    SELECT edition.id,
           ts_headline(configuration::regconfig, title, query::tsquery, %s),
           ts_headline(configuration::regconfig, concat_ws(E'\\n', nullif(summary, ''), body_text), query::tsquery, %s)
    FROM newsroom_edition AS edition
    JOIN unnest(%s::text[], %s::text[], %s::text[]) AS query (language, configuration, query) USING (language)
    WHERE edition.id = ANY(%s)
"""


class Passage(NamedTuple):
    """The title and the best of the text as HTML with <mark>; empty where the words are not in it."""

    title: SafeString
    text: SafeString


def passages(q: str, editions: Iterable[Edition]) -> dict[int, Passage]:
    """Return, by key of the edition, the passages that hold what `q` wants. One query."""
    of = {edition.pk: edition for edition in editions}
    queries = combined(read(q), sorted({edition.language for edition in of.values()}), narrow=False)
    if not queries:
        return {}
    configurations = [LANGUAGES[code].search for code in queries]
    anything = [query.any for query in queries.values()]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [_TITLE, _TEXT, list(queries), configurations, anything, list(of)])
        return {key: Passage(_marked(title), _marked(_cut(text, of[key]))) for key, title, text in cursor}


def _cut(headline: str, edition: Edition) -> str:
    """The headline with an ellipsis where it begins or ends within a sentence."""
    plain = headline.replace(_START, "").replace(_STOP, "")
    before = "" if edition.summary.startswith(plain[:20]) else "… "
    after = "" if plain.endswith((".", "!", "?", "”")) else " …"
    return f"{before}{headline}{after}"


def _marked(headline: str) -> SafeString:
    """The headline, escaped, its marks as elements: a compound is marked as one. Empty where nothing is marked."""
    first, *parts = headline.replace(f"{_STOP}-{_START}", "-").split(_START)
    if not parts:
        return SafeString("")
    pairs = (part.partition(_STOP) for part in parts)
    marked = format_html_join("", "<mark>{}</mark>{}", ((word, rest) for word, _stop, rest in pairs))
    return format_html("{}{}", first, marked)
