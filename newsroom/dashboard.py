"""The first page of the desk: what waits for somebody, what is coming, what has just happened.

Each list is a bounded query on an index, whatever the size of the archive.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.desks import own_desk, roles_of
from accounts.models import Role, User

from .coming import Coming, coming
from .failed_jobs import FailedJob, failed_jobs
from .models import Contact, Edition, Event, PreviewLink, Release, TranslationBasis
from .permissions import seen_by
from .workflow import Action, State

#: Rows that a list shows; what is beyond is found in the lists of the admin.
ROWS = 10
#: How long before its last day a contact is worth a reminder.
CONTACTS_AHEAD = dt.timedelta(days=30)
#: And a preview link before it closes.
EMBARGOES_AHEAD = dt.timedelta(days=2)


@dataclass(frozen=True)
class Waiting:
    """A release that waits, and what for: an action (workflow.Action)."""

    release: Release
    action: Action


class Dashboard:
    """What the first page shows to `user` at that instant. Lists are read when they are asked for."""

    def __init__(self, user: User, now: dt.datetime | None = None):
        self.user = user
        self.now = now or timezone.now()

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return own_desk(self.user).zone

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What only the user, or somebody in the same role, can move on: longest waiting first."""
        desks = roles_of(self.user)
        publisher = [desk for desk, role in desks.items() if role is Role.PUBLISHER]
        editor = [desk for desk, role in desks.items() if role is Role.EDITOR]
        returned = self._returned()
        review = self._releases(state=State.REVIEW)
        found = [
            *((Action.PUBLISH, row) for row in self._releases(state=State.READY, desk__in=publisher)[:ROWS]),
            *((Action.APPROVE, row) for row in review.filter(desk__in=publisher).exclude(updated_by=self.user)[:ROWS]),
            *((Action.SEND_BACK, row) for row in review.filter(desk__in=editor)[:ROWS]),
            *((Action.EDIT, row) for row in returned[:ROWS]),
        ]
        return sorted((Waiting(row, action) for action, row in found), key=lambda one: one.release.updated_at)[:ROWS]

    def _releases(self, **conditions: object) -> QuerySet[Release]:
        rows = Release.objects.filter(seen_by(self.user), **conditions).select_related("desk__structure", "updated_by")
        return rows.defer("body", "summary", "import_digest").order_by("updated_at")

    def _returned(self) -> QuerySet[Release]:
        """Drafts of the user that somebody has returned since."""
        last = Event.objects.filter(release=OuterRef("pk")).order_by("-at", "-pk").values("action")[:1]
        mine = self._releases(state=State.DRAFT, updated_by=self.user, desk__in=list(roles_of(self.user)))
        return mine.alias(last=Subquery(last)).filter(last=Action.SEND_BACK)

    @cached_property
    def drafts(self) -> list[Release]:
        """What the user has in work, last saved first."""
        mine = self._releases(state=State.DRAFT, updated_by=self.user)
        return list(mine.exclude(pk__in=self._returned().values("pk")).order_by("-updated_at")[:ROWS])

    @cached_property
    def scheduled(self) -> list[Coming]:
        return coming(self.user, self.now)[:ROWS]

    @cached_property
    def published_today(self) -> list[Edition]:
        """Editions that readers see since midnight at the user's desk, newest first."""
        midnight = dt.datetime.combine(self.now.astimezone(self.zone).date(), dt.time(), self.zone)
        editions = Edition.objects.live(self.now).filter(live_from__gte=midnight).for_lists()
        return list(editions.select_related("published_by").order_by("-live_from", "-pk")[:ROWS])

    @cached_property
    def behind(self) -> list[Release]:
        """Translations of the user's desks whose original has moved on since, longest behind first."""
        outdated = TranslationBasis.objects.outdated().values("translation")
        rows = self._releases(pk__in=outdated, desk__in=list(roles_of(self.user))).exclude(state=State.WITHDRAWN)
        return list(rows.order_by("translation_of__updated_at", "pk")[:ROWS])

    @cached_property
    def failed(self) -> list[FailedJob]:
        return failed_jobs(self.user, ROWS)

    @cached_property
    def embargoes(self) -> list[PreviewLink]:
        """Preview links of the user's desks that close soon, soonest first: whoever has one loses sight of the text."""
        ends = PreviewLink.objects.open(self.now).filter(expires_at__lte=self.now + EMBARGOES_AHEAD)
        mine = ends.filter(release__desk__in=list(roles_of(self.user))).exclude(release__published_at__lte=self.now)
        return list(mine.select_related("release__desk__structure").order_by("expires_at")[:ROWS])

    @cached_property
    def contacts(self) -> list[Contact]:
        """Press contacts whose last day comes or has passed, soonest first."""
        soon = self.now.astimezone(self.zone).date() + CONTACTS_AHEAD
        return list(Contact.objects.filter(valid_until__lte=soon).order_by("valid_until", "name")[:ROWS])
