"""The record of an edition: all that it tells readers, as JSON in the one form that RFC 8785 gives it.

The SHA-256 of these bytes is the edition's `record_sha256`. docs/adr/0013-what-the-digest-covers.md says what is in it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..media.hashing import hashes_of
from ..models import Attachment, Edition, Image

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def canonical(value: Any) -> bytes:
    """`value` as RFC 8785 writes it: objects, lists, texts, whole numbers, true, false and null.

    The standard library writes just that, many times as fast as libraries for it, as long as there are no fractions and
    no keys beyond ASCII; a test compares it with one.
    """
    return _ENCODER.encode(value).encode()


def beginning(edition: Edition) -> bytes:
    """The canonical record of `edition` up to what an import learns only when it writes: see finished()."""
    content = {
        "kind": edition.kind,
        "language": edition.language,
        "title": edition.title,
        "summary": edition.summary,
        "body": edition.body,
        "text": edition.body_text,
        "place": edition.place,
        "date": edition.date.isoformat(),
        "sources": edition.sources,
        "countries": edition.countries,
        "fields_of_work": edition.fields_of_work,
        "meetings": edition.meetings,
        "projects": edition.projects,
        "contacts": edition.contacts,
        "images": [_part(image, "id", "alt", "caption", "credit") for image in edition.images],
        "attachments": [_part(f, "id", "name", "title", "type", "size", "language") for f in edition.attachments],
    }
    version = {
        "number": edition.number,
        "published_at": _instant(edition.published_at),
        "live_from": _instant(edition.live_from),
        "change": str(edition.change),
        "change_note": edition.change_note,
    }
    return canonical({"content": content, "edition": version})[:-1]


def finished(
    beginning: bytes, *, release: int, translation_group: int, tags: Sequence[str], files: Mapping[str, Mapping]
) -> bytes:
    """A canonical record from its beginning and what comes after that by the alphabet."""
    rest = {"files": files, "release": release, "tags": tags, "translation_group": translation_group}
    return beginning + b"," + canonical(rest)[1:]


def record_of(edition: Edition) -> bytes | None:
    """The canonical record of `edition`, which has its release; None where a file of it cannot be read.

    One query for its pictures and one for its files, where it has any.
    """
    images, attachments = hashes_of(Image, edition.image_ids), hashes_of(Attachment, edition.attachment_ids)
    if images is None or attachments is None:
        return None
    return finished(
        beginning(edition),
        release=edition.release_id,
        translation_group=edition.translation_group,
        tags=edition.tags,
        files={"images": images, "attachments": attachments},
    )


def seal(edition: Edition) -> None:
    """Note the digest of the record on `edition`, unsaved and otherwise complete. None where a file cannot be read."""
    record = record_of(edition)
    edition.record_sha256 = hashlib.sha256(record).hexdigest() if record else ""


def _part(kept: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: kept.get(name, "") for name in names}


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
