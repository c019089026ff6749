"""The verbs of writing: what is kept of a text before it is saved, and with it; and who is at it."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desks import roles_of
from accounts.models import User

from .models import Presence, Release, Unsaved
from .permissions import may
from .workflow import Action

#: Who has not been heard of for so long has closed the form. Browsers say every 15 seconds that it is open.
AWAY_AFTER = dt.timedelta(minutes=1)


def keep_unsaved(*, release: Release | None, by: User, data: dict[str, list[str]]) -> Unsaved:
    """Keep what `by` has typed into the form of `release` (None: of a new one), in place of what was kept before.

    `data`: name of an input → its values. How much that may be is what the site takes in with one form. Null
    characters, which the database cannot hold, are left out. The release itself is not touched. Raises
    PermissionDenied where the text is not theirs to change.
    """
    _check(release, by)
    clean = {_storable(name): [_storable(value) for value in values] for name, values in data.items()}
    kept = Unsaved(release=release, user=by, data=clean, at=timezone.now())
    Unsaved.objects.bulk_create(
        [kept], update_conflicts=True, unique_fields=["release", "user"], update_fields=["data", "at"]
    )
    return kept


def forget_unsaved(*, release: Release | None, by: User) -> None:
    """Remove what keep_unsaved has kept: it has been saved, or is not wanted."""
    Unsaved.objects.filter(release=release, user=by).delete()


def note_presence(*, release: Release, by: User) -> None:
    """Note that `by` has the form of `release` open, and remove all notes that have run out.

    Two statements and no transaction around them: two browsers that remove each other's notes would wait for
    each other. Raises PermissionDenied where the text is not theirs to change.
    """
    _check(release, by)
    now = timezone.now()
    Presence.objects.bulk_create(
        [Presence(release=release, user=by, seen_at=now)],
        update_conflicts=True,
        unique_fields=["release", "user"],
        update_fields=["seen_at"],
    )
    with transaction.atomic():
        gone = Presence.objects.filter(seen_at__lt=now - AWAY_AFTER).select_for_update(skip_locked=True)
        Presence.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()


def others_at(release: Release, user: User) -> QuerySet[User]:
    """Those who have the form of `release` open besides `user`."""
    present = Presence.objects.filter(release=release, seen_at__gte=timezone.now() - AWAY_AFTER)
    return User.objects.filter(pk__in=present.values("user")).exclude(pk=user.pk).order_by("name", "email")


def note_saved(*, release: Release, by: User, relations: dict[str, Any]) -> None:
    """Complete the newest revision of `release`, which `by` has just saved, with what it refers to.

    What they had typed before is part of it now, and no longer kept beside it.
    """
    newest = release.history.values_list("pk", flat=True).first()
    release.history.filter(pk=newest).update(relations=relations)
    forget_unsaved(release=release, by=by)


def _check(release: Release | None, by: User) -> None:
    allowed = bool(roles_of(by)) if release is None else may(by, Action.EDIT, release)
    if not allowed:
        raise PermissionDenied(_("This text is not yours to change: ask an editor of its desk."))


def _storable(text: str) -> str:
    return text.replace("\x00", "")
