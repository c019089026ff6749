"""Where a release stands with its readers, for the publishing box of its form."""

from dataclasses import dataclass

from .. import checks
from ..models import Edition, Event, Release
from ..snapshot import same_content, snapshot

#: Editions that the form lists; a release with more has them in its history.
EDITIONS_SHOWN = 10
EVENTS_SHOWN = 20


@dataclass(frozen=True)
class Standing:
    """Where a saved release stands with its readers."""

    release: Release
    editions: list[Edition]  # the newest, newest first
    live: Edition | None
    scheduled: Edition | None  # one that is to begin later
    has_begun: bool  # whether readers have seen an edition, whatever became of it
    events: list[Event]  # the newest, newest first
    unseen_changes: bool  # whether the working text says other than the live edition
    problems: list[checks.Problem]  # what checks find in the working text, errors first


def standing(pk: int) -> Standing:
    """Read it from the database: the object of a form that was refused holds what was typed."""
    release = Release.objects.select_related("updated_by", "desk__structure").get(pk=pk)
    editions = release.editions.for_lists().select_related("published_by", "withdrawal").order_by("-number")
    live = release.editions.live().first()
    unseen = live is not None and not same_content(_as_it_is(release, live), live)
    scheduled = release.editions.ahead().first()
    return Standing(
        release=release,
        editions=list(editions[:EDITIONS_SHOWN]),
        live=live,
        has_begun=release.editions.begun().exists(),
        events=list(release.events.select_related("by").order_by("-at", "-pk")[:EVENTS_SHOWN]),
        scheduled=scheduled,
        unseen_changes=unseen,
        problems=checks.problems(release, scheduled.live_from if scheduled else None),
    )


def _as_it_is(release: Release, live: Edition) -> Edition:
    """The working text as an edition, to be compared with the live one.

    A body that was published as it is stays so: the rules of cleaning may have changed since, which is no edit.
    """
    edition = snapshot(release, number=live.number, published_at=live.published_at, live_from=live.live_from)
    if release.body == live.body:
        edition.body = live.body
    return edition
