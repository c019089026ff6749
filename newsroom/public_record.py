"""What the public is told of the editions of a release: which may be read, what changed, what was taken down."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .models import Change, Edition, Withdrawal
from .models.edition import EditionQuerySet


def readable(at: dt.datetime | None = None) -> EditionQuerySet:
    """The editions whose text anybody may read at their own addresses at that instant (default: now).

    Those that have begun, of a release that is live or was retracted. An edition that was issued in error or
    superseded is gone, and with it those before it; one that was retracted is kept for the record, with those before.
    """
    at = at or timezone.now()
    kept_down = Q(withdrawal__kind=Withdrawal.Kind.RETRACTED, withdrawal__at__lte=at)
    same_release = Edition.objects.filter(release_id=OuterRef("release_id")).order_by()
    is_kept = Exists(same_release.live(at)) | Exists(same_release.filter(kept_down))
    return Edition.objects.begun(at).filter(is_kept, ~_is_gone(at))


def _is_gone(at: dt.datetime) -> Exists:
    """Whether an edition, or a later one of its release, was issued in error or superseded by that instant."""
    withdrawn = Withdrawal.objects.filter(
        edition__release_id=OuterRef("release_id"), edition__number__gte=OuterRef("number"), at__lte=at
    )
    return Exists(withdrawn.exclude(kind=Withdrawal.Kind.RETRACTED))


@dataclass
class Changes:
    """What an edition is to readers, beside those of its release before it."""

    modified_at: dt.datetime  # when it last became something else to readers; a minor fix does not count
    notes: list[Edition] = field(default_factory=list)  # the updates and corrections up to it, newest first

    @property
    def corrections(self) -> list[Edition]:
        return [note for note in self.notes if note.change == Change.CORRECTION]

    @property
    def mark(self) -> Edition | None:
        """What lists say of it: the last correction, which is never passed over for an update; else the last update."""
        return next(iter(self.corrections or self.notes), None)


def changes_of(editions: Iterable[Edition]) -> dict[int, Changes]:
    """Key of the release → what readers are told of the changes up to that edition; one edition of each release.

    One query where any of them is a further edition, none otherwise.
    """
    asked = {edition.release_id: edition for edition in editions}
    found = {key: Changes(edition.modified_at) for key, edition in asked.items()}
    further = [key for key, edition in asked.items() if edition.number > 1]
    if not further:
        return found
    now = timezone.now()
    # What is gone is gone with its note, which may say just what had to go.
    told = Edition.objects.begun(now).filter(~_is_gone(now), release_id__in=further).exclude(change=Change.MINOR)
    told = told.order_by("-number")
    before: dict[int, list[Edition]] = defaultdict(list)
    for note in told.only("release_id", "number", "date", "published_at", "live_from", "change", "change_note"):
        if note.number <= asked[note.release_id].number:
            before[note.release_id].append(note)
    for key, told_of in before.items():
        notes = [note for note in told_of if note.change != Change.FIRST]
        found[key] = Changes(told_of[0].modified_at, notes)
    return found


def last_withdrawal(release_id: int, number: int = 0) -> Withdrawal | None:
    """The withdrawal that a release is down for, or what made its edition of that number go; with its edition."""
    found = Withdrawal.objects.filter(edition__release_id=release_id, edition__number__gte=number)
    if number:
        found = found.exclude(kind=Withdrawal.Kind.RETRACTED)
    return found.filter(at__lte=timezone.now()).select_related("edition").order_by("-at").first()


def retraction_of(edition: Edition) -> Withdrawal | None:
    """The retraction that an edition is kept under: its own, or that of a later one."""
    found = Withdrawal.objects.filter(edition__release_id=edition.release_id, edition__number__gte=edition.number)
    return found.filter(at__lte=timezone.now()).order_by("at").first()
