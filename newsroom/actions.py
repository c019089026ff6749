"""The verbs. Each is atomic, locks its release, names its actor, and either does all of its work or none."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import ProgramLimitExceeded

from accounts.models import User

from . import workflow
from .models import Edition, Release, Withdrawal
from .permissions import may
from .snapshot import same_content, snapshot


class Refused(Exception):
    """An action was not taken. `reasons` are sentences for the one who asked; nothing has changed."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def publish(*, release: Release, by: User, change_note: str = "") -> Edition:
    """Publish the working text of `release` now, as its next edition, and return that edition.

    The edition that was up ends in the same instant; `published_at` stays that of the first one.
    Raises PermissionDenied unless `by` may publish, Refused where something is missing.
    """
    release, state = _lock(release, "publish", by)
    if missing := missing_for_publication(release):
        raise Refused(*missing)
    now = timezone.now()
    try:
        edition = next_edition(release, now)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    cancelled = _cancel_scheduled(release, now)
    live = release.editions.live(now).first()
    if live and not cancelled and same_content(live, edition):
        raise Refused(_("Nothing has changed: readers see exactly this already."))
    edition.published_by = by
    edition.change_note = change_note
    release.editions.live(now).update(live_until=now)
    _append(edition)
    release.state, release.published_at = state, edition.published_at
    release.save(update_fields=["state", "published_at"])
    return edition


def next_edition(release: Release, now: dt.datetime) -> Edition:
    """The edition that publishing `release` at that instant makes, unsaved: what is published and what is previewed.

    Raises ValidationError where the text cannot be kept (see rich_text.clean).
    """
    last = release.editions.order_by("number").last()
    published_at = min(now, last.published_at) if last else release.published_at or now
    return snapshot(release, number=last.number + 1 if last else 1, published_at=published_at, live_from=now)


@transaction.atomic
def withdraw(*, release: Release, by: User, reason: str) -> Withdrawal | None:
    """Take the live edition of `release` down, with a reason that readers will see, and return the trace of it.

    What is scheduled is cancelled too. Where that is all there was, the release is a draft again, and since
    readers saw nothing there is no trace for them: None.

    Raises PermissionDenied unless `by` may withdraw, Refused without a reason or without an edition to end.
    """
    release, state = _lock(release, "withdraw", by)
    if not reason.strip():
        raise Refused(_("Give the reason: readers who follow an old link will see it."))
    now = timezone.now()
    cancelled = _cancel_scheduled(release, now)
    edition = release.editions.live(now).first()
    if not edition and cancelled:
        release.state, release.published_at = workflow.State.DRAFT, None
        release.save(update_fields=["state", "published_at"])
        return None
    if not edition:
        raise Refused(_("Nothing of this release is public at the moment."))
    release.editions.filter(pk=edition.pk).update(live_until=now)
    release.state = state
    release.save(update_fields=["state"])
    return Withdrawal.objects.create(edition=edition, at=now, by=by, reason=reason.strip())


def _cancel_scheduled(release: Release, now: dt.datetime) -> int:
    """End what has not begun where it would have begun, so that readers never see it; return how many that were."""
    return release.editions.ahead(now).update(live_until=F("live_from"))


def _append(edition: Edition) -> None:
    """Insert `edition`. Raises Refused where its words are more than the search can take (a megabyte)."""
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise Refused(
                _("The text is too long to be found by its words. Shorten it, or attach it as a file.")
            ) from error
        raise


def missing_for_publication(release: Release) -> list[str]:
    """Sentences that say what `release` lacks before readers may see it; empty where nothing."""
    needed = {
        _("Add at least one source: who issues this release?"): release.sources.exists(),
        _("Give the place: the dateline is made from it."): bool(release.place.strip()),
        _("Write the text: it is empty."): bool(release.body.strip()),
    }
    return [sentence for sentence, there in needed.items() if not there]


def _lock(release: Release, action: str, by: User) -> tuple[Release, workflow.State]:
    """Return `release` as it is in the database, locked, and the state that `action` leads to."""
    if not may(by, action):
        raise PermissionDenied(_("You do not have the role for this: ask a publisher."))
    locked = Release.objects.select_for_update().get(pk=release.pk)
    state = workflow.next_state(locked.state, action)
    if state is None:
        raise Refused(_("This release is %(state)s: that cannot be done now.") % {"state": locked.get_state_display()})
    return locked, state
