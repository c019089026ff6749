"""A real process of the command, ended at random moments: nothing is lost, and nothing comes twice."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from newsroom.imports.rejects import RejectsFile
from newsroom.imports.run import BATCH_LINES, LOCK, import_releases
from newsroom.models import Edition, LegacyAddress, Release
from tests.fixtures import database_url

from .conftest import line

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
LINES = 3_000
#: The imports of this test's database that wait for their turn; other tests share the server.
WAITING = """
    FROM pg_locks JOIN pg_database ON pg_locks.database = pg_database.oid
    WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s AND NOT granted
"""


@pytest.fixture
def file(vocabulary, tmp_path) -> Path:
    """Some thousand lines with all that a release may have; every third is a translation of another batch's."""
    path = tmp_path / "releases.jsonl"
    with path.open("w") as out:
        for n in range(LINES):
            given = {"translation_of": n % 1_000} if n >= 1_000 and n % 3 == 0 else {}
            given |= {"tags": [f"tag {n % 50}", f"tag {n}"], "countries": ["albania", "czechia"]}
            given |= {"structures": ["secretariat"], "legacy_url": f"/a/{n}", "body_html": "<p>Words.</p>" * (n % 40)}
            out.write(json.dumps(line(n, **given)) + "\n")
    return path


def start(file: Path, *options: str) -> subprocess.Popen:
    """The command on `file`, in the database of this test."""
    environment = os.environ | {"DATABASE_URL": database_url(), "PYTHONFAULTHANDLER": "1"}
    command = [sys.executable, "manage.py", "import_releases", str(file), *options]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_interrupts,
    )


def _hear_interrupts() -> None:
    """As a command in front of a terminal does. Tests that a shell runs in the background are deaf to SIGINT, and with
    them all that they start (POSIX, Shell Command Language, 2.11)."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def end_of(process: subprocess.Popen) -> str:
    """What it told on its way out; where it does not end, fail with where each of its threads stands."""
    try:
        return process.communicate(timeout=30)[1]
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # which faulthandler answers
        process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the readers, which hold the pipe
        pytest.fail(f"It did not end:\n{process.communicate()[1]}")


def wait_for_more(process: subprocess.Popen, than: int) -> None:
    """Until `process` has imported more releases than so many, and a random moment longer."""
    while process.poll() is None and Release.objects.count() <= than:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.3))


def wait_for_its_end_in_the_database() -> None:
    """The server may still be at a commit that it was asked for."""
    others = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
              AND state <> 'idle'
    """
    with connection.cursor() as cursor:
        cursor.execute(others)
        while cursor.fetchone()[0]:
            time.sleep(0.05)
            cursor.execute(others)


def imported() -> dict[str, list]:
    """All that there is of releases, without keys."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the tables may count as empty, and their join takes half an hour
        cursor.execute("""
            SELECT r.legacy_id, o.legacy_id, r.import_digest, array_agg(DISTINCT t.name ORDER BY t.name),
                   array_agg(DISTINCT c.slug ORDER BY c.slug), array_agg(DISTINCT s.structure_id),
                   array_agg(DISTINCT a.path ORDER BY a.path), count(DISTINCT e.id), min(e.sha256), min(e.tags)
            FROM newsroom_release r LEFT JOIN newsroom_release o ON o.id = r.translation_of_id
            JOIN newsroom_edition e ON e.release_id = r.id
                 AND e.translation_group = coalesce(r.translation_of_id, r.id)
            JOIN taggit_taggeditem i ON i.object_id = r.id JOIN taggit_tag t ON t.id = i.tag_id
            JOIN newsroom_release_countries rc ON rc.release_id = r.id JOIN taxonomy_country c ON c.id = rc.country_id
            JOIN newsroom_releasesource s ON s.release_id = r.id JOIN newsroom_legacyaddress a ON a.release_id = r.id
            GROUP BY r.id, o.id
        """)
        rows = {row[0]: list(row[1:]) for row in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM taggit_taggeditem")
        counts = [*cursor.fetchone(), Release.objects.count(), Edition.objects.count(), LegacyAddress.objects.count()]
    return rows | {"counts": counts}


def empty() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # past the seal of the editions
        cursor.execute("TRUNCATE newsroom_release, newsroom_edition, taggit_tag, taggit_taggeditem CASCADE")


def test_killed_at_random_moments_and_run_again_it_is_as_if_never_killed(file):
    for workers in ("0", "1"):
        process = start(file, "--workers", workers)
        wait_for_more(process, than=Release.objects.count())
        process.kill()
        process.communicate()
        wait_for_its_end_in_the_database()
    some = Release.objects.count()
    assert some % BATCH_LINES == 0
    assert 0 < some == Edition.objects.count()
    process = start(file, "--workers", "1")
    told = process.communicate()[0]
    assert process.returncode == 0
    assert told == f"{LINES - some} created, 0 changed, {some} unchanged, 0 rejected\n"
    after_kills = imported()
    empty()
    call_command("import_releases", str(file), stdout=io.StringIO())
    assert len(after_kills) == LINES + 1
    assert imported() == after_kills


def test_what_is_told_as_imported_is_on_the_disk(file, tmp_path):
    """Batches do not wait for it one by one, but the report does for all."""

    def place_in_log(which: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_current_wal_{which}_lsn() - '0/0'")
            return cursor.fetchone()[0]

    written = []
    with file.open("rb") as lines, RejectsFile(tmp_path / "rejects.jsonl") as rejects:
        import_releases(lines, rejects, lambda end, count: written.append(place_in_log("insert")))
    assert place_in_log("flush") >= written[-1]


@pytest.fixture
def halted(file):
    """Start the command, which is then in the middle of its first batch and stays there."""
    processes = []

    def start_and_halt(*options: str) -> tuple[subprocess.Popen, list[psutil.Process]]:
        process = start(file, *options)
        processes.append(process)
        while not waiting(cursor):
            assert process.poll() is None
            time.sleep(0.05)
        return process, psutil.Process(process.pid).children(recursive=True)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield start_and_halt
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    for process in processes:
        process.kill()
        process.wait()


def waiting(cursor) -> bool:
    cursor.execute(f"SELECT count(*) {WAITING}", [LOCK])
    return cursor.fetchone()[0] > 0


def test_a_database_that_fails_is_told_as_such_and_not_as_rejects(halted):
    process, _readers = halted("--workers", "1")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {WAITING}", [LOCK])
    told = end_of(process)
    assert process.returncode == 130
    assert "The database failed: " in told
    assert told.strip().endswith("Run again to complete.")
    assert "Traceback" not in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_does_so_with_a_sentence(halted, number):
    process, readers = halted("--workers", "1")
    os.killpg(process.pid, number)  # as a terminal does: to all of them
    told = end_of(process)
    assert (process.returncode, told) == (130, "CommandError: Interrupted. Run again to complete.\n")
    assert readers
    assert psutil.wait_procs(readers, timeout=30)[1] == []
    assert not Release.objects.exists()


def test_readers_do_not_outlive_a_killed_import(halted):
    process, readers = halted("--workers", "2")
    process.kill()
    process.communicate()
    assert len(readers) >= 2
    assert psutil.wait_procs(readers, timeout=30)[1] == []
