"""The verbs. Each is atomic, locks its release, names its actor, and either does all of its work or none."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import ProgramLimitExceeded

from accounts.models import Role, User

from .models import Change, Edition, Event, Release, Withdrawal
from .permissions import has_role, may
from .snapshot import same_content, snapshot
from .workflow import APPROVING, Action, State, step

#: Schedules reach so far. What lies beyond is a slip of the keyboard.
LATEST_YEAR = 2100


class Refused(Exception):
    """An action was not taken. `reasons` are sentences for the one who asked; nothing has changed."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def edited(*, release: Release, by: User) -> Release:
    """Note that `by` has changed the working text of `release`, in the same transaction, and return it.

    What was approved is in review again, what was published or withdrawn is a draft again (its edition stays as it
    is). Raises PermissionDenied where the text is not theirs to change in this state.
    """
    release = _lock(release, Action.EDIT, by)
    before = release.state
    release.updated_by = by
    release.state = _after(release, Action.EDIT)
    release.save(update_fields=["state", "updated_by"])
    if release.state != before:
        _record(release, Action.EDIT, by, before)
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
    """Declare a text in review ready to be published. `reason`: see _single_handed."""
    return _move(release, Action.APPROVE, by, comment, reason)


def _move(release: Release, action: Action, by: User, comment: str, reason: str = "") -> Event:
    """Take a step that changes nothing but the state."""
    release = _lock(release, action, by)
    reason = _single_handed(release, action, by, reason)
    before, release.state = release.state, _after(release, action)
    release.save(update_fields=["state"])
    return _record(release, action, by, before, comment=comment, reason=reason)


@transaction.atomic
def publish(
    *,
    release: Release,
    by: User,
    at: dt.datetime | None = None,
    change: str = "",
    change_note: str = "",
    comment: str = "",
    reason: str = "",
) -> Edition:
    """Publish the working text of `release` as its next edition, at once or at a set instant, and return that edition.

    The edition that is up ends in the instant in which the new one begins; `published_at` stays that of the first
    one. What was scheduled before is cancelled. `change` (Change) says what a further edition is to readers; a note
    goes with an update and a correction. `reason`: see _single_handed.

    Raises PermissionDenied unless `by` may publish, Refused where something is missing.
    """
    release = _lock(release, Action.PUBLISH, by)
    reason = _single_handed(release, Action.PUBLISH, by, reason)
    if missing := missing_for_publication(release):
        raise Refused(*missing)
    now = timezone.now()
    begins = _beginning(at, now)
    try:
        edition = next_edition(release, begins)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    cancelled = _cancel_scheduled(release, now)
    live = release.editions.live(now).first()
    if live and not cancelled and same_content(live, edition):
        raise Refused(_("Nothing has changed: readers see exactly this already."))
    edition.published_by = by
    edition.change, edition.change_note = _change(release, now, change, change_note)
    release.editions.live(now).update(live_until=begins)
    _append(edition)
    before, release.state, release.published_at = release.state, State.PUBLISHED, edition.published_at
    release.save(update_fields=["state", "published_at"])
    _record(release, Action.PUBLISH, by, before, comment=comment, reason=reason, edition=edition)
    return edition


def next_edition(release: Release, begins: dt.datetime) -> Edition:
    """The edition that publishing `release` at that instant makes, unsaved: what is published and what is previewed.

    Raises ValidationError where the text cannot be kept (see rich_text.clean).
    """
    last = release.editions.order_by("number").last()
    # What readers have seen keeps its date; what was scheduled and never begun has none yet.
    seen = release.editions.begun(min(begins, timezone.now())).order_by("number").last()
    published_at = min(begins, seen.published_at) if seen else begins if last else release.published_at or begins
    return snapshot(release, number=last.number + 1 if last else 1, published_at=published_at, live_from=begins)


def _beginning(at: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    if at is None:
        return now
    if at <= now:
        raise Refused(_("That moment has passed. Choose one that lies ahead, or publish at once."))
    if at.year > LATEST_YEAR:
        raise Refused(_("That is after %(year)d. Check the year.") % {"year": LATEST_YEAR})
    return at


def _change(release: Release, now: dt.datetime, change: str, note: str) -> tuple[str, str]:
    """What the next edition is to readers, and what is said of it."""
    note = note.strip()
    if not release.editions.begun(now).exists():
        return Change.FIRST, ""
    change = change or (Change.UPDATE if note else Change.MINOR)
    if change not in (Change.MINOR, Change.UPDATE, Change.CORRECTION):
        raise Refused(_("Say whether this is a minor fix, an update or a correction."))
    if change == Change.CORRECTION and not note:
        raise Refused(_("Say what was wrong: readers will find it at the top of the page."))
    if change == Change.UPDATE and not note:
        raise Refused(_("Say what is new: readers will find it on the page, with the date."))
    return change, note


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
    release = _lock(release, Action.WITHDRAW, by)
    if not reason.strip():
        raise Refused(_("Give the reason: readers who follow an old link will see it."))
    _check_successor(release, kind, superseded_by)
    now = timezone.now()
    cancelled = _cancel_scheduled(release, now)
    edition = release.editions.live(now).first()
    before = release.state
    if not edition and cancelled:
        release.state, release.published_at = State.DRAFT, _first_seen(release, now)
        release.save(update_fields=["state", "published_at"])
        _record(release, Action.WITHDRAW, by, before, comment=reason)
        return None
    if not edition:
        raise Refused(_("Nothing of this release is public at the moment."))
    release.editions.filter(pk=edition.pk).update(live_until=now)
    release.state = State.WITHDRAWN
    release.save(update_fields=["state"])
    _record(release, Action.WITHDRAW, by, before, comment=reason, edition=edition)
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


def _cancel_scheduled(release: Release, now: dt.datetime) -> int:
    """End what has not begun where it would have begun, so that readers never see it; return how many that were.

    An edition that was to end then goes on.
    """
    ahead = list(release.editions.ahead(now).values_list("live_from", flat=True))
    cancelled = release.editions.ahead(now).update(live_until=F("live_from"))
    release.editions.live(now).filter(live_until__in=ahead).update(live_until=None)
    return cancelled


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


def _lock(release: Release, action: Action, by: User) -> Release:
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


def _after(release: Release, action: Action) -> State:
    found = step(release.state, action)
    assert found  # noqa: S101 - _lock has refused what is not open
    return found.then


def _single_handed(release: Release, action: Action, by: User, reason: str) -> str:
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


def _record(
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
