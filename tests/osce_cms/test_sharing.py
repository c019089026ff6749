"""The processes of gunicorn share connections: a burst does not queue up in one while another idles."""

import http.client
import os
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from .servers import free_port, running

PROCESSES, THREADS = 2, 2
ALL = PROCESSES * THREADS


def slow(environ, start_response) -> list[bytes]:
    """A WSGI application (PEP 3333) that takes its time and tells which process it ran in."""
    time.sleep(0.4)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    number = free_port()
    command = ["env", f"PYTHONPATH={settings.BASE_DIR}", sys.executable, "-m", "gunicorn", f"{__name__}:slow"]
    command += ["--config", "python:osce_cms.gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{number}"]
    command += ["--workers", str(PROCESSES), "--threads", str(THREADS), "--keep-alive", "60"]
    with running(command, number, tmp_path):
        deadline = time.monotonic() + 30
        while len(burst(number)) < PROCESSES:  # one may be up before the other
            assert time.monotonic() < deadline
        yield number


def burst(port: int) -> Counter[str]:
    """As many requests at once as there are threads: which process answered how many."""

    def ask(_number: int) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/")
        with connection.getresponse() as answer:
            return answer.read().decode()

    with ThreadPoolExecutor(ALL) as pool:
        found = Counter(pool.map(ask, range(ALL)))
    time.sleep(0.2)  # until the processes know that these are done
    return found


def test_each_process_takes_as_many_connections_as_it_has_threads(port):
    for _ in range(4):
        assert set(burst(port).values()) == {THREADS}


def test_clients_that_say_nothing_shut_nobody_out(port):
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(ALL)]
    time.sleep(6)  # gunicorn gives a client five seconds of a thread's time, and then waits for it aside
    assert burst(port).total() == ALL
    for one in silent:
        one.close()


def test_connections_that_are_kept_shut_nobody_out(port):
    kept = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(2 * ALL)]
    for connection in kept:
        connection.request("GET", "/")
        connection.getresponse().read()
    assert burst(port).total() == ALL
    for connection in kept:
        assert connection.sock is not None  # the server meant to keep it
        connection.close()


def test_an_address_too_long_to_be_read_is_refused_at_once_and_the_process_goes_on(port):
    for _ in range(ALL):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/news/?q=" + "a" * 100_000)
        with connection.getresponse() as answer:
            assert answer.status == 414
    assert set(burst(port).values()) == {THREADS}
