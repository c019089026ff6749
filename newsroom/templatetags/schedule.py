"""Instants on the desk's pages: in the desk's time zone, with UTC beside it."""

import datetime as dt
import zoneinfo

from django import template

from .. import schedule

register = template.Library()


@register.filter
def told(at: dt.datetime, zone: zoneinfo.ZoneInfo) -> str:
    """{{ edition.live_from|told:zone }}: see newsroom.schedule.told."""
    return schedule.told(at, zone)


@register.filter
def place(zone: zoneinfo.ZoneInfo) -> str:
    return schedule.place(zone)
