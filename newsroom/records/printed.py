"""Which edition a PDF of this site shows: noted beside the PDFs in the storage, by the digest of each.

Not in the database, to which no request of a reader writes, while it may be one that makes the PDF.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ..models import Edition


def note(edition: Edition, content: bytes) -> None:
    """Note that `content` is the PDF of `edition`."""
    name = _name(hashlib.sha256(content).hexdigest())
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(f"{edition.release_id} {edition.number}".encode()))


def printed_with(digest: str) -> tuple[int, int] | None:
    """The release and the number of the edition whose PDF has that SHA-256; None where there is none."""
    try:
        with default_storage.open(_name(digest)) as file:
            release, number = file.read().decode().split()
    except (FileNotFoundError, ValueError):
        return None
    return int(release), int(number)


def _name(digest: str) -> str:
    """Where the note lies: in one of 256 folders, below that of the PDFs, which is never served."""
    return f"editions/by-sha256/{digest[:2]}/{digest}"
