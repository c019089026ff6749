"""How a page's time grows with the archive: the smallest and the largest, served at once and asked by turns.

A machine that shares its house is faster one minute and slower the next: figures that were taken a quarter of an hour
apart say more of that than of the archive.
"""

import statistics
from collections.abc import Iterable

from .kinds import Kind
from .load import MANY, in_turn
from .newsroom import Newsroom

ROUNDS = 5


def grow(small: Newsroom, large: Newsroom, kinds: Iterable[Kind]) -> dict[str, dict[str, float]]:
    """Name of the kind → the median of a second's medians in ms, with one connection and the page cache off."""
    found: dict[str, dict[str, float]] = {}
    with small.serve(page_cache=False) as (one, _), large.serve(page_cache=False) as (other, _):
        for kind in kinds:
            for base in (one, other):
                in_turn(base, kind.ours, 1, MANY)  # so that every process has had every page
            rounds = [[in_turn(base, kind.ours, 1, 1).median for base in (one, other)] for _ in range(ROUNDS)]
            medians = [round(statistics.median(times), 2) for times in zip(*rounds, strict=True)]
            found[kind.name] = dict(zip(("small", "large"), medians, strict=True))
    return found
