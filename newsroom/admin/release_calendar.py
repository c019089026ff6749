"""The calendar of what is coming: a month, and the same as a list."""

import datetime as dt
import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desks import own_desk
from accounts.staff import member

from ..coming import MOST, coming, month


class ReleaseCalendarAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [path("calendar/", wrap(self.calendar_view), name="newsroom_release_calendar"), *super().get_urls()]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """The month of `?month=2026-11` (default: the present one), in the time zone of the user's own desk."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        user = member(request)
        zone = own_desk(user).zone
        first = _first_of(request.GET.get("month", "")) or timezone.now().astimezone(zone).date().replace(day=1)
        begins, ends = (dt.datetime.combine(day, dt.time(), zone) for day in (first, _next(first)))
        entries = coming(user, begins, ends)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What is coming"),
            "first": first,
            "previous": (first - dt.timedelta(days=1)).replace(day=1),
            "next": _next(first),
            "weeks": month(first, entries, zone),
            "weekdays": [first + dt.timedelta(days=number - first.weekday()) for number in range(7)],
            "entries": entries,
            "too_many": len(entries) >= MOST,
            "zone": zone,
            "today": timezone.now().astimezone(zone).date(),
        }
        return render(request, "admin/newsroom/release/calendar.html", context)


def _first_of(text: str) -> dt.date | None:
    """The first day of a month such as "2026-11"; None for what is none, or lies beyond what schedules reach."""
    if not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}", text):
        return None
    year, number = int(text[:4]), int(text[5:])
    return dt.date(year, number, 1) if 1 <= number <= 12 else None


def _next(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)
