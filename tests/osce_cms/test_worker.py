"""The worker: real processes, a real queue, real ends."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from newsroom import pdf
from newsroom.pdf import installed
from osce_cms.management.commands import serve
from tests.factories import published
from tests.osce_cms.workers import COMMAND, environment, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
needs_pango = pytest.mark.skipif(
    not installed.is_installed() and os.environ.get("REQUIRE_SERVERS") != "1",
    reason=f"no Pango on this machine: install {installed.PACKAGES}",
)


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    """Tables that are not Django's own are not emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")


@needs_pango
def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_one_without_its_database_waits_for_it():
    first = published(title="In the middle")
    with worker() as killed:
        wait_until(lambda: Job.objects.filter(status="doing").exists())
        killed.kill()
        killed.wait()
    assert Job.objects.get().status == "doing"
    assert pdf.kept(first) is None
    with worker() as other:
        wait_until(lambda: pdf.kept(first))
        wait_until(lambda: not Job.objects.exists())
        with connection.cursor() as cursor:  # as when the server is restarted
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        second = published(title="After the restart")
        wait_until(lambda: pdf.kept(second))
        assert other.poll() is None
        other.send_signal(signal.SIGTERM)
        assert other.wait(timeout=30) == 0
    wait_until(lambda: not Job.objects.exists())


def test_a_worker_ends_with_the_process_that_started_it_however_that_ends():
    starter = (
        "import os, subprocess, sys, time\n"
        "print(subprocess.Popen([*sys.argv[1:], str(os.getpid())]).pid, flush=True)\n"
        "time.sleep(300)"
    )
    command = [sys.executable, "-c", starter, *COMMAND, "--with-parent"]
    parent = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(), stdout=subprocess.PIPE, text=True)
    started = psutil.Process(int(parent.stdout.readline()))
    with connection.cursor() as cursor:
        wait_until(lambda: cursor.execute("SELECT 1 FROM procrastinate_workers").fetchone())
    parent.kill()
    parent.wait()
    try:
        wait_until(lambda: not started.is_running() or started.status() == psutil.STATUS_ZOMBIE, 20)
    finally:
        if started.is_running():
            started.kill()


def test_serve_begins_another_worker_where_one_ends_and_ends_the_last_with_the_site(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "WATCH", 0.2)
    begun = tmp_path / "begun"
    site = [sys.executable, "-c", "import time; time.sleep(3)"]
    beside = [
        sys.executable,
        "-c",
        "import os, pathlib, time\n"
        f"begun = pathlib.Path({str(begun)!r})\n"
        "with begun.open('a') as file: print(os.getpid(), file=file)\n"
        "if len(begun.read_text().split()) > 1: time.sleep(300)",
    ]
    before = signal.getsignal(signal.SIGTERM)
    try:
        start = time.monotonic()
        assert serve.Command()._wait_for(site, beside) == 0
        assert time.monotonic() - start < 20
    finally:
        signal.signal(signal.SIGTERM, before)
    pids = [int(pid) for pid in begun.read_text().split()]
    assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)
