"""Starting and stopping what is measured. Every process is ended by the one that started it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
#: gunicorn as `manage.py serve` runs it, for the floor.
GUNICORN = ["-m", "gunicorn", "--config", "python:osce_cms.gunicorn", "--workers", "2", "--threads", "4"]


class Failed(Exception):
    """A benchmark cannot go on. The message is a sentence for whoever runs it."""


def run(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path = ROOT, given: str | None = None
) -> str:
    """Run to the end, with `given` as input; returns what it printed. Raises Failed with the end of what it said."""
    surroundings = os.environ | (env or {})
    done = subprocess.run(command, env=surroundings, cwd=cwd, capture_output=True, text=True, input=given)
    if done.returncode:
        words = " ".join(map(str, command))
        raise Failed(f"“{words}” ended with {done.returncode}:\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def python(*words: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run this Python, in the project's folder."""
    return run([sys.executable, *words], env)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(
    command: Sequence[str | Path], base: str, path: str, log: Path, env: Mapping[str, str], cwd: Path = ROOT
) -> Iterator[psutil.Process]:
    """Run a server until the block ends; the block begins when `path` answers with 200."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as out:
        process = subprocess.Popen(command, env=os.environ | env, cwd=cwd, stdout=out, stderr=out)
    try:
        _wait(process, base + path, log)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen, address: str, log: Path, seconds: int = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Failed(f"The server ended with {process.returncode}; {log} says why:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=120) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise Failed(f"{address} did not answer with 200 within {seconds} s; see {log}.")


def worker_memory(server: psutil.Process) -> list[int]:
    """Resident MB of each gunicorn worker: the processes below `server` that have none below them."""
    leaves = [child for child in server.children(recursive=True) if not child.children()]
    return sorted(round(leaf.memory_info().rss / 2**20) for leaf in leaves if "gunicorn" in " ".join(leaf.cmdline()))
