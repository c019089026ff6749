"""What texts of old archives have that a release here has not: a typed dateline, markup that was escaped twice."""

import datetime as dt
import html
import re

from babel.dates import format_date

from ..dateline import long_date
from ..languages import locale_of

_GAP = r"(?:\s|&nbsp;|</?(?:strong|em)>)*"
_ESCAPED = re.compile(
    r"\s*&lt;(p|div|h[1-6]|ul|ol|table|strong|b|em|i|span|a|br)\b.*&gt;\s*", re.DOTALL | re.IGNORECASE
)


def unescaped(body: str) -> str | None:
    """The markup of a body of which all markup is escaped, as exports that escape twice leave it; None for others.

    >>> unescaped("&lt;p&gt;Words&lt;/p&gt;")
    '<p>Words</p>'
    """
    return html.unescape(body) if "<" not in body and _ESCAPED.fullmatch(body) else None


def without_dateline(body: str, place: str, date: dt.date, language: str) -> str:
    """A cleaned `body` without the dateline it opens with: exactly this place and date, with or without the year.

    Pages, feeds and PDFs put the dateline before the text, which would say it twice.

    >>> without_dateline("<p><strong>VIENNA</strong>, 10 May 2021 - Words.</p>", "Vienna", dt.date(2021, 5, 10), "en")
    '<p>Words.</p>'
    """
    if not place or place.casefold() not in body[:200].casefold():
        return body
    days = {long_date(date, language), format_date(date, "d MMMM", locale=locale_of(language)), f"{date:%d.%m.%Y}"}
    day = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
    opening = rf"<p>{_GAP}{re.escape(html.escape(place))}{_GAP},{_GAP}(?:{day}){_GAP}[-–—:]{_GAP}"
    found = re.match(opening, body, re.IGNORECASE)
    return f"<p>{body[found.end() :]}" if found else body
