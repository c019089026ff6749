"""Publishing: the next edition of a release, at once or at a set instant."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import ProgramLimitExceeded

from accounts.models import User

from .. import checks, jobs
from ..following import to_follow
from ..models import Change, Edition, Release
from ..records import seal
from ..snapshot import same_content, snapshot
from ..workflow import Action, State
from .taking import Refused, lock, reason_for_one_pair_of_eyes, record

#: Schedules reach so far. What lies beyond is a slip of the keyboard.
LATEST_YEAR = 2100


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
    follow: Sequence[str] | None = None,
) -> Edition:
    """Publish the working text of `release` as its next edition, at once or at a set instant, and return that edition.

    The edition that is up ends in the instant in which the new one begins; `published_at` stays that of the first
    one. What was scheduled before is cancelled. `change` (Change) says what a further edition is to readers; a note
    goes with an update and a correction. `reason`: why nobody else looks (see
    taking.reason_for_one_pair_of_eyes). `follow`: the languages that readers are told to expect, checked by
    translation_actions.publish_together; None goes on saying what the edition that is up says.

    Raises PermissionDenied unless `by` may publish, Refused where something is missing.
    """
    release = lock(release, Action.PUBLISH, by)
    reason = reason_for_one_pair_of_eyes(release, Action.PUBLISH, by, reason)
    now = timezone.now()
    begins = _beginning(at, now)
    if missing := missing_for_publication(release, at):
        raise Refused(*missing)
    try:
        edition = next_edition(release, begins)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    if follow is not None:
        edition.languages_to_follow = list(follow)
    cancelled = cancel_scheduled(release, now)
    live = release.editions.live(now).first()
    if live and not cancelled and same_content(live, edition) and _same_promise(live, edition):
        raise Refused(_("Nothing has changed: readers see exactly this already."))
    edition.published_by = by
    edition.change, edition.change_note = _change(release, now, change, change_note)
    release.editions.live(now).update(live_until=begins)
    _append(edition)
    before, release.state, release.published_at = release.state, State.PUBLISHED, edition.published_at
    release.save(update_fields=["state", "published_at"])
    record(release, Action.PUBLISH, by, before, comment=comment, reason=reason, edition=edition)
    jobs.make_pdf_of(edition)
    return edition


def next_edition(release: Release, begins: dt.datetime) -> Edition:
    """The edition that publishing `release` at that instant makes, unsaved: what is published and what is previewed.

    Raises ValidationError where the text cannot be kept (see rich_text.clean).
    """
    last = release.editions.order_by("number").last()
    # What readers have seen keeps its date; what was scheduled and never begun has none yet.
    seen = release.editions.begun(min(begins, timezone.now())).order_by("number").last()
    published_at = min(begins, seen.published_at) if seen else begins if last else release.published_at or begins
    edition = snapshot(release, number=last.number + 1 if last else 1, published_at=published_at, live_from=begins)
    edition.languages_to_follow = to_follow(seen, begins) if seen else []
    return edition


def _same_promise(live: Edition, edition: Edition) -> bool:
    """Whether readers of both are told to expect the same languages."""
    return sorted(to_follow(live)) == sorted(edition.languages_to_follow)


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


def cancel_scheduled(release: Release, now: dt.datetime) -> int:
    """End what has not begun where it would have begun, so that readers never see it; return how many that were.

    An edition that was to end then goes on.
    """
    ahead = list(release.editions.ahead(now).values_list("live_from", flat=True))
    cancelled = release.editions.ahead(now).update(live_until=F("live_from"))
    release.editions.live(now).filter(live_until__in=ahead).update(live_until=None)
    return cancelled


def _append(edition: Edition) -> None:
    """Seal `edition` with the digest of its record, and insert it.

    Raises Refused where its words are more than the search can take (a megabyte).
    """
    seal(edition)
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise Refused(
                _("The text is too long to be found by its words. Shorten it, or attach it as a file.")
            ) from error
        raise


def missing_for_publication(release: Release, at: dt.datetime | None = None) -> list[str]:
    """Sentences: what checks find that keeps `release` from being published at that instant (None: at once)."""
    return [problem.sentence for problem in checks.errors(release, at)]
