"""What the publishing box of the form asks besides the text, and the steps its buttons take."""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from taxonomy.tidy_fields import TidyCharField

from .. import actions, schedule
from ..models import Change, Release
from ..workflow import Action
from .moment_form import MomentForm

FURTHER = [(value, label) for value, label in Change.choices if value != Change.FIRST]
WHICH = [
    ("", gettext_lazy("not asked")),
    (schedule.EARLIER, gettext_lazy("the first time")),
    (schedule.LATER, gettext_lazy("the second time, an hour later")),
]


class StepForm(MomentForm):
    """Of a step: a comment for colleagues, when, what the change is to readers, why nobody else looked."""

    comment = TidyCharField(
        label=gettext_lazy("Comment for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=gettext_lazy("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    which = forms.ChoiceField(label=gettext_lazy("If clocks show that time twice"), required=False, choices=WHICH)
    change = forms.ChoiceField(
        label=gettext_lazy("What this is to readers"), required=False, choices=FURTHER, widget=forms.RadioSelect
    )
    change_note = TidyCharField(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For an update what is new, for a correction what was wrong."),
    )
    reason = TidyCharField(
        label=gettext_lazy("Why nobody else approves it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    prefix = "step"

    def __init__(self, data: Any = None, *, initial: dict[str, str] | None = None, zone: zoneinfo.ZoneInfo):
        super().__init__(data, initial=initial)
        self.zone = zone


def submit(release: Release, by: User, said: dict[str, Any]) -> str:
    actions.submit(release=release, by=by, comment=said["comment"])
    return _("Submitted for review.")


def send_back(release: Release, by: User, said: dict[str, Any]) -> str:
    actions.send_back(release=release, by=by, comment=said["comment"])
    return _("Returned, with your comment.")


def approve(release: Release, by: User, said: dict[str, Any]) -> str:
    actions.approve(release=release, by=by, comment=said["comment"], reason=said["reason"])
    return _("Approved: it is ready to be published.")


def publish(release: Release, by: User, said: dict[str, Any], at: dt.datetime | None = None) -> str:
    edition = actions.publish(
        release=release,
        by=by,
        at=at,
        change=said["change"],
        change_note=said["change_note"],
        comment=said["comment"],
        reason=said["reason"],
    )
    told = _("Published, as edition %d.") % edition.number
    return format_html('{} <a href="{}">{}</a>', told, edition.get_absolute_url(), _("Read it"))


def plan(release: Release, by: User, said: dict[str, Any]) -> str:
    if not said.get("at"):
        raise actions.Refused(_("Give the day and the time at which it is to be published."))
    publish(release, by, said, said["at"])
    return _("Scheduled for %s.") % schedule.told(said["at"], release.desk.zone)


#: Name of the button → the action it asks for, and what takes it; its answer is the sentence to show.
BUTTONS: dict[str, tuple[Action, Callable[[Release, User, dict[str, Any]], str]]] = {
    "_submit": (Action.SUBMIT, submit),
    "_send_back": (Action.SEND_BACK, send_back),
    "_approve": (Action.APPROVE, approve),
    "_publish": (Action.PUBLISH, publish),
    "_schedule": (Action.PUBLISH, plan),
}
