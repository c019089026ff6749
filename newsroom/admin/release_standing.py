"""Where a release stands with its readers, for the publishing box of its form."""

from dataclasses import dataclass

from .. import actions
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
    missing: list[str]  # sentences: what it lacks before it can be published


def standing(pk: int) -> Standing:
    """Read it from the database: the object of a form that was refused holds what was typed."""
    release = Release.objects.select_related("updated_by", "desk__structure").get(pk=pk)
    editions = release.editions.for_lists().select_related("published_by", "withdrawal").order_by("-number")
    live = release.editions.live().first()
    unseen = live is not None and not same_content(_as_it_is(release, live), live)
    return Standing(
        release=release,
        editions=list(editions[:EDITIONS_SHOWN]),
        live=live,
        scheduled=release.editions.ahead().first(),
        has_begun=release.editions.begun().exists(),
        events=list(release.events.select_related("by").order_by("-at", "-pk")[:EVENTS_SHOWN]),
        unseen_changes=unseen,
        missing=actions.missing_for_publication(release),
    )


def _as_it_is(release: Release, live: Edition) -> Edition:
    """The working text as an edition, to be compared with the one that is up."""
    return snapshot(release, number=live.number, published_at=live.published_at, live_from=live.live_from)
