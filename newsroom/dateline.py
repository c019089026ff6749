"""The place and date that open a release: "VIENNA, 10 May 2021 –"."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Callable

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
    return f"{_comma(language).join(parts)} –" if parts else ""


def dateline_html(place: str, date: dt.date | None, language: str) -> SafeString:
    """The same as HTML, where a place in Latin letters leaves an Arabic date and the dash on their side.

    >>> dateline_html("Vienna", dt.date(2021, 5, 10), "en")
    '<bdi>VIENNA</bdi>, 10 May 2021 –'
    """
    if not place.strip():
        return format_html("{}", dateline(place, date, language))
    first, *others = _parts(place, date, language)
    return format_html("<bdi>{}</bdi>{} –", first, "".join(f"{_comma(language)}{other}" for other in others))


def _comma(language: str) -> str:
    """What parts the place from the date. Arabic has a comma of its own (CLDR, listPattern of ar)."""
    return "، " if language == "ar" else ", "


def _parts(place: str, date: dt.date | None, language: str) -> list[str]:
    parts = [_capitals(place.strip(), language)] if place.strip() else []
    return [*parts, long_date(date, language)] if date else parts


def _capitals(place: str, language: str) -> str:
    """`place` in the capitals of that language: Unicode's SpecialCasing.txt, and CLDR's transforms xx-Upper.

    In German ß becomes SS, as both have it. Georgian is written without capitals: those that Unicode has for headings
    most fonts do not.
    """
    prepared = _PREPARED.get(language, str)(unicodedata.normalize("NFC", place))
    return unicodedata.normalize("NFC", _NOT_GEORGIAN.sub(lambda letters: letters[0].upper(), prepared))


def _dotted(place: str) -> str:
    """Turkish and Azerbaijani: i and ı are two letters, İ and I their capitals."""
    return place.replace("i\u0307", "İ").replace("i", "İ")


def _greek(place: str) -> str:
    """Capitals have no accents. A dialytika stays, and comes to part what an accent had parted: Μάιος, ΜΑΪΟΣ.

    The word ή ("or") keeps its accent, by which alone it differs from the article.
    """
    parted = _PARTED.sub("\\1\\2\u0308", unicodedata.normalize("NFD", place))
    return " ".join(
        word if unicodedata.normalize("NFC", word) == "ή" else _ACCENTS.sub("", word) for word in parted.split(" ")
    )


def _lithuanian(place: str) -> str:
    """A dot that only shows that i, į and j keep theirs below an accent is no part of the capital."""
    return _DOTS.sub("\\1", unicodedata.normalize("NFD", place))


_NOT_GEORGIAN = re.compile("[^\u10d0-\u10ff]+")
#: Greek: an accented vowel before ι or υ with neither accent nor dialytika; and accents, monotonic and polytonic.
_PARTED = re.compile("([αεηιουωΑΕΗΙΟΥΩ]\u0301)([ιυΙΥ])(?![\u0300-\u036f])")
_ACCENTS = re.compile("[\u0300\u0301\u0304\u0306\u0313\u0314\u0342]")
_DOTS = re.compile("([ij]\u0328?)\u0307")
_PREPARED: dict[str, Callable[[str], str]] = {
    "tr": _dotted,
    "az": _dotted,
    "el": _greek,
    "lt": _lithuanian,
    "hy": lambda place: place.replace("և", "եվ"),  # as Armenia writes it; the western orthography has ԵՒ
}
