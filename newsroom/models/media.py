"""Pictures and files of releases. Their folder is never served: a view asks first whether a live edition uses them."""

import uuid
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import languages

#: Where the point of interest of a picture is until somebody says otherwise, in per cent.
CENTRE = 50


def _own_folder(kind: str, filename: str) -> str:
    return f"{kind}/{uuid.uuid4()}/{get_valid_filename(PurePath(filename).name)[-100:]}"


def image_path(instance: models.Model, filename: str) -> str:
    return _own_folder("images", filename)


def attachment_path(instance: models.Model, filename: str) -> str:
    return _own_folder("attachments", filename)


def only_webp() -> list[str]:
    """What pictures had before there were other formats: editions that say nothing of formats mean this."""
    return ["webp"]


def _percentage(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=CENTRE, validators=[MaxValueValidator(100)])


class Medium(models.Model):
    """What pictures and files have in common. The file itself never changes: a new file is a new medium."""

    title = models.CharField(_("title"), max_length=200)
    #: Of the file, in hexadecimal; empty until it has been taken: media/hashing.py.
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    class Meta:
        abstract = True
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title


class Image(Medium):
    """A picture, kept as it came, and its renditions, which alone are ever shown."""

    file = models.ImageField(
        _("file"),
        upload_to=image_path,
        width_field="width",
        height_field="height",
        help_text=_("JPEG, PNG or WebP."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    #: Widths in pixels of the files that lie beside the original, and the formats there are of each width.
    renditions = models.JSONField(default=list, editable=False)
    formats = models.JSONField(default=only_webp, editable=False)
    #: The point that is never cut off where there is room for a part of the picture only: per cent from its left
    #: edge and from its top.
    focus_x = _percentage(_("per cent from the left"))
    focus_y = _percentage(_("per cent from the top"))
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text does not say.")
    )
    credit = models.CharField(_("credit"), max_length=150, blank=True, help_text=_("Photographer or source."))

    class Meta(Medium.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decorative=True, alt_text="") | models.Q(decorative=False) & ~models.Q(alt_text=""),
                name="image_described_or_decorative",
                violation_error_message=_(
                    "Describe the picture in the alternative text, or else tick “decorative”; not both."
                ),
            )
        ]

    def as_kept(self) -> dict[str, Any]:
        """What an edition keeps of the picture; what newsroom.pictures makes HTML of.

        What is as it always was (the middle, WebP alone) goes without saying: editions of before there was anything
        else do not then differ from their working texts.
        """
        kept = {
            "id": self.pk,
            "alt": self.alt_text,
            "credit": self.credit,
            "width": self.width,
            "height": self.height,
            "renditions": self.renditions,
        }
        if self.formats != only_webp():
            kept["formats"] = self.formats
        if (focus := [self.focus_x, self.focus_y]) != [CENTRE, CENTRE]:
            kept["focus"] = focus
        return kept

    def rendition_url(self, width: int, extension: str = "webp") -> str:
        return reverse("image", args=[self.pk, width, extension])

    def all_renditions(self) -> Iterator[tuple[int, str]]:
        """Width and extension of every file that may be shown."""
        return ((width, extension) for width in self.renditions for extension in self.formats)

    def width_up_to(self, most: int) -> int | None:
        """The widest rendition of at most that many pixels; None where there is none."""
        return max((width for width in self.renditions if width <= most), default=None)

    def rendition_path(self, width: int, extension: str = "webp") -> str:
        """Where in the storage the rendition of that width and format lies."""
        return str(PurePath(str(self.file.name)).with_name(f"{width}.{extension}"))


class Attachment(Medium):
    """A file to read beside a release: PDF, Office or OpenDocument."""

    class Type(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"
        PPTX = "pptx", "PowerPoint"
        ODT = "odt", "OpenDocument"
        ODS = "ods", "OpenDocument"
        ODP = "odp", "OpenDocument"

    file = models.FileField(
        _("file"),
        upload_to=attachment_path,
        max_length=200,
        help_text=_("PDF, Word, Excel, PowerPoint or OpenDocument."),
    )
    type = models.CharField(max_length=5, choices=Type, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text=_("bytes"))
    language = models.CharField(_("language"), max_length=3, choices=languages.CHOICES, default="en")
    #: What it holds besides what readers see, as newsroom.media.office keeps it; None until it has been searched.
    findings = models.JSONField(null=True, editable=False)

    class Meta(Medium.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        """The title, for staff with a mark: a file and its cleaned copy bear the same one."""
        harmless = ({"what": "title", "value": self.title}, {"what": "unreadable"})
        told = [finding for finding in self.findings or [] if finding not in harmless]
        return gettext("%(title)s (has hidden data)") % {"title": self.title} if told else self.title

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.pk, self.filename])

    @property
    def filename(self) -> str:
        return PurePath(str(self.file.name)).name
