"""manage.py import_releases FILE.jsonl: see docs/import-format.md."""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from newsroom.archive import seconds_behind
from newsroom.imports.progress import EVERY, Progress, duration
from newsroom.imports.readers import ReaderLost
from newsroom.imports.rejects import RejectsFile
from newsroom.imports.report import Report
from newsroom.imports.run import import_releases
from newsroom.models import Edition

SOME_REJECTED, UNREADABLE, INTERRUPTED = 1, 2, 130
#: Bytes. A smaller file is read before other processes have started.
WORTH_WORKERS = 10_000_000
MOST_WORKERS = 4  # more of them read faster than one process can write
#: The database, not what it was asked; of COPY, psycopg tells itself.
_FAILED = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class Command(BaseCommand):
    help = "Import releases from a file of JSON Lines. Running again imports only what has changed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument(
            "--rejects",
            type=Path,
            metavar="PATH",
            help="where to put the lines that could not be imported (default: FILE.rejects.jsonl)",
        )
        parser.add_argument(
            "--workers",
            type=int,
            metavar="N",
            help="how many processes read lines beside the one that writes; 0 for none "
            f"(default: one for each core, {MOST_WORKERS} at most; none for a file below {WORTH_WORKERS:,} bytes)",
        )

        parser.add_argument(
            "--repair", action="store_true", help="mend texts that were read in a wrong encoding, such as “Itâ€™s”"
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        rejects: Path | None = None,
        workers: int | None = None,
        repair: bool = False,
        **options: Any,
    ) -> None:
        rejects = rejects or file.with_name(file.name.removesuffix(".jsonl") + ".rejects.jsonl")
        try:
            with _terminable(), file.open("rb") as source:
                _refuse_same(file, rejects)
                with RejectsFile(rejects) as kept:
                    report = self._import(source, kept, workers, repair)
        except OSError as error:
            reason = f"{error.filename or file}: {error.strerror}"
            raise CommandError(reason, returncode=UNREADABLE) from error
        except KeyboardInterrupt as error:
            raise CommandError("Interrupted. Run again to complete.", returncode=INTERRUPTED) from error
        except _FAILED as error:
            reason = f"The database failed: {str(error).strip()} Run again to complete."
            raise CommandError(reason, returncode=INTERRUPTED) from error
        except ReaderLost as error:
            reason = "A process that reads lines ended unexpectedly. Run again to complete."
            raise CommandError(reason, returncode=INTERRUPTED) from error
        self._tell(report, kept)
        if kept.count:
            sys.exit(SOME_REJECTED)

    def _import(self, source: BinaryIO, rejects: RejectsFile, workers: int | None, repair: bool) -> Report:
        size = os.fstat(source.fileno()).st_size
        if workers is None:
            workers = min(os.cpu_count() or 1, MOST_WORKERS) if size >= WORTH_WORKERS else 0
        with Progress(size, sys.stderr) as progress:
            report = import_releases(source, rejects, progress, max(workers, 0), repair)
        if progress.seconds >= EVERY:
            self.stderr.write(progress.summary(), str)
        return report

    def _tell(self, report: Report, rejects: RejectsFile) -> None:
        for reject in rejects.first:
            self.stderr.write(reject, str)
        if rejects.count > len(rejects.first):
            more = rejects.count - len(rejects.first)
            self.stderr.write(f"and {more:,} more in {rejects.path}", str)
        for note in report.notes:
            self.stderr.write(note, str)
        if report.note_count > len(report.notes):
            self.stderr.write(f"and {report.note_count - len(report.notes):,} more notes", str)
        for key, lines in report.ignored.items():
            self.stderr.write(f"note: the key “{key}” is not known and was ignored ({lines:,} lines)", str)
        for told in report.unknown.lines():
            self.stderr.write(told, str)
        self.stdout.write(
            f"{report.created} created, {report.changed} changed, {report.unchanged} unchanged, "
            f"{rejects.count} rejected"
        )
        if report.created or report.changed:
            self.stderr.write(_when_readers_see_it(), str)


def _when_readers_see_it() -> str:
    editions = Edition.objects.live().count()
    if not (seconds := seconds_behind(editions)):
        return "Readers see all of this at once."
    return (
        f"Readers may see the archive as it was before for up to about {duration(seconds)} "
        f"(each process reads {editions:,} releases again)."
    )


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the import as Ctrl-C does: the batch under way is taken back, and a sentence says so."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _refuse_same(file: Path, rejects: Path) -> None:
    if rejects.exists() and rejects.samefile(file):
        raise CommandError("The rejects would overwrite the file itself.", returncode=UNREADABLE)
