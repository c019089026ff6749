"""Pictures and files in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from .. import media_actions, pictures
from ..models import Attachment, Image
from .hidden_data import HiddenDataAdmin
from .image_picker import pick, thumbnail
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
_FOCUS: Any = (
    _("Point of interest"),
    {
        "fields": ["focus_x", "focus_y"],
        "description": _(
            "Where there is room for a part of the picture only, as in lists, this point stays in view. Click on the "
            "picture above, or give it in per cent. What has been published keeps the point it was published with."
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
        _FOCUS,
        _DESCRIPTION,
        (_ORIGIN, {"fields": ["pixels", "uploaded_at", "uploaded_by", "uses"]}),
    ]

    class Media:
        css = {"all": ["css/components/thumbnail.css", "css/focus-point.css"]}
        js = [Script("js/focus-point.js", type="module")]

    def get_urls(self) -> list:
        picker = self.admin_site.admin_view(self.pick_view)
        return [path("pick/", picker, name="newsroom_image_pick"), *super().get_urls()]

    def pick_view(self, request: HttpRequest) -> HttpResponse:
        return pick(self, request)

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        return thumbnail(image, image.alt_text or image.title)  # a link around it must have a name

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> str:
        if not image.renditions:
            return "–"
        return pictures.picture(image.as_kept(), most=800, css="focus-picture", sizes="30rem", eager=True)

    @admin.display(description=_("alternative text"), ordering="alt_text")
    def description(self, image: Image) -> str:
        return image.alt_text or gettext("(decorative)")

    @admin.display(description=_("pixels"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"


@admin.register(Attachment)
class AttachmentAdmin(HiddenDataAdmin, MediumAdmin):
    add_form = NewAttachmentForm
    add_verb = staticmethod(media_actions.add_attachment)
    list_display = ["title", "type", "language", "weight", "uploaded_at", "uploaded_by"]
    list_filter = [*MediumAdmin.list_filter, "type", "language"]
    search_fields = ["title", "file"]
    readonly_fields = ["link", "hidden_data", "removal", "type", "weight", "uploaded_at", "uploaded_by", "uses"]
    add_fieldsets = [(None, {"fields": ["file", "title", "language"]})]
    fieldsets = [
        (None, {"fields": ["link", "title", "language"]}),
        (_("Hidden data"), {"fields": ["hidden_data"]}),
        (_ORIGIN, {"fields": ["type", "weight", "uploaded_at", "uploaded_by", "uses"]}),
    ]

    @admin.display(description=_("file"))
    def link(self, attachment: Attachment) -> str:
        return format_html('<a href="{}">{}</a>', attachment.get_absolute_url(), attachment.filename)

    @admin.display(description=_("size"), ordering="size")
    def weight(self, attachment: Attachment) -> str:
        return filesizeformat(attachment.size)
