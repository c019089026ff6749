"""An edition as the folder that is printed: HTML, style sheet, pictures, and the address that links start from."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ..body_layout import opened
from ..facets import BY_NAME, Choice
from ..media import develop, on_paper, open_original
from ..models import Edition, Image, Withdrawal
from ..presentation import Item
from ..press_contacts import press_contacts
from ..public_record import changes_of
from .printing import picture_name

SHEET = "css/release-pdf.css"
#: Of what a PDF tells of terms.
_FACETS = ("structure", "partner", "country", "field")
#: Pixels: 17 cm at 200 dots an inch, and as much again for whoever looks closer.
_WIDEST = 1600
_QUALITY = 85


def write(edition: Edition, retraction: Withdrawal | None, folder: Path) -> None:
    """Put all that is printed of `edition` into `folder`. `retraction`: what it is kept under, if anything."""
    (folder / "page.html").write_text(html(edition, retraction), encoding="utf-8")
    (folder / "address.txt").write_text(address(edition), encoding="utf-8")
    (folder / "print.css").write_bytes(Path(str(finders.find(SHEET))).read_bytes())
    for image in Image.objects.filter(pk__in=edition.image_ids):
        if content := _picture(image):
            (folder / picture_name(image.pk)).write_bytes(content)


def address(edition: Edition) -> str:
    """Where `edition` is cited: absolute, without a language of the interface."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('edition', args=[edition.release_id, edition.number])}"


def html(edition: Edition, retraction: Withdrawal | None = None) -> str:
    """The page, its own words in the language of the edition where the interface speaks it, else in English."""
    spoken = edition.language if edition.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(spoken):
        return render_to_string("newsroom/release_pdf.html", _context(edition, retraction, spoken))


def _context(edition: Edition, retraction: Withdrawal | None, spoken: str) -> dict[str, Any]:
    return {
        "edition": edition,
        "body": opened(edition.body, edition.dateline_html),
        "retraction": retraction,
        "item": Item(edition, _choices(edition), changes_of([edition])[edition.release_id]),
        "contacts": press_contacts(edition, timezone.now()).shown,
        "address": address(edition),
        "spoken": spoken,
        "organisation_name": settings.ORGANISATION_NAME,
        "site_name": settings.SITE_NAME,
    }


def _choices(edition: Edition) -> dict[str, dict[str, Choice]]:
    """The terms that `edition` names. Not from the archive, which a worker would read whole for a few names."""
    found: dict[str, dict[str, Choice]] = {name: {} for name in BY_NAME}
    for name in _FACETS:
        facet = BY_NAME[name]
        terms = facet.terms._default_manager.filter(slug__in=getattr(edition, facet.field))
        found[name] = {term.slug: Choice(term.slug, term) for term in terms}
    return found


def _picture(image: Image) -> bytes | None:
    """`image` as JPEG, which a PDF holds as it is; None where its original is lost or can no longer be decoded."""
    try:
        with image.file.storage.open(str(image.file.name)) as file, open_original(file) as original:
            developed = develop(original, most=(_WIDEST, _WIDEST))
    except OSError:
        return None
    content = BytesIO()
    on_paper(developed).save(content, "JPEG", quality=_QUALITY, optimize=True)
    return content.getvalue()
