"""The place and date that open a release: "VIENNA, 10 May 2021 –"."""

import datetime as dt
import functools

from babel.dates import format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .languages import locale_of


@functools.lru_cache(maxsize=4096)
def long_date(date: dt.date, language: str) -> str:
    """`date` as running text of that language writes it: "10 May 2021", "10 мая 2021 г."."""
    return format_date(date, "long", locale=locale_of(language))


def dateline(place: str, date: dt.date | None, language: str) -> str:
    """Return the dateline for a place in natural case, a date and a language code; parts not known are left out.

    >>> dateline("Vienna", dt.date(2021, 5, 10), "en")
    'VIENNA, 10 May 2021 –'
    """
    parts = _parts(place, date, language)
    return f"{', '.join(parts)} –" if parts else ""


def dateline_html(place: str, date: dt.date | None, language: str) -> SafeString:
    """The same as HTML, where a place in Latin letters leaves an Arabic date and the dash on their side.

    >>> dateline_html("Vienna", dt.date(2021, 5, 10), "en")
    '<bdi>VIENNA</bdi>, 10 May 2021 –'
    """
    if not place.strip():
        return format_html("{}", dateline(place, date, language))
    first, *others = _parts(place, date, language)
    return format_html("<bdi>{}</bdi>{} –", first, "".join(f", {other}" for other in others))


def _parts(place: str, date: dt.date | None, language: str) -> list[str]:
    parts = [_capitals(place.strip(), language)] if place.strip() else []
    return [*parts, long_date(date, language)] if date else parts


def _capitals(place: str, language: str) -> str:
    """Not of Georgian, which is written without them; those that Unicode has for headings most fonts do not."""
    return place if language == "ka" else place.upper()
