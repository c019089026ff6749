"""Searches files that go with a release for what their readers do not see, and takes it out where that is safe.

findings             what can be found, and how it is said
package              the parts of an Office Open XML or OpenDocument file, read with care
document_properties, word, tracking, excel, powerpoint, open_document, portable   each kind of file

Everything but PDF is read and changed as XML, part by part, so that parts without hidden data stay byte for byte.
Libraries for one kind of file each (openpyxl, python-pptx, python-docx) write only what they understand, and know
nothing of tracked changes; the first two have had no release since 2024.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import File

from ...models import Attachment
from ..attachments import UNREADABLE as DAMAGED
from . import document_properties, excel, open_document, portable, powerpoint, word
from .findings import OBSTACLES, PROPERTIES, UNREADABLE, Finding, from_kept, numbered, properties
from .package import Package, Unreadable

__all__ = ["Finding", "Unreadable", "can_clean", "clean", "findings_of", "inspect", "told_of"]

_OFFICE = {Attachment.Type.DOCX: word, Attachment.Type.XLSX: excel, Attachment.Type.PPTX: powerpoint}
_COMMON = {*PROPERTIES, "custom_properties", "comments", "tracked_changes"}
#: What clean() takes out of each kind of file.
_REMOVABLE = {
    Attachment.Type.DOCX: {*_COMMON, "hidden_text"},
    Attachment.Type.XLSX: _COMMON,
    Attachment.Type.PPTX: {*_COMMON, "notes"},
    Attachment.Type.PDF: {*PROPERTIES, "annotations", "embedded_files", "scripts"},
    Attachment.Type.ODT: {*_COMMON, "hidden_text"},
    Attachment.Type.ODS: _COMMON,
    Attachment.Type.ODP: {*_COMMON, "notes"},
}


def inspect(file: File, kind: str) -> list[Finding]:
    """What `file`, which check_attachment() found to be of that kind, holds besides what its readers see.

    Never raises for what is in the file: one that cannot be searched is a finding too.
    """
    try:
        if kind == Attachment.Type.PDF:
            named, number, obstacles = portable.inspect(file)
        else:
            with _package(file) as package:
                named, number, obstacles = _inspect_package(package, kind)
    except Unreadable:
        return [Finding(UNREADABLE)]
    found = [*properties(named), *numbered(number)]
    return found + [Finding(name) for name in obstacles if found]


def findings_of(attachment: Attachment) -> list[Finding] | None:
    """What was found in a file when it was searched; None if that has not been done yet.

    A title in its properties is no finding where readers see the same title on the page.
    """
    if attachment.findings is None:
        return None
    found = from_kept(attachment.findings)
    return [finding for finding in found if (finding.what, finding.value) != ("title", attachment.title)]


def told_of(attachment: Attachment) -> list[str] | None:
    """What readers of a file could find, in sentences; None if it has not been searched, or could not be."""
    found = findings_of(attachment)
    if found is None or Finding(UNREADABLE) in found:
        return None
    return [finding.sentence for finding in found if finding.what not in OBSTACLES]


def can_clean(findings: list[Finding], kind: str) -> bool:
    """Whether clean() would take any of that out."""
    names = {finding.what for finding in findings}
    return bool(names & _REMOVABLE[Attachment.Type(kind)]) and not names & OBSTACLES


def clean(file: File, kind: str, title: str) -> bytes:
    """A copy of `file` without what can be taken out safely; one that has a title bears `title` instead.

    Raises Unreadable.
    """
    if kind == Attachment.Type.PDF:
        return portable.clean(file, title)
    with _package(file) as package:
        if kind in _OFFICE:
            document_properties.clean(package, title)
            _OFFICE[Attachment.Type(kind)].clean(package)
        else:
            open_document.clean(package, title)
        return package.written()


def _inspect_package(package: Package, kind: str) -> tuple[dict[str, str | None], dict[str, int], list[str]]:
    names = package.names()
    signed = any(name.startswith(("_xmlsignatures/", "META-INF/documentsignatures")) for name in names)
    if kind not in _OFFICE:
        return open_document.properties(package), open_document.inspect(package), ["signed"] if signed else []
    named, custom = document_properties.read(package)
    if kind == Attachment.Type.XLSX:
        named["path"] = excel.path(package)
    elif kind == Attachment.Type.DOCX:
        named["path"] = word.path(package)
    number = _OFFICE[Attachment.Type(kind)].inspect(package)
    number["custom_properties"] = custom
    number["embedded_files"] = sum("/embeddings/" in name and not name.endswith("/") for name in names)
    return named, number, ["signed"] if signed else []


@contextmanager
def _package(file: File) -> Iterator[Package]:
    """The parts of `file`. Raises Unreadable, whatever the archive is damaged by."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            yield Package(archive)
    except DAMAGED as error:
        raise Unreadable from error
