"""What a line says of a release, as values that can be kept."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .. import rich_text
from ..former_addresses import is_own
from ..models import Kind, Release
from ..tagging import key_of
from ..text.cleaning.left_out import PASSAGES, LeftOut
from . import values
from .entry import Entry
from .rejects import Unusable
from .texts import unescaped, without_dateline
from .vocabulary import Terms, Vocabulary

KEYS = frozenset(
    (
        "legacy_id",
        "legacy_url",
        "kind",
        "language",
        "title",
        "place",
        "published_at",
        "summary",
        "body_html",
        "structures",
        "partner_groups",
        "countries",
        "fields_of_work",
        "meetings",
        "projects",
        "tags",
        "translation_of",
    )
)


@dataclass(frozen=True, slots=True)
class Record:
    """One release of the file. Tags and `translation_of` are still names: the database is not asked here."""

    kind: Kind
    language: str
    title: str
    place: str
    published_at: dt.datetime
    summary: str
    body: rich_text.Body
    terms: Terms
    tags: list[str]
    translation_of: str
    paths: list[str]
    notes: list[str]  # what people should know of a line that was imported
    links: list[str]  # keys of former addresses that the text leads to


def read_record(entry: Entry, vocabulary: Vocabulary) -> Record:
    """Read all values of `entry`. Raises Unusable at the first that cannot be kept."""
    data = entry.data
    title = values.one_line(data, "title", _most("title"))
    if not title:
        raise Unusable("title is missing.")
    terms = vocabulary.resolve(data)
    paths, notes = _paths(entry)
    language, place = values.language(data), values.one_line(data, "place", _most("place"))
    published_at = values.instant(data, "published_at", terms.desk.zone)
    body = _body(entry, notes)
    opened = without_dateline(body.html, place, published_at.astimezone(terms.desk.zone).date(), language)
    if opened != body.html:
        body = rich_text.read(opened)._replace(left_out=body.left_out)
    return Record(
        kind=values.kind(data),
        language=language,
        title=title,
        place=place,
        published_at=published_at,
        summary=values.one_line(data, "summary", _most("summary")),
        body=body,
        terms=terms,
        tags=_tags(entry),
        translation_of=values.legacy_key(data, "translation_of"),
        paths=paths,
        notes=entry.notes + notes + _losses(body.left_out),
        links=[key for link in body.left_out.inward if (key := values.key_of_link(link))],
    )


def _most(name: str) -> int:
    field: Any = Release._meta.get_field(name)
    return field.max_length


def _body(entry: Entry, notes: list[str]) -> rich_text.Body:
    html = values.text(entry.data, "body_html")
    if (markup := unescaped(html)) is not None:
        notes.append("body_html: All markup was escaped, and has been read as markup.")
        html = markup
    try:
        return rich_text.read(html, values.address(entry.data, "legacy_url"))
    except ValidationError as error:
        raise Unusable(f"body_html: {' '.join(error.messages)}") from error


def _losses(left_out: LeftOut) -> list[str]:
    """What of the text was not taken over. Pictures and films never are, so these are not named."""
    words = LeftOut(Counter({kind: left_out.counts[kind] for kind in PASSAGES}), left_out.dead_links)
    return [f"body_html: {sentence}" for sentence in words.sentences()]


def _tags(entry: Entry) -> list[str]:
    tags = [tag for tag in values.names(entry.data, "tags") if key_of(tag)]
    if long := next((tag for tag in tags if len(tag) > 100), None):
        raise Unusable(f"tags: “{long[:100]}…” has {len(long)} characters; at most 100 can be kept.")
    return tags


def _paths(entry: Entry) -> tuple[list[str], list[str]]:
    """Where the release stood: at its address, and at its number as Drupal gives every page one. And notes.

    What this site answers itself is never a former address of something else.
    """
    paths, notes = [values.path(entry.data, "legacy_url")], []
    if paths[0] and is_own(paths[0].partition("?")[0]):
        notes.append(f"legacy_url: {paths.pop()} is an address of this site; it was left out.")
    if entry.legacy_id.isascii() and entry.legacy_id.isdigit():
        paths.append(f"/node/{entry.legacy_id}")
    return list(dict.fromkeys(path for path in paths if path)), notes
