"""The forms of what editors put on the first page: a release, and two moments by the clocks of one place."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import schedule
from ..actions.publishing import LATEST_YEAR
from ..models import Lead, MediaEvent

#: What lies before is a slip of the keyboard, and at the ends of the calendar not every zone can tell it.
EARLIEST_YEAR = 1990
START, END = ("start_day", "start_hour"), ("end_day", "end_hour")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class SpanForm(forms.ModelForm):
    """Asks for `starts` and `ends` by a day and an hour each; either may be left empty where the model allows it.

    Of an hour that clocks show twice, a start is the first and an end the second one. A moment that nobody has
    touched stays as it is, to the microsecond.
    """

    start_day, start_hour = _day(gettext_lazy("From: day")), _hour(gettext_lazy("Time"))
    end_day, end_hour = _day(gettext_lazy("Until: day")), _hour(gettext_lazy("Time"))

    #: Of a new one; `zone_named` says which clocks count where the form itself asks.
    zone: zoneinfo.ZoneInfo

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for names, at in ((START, self.instance.starts), (END, self.instance.ends)):
            if not at or names[0] not in self.fields:
                continue
            local = at.astimezone(self.zone)
            day, hour = names
            self.initial[day], self.initial[hour] = local.date(), local.time().replace(second=0, microsecond=0)
            self.fields[hour].help_text = schedule.told(at, self.zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        zone = self.zone_named(cleaned)
        cleaned["starts"] = self._moment(START, zone, schedule.EARLIER, self.instance.starts)
        cleaned["ends"] = self._moment(END, zone, schedule.LATER, self.instance.ends)
        if not {*START, *END} & set(self.errors):
            self.check_span(cleaned)
        return cleaned

    def zone_named(self, cleaned: dict[str, Any]) -> zoneinfo.ZoneInfo:
        return self.zone

    def check_span(self, cleaned: dict[str, Any]) -> None:
        """Refuse an end that does not come after the start."""
        starts = cleaned["starts"] or timezone.now()
        if cleaned["ends"] and cleaned["ends"] <= starts:
            self.add_error("end_day", _("It would end before it starts. Check both times."))

    def _moment(
        self, names: tuple[str, str], zone: zoneinfo.ZoneInfo, which: str, before: dt.datetime | None
    ) -> dt.datetime | None:
        day, hour = (self.cleaned_data.get(name) for name in names)
        if set(names) & set(self.errors) or (day is None and hour is None):
            return None
        if day is None or hour is None:
            self.add_error(names[0] if day is None else names[1], _("Give both the day and the time."))
            return None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            self.add_error(names[0], _("That is not a day that can be kept. Check the year."))
            return None
        if before and zone == self.zone and not set(names) & set(self.changed_data):
            return before
        try:
            return schedule.instant(dt.datetime.combine(day, hour), zone, which)
        except forms.ValidationError as problem:
            self.add_error(names[1], problem)
        return None


class LeadForm(SpanForm):
    class Meta:
        model = Lead
        fields = ("release",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        told = {"place": schedule.place(self.zone)}
        empty = {
            "start_hour": _("By the clocks of %(place)s. Empty: at once.") % told,
            "end_hour": _("By the clocks of %(place)s. Empty: until another one leads.") % told,
        }
        for name, words in empty.items():
            if name in self.fields:
                self.fields[name].help_text = self.fields[name].help_text or words


class EventForm(SpanForm):
    class Meta:
        model = MediaEvent
        fields = ("release", "venue", "time_zone", "register_by")
        widgets = {"register_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def zone_named(self, cleaned: dict[str, Any]) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(cleaned["time_zone"]) if cleaned.get("time_zone") else self.zone

    def check_span(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["starts"]:
            self.add_error("start_day", _("Give the day and the time at which it begins."))
        else:
            super().check_span(cleaned)
