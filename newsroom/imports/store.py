"""Writing a batch: so many statements for any number of releases, inside the caller's transaction.

New releases are copied in as rows; changed ones are written by `changes`. Either passes by simple_history: what an
import did is in the editions and in its file. The history of a release begins when somebody edits it here.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from ..media.hashing import hashes_of
from ..models import Image, Release, ReleaseSource
from ..records import finished
from ..snapshot import tag_slugs
from . import addresses
from .changes import change
from .copying import Table, row
from .plan import Changed, New, Plan
from .reading import EDITIONS, RELEASES, TERMS, Content
from .tags import TagBook

_SOURCES = Table(ReleaseSource, late=("release_id", "position", "structure_id", "partner_group_id"))
_TAGGED = Table(TaggedItem, late=("tag_id", "content_type_id", "object_id"))


def _through(name: str) -> Table:
    field = getattr(Release, name).field
    return Table(field.remote_field.through, late=("release_id", f"{field.m2m_reverse_field_name()}_id"))


_TERMS = [_through(name) for name in TERMS]


def store(plan: Plan, tags: TagBook, now: dt.datetime) -> None:
    """Write what `plan` brings; `now` is when editions of changed releases begin."""
    items = plan.items
    tags.ensure(chain.from_iterable(item.content.tags for item in items))
    chosen = {item: tags.tags(item.content.tags) for item in items}
    RELEASES.copy(_joined(row(new.key, new.original, now, now), new.content.release) for new in plan.new)
    change(plan.changed, chosen, now)
    _SOURCES.copy(_source_rows(items))
    for number, table in enumerate(_TERMS):
        table.copy(row(item.key, key) for item in items for key in item.content.terms[number])
    type_key = ContentType.objects.get_for_model(Release).pk
    _TAGGED.copy(row(tag.pk, type_key, item.key) for item in items for tag in chosen[item])
    addresses.add({path: item.key for item in items for path in item.content.paths})
    # Last, since the version of the archive is drawn here, and whoever draws it after us waits until we are done. New
    # tags and changed releases have drawn it before; few batches have any.
    EDITIONS.copy(_first_edition(new, chosen[new]) for new in plan.new)


def _source_rows(items: list[New | Changed]) -> Iterator[bytes]:
    for item in items:
        for position, (structure, partner_group) in enumerate(item.content.sources):
            yield row(item.key, position, structure, partner_group)


def _first_edition(new: New, tags: list[Tag]) -> bytes:
    content, group, slugs = new.content, new.original or new.key, tag_slugs(tags)
    return _joined(row(new.key, group, slugs, _digest(content, new.key, group, slugs)), content.edition)


def _digest(content: Content, key: int, group: int, tags: list[str]) -> str:
    """Of the record of a first edition (see newsroom.records.seal). A query for the few that show pictures."""
    images = hashes_of(Image, content.image_ids)
    if images is None:
        return ""
    files = {"images": images, "attachments": {}}
    record = finished(content.record, release=key, translation_group=group, tags=tags, files=files)
    return hashlib.sha256(record).hexdigest()


def _joined(late: bytes, early: bytes) -> bytes:
    return late + b"\t" + early
