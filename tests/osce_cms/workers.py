"""Real workers for tests, over the database of the test."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from django.conf import settings

from tests.fixtures import database_url

COMMAND = [sys.executable, "-m", "django", "work", "--stalled-after", "1.5"]


def environment() -> dict[str, str]:
    """What a process needs to work on this test's database and files."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "osce_cms.settings",
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(Path(settings.MEDIA_ROOT).parent),
        "SECRET_KEY": settings.SECRET_KEY,
    }


@contextlib.contextmanager
def worker() -> Iterator[subprocess.Popen]:
    """A worker, ended with the block, if it has not ended before."""
    process = subprocess.Popen(COMMAND, cwd=settings.BASE_DIR, env=environment())
    try:
        yield process
    finally:
        children = psutil.Process(process.pid).children() if process.poll() is None else []
        process.terminate()
        try:
            process.wait(timeout=30)
        finally:
            for child in [*children, process]:
                with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
                    child.kill()


def wait_until(happens: Callable[[], object], seconds: float = 60) -> None:
    """Until `happens` returns something true; fails the test after so long."""
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
