"""The way of a text through the house: edited, submitted, sent back, approved."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User

from ..models import Event, Release
from ..workflow import Action
from .taking import Refused, lock, reason_for_one_pair_of_eyes, record, state_after


@transaction.atomic
def edited(*, release: Release, by: User) -> Release:
    """Note that `by` has changed the working text of `release`, in the same transaction, and return it.

    What was approved is in review again, what was published or withdrawn is a draft again (its edition stays as it
    is). Raises PermissionDenied where the text is not theirs to change in this state.
    """
    release = lock(release, Action.EDIT, by)
    before = release.state
    release.updated_by = by
    release.state = state_after(release, Action.EDIT)
    release.save(update_fields=["state", "updated_by"])
    if release.state != before:
        record(release, Action.EDIT, by, before)
    return release


@transaction.atomic
def submit(*, release: Release, by: User, comment: str = "") -> Event:
    """Hand a draft to those who review it."""
    return _move(release, Action.SUBMIT, by, comment)


@transaction.atomic
def send_back(*, release: Release, by: User, comment: str) -> Event:
    """Return a text to its author, with a comment that says why. Raises Refused without one."""
    if not comment.strip():
        raise Refused(_("Say what is to be changed: the author will read it."))
    return _move(release, Action.SEND_BACK, by, comment)


@transaction.atomic
def approve(*, release: Release, by: User, comment: str = "", reason: str = "") -> Event:
    """Declare a text in review ready to be published. `reason`: see reason_for_one_pair_of_eyes."""
    return _move(release, Action.APPROVE, by, comment, reason)


def _move(release: Release, action: Action, by: User, comment: str, reason: str = "") -> Event:
    """Take a step that changes nothing but the state."""
    release = lock(release, action, by)
    reason = reason_for_one_pair_of_eyes(release, action, by, reason)
    before, release.state = release.state, state_after(release, action)
    release.save(update_fields=["state"])
    return record(release, action, by, before, comment=comment, reason=reason)
