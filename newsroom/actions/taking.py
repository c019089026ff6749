"""What all steps have in common: the lock, the rights, two pairs of eyes, the record."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User

from ..models import Edition, Event, Release
from ..permissions import has_role, may
from ..workflow import APPROVING, Action, State, step


class Refused(Exception):
    """An action was not taken. `reasons` are sentences for the one who asked; nothing has changed."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def lock(release: Release, action: Action, by: User) -> Release:
    """Return `release` as it is in the database, locked; Refused or PermissionDenied where `action` is not open."""
    locked: Release = (
        Release.objects.select_for_update(of=("self",)).select_related("desk__structure").get(pk=release.pk)
    )
    if step(locked.state, action) is None and has_role(by, locked.desk_id, Role.AUTHOR):
        raise Refused(_("This release is %(state)s: that cannot be done now.") % {"state": locked.get_state_display()})
    if not may(by, action, locked):
        raise PermissionDenied(_("You do not have the role for this at the desk of this release: ask a publisher."))
    locked.skip_history_when_saving = True  # type: ignore[attr-defined] # steps change no word: the timeline has them
    return locked


def state_after(release: Release, action: Action) -> State:
    found = step(release.state, action)
    assert found  # noqa: S101 - lock has refused what is not open
    return found.then


def reason_for_one_pair_of_eyes(release: Release, action: Action, by: User, reason: str) -> str:
    """Keep two pairs of eyes on every text: the reason to record where they were one, "" where they were two.

    Nobody approves a text they were the last to change, unless its desk allows that, and then with a reason.
    """
    if (release.state, action) not in APPROVING or release.updated_by_id != by.pk:
        return ""
    if not release.desk.single_handed:
        raise Refused(_("You were the last to change this text, so somebody else has to approve it."))
    if not reason.strip():
        raise Refused(_("You were the last to change this text. Give the reason why nobody else approves it."))
    return reason.strip()


def record(
    release: Release,
    action: Action,
    by: User,
    before: str,
    *,
    comment: str = "",
    reason: str = "",
    edition: Edition | None = None,
) -> Event:
    return Event.objects.create(
        release=release,
        action=action,
        before=before,
        after=release.state,
        at=timezone.now(),
        by=by,
        comment=comment.strip(),
        single_handed=reason,
        edition=edition,
    )
