"""Instants as people say them: a day and an hour in a time zone, with UTC beside it."""

import datetime as dt
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

EARLIER, LATER = "earlier", "later"


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
    """What people call a zone: the city that it is named after."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def told(at: dt.datetime, zone: zoneinfo.ZoneInfo) -> str:
    """An instant as staff read it: "10 May 2021, 14:00 Vienna, 12:00 UTC"; the day of UTC too where it is another."""
    there, utc = at.astimezone(zone), at.astimezone(dt.UTC)
    here = _("%(date)s, %(time)s %(place)s") % {
        "date": date_format(there, "j F Y"),
        "time": f"{there:%H:%M}",
        "place": place(zone),
    }
    if zone.key in ("UTC", "Etc/UTC"):
        return here
    day = "" if there.date() == utc.date() else f"{date_format(utc, 'j F')}, "
    return f"{here}, {day}{utc:%H:%M} UTC"


def told_span(starts: dt.datetime, ends: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    """From when to when, as readers read it: "10 May 2021, 14:00–16:00 Vienna, 12:00–14:00 UTC".

    Over several days each moment has its day, and a start without an end is told as told() does.
    """
    if ends is None:
        return told(starts, zone)
    here = _("%(span)s %(place)s") % {
        "span": _span(starts.astimezone(zone), ends.astimezone(zone)),
        "place": place(zone),
    }
    if zone.key in ("UTC", "Etc/UTC"):
        return here
    first, last = starts.astimezone(dt.UTC), ends.astimezone(dt.UTC)
    same_days = (first.date(), last.date()) == tuple(at.astimezone(zone).date() for at in (starts, ends))
    one_day = first.date() == last.date()
    return f"{here}, {f'{first:%H:%M}–{last:%H:%M}' if same_days and one_day else _span(first, last)} UTC"


def _span(first: dt.datetime, last: dt.datetime) -> str:
    day = f"{date_format(first, 'j F Y')}, {first:%H:%M}"
    if first.date() == last.date():
        return f"{day}–{last:%H:%M}"
    return f"{day} – {date_format(last, 'j F Y')}, {last:%H:%M}"
