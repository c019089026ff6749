"""How soon readers see what was imported in bulk: at once, or without anybody asking for it."""

import datetime as dt
import http.client
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from newsroom.archive import Watch, current
from newsroom.models import Edition
from tests.factories import published
from tests.fixtures import database_url
from tests.osce_cms.servers import free_port, running
from tests.osce_cms.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
DAY = dt.datetime(2010, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def import_backdated(tmp_path) -> Callable[[], None]:
    """A function that imports 300 releases, each of a day of its own: of every second day from 2010 on."""
    file = tmp_path / "releases.jsonl"
    days = [(DAY + dt.timedelta(days=2 * n + 1)).date().isoformat() for n in range(300)]
    lines = [{"legacy_id": n, "title": f"Title {n}", "published_at": day} for n, day in enumerate(days)]
    file.write_text("\n".join(map(json.dumps, lines)))
    return lambda: call_command("import_releases", str(file), stdout=io.StringIO(), stderr=io.StringIO())


@pytest.fixture
def small_site() -> None:
    """Twenty releases over the same days, between which the imported ones fall."""
    for n in range(20):
        published(DAY + dt.timedelta(days=30 * n))


def live() -> list[int]:
    return list(Edition.objects.live().newest_first().values_list("pk", flat=True))


class Process:
    """A process that holds an archive."""

    def __init__(self, popen: subprocess.Popen):
        self.popen = popen

    def shown(self) -> list[int]:
        """The editions that a reader who asks is shown."""
        return self._ask("shown")

    def held(self) -> list[int]:
        """Those that are in the archive at hand; nobody asks for it."""
        return self._ask("held")

    def _ask(self, word: str) -> list[int]:
        self.popen.stdin.write(word + "\n")
        self.popen.stdin.flush()
        return json.loads(self.popen.stdout.readline())[1]


@contextmanager
def process(monkeypatch, *, watching: bool = False, wait: int = 300) -> Iterator[Process]:
    monkeypatch.setenv("ARCHIVE_WAIT_MS", str(wait))
    words = [connection.settings_dict["NAME"], *(["watch"] if watching else [])]
    command = [sys.executable, "-m", "tests.newsroom.archive_in_a_process", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as popen:
        yield Process(popen)


def test_a_process_that_slept_during_an_import_is_right_in_its_next_answer(monkeypatch, small_site, import_backdated):
    with process(monkeypatch) as sleeping:
        assert len(sleeping.shown()) == 20
        import_backdated()
        assert sleeping.shown() == live()
        assert len(live()) == 320


def test_what_takes_long_to_read_is_there_soon_though_nobody_asked(monkeypatch, small_site, import_backdated):
    with process(monkeypatch, watching=True, wait=0) as sleeping:
        assert len(sleeping.shown()) == 20
        import_backdated()
        wait_until(lambda: len(sleeping.held()) == 320)
        assert sleeping.held() == sleeping.shown() == live()


def test_a_process_follows_single_changes_too_while_nobody_asks(monkeypatch, small_site):
    with process(monkeypatch, watching=True) as sleeping:
        wait_until(lambda: len(sleeping.held()) == 20)
        published(DAY)
        wait_until(lambda: sleeping.held() == live())


def test_a_database_that_goes_away_is_said_once_and_caught_up_with(monkeypatch, small_site, import_backdated):
    with process(monkeypatch, watching=True) as sleeping:
        wait_until(lambda: len(sleeping.held()) == 20)
        with closed_database():
            time.sleep(3)  # several looks
        import_backdated()
        wait_until(lambda: len(sleeping.held()) == 320)
        sleeping.popen.stdin.close()
        told = sleeping.popen.stderr.read()
        assert told.count("The archive was not brought up to date") == 1
        assert "Traceback" not in told


@contextmanager
def closed_database() -> Iterator[None]:
    """As if the database were away: it takes no connections, and those of others are ended."""
    name = connection.settings_dict["NAME"]
    given = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in ("host", "port", "user", "password")
    }
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            connection.close()
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_a_process_ends_in_good_order_and_leaves_no_connection(monkeypatch, small_site):
    with process(monkeypatch, watching=True) as one:
        wait_until(lambda: len(one.held()) == 20)
        assert connections() == 1
        one.popen.stdin.close()
        assert one.popen.wait(20) == 0
    wait_until(lambda: connections() == 0)


def connections() -> int:
    """How many others have to the database of this test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_a_watch_that_is_stopped_is_gone(small_site):
    read: list[int] = []
    watch = Watch(when_read=lambda: read.append(1))
    watch.start()
    wait_until(lambda: read)
    published(DAY)
    wait_until(lambda: current._current and len(current._current) == 21)
    watch.stop()
    assert not watch.is_alive()
    assert read == [1]
    wait_until(lambda: connections() == 0)


@pytest.mark.parametrize("options", [[], ["--preload"]], ids=["as usual", "preloaded"])
@pytest.mark.parametrize("wait", [300, 0], ids=["quick to read", "slow to read"])
def test_a_server_that_slept_during_an_import_is_right_in_its_very_next_page(
    small_site, import_backdated, tmp_path, monkeypatch, options, wait
):
    with server(tmp_path, monkeypatch, options, wait) as port:
        for _ in range(3):  # the page cache keeps it from the second time on
            assert listed(port) == 20
        import_backdated()
        if not wait:
            time.sleep(6)  # in which it has to notice for itself
        for _ in range(3):
            assert listed(port) == 320
    wait_until(lambda: connections() == 0)


def test_pages_of_the_archive_of_before_are_not_kept_for_that_of_after(
    small_site, import_backdated, tmp_path, monkeypatch
):
    with server(tmp_path, monkeypatch, [], 0) as port:
        assert listed(port) == 20
        import_backdated()
        found = [listed(port)]
        deadline = time.monotonic() + 30
        while found[-1] != 320:
            assert time.monotonic() < deadline
            found.append(listed(port))  # twice in a row, it is kept
        assert [listed(port) for _ in range(5)] == [320] * 5


@contextmanager
def server(folder: Path, monkeypatch, options: list[str], wait: int) -> Iterator[int]:
    """gunicorn with one process, as it is run; gives its port."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.newsroom.serving_settings")
    monkeypatch.setenv("DATABASE_URL", database_url())
    monkeypatch.setenv("ARCHIVE_WAIT_MS", str(wait))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "osce_cms.wsgi", "--config", "python:osce_cms.gunicorn"]
    command += ["--no-control-socket", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "2", *options]
    with running(command, port, folder):
        yield port


def listed(port: int) -> int:
    """How many releases the list says there are."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        client.request("GET", "/news/")
        with client.getresponse() as answer:
            return int(re.search(r'id="result-count" data-count="(\d+)"', answer.read().decode())[1])
    finally:
        client.close()
