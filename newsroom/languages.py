"""The languages in which releases are published, and by whose rules each is searched."""

import re
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Language(NamedTuple):
    name: str | Promise
    #: A Snowball algorithm, which PyStemmer ships; "simple" where none exists. The Serbian one folds both scripts and
    #: both pronunciations (mlijeko, mleko) into one, so it serves Bosnian, Croatian and Montenegrin too.
    search: str = "simple"
    locale: str = ""  # CLDR locale for dates where it differs from the code
    own_name: str = ""  # where CLDR does not know it


LANGUAGES: dict[str, Language] = {
    "en": Language(_("English"), "english", "en_GB"),
    "fr": Language(_("French"), "french"),
    "de": Language(_("German"), "german"),
    "it": Language(_("Italian"), "italian"),
    "ru": Language(_("Russian"), "russian"),
    "es": Language(_("Spanish"), "spanish"),
    "sq": Language(_("Albanian")),
    "ar": Language(_("Arabic"), "arabic"),
    "hy": Language(_("Armenian"), "armenian"),
    "az": Language(_("Azerbaijani")),
    "be": Language(_("Belarusian")),
    "bs": Language(_("Bosnian"), "serbian"),
    "bg": Language(_("Bulgarian")),
    "hr": Language(_("Croatian"), "serbian"),
    "cs": Language(_("Czech"), "czech"),
    "da": Language(_("Danish"), "danish"),
    "nl": Language(_("Dutch"), "dutch"),
    "et": Language(_("Estonian"), "estonian"),
    "fi": Language(_("Finnish"), "finnish"),
    "ka": Language(_("Georgian")),
    "el": Language(_("Greek"), "greek"),
    "hu": Language(_("Hungarian"), "hungarian"),
    "kk": Language(_("Kazakh")),
    "ky": Language(_("Kyrgyz")),
    "lv": Language(_("Latvian")),
    "lt": Language(_("Lithuanian"), "lithuanian"),
    "mk": Language(_("Macedonian")),
    "mn": Language(_("Mongolian")),
    "cnr": Language(_("Montenegrin"), "serbian", "sr_Latn_ME", "Crnogorski"),
    "no": Language(_("Norwegian"), "norwegian", "nb"),
    "pl": Language(_("Polish"), "polish"),
    "pt": Language(_("Portuguese"), "portuguese"),
    "ro": Language(_("Romanian"), "romanian"),
    "sr": Language(_("Serbian"), "serbian"),
    "sk": Language(_("Slovak")),
    "sl": Language(_("Slovenian")),
    "sv": Language(_("Swedish"), "swedish"),
    "tg": Language(_("Tajik")),
    "tr": Language(_("Turkish"), "turkish"),
    "tk": Language(_("Turkmen")),
    "uk": Language(_("Ukrainian")),
    "uz": Language(_("Uzbek")),
}

#: Codes that CLDR does not lead to ours: the two standards of Norwegian.
_OTHER_CODES = {"nb": "no", "nn": "no", "nob": "no", "nno": "no"}
#: A language tag (RFC 5646, 2.1): primary language, then script, region and more. POSIX writes sr_RS@latin.
_TAG = re.compile(r"([a-z]{2,3})(?:[-_@.][a-z0-9]{1,8})*", re.ASCII)

CHOICES = [(code, language.name) for code, language in LANGUAGES.items()]
RIGHT_TO_LEFT = frozenset({"ar"})
#: A letter of a script that runs from right to left: Hebrew, Arabic and their kin, with their old presentation forms.
_RUNS_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def code_of(tag: str) -> str | None:
    """The code of ours for a language tag in any case, such as sr-Latn, pt-BR, rus or mo; None where there is none.

    >>> code_of("sr-Latn-RS"), code_of("mo"), code_of("zh-Hant")
    ('sr', 'ro', None)
    """
    match = _TAG.fullmatch(tag.strip().casefold())
    if not match:
        return None
    primary = match[1]
    if primary not in LANGUAGES:
        aliases = get_global("language_aliases")  # of CLDR: codes of three letters, and withdrawn ones
        primary = _OTHER_CODES.get(primary) or aliases.get(primary, "").partition("_")[0]
    return primary if primary in LANGUAGES else None


def search_of(code: str) -> str:
    """The text search configuration of language `code`; "simple" for one that we do not have."""
    return LANGUAGES[code].search if code in LANGUAGES else "simple"


def name_of(code: str) -> str | Promise:
    """The name of language `code` in the active one; of one that we do not have, what CLDR calls it, or the code."""
    if code in LANGUAGES:
        return LANGUAGES[code].name
    return locale_of(get_language() or "en").languages.get(code) or code


@cache
def locale_of(code: str) -> Locale:
    """The CLDR locale in which texts of language `code` write dates: English where CLDR does not know that language."""
    try:
        return Locale.parse(LANGUAGES[code].locale or code if code in LANGUAGES else code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(LANGUAGES["en"].locale)


@cache
def own_name_of(code: str) -> str:
    """What those who speak language `code` call it: "Français", "Русский"; the code where nobody told us."""
    known = LANGUAGES[code].own_name if code in LANGUAGES else ""
    name = known or locale_of(code).languages.get(code, code)
    return name[:1].title() + name[1:]  # not upper(): Georgian has capitals that most fonts do not


#: Marks around what somebody said, as CLDR 46 has them (delimiters/quotationStart, quotationEnd) → languages.
_QUOTATION_MARKS = {
    "«»": ("be", "el", "fr", "hy", "it", "kk", "ky", "no", "ru", "sq", "uk"),
    "„“": ("bg", "cs", "de", "et", "hr", "ka", "lt", "mk", "sk", "sl"),
    "„”": ("bs", "cnr", "hu", "pl", "ro", "sr"),
    "””": ("fi", "sv"),
    "‘’": ("nl",),
    "”“": ("ar",),
}
_MARKS_OF = {code: marks for marks, codes in _QUOTATION_MARKS.items() for code in codes}


def quotation_marks(code: str) -> tuple[str, str]:
    """What opens and what closes a quotation in texts of language `code`. French keeps a blank inside, on the line.

    >>> quotation_marks("de")
    ('„', '“')
    """
    marks = _MARKS_OF.get(code, "“”")
    opening, closing = marks[0], marks[1]
    return (f"{opening}\u00a0", f"\u00a0{closing}") if code == "fr" else (opening, closing)


def direction_of(code: str) -> str:
    """Which way texts of language `code` run, as HTML's `dir` has it."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def isolated(text: str) -> str:
    """`text` as part of a line from left to right: where any of it runs the other way, between marks that keep that in.

    Without them, “سلام”, 2019 is shown with the year inside the quotation marks (Unicode, UAX 9, FSI and PDI).
    """
    return f"\u2068{text}\u2069" if _RUNS_LEFT.search(text) else text
