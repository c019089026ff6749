"""Instants as HTML writes them. Known to every template: see TEMPLATES."""

import datetime as dt

from django import template
from django.utils import timezone

from .. import schedule

register = template.Library()


@register.filter
def instant(at: dt.datetime) -> str:
    """ "2021-05-10T14:00:00+02:00", in the active time zone: whole seconds, since HTML takes at most thousandths."""
    return timezone.localtime(at).isoformat(timespec="seconds")


@register.filter
def moment(at: dt.datetime) -> str:
    """ "10 May 2021, 14:00 (UTC+2)": see newsroom.schedule.moment."""
    return schedule.moment(at)
