"""Instants as people say them: a day and an hour in a time zone, with UTC beside it."""

import datetime as dt
import zoneinfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .languages import locale_of

EARLIER, LATER = "earlier", "later"
_UTC = ("UTC", "Etc/UTC")


def instant(local: dt.datetime, zone: zoneinfo.ZoneInfo, which: str = "") -> dt.datetime:
    """The instant in UTC at which clocks in `zone` show `local` (naive).

    `which` (EARLIER, LATER) chooses where clocks show it twice, in the night in which they are put back. Raises
    ValidationError where they show it twice and nothing is chosen (code "doubled"), or never ("skipped": PEP 495).
    """
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    if first == second:
        return first
    if first > second:  # a gap: fold turns it round
        after = first.astimezone(zone)
        raise ValidationError(
            _("Clocks in %(place)s are put forward that night and never show %(time)s. Try %(after)s."),
            code="skipped",
            params={"place": place(zone), "time": f"{local:%H:%M}", "after": f"{after:%H:%M}"},
        )
    if which not in (EARLIER, LATER):
        raise ValidationError(
            _("Clocks in %(place)s are put back that night and show %(time)s twice. Choose which one you mean."),
            code="doubled",
            params={"place": place(zone), "time": f"{local:%H:%M}"},
        )
    return first if which == EARLIER else second


def place(zone: zoneinfo.ZoneInfo) -> str:
    """What people call a zone: the city that it is named after, in the active language (CLDR)."""
    if zone.key in _UTC:
        return "UTC"
    locale = locale_of(get_language() or settings.LANGUAGE_CODE)
    city = get_timezone_location(zone.key, locale=locale, return_city=True)
    return city.rpartition("/")[2]  # CLDR knows some only by where they lie: "Argentina/Buenos Aires"


def told(at: dt.datetime, zone: zoneinfo.ZoneInfo) -> str:
    """An instant as staff read it: "10 May 2021, 14:00 Vienna, 12:00 UTC"; the day of UTC too where it is another."""
    there, utc = at.astimezone(zone), at.astimezone(dt.UTC)
    here = _("%(date)s, %(time)s %(place)s") % {
        "date": date_format(there, "j E Y"),
        "time": f"{there:%H:%M}",
        "place": place(zone),
    }
    if zone.key in _UTC:
        return here
    day = "" if there.date() == utc.date() else f"{date_format(utc, 'j E')}, "
    return f"{here}, {day}{utc:%H:%M} UTC"


def moment(at: dt.datetime) -> str:
    """An instant as readers and lists have it, in the active time zone: "10 May 2021, 14:00 (UTC+2)"."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({_from_utc(local)})"


def told_span(starts: dt.datetime, ends: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    """From when to when, as readers read it: "10 May 2021, 14:00–16:00, Vienna (UTC+2)".

    Without an end, or where it is on another day, each moment has its day; where clocks are changed meanwhile, each
    has its distance from UTC.
    """
    first = starts.astimezone(zone)
    last = ends.astimezone(zone) if ends else first
    if first.utcoffset() != last.utcoffset():
        return f"{_moment(first)} ({_from_utc(first)}) – {_moment(last)} ({_from_utc(last)}), {place(zone)}"
    if ends is None:
        span = _moment(first)
    elif first.date() == last.date():
        span = f"{_moment(first)}–{last:%H:%M}"
    else:
        span = f"{_moment(first)} – {_moment(last)}"
    return f"{span}, {place(zone)}" + ("" if zone.key in _UTC else f" ({_from_utc(first)})")


def _moment(local: dt.datetime) -> str:
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M}"


def _from_utc(local: dt.datetime) -> str:
    """ "UTC+1", "UTC+5:30", "UTC−3"."""
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
