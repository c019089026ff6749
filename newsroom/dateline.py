"""The place and date that open a release: "VIENNA, 10 May 2021 –"."""

import datetime as dt
import functools

from babel.dates import format_date

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
    parts = [_capitals(place.strip(), language)] if place.strip() else []
    if date:
        parts.append(long_date(date, language))
    return f"{', '.join(parts)} –" if parts else ""


def _capitals(place: str, language: str) -> str:
    """Not of Georgian, which is written without them; those that Unicode has for headings most fonts do not."""
    return place if language == "ka" else place.upper()
