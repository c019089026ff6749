"""PDFs in the storage: read where they are, made where they are not, each once."""

import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils.crypto import salted_hmac

from ..models import Edition, Withdrawal
from ..public_record import retraction_of
from ..records.printed import note
from . import document, printing

logger = logging.getLogger(__name__)

#: Raise it where template, style sheet or the development of pictures change so much that PDFs should be made again.
LAYOUT = 2
#: Names a kind of lock of the database (see pg_try_advisory_lock), beside the key of an edition.
LOCK = 7_305_125
#: How a PDF ends (ISO 32000-1, 7.5.5). One without was cut off while it was written, and is no PDF yet.
_END = b"%%EOF"


class Busy(Exception):
    """Somebody else is making this PDF."""


class Failed(Exception):
    """It could not be printed, or not in time; what the printing said."""


def kept(edition: Edition) -> bytes | None:
    """The PDF of `edition` as it lies in the storage; None where it has not been made."""
    return _read(_name(edition, retraction_of(edition)))


def make(edition: Edition, seconds: int) -> bytes:
    """Return the PDF of `edition`, made in at most so many seconds unless it is there.

    Of all processes on all machines one makes it: raises Busy for the others, at once. Raises Failed.
    """
    retraction = retraction_of(edition)
    name = _name(edition, retraction)
    with _alone_with(edition):
        content = _read(name)
        if content is None:
            content = _print(edition, retraction, seconds)
            default_storage.delete(name)  # what was cut off
            note(edition, content)
            default_storage.save(name, ContentFile(content))
        return content


def _name(edition: Edition, retraction: Withdrawal | None) -> str:
    """Where the PDF lies: elsewhere once the edition is retracted or the site has moved. Not to be guessed."""
    retracted = retraction.pk if retraction else None
    said = [LAYOUT, document.address(edition), edition.pk, edition.sha256, edition.live_from.isoformat(), retracted]
    key = salted_hmac("newsroom.pdf", repr(said), algorithm="sha256").hexdigest()[:32]
    return f"editions/{edition.release_id}/v{edition.number}-{key}.pdf"


def _read(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content if content.rstrip().endswith(_END) else None


@contextmanager
def _alone_with(edition: Edition) -> Iterator[None]:
    """Hold the lock of `edition`. It is the session's: the database lets go of it when this process ends somehow."""
    key = [LOCK, edition.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
        except DatabaseError:
            connection.close()  # and the lock with it


def _print(edition: Edition, retraction: Withdrawal | None, seconds: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="newsroom-pdf-") as name:
        folder = Path(name)
        document.write(edition, retraction, folder)
        command = [sys.executable, "-P", printing.__file__, name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - ours
        except subprocess.TimeoutExpired as error:
            raise Failed(f"The PDF of {edition} was not printed within {seconds} seconds") from error
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode:
            raise Failed(f"The PDF of {edition} was not printed: {said[-2000:]}")
        if said:
            logger.info("Printing %s: %s", edition, said)
        return (folder / "page.pdf").read_bytes()
