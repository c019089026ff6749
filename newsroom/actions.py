"""The verbs. Each is atomic, locks its release, names its actor, and either does all of its work or none."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

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
    last = release.editions.order_by("number").last()
    release.published_at = last.published_at if last else release.published_at or now
    try:
        edition = snapshot(
            release, number=last.number + 1 if last else 1, published_at=release.published_at, live_from=now
        )
    except ValidationError as error:
        raise Refused(*error.messages) from error
    live = release.editions.live(now).first()
    if live and same_content(live, edition):
        raise Refused(_("Nothing has changed: readers see exactly this already."))
    if release.editions.filter(live_from__gt=now).exclude(live_until=F("live_from")).exists():
        raise Refused(_("An edition of this release is scheduled already: it would be overtaken."))
    edition.published_by = by
    edition.change_note = change_note
    release.editions.live(now).update(live_until=now)
    edition.save(force_insert=True)
    release.state = state
    release.save(update_fields=["state", "published_at"])
    return edition


@transaction.atomic
def withdraw(*, release: Release, by: User, reason: str) -> Withdrawal:
    """Take the live edition of `release` down, with a reason that readers will see, and return the trace of it.

    Raises PermissionDenied unless `by` may withdraw, Refused without a reason or without a live edition.
    """
    release, state = _lock(release, "withdraw", by)
    if not reason.strip():
        raise Refused(_("Give the reason: readers who follow an old link will see it."))
    now = timezone.now()
    edition = release.editions.live(now).first()
    if not edition:
        raise Refused(_("Nothing of this release is public at the moment."))
    release.editions.filter(pk=edition.pk).update(live_until=now)
    release.state = state
    release.save(update_fields=["state"])
    return Withdrawal.objects.create(edition=edition, at=now, by=by, reason=reason.strip())


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
