"""From a working text to the edition that publishing it would make: for publishing and for the preview alike."""
import datetime as dt
from typing import Any

from anyascii import anyascii
from django.utils.text import slugify

from . import rich_text
from .models import Attachment, Contact, Edition, Image, Release, ReleaseAttachment, ReleaseImage
from .models.edition import text_digest

#: The fields of an edition that say something to readers; by these a working text is compared with what is up.
CONTENT_FIELDS = (
    "translation_group kind language title slug summary body place date sources countries fields_of_work meetings projects "
    "tags contacts images attachments image_ids attachment_ids"
).split()


def slug_of(title: str) -> str:
    """The title as the last part of an address: ASCII, at most 80 characters, cut between words; never empty."""
    slug = slugify(anyascii(title))
    if len(slug) > 80:
        slug = slug[:81].rpartition("-")[0] or slug[:80]
    return slug or "release"


def snapshot(release: Release, *, number: int, published_at: dt.datetime, live_from: dt.datetime) -> Edition:
    """Return an unsaved edition of `release` (saved, with its relations) as it stands now.

    Raises ValidationError where the text cannot be kept (see rich_text.clean).
    """
    body = rich_text.clean(release.body)
    sources = list(release.sources.select_related("structure", "partner_group"))
    shown = list(ReleaseImage.objects.filter(release=release).select_related("image"))
    files = [row.attachment for row in ReleaseAttachment.objects.filter(release=release).select_related("attachment")]
    body_text = rich_text.plain_text(body)
    return Edition(
        release=release,
        number=number,
        translation_group=release.translation_of_id or release.pk,
        kind=release.kind,
        language=release.language,
        title=release.title,
        slug=slug_of(release.title),
        summary=release.summary,
        body=body,
        body_text=body_text,
        place=release.place,
        date=release.date,
        **_terms(release, sources),
        contacts=[_contact(contact) for contact in release.contacts.all()],
        images=[_image(row) for row in shown],
        attachments=[_attachment(file) for file in files],
        image_ids=list(dict.fromkeys([row.image_id for row in shown] + rich_text.image_ids(body))),
        attachment_ids=[file.pk for file in files],
        published_at=published_at,
        live_from=live_from,
        sha256=text_digest(release.title, release.summary, body_text),
    )


def same_content(one: Edition, other: Edition) -> bool:
    """Whether readers would find the same in both."""
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT_FIELDS)


def _terms(release: Release, sources: list) -> dict[str, list[str]]:
    return {
        "sources": [f"structure:{s.structure.slug}" if s.structure else f"partner:{s.partner_group.slug}" for s in sources],
        "structures": [s.structure.slug for s in sources if s.structure],
        "partner_groups": [s.partner_group.slug for s in sources if s.partner_group],
        "countries": [term.slug for term in release.countries.all()],
        "fields_of_work": [term.slug for term in release.fields_of_work.all()],
        "meetings": [term.slug for term in release.meetings.all()],
        "projects": [term.slug for term in release.projects.all()],
        "tags": sorted(tag.slug for tag in release.tags.all()),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {"name": contact.name, "role": contact.role, "email": contact.email, "phone": contact.phone}


def _image(row: ReleaseImage) -> dict[str, Any]:
    image: Image = row.image
    return {
        "id": image.pk, "alt": image.alt_text, "credit": image.credit, "caption": row.caption,
        "width": image.width, "height": image.height, "renditions": image.renditions,
    }


def _attachment(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.pk, "title": file.title, "type": file.type, "size": file.size,
        "language": file.language, "name": file.filename,
    }
