"""A day and an hour by the clocks of a desk, as forms of the admin ask for them."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .. import schedule


class MomentForm(forms.Form):
    """Turns its fields `day` and `hour`, where both are given, into the instant `cleaned_data["at"]`.

    Of an hour that clocks in `zone` show twice, its field `which` chooses; a form without one has `of_two` instead.
    """

    zone: zoneinfo.ZoneInfo
    of_two = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day and hour:
            local, which = dt.datetime.combine(day, hour), cleaned.get("which", self.of_two)
            try:
                cleaned["at"] = schedule.instant(local, self.zone, which)
            except forms.ValidationError as problem:
                self.add_error("which" if problem.code == "doubled" else "hour", problem)
            except OverflowError:
                self.add_error("day", _("That is not a day that can be kept."))
        return cleaned
