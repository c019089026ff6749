"""From a working text to the edition that publishing it would make: for publishing, preview and import."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify
from taggit.models import Tag

from taxonomy.models import PartnerGroup, Structure
from taxonomy.models.term import Term

from . import rich_text
from .models import Attachment, Contact, Edition, Release, ReleaseImage
from .models.edition import text_digest

#: The fields of an edition that say something to readers; by these a working text is compared with what
#: is up.
CONTENT_FIELDS = (
    "translation_group",
    "kind",
    "language",
    "title",
    "slug",
    "summary",
    "body",
    "place",
    "date",
    "sources",
    "countries",
    "fields_of_work",
    "meetings",
    "projects",
    "tags",
    "contacts",
    "images",
    "attachments",
    "image_ids",
    "attachment_ids",
)

#: Of these it does not matter in which order they come: the vocabulary may be put in another one any time.
_UNORDERED = {"countries", "fields_of_work", "meetings", "projects", "tags"}

#: What to prefetch with releases of which more than one snapshot is taken.
RELATIONS = (
    "desk__structure",
    "sources__structure",
    "sources__partner_group",
    "countries",
    "fields_of_work",
    "meetings",
    "projects",
    "tags",
    "contacts",
    "releaseimage_set__image",
    "releaseattachment_set__attachment",
)


@dataclass(frozen=True, kw_only=True)
class Relations:
    """What a release refers to. Sources and pictures in the release's order; the rest has ours."""

    sources: Sequence[Structure | PartnerGroup] = ()
    countries: Sequence[Term] = ()
    fields_of_work: Sequence[Term] = ()
    meetings: Sequence[Term] = ()
    projects: Sequence[Term] = ()
    tags: Sequence[Tag] = ()
    contacts: Sequence[Contact] = ()
    images: Sequence[ReleaseImage] = ()
    attachments: Sequence[Attachment] = ()


def slug_of(title: str) -> str:
    """The title as the end of an address: ASCII, at most 80 characters, cut between words; never empty."""
    slug = slugify(anyascii(title))
    if re.fullmatch(r"v[0-9]+|versions", slug):
        slug = f"release-{slug}"  # /v2/ is where the second edition stands, /versions/ where all do
    if len(slug) > 80:
        slug = slug[:81].rpartition("-")[0] or slug[:80]
    return slug or "release"


def snapshot(release: Release, *, number: int, published_at: dt.datetime, live_from: dt.datetime) -> Edition:
    """Return an unsaved edition of `release` (saved, with its relations) as it stands now.

    No query where `release` was fetched with RELATIONS. Raises ValidationError where the text cannot be kept
    (see rich_text.clean).
    """
    edition = compose(release, relations_of(release), rich_text.read(release.body))
    edition.number = number
    edition.published_at = published_at
    edition.live_from = live_from
    return edition


def relations_of(release: Release) -> Relations:
    """Read what the saved `release` refers to."""
    sources = _rows(release, "sources", "structure", "partner_group")
    return Relations(
        sources=[row.structure or row.partner_group for row in sources],
        countries=list(release.countries.all()),
        fields_of_work=list(release.fields_of_work.all()),
        meetings=list(release.meetings.all()),
        projects=list(release.projects.all()),
        tags=list(release.tags.all()),
        contacts=list(release.contacts.all()),
        images=list(_rows(release, "releaseimage_set", "image")),
        attachments=[row.attachment for row in _rows(release, "releaseattachment_set", "attachment")],
    )


def _rows(release: Release, name: str, *related: str) -> models.QuerySet:
    """The rows that belong to `release`, with what they lead to: as prefetched, or in one query."""
    prefetched = name in getattr(release, "_prefetched_objects_cache", {})
    manager = getattr(release, name)
    return manager.all() if prefetched else manager.select_related(*related)


def compose(release: Release, relations: Relations, body: rich_text.Body) -> Edition:
    """Make the edition of a release from its parts: the only place that says what of a release goes where.

    The columns of `release` (with its key), what it refers to, and its cleaned text. Number and times are
    left to the caller. No query where the desk of `release` and the pictures and files of `relations` are read already.
    """
    structure = release.desk.structure
    title, summary = rich_text.printable(release.title), rich_text.printable(release.summary)
    return Edition(
        release=release,
        translation_group=release.translation_of_id or release.pk,
        kind=release.kind,
        language=release.language,
        title=title,
        slug=slug_of(title),
        summary=summary,
        body=body.html,
        body_text=body.text,
        place=rich_text.printable(release.place),
        date=release.date,
        **_terms(relations),
        contacts=[contact_details(contact) for contact in relations.contacts],
        desk=structure.slug if structure else "",
        images=[_image(row) for row in relations.images],
        attachments=[_attachment(file) for file in relations.attachments],
        image_ids=list(dict.fromkeys([row.image_id for row in relations.images] + body.image_ids)),
        attachment_ids=[file.pk for file in relations.attachments],
        sha256=text_digest(title, summary, body.text),
    )


def content(pk: int) -> dict[str, Any]:
    """All that staff can change of the saved release with that key, comparable with what it was before."""
    release = Release.objects.get(pk=pk)
    edition = compose(release, relations_of(release), rich_text.Body(release.body, "", []))
    found = {name: _content(edition, name) for name in CONTENT_FIELDS}
    return found | {"desk": release.desk_id, "confidential": release.confidential}


def same_content(one: Edition, other: Edition) -> bool:
    """Whether readers would find the same in both."""
    return all(_content(one, name) == _content(other, name) for name in CONTENT_FIELDS)


def _content(edition: Edition, name: str) -> Any:
    value = getattr(edition, name)
    return sorted(value) if name in _UNORDERED else value


def _terms(relations: Relations) -> dict[str, list[str]]:
    sources = relations.sources
    return {
        "sources": [f"{'structure' if isinstance(s, Structure) else 'partner'}:{s.slug}" for s in sources],
        "structures": [s.slug for s in sources if isinstance(s, Structure)],
        "partner_groups": [s.slug for s in sources if isinstance(s, PartnerGroup)],
        "countries": _in_order(relations.countries),
        "fields_of_work": _in_order(relations.fields_of_work),
        "meetings": _in_order(relations.meetings),
        "projects": _in_order(relations.projects),
        "tags": tag_slugs(relations.tags),
    }


def tag_slugs(tags: Sequence[Tag]) -> list[str]:
    """What an edition says of `tags`."""
    return sorted(tag.slug for tag in tags)


def _in_order(terms: Sequence[Term]) -> list[str]:
    return [term.slug for term in sorted(terms, key=lambda term: (term.position, term.slug))]


def contact_details(contact: Contact) -> dict[str, str]:
    """What an edition says of `contact`."""
    details = {"name": contact.name, "role": contact.role, "email": contact.email, "phone": contact.phone}
    return details | ({"valid_until": contact.valid_until.isoformat()} if contact.valid_until else {})


def _image(row: ReleaseImage) -> dict[str, Any]:
    return row.image.as_kept() | {"caption": row.caption}


def _attachment(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.pk,
        "title": file.title,
        "type": file.type,
        "size": file.size,
        "language": file.language,
        "name": file.filename,
    }
