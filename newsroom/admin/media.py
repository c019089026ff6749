"""Pictures and files in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import media_actions
from ..models import Attachment, Image
from .image_picker import pick
from .media_forms import NewAttachmentForm, NewImageForm
from .medium import MediumAdmin

_DESCRIPTION: Any = (
    _("For those who do not see the picture"),
    {
        "fields": ["alt_text", "decorative"],
        "description": _(
            "Say in a sentence what the picture shows and why it is there: “The Chairperson opens the "
            "meeting in Vienna”, not “photo” or the name of the file. Tick “decorative” instead if somebody "
            "who does not see it misses nothing; then screen readers pass over it."
        ),
    },
)
_ORIGIN = _("Where it comes from and where it is used")


@admin.register(Image)
class ImageAdmin(MediumAdmin):
    add_form = NewImageForm
    add_verb = staticmethod(media_actions.add_image)
    list_display = ["thumbnail", "title", "description", "credit", "pixels", "uploaded_at", "uploaded_by"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [*MediumAdmin.list_filter, "decorative"]
    search_fields = ["title", "alt_text", "credit"]
    readonly_fields = ["preview", "pixels", "uploaded_at", "uploaded_by", "uses"]
    add_fieldsets = [(None, {"fields": ["file", "title", "credit"]}), _DESCRIPTION]
    fieldsets = [
        (None, {"fields": ["preview", "title", "credit"]}),
        _DESCRIPTION,
        (_ORIGIN, {"fields": ["pixels", "uploaded_at", "uploaded_by", "uses"]}),
    ]

    def get_urls(self) -> list:
        picker = self.admin_site.admin_view(self.pick_view)
        return [path("pick/", picker, name="newsroom_image_pick"), *super().get_urls()]

    def pick_view(self, request: HttpRequest) -> HttpResponse:
        return pick(self, request)

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        return _picture(image, 400, 96)

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> str:
        return _picture(image, 800, 480)

    @admin.display(description=_("alternative text"), ordering="alt_text")
    def description(self, image: Image) -> str:
        return image.alt_text or gettext("(decorative)")

    @admin.display(description=_("pixels"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"


def _picture(image: Image, most: int, shown: int) -> str:
    """The rendition of at most `most` pixels, `shown` pixels wide on the page."""
    width = image.width_up_to(most)
    if width is None:
        return "–"
    shown = min(shown, width)
    height = round(shown * image.height / image.width)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        image.rendition_url(width),
        image.alt_text or image.title,  # a link around it must have a name
        shown,
        height,
    )


@admin.register(Attachment)
class AttachmentAdmin(MediumAdmin):
    add_form = NewAttachmentForm
    add_verb = staticmethod(media_actions.add_attachment)
    list_display = ["title", "type", "language", "weight", "uploaded_at", "uploaded_by"]
    list_filter = [*MediumAdmin.list_filter, "type", "language"]
    search_fields = ["title", "file"]
    readonly_fields = ["link", "type", "weight", "uploaded_at", "uploaded_by", "uses"]
    add_fieldsets = [(None, {"fields": ["file", "title", "language"]})]
    fieldsets = [
        (None, {"fields": ["link", "title", "language"]}),
        (_ORIGIN, {"fields": ["type", "weight", "uploaded_at", "uploaded_by", "uses"]}),
    ]

    @admin.display(description=_("file"))
    def link(self, attachment: Attachment) -> str:
        return format_html('<a href="{}">{}</a>', attachment.get_absolute_url(), attachment.filename)

    @admin.display(description=_("size"), ordering="size")
    def weight(self, attachment: Attachment) -> str:
        return filesizeformat(attachment.size)
