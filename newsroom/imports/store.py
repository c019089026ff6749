"""Writing a batch: so many statements for any number of releases, inside the caller's transaction.

Bulk statements pass by simple_history: what an import did is in the editions and in its file. The history of
a release begins when somebody edits it here.
"""

import datetime as dt
from dataclasses import replace
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from taggit.models import Tag, TaggedItem

from taxonomy.models import Structure

from ..models import Edition, LegacyAddress, Release, ReleaseSource
from ..snapshot import compose, same_content
from .copying import copy_in
from .plan import Item
from .tags import TagBook

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
_TERMS = ("countries", "fields_of_work", "meetings", "projects")


def store(items: list[Item], tags: TagBook, now: dt.datetime) -> None:
    """Write `items` with all that belongs to them; `now` is when editions of changed releases begin."""
    tags.ensure(chain.from_iterable(item.record.tags for item in items))
    # Translations refer to their originals, which must have their keys first.
    _save_releases([item for item in items if item.original is None])
    _save_releases([item for item in items if item.original is not None])
    chosen = {item: tags.tags(item.record.tags) for item in items}
    _clear_relations([item.release.pk for item in items if item.before])
    _save_sources(items)
    _save_terms(items)
    _save_tags(chosen)
    _save_addresses(items)
    _save_editions(chosen, now)


def _save_releases(items: list[Item]) -> None:
    for item in items:
        if item.original is not None:
            item.release.translation_of_id = item.original.pk
    Release.objects.bulk_create(
        [item.release for item in items],
        update_conflicts=True,
        unique_fields=["legacy_id"],
        update_fields=_UPDATED,
    )


def _clear_relations(keys: list[int]) -> None:
    if not keys:
        return
    ReleaseSource.objects.filter(release__in=keys).delete()
    for name in _TERMS:
        getattr(Release, name).through.objects.filter(release_id__in=keys).delete()
    TaggedItem.objects.filter(content_type=_content_type(), object_id__in=keys).delete()


def _save_sources(items: list[Item]) -> None:
    ReleaseSource.objects.bulk_create(
        ReleaseSource(
            release=item.release,
            position=position,
            **{"structure" if isinstance(term, Structure) else "partner_group": term},
        )
        for item in items
        for position, term in enumerate(item.record.terms.sources)
    )


def _save_terms(items: list[Item]) -> None:
    for name in _TERMS:
        field = getattr(Release, name).field
        through, column = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(release_id=item.release.pk, **{column: term.pk})
            for item in items
            for term in getattr(item.record.terms, name)
        )


def _save_tags(chosen: dict[Item, list[Tag]]) -> None:
    content_type = _content_type()
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tag, content_type=content_type, object_id=item.release.pk)
        for item, tags in chosen.items()
        for tag in tags
    )


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(Release)


def _save_addresses(items: list[Item]) -> None:
    """Add the former addresses; those of an earlier import stay, since links to them may exist."""
    LegacyAddress.objects.bulk_create(
        (LegacyAddress(path=path, release=item.release) for item in items for path in item.record.paths),
        ignore_conflicts=True,  # the plan has seen to it that only their own can be there already
    )


def _save_editions(chosen: dict[Item, list[Tag]], now: dt.datetime) -> None:
    """Add an edition to each release of which readers would see something else than before."""
    editions = []
    for item, tags in chosen.items():
        edition = compose(item.release, replace(item.relations, tags=tags), item.record.body)
        edition.number = item.latest.number + 1 if item.latest else 1
        edition.published_at = item.record.published_at
        # What was dated back never was here before: it begins with its date. A correction begins now, and
        # neither begins before the hour that the line sets.
        edition.live_from = max(now, edition.published_at) if item.latest else edition.published_at
        if not (item.latest and _same_for_readers(edition, item.latest)):
            editions.append(edition)
    _close({edition.release_id: edition.live_from for edition in editions if edition.number > 1}, now)
    copy_in(Edition, editions)


def _same_for_readers(edition: Edition, latest: Edition) -> bool:
    return same_content(edition, latest) and edition.published_at == latest.published_at


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
