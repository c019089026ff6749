"""Files of pictures and attachments in the storage: written all or none."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import Storage
from django.utils.text import get_valid_filename

#: Bytes of a name, which file systems count, not characters.
MOST_STEM_BYTES = 90


class Writer:
    """Writes files, and remembers which."""

    def __init__(self, storage: Storage):
        self._storage = storage
        self.names: list[str] = []

    def write(self, name: str, content: File) -> None:
        self.names.append(name)  # before it is written: a half-written file must go as well
        self._storage.save(name, content)

    def replace(self, name: str, content: File) -> None:
        """As write(), where a file of that name may have been left behind."""
        self._storage.delete(name)
        self.write(name, content)


@contextmanager
def all_or_none(storage: Storage) -> Iterator[Writer]:
    """Give a writer; what it wrote is deleted again where the block fails."""
    writer = Writer(storage)
    try:
        yield writer
    except BaseException:
        delete(storage, writer.names)
        raise


def delete(storage: Storage, names: list[str]) -> None:
    """Delete files that need not be there, and the folders they leave empty."""
    for name in names:
        storage.delete(name)
    for folder in {str(PurePath(name).parent) for name in names}:
        with suppress(OSError):  # not empty, or the storage knows no folders
            storage.delete(folder)


def stored_name(uploaded_name: str, extension: str) -> str:
    """The uploaded name, safe in addresses and file systems, with the extension of what the file truly is."""
    stem = unicodedata.normalize("NFC", PurePath(uploaded_name.replace("\\", "/")).stem)
    try:
        stem = get_valid_filename(stem).encode()[:MOST_STEM_BYTES].decode(errors="ignore").strip(".")
    except SuspiciousFileOperation:
        stem = ""
    return f"{stem or 'file'}.{extension}"
