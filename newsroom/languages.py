"""The languages in which releases are published, and how PostgreSQL searches each of them."""

import re
from functools import cache
from typing import NamedTuple

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Language(NamedTuple):
    name: str | Promise
    #: A text search configuration that PostgreSQL 15 ships; "simple" where none exists. The Serbian one folds both
    #: scripts and both pronunciations (mlijeko, mleko) into one, so it serves Bosnian, Croatian and Montenegrin too.
    #: An Estonian one exists from PostgreSQL 18.
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
    "cs": Language(_("Czech")),
    "da": Language(_("Danish"), "danish"),
    "nl": Language(_("Dutch"), "dutch"),
    "et": Language(_("Estonian")),
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
    "pl": Language(_("Polish")),
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

CHOICES = [(code, language.name) for code, language in LANGUAGES.items()]
RIGHT_TO_LEFT = frozenset({"ar"})
#: A letter of a script that runs from right to left: Hebrew, Arabic and their kin, with their old presentation forms.
_RUNS_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def search_configurations() -> dict[str, list[str]]:
    """Return the codes of languages by the text search configuration they are searched with."""
    found: dict[str, list[str]] = {}
    for code, language in LANGUAGES.items():
        found.setdefault(language.search, []).append(code)
    return found


def locale_of(code: str) -> Locale:
    """The CLDR locale in which texts of language `code` write dates."""
    return Locale.parse(LANGUAGES[code].locale or code)


@cache
def own_name_of(code: str) -> str:
    """What those who speak language `code` call it: "Français", "Русский"."""
    name = LANGUAGES[code].own_name or locale_of(code).languages[code]
    return name[:1].title() + name[1:]  # not upper(): Georgian has capitals that most fonts do not


def direction_of(code: str) -> str:
    """Which way texts of language `code` run, as HTML's `dir` has it."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def isolated(text: str) -> str:
    """`text` as part of a line from left to right: where any of it runs the other way, between marks that keep that in.

    Without them, “سلام”, 2019 is shown with the year inside the quotation marks (Unicode, UAX 9, FSI and PDI).
    """
    return f"\u2068{text}\u2069" if _RUNS_LEFT.search(text) else text
