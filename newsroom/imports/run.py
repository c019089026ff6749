"""Driving an import: lines are gathered into batches, and each batch is one transaction."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.errors import ProgramLimitExceeded
from pyroaring import BitMap64

from .entry import Entry, read_entry
from .known import Known, unchanged
from .lines import Line, read_lines
from .plan import Plan
from .record import KEYS, read_record
from .rejects import Reject, RejectsFile, Unusable, printable
from .store import store
from .tags import TagBook
from .vocabulary import Vocabulary

#: A batch is full at either: so many lines, or so many bytes, however long lines are.
BATCH_LINES, BATCH_BYTES = 500, 8_000_000
#: Names of keys that the format does not know: as many are remembered, to be told at the end.
MAX_IGNORED = 20
_SMALL_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
#: Names a lock of the database (see pg_advisory_xact_lock): two imports take turns, batch by batch.
_LOCK = 7_305_124


@dataclass
class Report:
    """What an import has done."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    ignored: Counter[str] = field(default_factory=Counter)  # unknown key → on how many lines


def import_releases(file: BinaryIO, rejects: RejectsFile, progress: Callable[[int], object]) -> Report:
    """Import the releases in `file`; what cannot be imported goes to `rejects`.

    `progress` is called with the position in the file after each batch. Interrupted at any point, it leaves
    whole batches; running again completes it.
    """
    importer = _Importer(rejects)
    size = 0
    for line in read_lines(file):
        importer.take(line)
        size += len(line.content)
        if len(importer.waiting) >= BATCH_LINES or size >= BATCH_BYTES:
            importer.flush()
            progress(file.tell())
            size = 0
    importer.flush()
    progress(file.tell())
    return importer.report


class _Seen:
    """The legacy_ids met so far. Numbers, which most of them are, take a byte or two each."""

    def __init__(self) -> None:
        self._numbers, self._others = BitMap64(), set[str]()

    def add(self, legacy_id: str) -> bool:
        """Whether `legacy_id` is new."""
        is_number = _SMALL_NUMBER.fullmatch(legacy_id)
        seen: Any = self._numbers if is_number else self._others
        value = int(legacy_id) if is_number else legacy_id
        if value in seen:
            return False
        seen.add(value)
        return True


class _Importer:
    """The state of a run."""

    def __init__(self, rejects: RejectsFile):
        self.report = Report()
        self.waiting: list[Entry] = []
        self._vocabulary = Vocabulary()
        self._tags = TagBook()
        self._seen = _Seen()
        self._rejects = rejects
        self._unreadable: list[Reject] = []

    def take(self, line: Line) -> None:
        """Add a line to the batch that is being gathered."""
        try:
            entry = read_entry(line)
            if not self._seen.add(entry.legacy_id):
                raise Unusable(f"legacy_id {entry.legacy_id} stands on an earlier line, which counts.")
        except Unusable as reason:
            self._unreadable.append(Reject(line, str(reason)))
        else:
            self._note_ignored(entry)
            self.waiting.append(entry)

    def flush(self) -> None:
        """Import what has been gathered."""
        rejects, self._unreadable = self._unreadable, []
        entries, self.waiting = self.waiting, []
        self._rejects.add(rejects + self._import(entries))

    def _import(self, entries: list[Entry]) -> list[Reject]:
        """Import `entries`; where the database refuses one for a reason of its own, all but that one."""
        if not entries:
            return []
        try:
            return self._import_batch(entries)
        except DatabaseError as error:
            if not _at_fault_is_a_line(error):
                raise
            self._tags.forget()
            if len(entries) == 1:
                return [Reject(entries[0].line, f"The database refused it: {str(error).splitlines()[0]}.")]
        middle = len(entries) // 2
        return self._import(entries[:middle]) + self._import(entries[middle:])

    def _import_batch(self, entries: list[Entry]) -> list[Reject]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            same = unchanged(entries)
            plan = self._plan([entry for entry in entries if entry.legacy_id not in same])
            items = list(plan.items.values())
            if items:
                store(items, self._tags, timezone.now())
        changed = sum(item.before is not None for item in items)
        self.report.unchanged += len(same)
        self.report.changed += changed
        self.report.created += len(items) - changed
        return plan.rejects

    def _plan(self, entries: list[Entry]) -> Plan:
        records, rejects = {}, []
        for entry in entries:
            try:
                records[entry.legacy_id] = read_record(entry, self._vocabulary)
            except Unusable as reason:
                rejects.append(Reject(entry.line, str(reason)))
        plan = Plan(Known.read(records))
        plan.rejects += rejects
        for entry in entries:
            if record := records.get(entry.legacy_id):
                plan.add(entry, record)
        return plan

    def _note_ignored(self, entry: Entry) -> None:
        for key in (printable(key[:50]) for key in entry.data.keys() - KEYS):
            if key in self.report.ignored or len(self.report.ignored) < MAX_IGNORED:
                self.report.ignored[key] += 1


def _at_fault_is_a_line(error: DatabaseError) -> bool:
    """Whether it is a value that the database refuses, rather than the database that fails."""
    return isinstance(error, DataError | IntegrityError) or isinstance(error.__cause__, ProgramLimitExceeded)
