"""The verbs of the first page. Each does all of its work or none, names its actor, and leaves a history."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desks import central_role
from accounts.models import Role, User

from .actions import Refused
from .models import Lead, MediaEvent, Release
from .permissions import has_role


def may_choose_leads(by: User) -> bool:
    """Whether `by` is an editor at the central desk: the first page is the whole organisation's."""
    role = central_role(by)
    return role is not None and role.rank >= Role.EDITOR.rank


def may_announce(by: User, release: Release) -> bool:
    """Whether `by` is an editor at the desk of `release`, and so may say when and where its event is."""
    return has_role(by, release.desk_id, Role.EDITOR)


@transaction.atomic
def choose_lead(
    *, release: Release, by: User, starts: dt.datetime | None = None, ends: dt.datetime | None = None
) -> Lead:
    """Let `release` lead the first page from `starts` (None: at once) to `ends` (None: until another one does).

    It may be a draft: readers see it from the instant in which both its edition and its time have begun. Raises
    PermissionDenied unless `by` may, Refused where the time is none.
    """
    return change_lead(lead=Lead(release=release), by=by, starts=starts, ends=ends)


@transaction.atomic
def change_lead(*, lead: Lead, by: User, starts: dt.datetime | None = None, ends: dt.datetime | None = None) -> Lead:
    """Give `lead` another time, or another release. Raises as choose_lead."""
    _check(may_choose_leads(by))
    lead.starts, lead.ends = starts or timezone.now(), ends
    return _keep(lead, by)


@transaction.atomic
def remove_lead(*, lead: Lead, by: User) -> None:
    """Take `lead` off the first page at once; its history stays. Raises PermissionDenied unless `by` may."""
    _check(may_choose_leads(by))
    _remove(lead, by)


@transaction.atomic
def announce(*, release: Release, by: User, starts: dt.datetime, venue: str, **more: Any) -> MediaEvent:
    """Put the event of `release` among the coming ones. `more`: ends, time_zone, register_by.

    Raises PermissionDenied unless `by` may, Refused where it ends before it starts.
    """
    event = MediaEvent(release=release)
    return change_event(event=event, by=by, starts=starts, venue=venue, **more)


@transaction.atomic
def change_event(*, event: MediaEvent, by: User, **said: Any) -> MediaEvent:
    """Change what is said of `event`, by the names of its fields. Raises as announce.

    Who moves it to another release has to be an editor at the desks of both.
    """
    before = MediaEvent.objects.select_related("release").filter(pk=event.pk).first()
    _check(may_announce(by, event.release) and (before is None or may_announce(by, before.release)))
    for name, value in said.items():
        setattr(event, name, value)
    event.venue = event.venue.strip()
    return _keep(event, by)


@transaction.atomic
def remove_event(*, event: MediaEvent, by: User) -> None:
    """Take `event` off the first page at once; its history stays. Raises PermissionDenied unless `by` may."""
    _check(may_announce(by, event.release))
    _remove(event, by)


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("You do not have the role for this: ask an editor of the desk it belongs to."))


def _keep(chosen: Any, by: User) -> Any:
    if chosen.ends and chosen.ends <= chosen.starts:
        raise Refused(_("It would end before it starts. Check both times."))
    chosen.chosen_by = chosen._history_user = by
    chosen.save()
    return chosen


def _remove(chosen: Lead | MediaEvent, by: User) -> None:
    chosen._history_user = by  # type: ignore[union-attr]  # whom its history names
    chosen.delete()
