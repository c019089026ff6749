"""Withdrawing: what readers see ends, and a trace of it stays."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..models import Release, Withdrawal
from ..workflow import Action, State
from .publishing import cancel_scheduled
from .taking import Refused, lock, record


@transaction.atomic
def withdraw(
    *,
    release: Release,
    by: User,
    reason: str,
    kind: str = Withdrawal.Kind.ERROR,
    superseded_by: Release | None = None,
) -> Withdrawal | None:
    """Take the live edition of `release` down, with a reason that readers will see, and return the trace of it.

    What is scheduled is cancelled too. Where that is all there was, the release is a draft again, and since
    readers saw nothing there is no trace for them: None.

    Raises PermissionDenied unless `by` may withdraw, Refused without a reason or without an edition to end.
    """
    release = lock(release, Action.WITHDRAW, by)
    if not reason.strip():
        raise Refused(_("Give the reason: readers who follow an old link will see it."))
    _check_successor(release, kind, superseded_by)
    now = timezone.now()
    cancelled = cancel_scheduled(release, now)
    edition = release.editions.live(now).first()
    before = release.state
    if not edition and cancelled:
        release.state, release.published_at = State.DRAFT, _first_seen(release, now)
        release.save(update_fields=["state", "published_at"])
        record(release, Action.WITHDRAW, by, before, comment=reason)
        return None
    if not edition:
        raise Refused(_("Nothing of this release is public at the moment."))
    release.editions.filter(pk=edition.pk).update(live_until=now)
    release.state = State.WITHDRAWN
    release.save(update_fields=["state"])
    record(release, Action.WITHDRAW, by, before, comment=reason, edition=edition)
    return Withdrawal.objects.create(
        edition=edition, at=now, by=by, reason=reason.strip(), kind=kind, superseded_by=superseded_by
    )


def _check_successor(release: Release, kind: str, superseded_by: Release | None) -> None:
    if kind not in Withdrawal.Kind.values:
        raise Refused(_("Say whether it was issued in error, is superseded, or is retracted."))
    if (kind == Withdrawal.Kind.SUPERSEDED) is (superseded_by is None):
        raise Refused(_("Name the release that takes its place if, and only if, it is superseded."))
    if superseded_by is None:
        return
    if superseded_by.pk == release.pk or not superseded_by.editions.live().exists():
        raise Refused(_("What takes its place must be another release, and public."))


def _first_seen(release: Release, now: dt.datetime) -> dt.datetime | None:
    seen = release.editions.begun(now).order_by("number").first()
    return seen.published_at if seen else None
