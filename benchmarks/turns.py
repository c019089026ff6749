"""What is compared, asked by turns.

A machine that shares its house is faster one minute and slower the next: figures that were taken a quarter of an hour
apart say more of that than of the pages.
"""

import statistics
from collections.abc import Iterable, Sequence

from .kinds import Kind
from .load import MANY, in_turn
from .newsroom import Newsroom

ROUNDS = 5


def medians(asked: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
    """Of each pair of a base address and paths, the median of a second's medians in ms, with one connection."""
    return _by_turns(asked, 1, "median")


def rates(asked: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
    """The same of the requests a second, with many connections."""
    return _by_turns(asked, MANY, "rate")


def _by_turns(asked: Sequence[tuple[str, Sequence[str]]], connections: int, figure: str) -> list[float]:
    for base, paths in asked:
        in_turn(base, paths, 1, MANY)  # so that every process has had every page
    rounds = [[getattr(in_turn(base, paths, 1, connections), figure) for base, paths in asked] for _ in range(ROUNDS)]
    return [round(statistics.median(figures), 2) for figures in zip(*rounds, strict=True)]


def grow(small: Newsroom, large: Newsroom, kinds: Iterable[Kind]) -> dict[str, dict[str, float]]:
    """Serve both at once, the page cache off: name of the kind → its median in ms in either."""
    found: dict[str, dict[str, float]] = {}
    with small.serve(page_cache=False) as (one, _), large.serve(page_cache=False) as (other, _):
        for kind in kinds:
            both = medians([(one, kind.ours), (other, kind.ours)])
            found[kind.name] = dict(zip(("small", "large"), both, strict=True))
    return found
