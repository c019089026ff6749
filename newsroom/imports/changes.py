"""Writing releases that were imported before and are changed by their lines: a further edition where readers see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from taggit.models import Tag, TaggedItem

from ..models import Change, Edition, Release, ReleaseSource
from ..records import seal
from ..snapshot import compose, same_content
from .copying import Table
from .plan import Changed
from .reading import TERMS

_UPDATED = [
    "kind",
    "language",
    "translation_of",
    "title",
    "summary",
    "body",
    "place",
    "date",
    "state",
    "published_at",
    "import_digest",
    "updated_at",
]
_EDITIONS = Table(Edition)


def change(items: list[Changed], chosen: dict[Any, list[Tag]], now: dt.datetime) -> None:
    """Write the releases of `items` and their next editions, and clear what they referred to.

    New ones that they translate are there already; what they refer to now is for the caller to write.
    """
    if not items:
        return
    for item in items:
        item.release.translation_of_id = item.original
    Release.objects.bulk_create(
        [item.release for item in items],
        update_conflicts=True,
        unique_fields=["legacy_id"],
        update_fields=_UPDATED,
    )
    _clear_relations([item.key for item in items])
    _save_editions(items, chosen, now)


def _clear_relations(keys: list[int]) -> None:
    ReleaseSource.objects.filter(release__in=keys).delete()
    for name in TERMS:
        getattr(Release, name).through.objects.filter(release_id__in=keys).delete()
    content_type = ContentType.objects.get_for_model(Release)
    TaggedItem.objects.filter(content_type=content_type, object_id__in=keys).delete()


def _save_editions(items: list[Changed], chosen: dict[Any, list[Tag]], now: dt.datetime) -> None:
    """Add an edition to each release of which readers would see something else than before."""
    editions = [edition for item in items if (edition := _next_edition(item, chosen[item], now))]
    _close({edition.release_id: edition.live_from for edition in editions}, now)
    for edition in editions:
        seal(edition)
    _EDITIONS.copy(_EDITIONS.early(edition) for edition in editions)


def _next_edition(item: Changed, tags: Sequence[Tag], now: dt.datetime) -> Edition | None:
    edition = compose(item.release, replace(item.relations, tags=tags), item.record.body)
    edition.number = item.latest.number + 1
    edition.published_at = item.record.published_at
    # A correction begins now, and never before the hour that the line sets.
    edition.live_from = max(now, edition.published_at)
    # The file does not say what is new, so readers are told nothing, as they are of a minor fix.
    is_first = item.latest.change == Change.FIRST and item.latest.live_from > now  # nobody has seen one yet
    edition.change = Change.FIRST if is_first else Change.MINOR
    same = same_content(edition, item.latest) and edition.published_at == item.latest.published_at
    return None if same else edition


def _close(begins: dict[int, dt.datetime], now: dt.datetime) -> None:
    """End what is up of each release in the instant in which its next edition begins.

    What is only scheduled is never shown: it ends in the instant in which it would have begun. That first,
    since no two editions of a release may overlap at any time.
    """
    if not begins:
        return
    open_ = list(
        Edition.objects.filter(Q(live_until=None) | Q(live_until__gt=now), release__in=begins).only(
            "release_id", "live_from"
        )
    )
    scheduled = [edition for edition in open_ if edition.live_from > now]
    current = [edition for edition in open_ if edition.live_from <= now]
    for edition in scheduled:
        edition.live_until = edition.live_from
    for edition in current:
        edition.live_until = begins[edition.release_id]
    Edition.objects.bulk_update(scheduled, ["live_until"])
    Edition.objects.bulk_update(current, ["live_until"])
