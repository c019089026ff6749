"""The forms in which pictures and files are uploaded. What may be kept is decided by newsroom.media."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from ..media import check_attachment, check_image
from ..models import Attachment, Image


def _file_field(help_text: Any, accept: str) -> forms.FileField:
    widget = AdminFileWidget(attrs={"accept": accept})
    # An empty file goes to the check as well, whose sentence says what to do.
    return forms.FileField(label=_("File"), help_text=help_text, widget=widget, allow_empty_file=True)


class NewImageForm(forms.ModelForm):
    """A picture and its description, which starts empty: the name of a file describes nothing."""

    # Not a forms.ImageField: its own check, which says less, would come first.
    file = _file_field(
        _("JPEG, PNG or WebP. It cannot be exchanged later: upload a new picture instead."),
        "image/jpeg,image/png,image/webp",
    )

    class Meta:
        model = Image
        fields = ["title", "alt_text", "decorative", "credit"]

    def clean_file(self) -> File:
        file = self.cleaned_data["file"]
        check_image(file)
        return file


class NewAttachmentForm(forms.ModelForm):
    """A file, its title and its language."""

    file = _file_field(
        _(
            "PDF, Word, Excel, PowerPoint or OpenDocument, without macros. Readers see its name. "
            "It cannot be exchanged later: upload a new file instead."
        ),
        ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp",
    )

    class Meta:
        model = Attachment
        fields = ["title", "language"]

    def clean_file(self) -> File:
        file = self.cleaned_data["file"]
        check_attachment(file)
        return file
