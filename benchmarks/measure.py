"""Puts one kind of page after the other under load."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from .load import MANY, MAX_SECONDS, Measured, each_once, in_turn, one_by_one

#: Milliseconds of a page above which single requests are timed, and load lasts longer.
SLOW = 250
#: So many passes with many connections, of which the fastest counts: the peer's processes take connections as they
#: come, and one time in six all of them fall to one process, while the other one idles.
PASSES = 2


def measure(
    asked: Sequence[tuple[str, Sequence[str]]], seconds: int, *, once: bool = False, settle: bool = False
) -> list[dict[str, Any]]:
    """Load one kind of page, on one site or on several by turns, a pass on each.

    Of each pair of a base address and paths: {"one": …, "many": …}, with one connection and with many, each as
    Measured has it. `once` asks for no path twice. `settle` warms up until the rate grows no more: for caches, which
    every process may fill apart.
    """
    sites = [_each_once(*pair, 2 * seconds) if once else _in_turn(*pair, seconds, settle) for pair in asked]
    ones, *passes = zip(*sites, strict=True)  # takes a pass of the first site, of the second, and begins again
    best = [max(many, key=lambda measured: measured.rate) for many in zip(*passes, strict=True)]
    return [{"one": _rounded(one), "many": _rounded(many)} for one, many in zip(ones, best, strict=True)]


def _each_once(base: str, paths: Sequence[str], seconds: int) -> Iterator[Measured]:
    for at, connections in enumerate([1, *[MANY] * PASSES]):
        yield each_once(base, paths[at :: 1 + PASSES], seconds, connections)


def _in_turn(base: str, paths: Sequence[str], seconds: int, settle: bool) -> Iterator[Measured]:
    usual = one_by_one(base, paths, 3).median
    if usual > SLOW:
        yield one_by_one(base, paths, 5)
        seconds = max(4 * seconds, math.ceil(1.5 * MANY * usual / 1000))
    else:
        _warm(base, paths, settle)
        yield _enough(base, paths, seconds, 1)
    for _ in range(PASSES):
        yield _enough(base, paths, seconds, MANY)


def _enough(base: str, paths: Sequence[str], seconds: int, connections: int) -> Measured:
    """Load for so many seconds, and for longer where hardly anything was answered in them."""
    while True:
        seconds = min(seconds, MAX_SECONDS)
        measured = in_turn(base, paths, seconds, connections)
        if measured.requests >= max(3, connections) or seconds == MAX_SECONDS:
            return measured
        seconds *= 2


def _warm(base: str, paths: Sequence[str], settle: bool) -> None:
    before = 0.0
    if settle and len(paths) > 1:
        for _ in range(10):  # over new connections each time, so that every process gets every page a few times
            each_once(base, paths, MAX_SECONDS, MANY)
    for _ in range(10 if settle else 1):
        rate = in_turn(base, paths, 1, MANY).rate
        if rate < before * 1.1:
            break
        before = rate


def _rounded(measured: Measured) -> dict[str, float]:
    return {name: round(value, 2) for name, value in asdict(measured).items()}


def tell(site: str, name: str, result: dict[str, Any]) -> None:
    """One line on the terminal for one kind."""
    one, many = result["one"], result["many"]
    print(
        f"  {site:24} {name:32} {one['median']:>9.2f} ms  {many['rate']:>9.1f}/s  "
        f"median {many['median']:>9.2f} ms  p99 {many['p99']:>9.2f} ms",
        flush=True,
    )


def wanted(names: Iterable[str], only: Sequence[str]) -> list[str]:
    """Those names that hold one of the words of `only`; all without any."""
    return [name for name in names if not only or any(word in name for word in only)]
