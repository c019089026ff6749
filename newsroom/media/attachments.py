"""Which files may go with a release: PDF, Office Open XML and OpenDocument."""

import struct
import zipfile
import zlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Attachment
from .size import begins_as_markup, check_size, first_bytes, last_bytes

try:
    from lzma import LZMAError
except ImportError:  # a Python without it refuses such archives with a RuntimeError
    LZMAError = RuntimeError  # type: ignore[assignment, misc]

#: Files in an archive, and how many times the largest upload they may have once unpacked.
MOST_ENTRIES = 10_000
MOST_EXPANSION = 10

_OFFICE = {"word": Attachment.Type.DOCX, "xl": Attachment.Type.XLSX, "ppt": Attachment.Type.PPTX}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Attachment.Type.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Attachment.Type.ODS,
    b"application/vnd.oasis.opendocument.presentation": Attachment.Type.ODP,
}
_CONTENT_TYPES = "[Content_Types].xml"
#: What zipfile raises for archives that are damaged, encrypted, or packed in a way it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
)

_WANTED = gettext_lazy("Upload a PDF, Word, Excel, PowerPoint or OpenDocument file.")
_OTHERS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": gettext_lazy(
        "This is an Office file of the old kind (.doc, .xls, .ppt), or one with a password. "
        "Save it as .docx or PDF, without a password, and upload that."
    ),
    b"{\\rtf": gettext_lazy("This is a Rich Text file. Save it as .docx or PDF and upload that."),
    b"MZ": gettext_lazy("This is a program, not a document, whatever its name says."),
    b"\x7fELF": gettext_lazy("This is a program, not a document, whatever its name says."),
}


def check_attachment(file: File) -> Attachment.Type:
    """Say what `file` is. Raises ValidationError, with a sentence on what to do, where it may not be kept."""
    check_size(file, settings.MAX_ATTACHMENT_BYTES)
    head = first_bytes(file, 1024)
    for opening, sentence in _OTHERS.items():
        if head.startswith(opening):
            raise ValidationError(sentence)
    if begins_as_markup(head):
        raise ValidationError(_("This is a web page, not a document. Print it to PDF and upload that."))
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if b"%PDF-" in head:  # some programs write a few bytes before it, and readers look this far
        return _check_pdf(file)
    raise ValidationError(_("This is no document that can be published here. %(hint)s") % {"hint": _WANTED})


def _check_pdf(file: File) -> Attachment.Type:
    if b"%%EOF" not in last_bytes(file, 1024):
        raise ValidationError(_("This PDF is cut off: its end is missing. Save it again and upload that."))
    return Attachment.Type.PDF


def _kind_of_archive(file: File) -> Attachment.Type:
    """What an archive holds, judged from its list of entries; only two short ones are ever unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_expansion(archive)
            kind = _open_document(archive) or _office(archive)
    except UNREADABLE as error:
        raise ValidationError(
            _("This file is damaged or has a password. Save it again without a password and upload that.")
        ) from error
    if kind is None:
        raise ValidationError(_("This is an archive, not a document. %(hint)s") % {"hint": _WANTED})
    return kind


def _check_expansion(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_EXPANSION * settings.MAX_ATTACHMENT_BYTES:
        raise ValidationError(_("This file is far too large once unpacked. Save it as PDF and upload that."))


def _open_document(archive: zipfile.ZipFile) -> Attachment.Type | None:
    names = archive.namelist()
    if "mimetype" not in names or "content.xml" not in names:
        return None
    kind = _OPEN_DOCUMENT.get(_beginning(archive, "mimetype").strip())
    if kind and any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _macros(kind)
    return kind


def _office(archive: zipfile.ZipFile) -> Attachment.Type | None:
    names = archive.namelist()
    if _CONTENT_TYPES not in names:
        return None
    folders = {name.partition("/")[0] for name in names}
    kind = next((_OFFICE[folder] for folder in _OFFICE if folder in folders), None)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if kind and (has_macros or b"macroEnabled" in _beginning(archive, _CONTENT_TYPES)):
        raise _macros(kind)
    return kind


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of an entry, however many it says or proves to have."""
    with archive.open(name) as entry:
        return entry.read(100_000)


def _macros(kind: Attachment.Type) -> ValidationError:
    return ValidationError(
        _(
            "This file holds macros: programs that would run on the reader's computer. "
            "Save it as .%(extension)s without macros, or as PDF, and upload that."
        )
        % {"extension": kind}
    )
