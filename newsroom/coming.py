"""What is to be published: every scheduled edition that somebody may know of, and which of them clash."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from accounts.models import User

from .models import Edition, Release
from .permissions import seen_by

#: Two releases of the organisation nearer to each other than this take each other's readers.
CLASH = dt.timedelta(minutes=30)
#: A calendar shows so many at the most; the list says when there are more.
MOST = 500


@dataclass(frozen=True)
class Coming:
    """A scheduled edition, at its desk's hour, and whether another one is too near."""

    edition: Edition
    release: Release
    clashes: bool


def coming(user: User, since: dt.datetime, until: dt.datetime | None = None) -> list[Coming]:
    """What is scheduled from `since` to before `until`, earliest first, as far as `user` may know of it.

    Translations that appear together with their original do not clash with it. A clash with a release that is
    hidden from `user` is shown all the same: that there is something else is what they have to know.
    """
    # What lies just outside is no entry, and may clash with one.
    near = list(_ahead(since - CLASH, until + CLASH if until else None)[: 2 * MOST])
    clashing = _clashing(near)
    everything = [one for one in near if since <= one.live_from and (until is None or one.live_from < until)][:MOST]
    releases = Release.objects.filter(seen_by(user), pk__in=[edition.release_id for edition in everything])
    visible = releases.select_related("desk__structure").defer("body", "summary", "import_digest").in_bulk()
    return [
        Coming(edition, visible[edition.release_id], edition.pk in clashing)
        for edition in everything
        if edition.release_id in visible
    ]


def _ahead(since: dt.datetime, until: dt.datetime | None) -> QuerySet[Edition]:
    editions = Edition.objects.ahead().for_lists().filter(live_from__gte=since).order_by("live_from", "pk")
    return editions.filter(live_from__lt=until) if until else editions


def _clashing(editions: list[Edition]) -> set[int]:
    """Keys of those that have another one within CLASH, of other than their own translations."""
    found: set[int] = set()
    for index, one in enumerate(editions):
        for other in editions[index + 1 :]:
            if other.live_from - one.live_from >= CLASH:
                break
            if other.translation_group != one.translation_group:
                found |= {one.pk, other.pk}
    return found


@dataclass(frozen=True)
class Day:
    """A square of the calendar."""

    date: dt.date
    in_month: bool
    entries: list[Coming]


def month(first: dt.date, entries: list[Coming], zone: zoneinfo.ZoneInfo) -> list[list[Day]]:
    """The weeks, Monday first, that cover the month beginning with `first`, with what comes on each day in `zone`."""
    by_day = {
        date: list(group)
        for date, group in groupby(entries, key=lambda one: one.edition.live_from.astimezone(zone).date())
    }
    monday = first - dt.timedelta(days=first.weekday())
    days = [monday + dt.timedelta(days=number) for number in range(42)]
    squares = [Day(date, date.month == first.month, by_day.get(date, [])) for date in days]
    weeks = [squares[at : at + 7] for at in range(0, 42, 7)]
    return [week for week in weeks if any(day.in_month for day in week)]
