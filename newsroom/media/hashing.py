"""The SHA-256 of files: taken when they come, or when they are first asked for."""

import hashlib
from collections.abc import Sequence
from typing import Any

from ..models import Attachment, Image


def sha256_of(file: Any) -> str:
    """The digest of all of `file` (open, of bytes), in hexadecimal; it is left at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def hashes_of(model: type[Image] | type[Attachment], keys: Sequence[int]) -> dict[str, str] | None:
    """Key, as text → digest of the pictures or files with these keys; None where one of them cannot be read.

    What came before digests were taken is read now, once. No query for no keys.
    """
    if not keys:
        return {}
    found = {medium.pk: medium.sha256 or take(medium) for medium in model._default_manager.filter(pk__in=keys)}
    if not all(found.get(key) for key in keys):
        return None
    return {str(key): found[key] for key in keys}


def take(medium: Image | Attachment) -> str:
    """Read the file of `medium`, note its digest and return it; "" where it is lost. A file never changes."""
    try:
        with medium.file.storage.open(str(medium.file.name)) as file:
            medium.sha256 = sha256_of(file)
    except FileNotFoundError:
        return ""
    type(medium)._default_manager.filter(pk=medium.pk, sha256="").update(sha256=medium.sha256)
    return medium.sha256
