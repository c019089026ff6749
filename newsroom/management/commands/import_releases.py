"""manage.py import_releases FILE.jsonl: see docs/import-format.md."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from newsroom.imports.rejects import RejectsFile
from newsroom.imports.run import Report, import_releases

SOME_REJECTED, UNREADABLE, INTERRUPTED = 1, 2, 130


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

    def handle(self, *args: Any, file: Path, rejects: Path | None = None, **options: Any) -> None:
        rejects = rejects or file.with_name(file.name.removesuffix(".jsonl") + ".rejects.jsonl")
        try:
            with file.open("rb") as source:
                _refuse_same(file, rejects)
                with RejectsFile(rejects) as kept:
                    report = self._import(source, kept)
        except OSError as error:
            reason = f"{error.filename or file}: {error.strerror}"
            raise CommandError(reason, returncode=UNREADABLE) from error
        except KeyboardInterrupt as error:
            raise CommandError("Interrupted. Run again to complete.", returncode=INTERRUPTED) from error
        self._tell(report, kept)
        if kept.count:
            sys.exit(SOME_REJECTED)

    def _import(self, source: BinaryIO, rejects: RejectsFile) -> Report:
        # disable=None: no bar where nobody is looking at a terminal.
        size = os.fstat(source.fileno()).st_size
        with tqdm(total=size, unit="B", unit_scale=True, disable=None, file=sys.stderr) as bar:
            return import_releases(source, rejects, lambda position: bar.update(position - bar.n))

    def _tell(self, report: Report, rejects: RejectsFile) -> None:
        for reject in rejects.first:
            self.stderr.write(reject, str)
        if rejects.count > len(rejects.first):
            more = rejects.count - len(rejects.first)
            self.stderr.write(f"and {more:,} more in {rejects.path}", str)
        for key, lines in report.ignored.items():
            self.stderr.write(f"note: the key “{key}” is not known and was ignored ({lines:,} lines)", str)
        self.stdout.write(
            f"{report.created} created, {report.changed} changed, {report.unchanged} unchanged, "
            f"{rejects.count} rejected"
        )


def _refuse_same(file: Path, rejects: Path) -> None:
    if rejects.exists() and rejects.samefile(file):
        raise CommandError("The rejects would overwrite the file itself.", returncode=UNREADABLE)
