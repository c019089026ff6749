"""Bounded load on loopback addresses: with wrk over paths in turn, or each path once with as many threads."""

import contextlib
import http.client
import json
import queue
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .processes import Failed

MANY = 8  # connections of the second pass
MAX_SECONDS = 60
#: As every browser does; who does not compress answers as ever.
HEADERS = {"Accept-Encoding": "gzip"}

_SCRIPT = """
local paths, headers = {%s}, {%s}
local at = 0
function init(args) at = math.floor(#paths * (tonumber(args[1]) or 0)) end
function request() at = at %% #paths + 1; return wrk.format("GET", paths[at], headers) end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True)
class Measured:
    """One pass of load. Times in milliseconds."""

    requests: int
    rate: float  # requests a second
    median: float
    p99: float


def wrk_is_there() -> None:
    """Raises Failed, with what to do, where it is not."""
    if not shutil.which("wrk"):
        raise Failed("wrk is needed, the load generator. On Debian and Ubuntu: apt-get install wrk")


def in_turn(base: str, paths: Sequence[str], seconds: int, connections: int) -> Measured:
    """Ask for the paths in turn for so many seconds. Raises Failed if any answer is not a good one."""
    _refuse_elsewhere(base, seconds)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        headers = ",".join(f"[{json.dumps(name)}]={json.dumps(value)}" for name, value in HEADERS.items())
        script.write(_SCRIPT % (",".join(map(json.dumps, paths)), headers))
        script.flush()
        command = ["wrk", f"-c{connections}", "-t1", f"-d{seconds}s", "--timeout", "60s", "-s", script.name, base]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120)
    found = re.search(r"^RESULT (.*)$", done.stdout, re.M)
    if not found:
        raise Failed(f"wrk did not end well on {base}{paths[0]}: {done.stdout}{done.stderr}")
    requests, microseconds, median, p99, refused, broken = map(int, found[1].split())
    if refused or broken:
        raise Failed(f"{base}{paths[0]}: {refused} bad answers and {broken} broken connections of {requests} requests")
    return Measured(requests, requests / (microseconds / 1e6), median / 1000, p99 / 1000)


def each_once(base: str, paths: Sequence[str], seconds: int, connections: int) -> Measured:
    """Ask for every path once, or for as many as can be had in the time. For what must never have been asked before."""
    _refuse_elsewhere(base, seconds)
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    times: list[float] = []
    problems: list[Exception] = []
    started = time.perf_counter()

    def ask() -> None:
        try:
            with _connection(base) as connection, contextlib.suppress(queue.Empty):
                while time.perf_counter() < started + seconds:
                    times.append(_get(connection, waiting.get_nowait()))
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return summed(times, time.perf_counter() - started)


def one_by_one(base: str, paths: Sequence[str], count: int) -> Measured:
    """Time `count` requests, one after the other: for what is too slow for a few seconds of load."""
    with _connection(base) as connection:
        times = [_get(connection, paths[number % len(paths)]) for number in range(count)]
    return summed(times, sum(times) / 1000)


def summed(times: Sequence[float], elapsed: float) -> Measured:
    """What single times in milliseconds come to; `elapsed` in seconds."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return Measured(len(ordered), len(ordered) / elapsed, statistics.median(ordered), p99)


@contextlib.contextmanager
def _connection(base: str) -> Iterator[http.client.HTTPConnection]:
    with contextlib.closing(http.client.HTTPConnection(urlsplit(base).netloc, timeout=120)) as connection:
        yield connection


def _get(connection: http.client.HTTPConnection, path: str) -> float:
    started = time.perf_counter()
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise Failed(f"{path} answered with {answer.status}")
    return (time.perf_counter() - started) * 1000


def header(base: str, path: str, ask: str, tell: str) -> str | None:
    """Ask for a page with the header `ask`: 1; what the answer's header `tell` says."""
    with _connection(base) as connection:
        connection.request("GET", path, headers={ask: "1"})
        answer = connection.getresponse()
        answer.read()
        return answer.getheader(tell)


def _refuse_elsewhere(base: str, seconds: int) -> None:
    if urlsplit(base).hostname != "127.0.0.1":
        raise Failed("Only addresses on this machine (127.0.0.1) may be put under load.")
    if seconds > MAX_SECONDS:
        raise Failed(f"No pass may take longer than {MAX_SECONDS} s.")
