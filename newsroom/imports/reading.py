"""From lines to what can be written: all the work on a line that needs no database.

What comes of it is plain data and travels from the processes that read to the one that writes.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from ..models import Edition, Release
from ..records import beginning
from ..snapshot import Relations, compose
from ..workflow import State
from .copying import Table
from .entry import Entry, read_entry
from .lines import Line
from .record import KEYS, Record, read_record
from .rejects import Unusable
from .vocabulary import Terms, UnknownNames, Vocabulary

#: The columns of which the values are known only when the row is written.
RELEASES = Table(Release, late=("id", "translation_of_id", "created_at", "updated_at"))
EDITIONS = Table(Edition, late=("release_id", "translation_group", "tags", "record_sha256"))
TERMS = ("countries", "fields_of_work", "meetings", "projects")


class Content(NamedTuple):
    """What a line says: names that only the database can resolve, keys of terms, and the rows of a new release."""

    tags: list[str]
    translation_of: str
    paths: list[str]
    sources: list[tuple[int | None, int | None]]  # keys of structure and partner group, of which one is None
    terms: tuple[list[int], ...]  # as TERMS has them
    release: bytes  # the row without its late columns
    edition: bytes  # likewise, of the first edition
    record: bytes  # the beginning of what it vouches for, of which the rest is known when it is written
    image_ids: list[int]  # of pictures here that its text shows


class Reading(NamedTuple):
    """What became of a line: its content, or the reason why it has none."""

    legacy_id: str  # empty where none could be read
    digest: str
    unknown: list[str]  # keys that the format does not know, in the order of the line
    content: Content | str
    notes: Sequence[str] = ()  # sentences about the line, printed where it is imported (see Report.note)
    links: Sequence[str] = ()  # keys of former addresses that the text leads to
    unknown_names: Sequence[tuple[str, str]] = ()  # key of the line, and the name under it


def read(lines: Iterable[Line], vocabulary: Vocabulary, repair: bool = False) -> list[Reading]:
    """Read each of `lines`, and mend garbled texts where asked to `repair` them."""
    return [_read(line, vocabulary, repair) for line in lines]


def _read(line: Line, vocabulary: Vocabulary, repair: bool) -> Reading:
    try:
        entry = read_entry(line, repair)
    except Unusable as reason:
        return Reading("", "", [], str(reason))
    unknown = [key for key in entry.data if key not in KEYS]
    try:
        record = read_record(entry, vocabulary)
        return Reading(entry.legacy_id, entry.digest, unknown, _content(entry, record), record.notes, record.links)
    except Unusable as reason:
        names = reason.names if isinstance(reason, UnknownNames) else ()
        return Reading(entry.legacy_id, entry.digest, unknown, str(reason), unknown_names=names)


def release_of(entry: Entry, record: Record) -> Release:
    """The release as the line has it, without its key and what it translates."""
    return Release(
        legacy_id=entry.legacy_id,
        import_digest=entry.digest,
        kind=record.kind,
        language=record.language,
        title=record.title,
        summary=record.summary,
        body=record.body.html,
        place=record.place,
        date=timezone.localdate(record.published_at, record.terms.desk.zone),
        desk=record.terms.desk,
        state=State.PUBLISHED,
        published_at=record.published_at,
    )


def _content(entry: Entry, record: Record) -> Content:
    release = release_of(entry, record)
    edition = compose(release, _relations(record.terms), record.body)
    edition.number = 1
    # What was dated back never was here before: it begins with its date.
    edition.published_at = edition.live_from = record.published_at
    return Content(
        tags=record.tags,
        translation_of=record.translation_of,
        paths=record.paths,
        sources=record.terms.source_keys(),
        terms=tuple([term.pk for term in getattr(record.terms, name)] for name in TERMS),
        release=RELEASES.early(release),
        edition=EDITIONS.early(edition),
        record=beginning(edition),
        image_ids=edition.image_ids,
    )


def _relations(terms: Terms) -> Relations:
    return Relations(**{name: getattr(terms, name) for name in ("sources", *TERMS)})
