"""How large a file is, and what it begins and ends with."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


def check_size(file: File, most: int) -> None:
    """Raise ValidationError where `file` has no bytes, or more than `most`."""
    if not file.size:
        raise ValidationError(_("This file is empty. See whether it opens for you, and choose it again."))
    if file.size > most:
        raise ValidationError(
            _("This file has %(size)s; at most %(most)s can be kept. Make it smaller and upload that.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(most)}
        )


def first_bytes(file: File, count: int) -> bytes:
    file.seek(0)
    return file.read(count)


def last_bytes(file: File, count: int) -> bytes:
    file.seek(max(0, file.size - count))
    return file.read(count)


def begins_as_markup(head: bytes) -> bool:
    """Whether `head` opens a web page, a drawing or other XML."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
