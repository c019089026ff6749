"""Driving an import: batches are read side by side, and written one after another, each in one transaction."""

from collections.abc import Callable
from typing import BinaryIO

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.errors import ProgramLimitExceeded

from .known import Known, digests, new_keys
from .lines import Line, read_batches
from .links import Links
from .plan import Plan
from .readers import Readers
from .reading import Reading
from .rejects import Reject, RejectsFile, Unusable
from .report import Report
from .seen import Seen
from .store import store
from .tags import TagBook
from .vocabulary import Vocabulary

#: A batch is full at either: so many lines, or so many bytes, however long lines are.
BATCH_LINES, BATCH_BYTES = 1_000, 8_000_000
#: Names a lock of the database (see pg_advisory_xact_lock): two imports take turns, batch by batch.
LOCK = 7_305_124
# Not waiting for the disk: a crash of the database may take the last batches along, whole, and running again brings
# them back.
_BEGIN = "SELECT set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(%s)"

Entry = tuple[Line, Reading]


def import_releases(
    file: BinaryIO,
    rejects: RejectsFile,
    progress: Callable[[int, int], object],
    workers: int = 0,
    repair: bool = False,
) -> Report:
    """Import the releases in `file`; what cannot be imported goes to `rejects`. `repair` mends garbled texts.

    Lines are read by so many processes beside this one; by itself where there are none. `progress` is called
    after each batch with its end in the file and its number of lines. Interrupted at any point, the import
    leaves whole batches; running again completes it.
    """
    vocabulary = Vocabulary()
    importer = _Importer(rejects, vocabulary, repair)
    with Readers(workers, vocabulary, repair) as readers:
        for batch, readings in readers.read(read_batches(file, BATCH_LINES, BATCH_BYTES)):
            importer.take(batch.lines, readings)
            progress(batch.end, len(batch.lines))
    _reach_the_disk()
    importer.report.unknown.find_nearest(vocabulary)
    for line_number, key in importer.links.dead():
        importer.report.note(line_number, f"body_html: The link “{key[:200]}” leads to no release that was imported.")
    return importer.report


def _reach_the_disk() -> None:
    """Write once and wait for the disk, which has all batches by then: what is told as imported is no longer lost."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', 'on', true)")
        cursor.execute("UPDATE newsroom_archiveversion SET number = number")


class _Importer:
    """The state of a run."""

    def __init__(self, rejects: RejectsFile, vocabulary: Vocabulary, repair: bool):
        self.report = Report()
        self.links = Links()
        self._vocabulary = vocabulary
        self._repair = repair
        self._tags = TagBook()
        self._seen = Seen()
        self._rejects = rejects

    def take(self, lines: list[Line], readings: list[Reading]) -> None:
        """Import a batch of which the lines were read."""
        rejects, entries = [], []
        for entry in zip(lines, readings, strict=True):
            try:
                self._admit(entry[1])
            except Unusable as reason:
                rejects.append(Reject(entry[0], str(reason)))
            else:
                entries.append(entry)
        self._rejects.add(rejects + self._import(entries))

    def _admit(self, reading: Reading) -> None:
        if not reading.legacy_id:
            raise Unusable(str(reading.content))
        if not self._seen.add(reading.legacy_id):
            raise Unusable(f"legacy_id {reading.legacy_id} stands on an earlier line, which counts.")
        self.report.ignore(reading.unknown)

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
                return [Reject(entries[0][0], f"The database refused it: {str(error).splitlines()[0]}.")]
        middle = len(entries) // 2
        return self._import(entries[:middle]) + self._import(entries[middle:])

    def _import_batch(self, entries: list[Entry]) -> list[Reject]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_BEGIN, [LOCK])
            before = digests(reading.legacy_id for _line, reading in entries)
            wanted = [entry for entry in entries if before.get(entry[1].legacy_id) != entry[1].digest]
            plan = self._plan(wanted, before)
            if plan.new or plan.changed:
                store(plan, self._tags, timezone.now())
        self.report.unchanged += len(entries) - len(wanted)
        self.report.changed += len(plan.changed)
        self.report.created += len(plan.new)
        for _line, reading in wanted:
            self.report.unknown.add(reading.unknown_names)
        rejected = {reject.line.number for reject in plan.rejects}
        for line, reading in wanted:
            if line.number not in rejected:
                for sentence in reading.notes:
                    self.report.note(line.number, sentence)
                self.links.add(line.number, reading.links)
        return plan.rejects

    def _plan(self, entries: list[Entry], before: dict[str, str]) -> Plan:
        contents = {reading.legacy_id: reading.content for _line, reading in entries}
        usable = {legacy_id: content for legacy_id, content in contents.items() if not isinstance(content, str)}
        known = Known.read([legacy_id for legacy_id in usable if legacy_id in before], list(usable.values()))
        keys = iter(new_keys(sum(legacy_id not in before for legacy_id in usable)))
        plan = Plan(known, keys, self._vocabulary, self._repair)
        for line, reading in entries:
            plan.add(line, reading)
        return plan


def _at_fault_is_a_line(error: DatabaseError) -> bool:
    """Whether it is a value that the database refuses, rather than the database that fails."""
    return isinstance(error, DataError | IntegrityError) or isinstance(error.__cause__, ProgramLimitExceeded)
