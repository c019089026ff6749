"""What a selection asks for, said in one sentence: "214 press releases about Policing from Mission to Serbia, 2019"."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, npgettext
from django.utils.translation import gettext as _

from .archive import Archive
from .facets import BY_NAME
from .languages import isolated, locale_of
from .selection import Selection

#: So many names of one facet are said; of more, how many.
MOST_NAMED = 4

#: Kind → what so many of them are called. The number stands before it: each form agrees with that number.
_KINDS: dict[str, Callable[[int], str]] = {
    "press-release": lambda n: npgettext("after its number", "press release", "press releases", n),
    "news": lambda n: npgettext("after its number", "news item", "news items", n),
    "statement": lambda n: npgettext("after its number", "statement", "statements", n),
    "media-advisory": lambda n: npgettext("after its number", "media advisory", "media advisories", n),
    "spot-report": lambda n: npgettext("after its number", "spot report", "spot reports", n),
    "daily-report": lambda n: npgettext("after its number", "daily report", "daily reports", n),
    "weekly-report": lambda n: npgettext("after its number", "weekly report", "weekly reports", n),
}
#: Facet → how its names are said. They stand as they are in the vocabulary: a language that would have to decline
#: them says it with a colon, or in quotation marks ("на тему: %(names)s", „Herausgeber: %(names)s“).
_CLAUSES: dict[str, str | Promise] = {
    "structure": gettext_lazy("from %(names)s"),
    "partner": gettext_lazy("with %(names)s"),
    "meeting": gettext_lazy("at %(names)s"),
    "project": gettext_lazy("on the project %(names)s"),
    "tag": gettext_lazy("tagged %(names)s"),
    "lang": gettext_lazy("in %(names)s"),
}


def sentence(selection: Selection, archive: Archive, total: int) -> str:
    """Say what `total` releases of `selection` are, without a full stop. Values that name nothing are left out."""
    locale = _locale()
    named = {name: names for name in selection.chosen if (names := names_of(name, selection, archive))}
    what = " ".join([_counted(selection, total, locale), *_clauses(named, selection.q)])
    if selection.from_ or selection.to:
        # Translators: "214 press releases about Policing, 2019–2021"
        return _("%(what)s, %(days)s") % {"what": what, "days": span(selection.from_, selection.to)}
    return what


def _locale() -> Locale:
    return locale_of(get_language() or "en")


def number(count: int) -> str:
    """A count as the active language writes it: "1,204"."""
    return str(count) if count < 1_000 else _number(count, get_language() or "en")


@lru_cache(maxsize=4_096)
def _number(count: int, language: str) -> str:
    return format_decimal(count, locale=locale_of(language))


def counted(total: int) -> str:
    """So many releases of any kind: "1,204 releases"."""
    return _counted(Selection(), total, _locale())


def _counted(selection: Selection, total: int, locale: Locale) -> str:
    said = [_KINDS[kind](total) for kind in selection.chosen.get("kind", ()) if kind in _KINDS]
    said = said or [npgettext("after its number", "release", "releases", total)]
    kinds = format_list(said, style="or", locale=locale)
    if not total:
        # Translators: the names of kinds are in the form that follows the number 0; "0 %(kinds)s" is good as well.
        return _("No %(kinds)s") % {"kinds": kinds}
    # Translators: "214 press releases or statements"
    return _("%(total)s %(kinds)s") % {"total": number(total), "kinds": kinds}


def names_of(name: str, selection: Selection, archive: Archive) -> str:
    """What has been chosen of one facet, in one breath: "Albania or Serbia"; empty where no value is known."""
    choices = archive.choices[name]
    known = [isolated(str(choices[value].label)) for value in selection.chosen[name] if value in choices]
    if len(known) > MOST_NAMED + 1:
        others = len(known) - MOST_NAMED
        # Translators: at the end of a list of names: "Albania, Armenia or 5 others"
        known[MOST_NAMED:] = [ngettext("%(n)d other", "%(n)d others", others) % {"n": others}]
    return format_list(known, style="or", locale=_locale())


def _clauses(named: dict[str, str], q: str) -> Iterator[str]:
    fields, countries = named.pop("field", ""), named.pop("country", "")
    if fields and countries:
        # Translators: what releases are about: "about Rule of law or Policing in Serbia or Albania"
        yield _("about %(fields)s in %(countries)s") % {"fields": fields, "countries": countries}
    elif fields or countries:
        yield _("about %(names)s") % {"names": fields or countries}
    named.pop("kind", None)
    for name in (*_CLAUSES, *(other for other in named if other not in _CLAUSES)):
        if name in named:
            clause = _CLAUSES.get(name) or f"({BY_NAME[name].label}: %(names)s)"
            yield clause % {"names": named[name]}
    if q:
        yield _("with the words “%(words)s”") % {"words": isolated(q)}


def span(first: dt.date | None, last: dt.date | None) -> str:
    """The days from `first` to `last`, as short as they can be said: "2019–2021", "March 2020", "since 10 May 2021".

    Either may be missing, but not both. Intervals are written as CLDR has them for the active language.
    """
    locale = _locale()
    if first and last:
        return _interval(first, last, locale)
    if first:
        opening = "y" if (first.month, first.day) == (1, 1) else "yMMMM" if first.day == 1 else ""
        return _("since %(day)s") % {"day": _day(first, opening, locale)}
    if last is None:
        raise ValueError("No days to speak of")
    closing = "y" if (last.month, last.day) == (12, 31) else "yMMMM" if _ends_month(last) else ""
    return _("until %(day)s") % {"day": _day(last, closing, locale)}


def short_day(day: dt.date) -> str:
    """A day where there is little room: "1 Mar 2021"."""
    return format_date(day, "medium", locale=_locale())


def _interval(first: dt.date, last: dt.date, locale: Locale) -> str:
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}–{last.year}" if first.year != last.year else str(first.year)
    if first.day == 1 and _ends_month(last):
        same = (first.year, first.month) == (last.year, last.month)
        return _day(first, "yMMMM", locale) if same else format_interval(first, last, "yMMMM", locale=locale)
    return _day(first, "", locale) if first == last else format_interval(first, last, "yMMMd", locale=locale)


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _day(day: dt.date, skeleton: str, locale: Locale) -> str:
    if skeleton == "y":
        return str(day.year)
    return format_skeleton(skeleton, day, locale=locale) if skeleton else format_date(day, "long", locale=locale)
