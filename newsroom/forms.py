"""What visitors type."""

import re

from django import forms
from django.conf import settings
from django.core.files import File
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

#: Longer than any release; what is longer still is no release.
MAX_TEXT = 200_000
DIGEST = re.compile(r"[0-9a-fA-F]{64}")


class DigestForm(forms.Form):
    """A SHA-256 as it stands in an address."""

    sha256 = forms.CharField(
        label=_("SHA-256"),
        max_length=200,
        validators=[RegexValidator(rf"\A{DIGEST.pattern}\Z", _("A SHA-256 is 64 digits and letters from a to f."))],
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}),
    )


class FileForm(forms.Form):
    """A file that somebody has received. Only its digest is taken; it is not kept."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF of a release, or a file that was attached to one."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another one.")},
    )

    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if file.size > settings.MAX_ATTACHMENT_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(most)d MB, and no file here is. It was not published here."),
                params={"most": settings.MAX_ATTACHMENT_BYTES // 2**20},
            )
        return file


class TextForm(forms.Form):
    """A text that somebody has received, to be compared."""

    text = forms.CharField(
        label=_("Text"),
        help_text=_("A whole release or a passage of it, from the page, a PDF, an e-mail or a feed."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        error_messages={"required": _("Paste a text first.")},
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > MAX_TEXT:
            raise forms.ValidationError(
                _("That is %(length)d characters. Paste at most %(most)d: one release at a time."),
                params={"length": len(text), "most": MAX_TEXT},
            )
        return text
