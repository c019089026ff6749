"""Numbers by year as bars: where each of them stands in a drawing, whatever draws it."""

from collections.abc import Mapping
from dataclasses import dataclass

#: The drawing is so many units wide and high; it is stretched to its place.
WIDTH, HEIGHT = 1000.0, 100.0
#: Of the room that a year has, so much is left free between its bar and the next.
GAP = 0.22


@dataclass(frozen=True)
class Bar:
    """A year, its number, and the rectangle that shows it, measured from the upper left corner."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float


def bars(counts: Mapping[int, int]) -> list[Bar]:
    """One bar for each year from the first in `counts` to the last, in order; years without any have none of height.

    The greatest is as high as the drawing. What is counted is never lower than a fiftieth of that: it can be seen.
    """
    if not counts:
        return []
    first, last, greatest = min(counts), max(counts), max(counts.values())
    room = WIDTH / (last - first + 1)
    return [_bar(year, counts.get(year, 0), (year - first) * room, room, greatest) for year in range(first, last + 1)]


def _bar(year: int, count: int, left: float, room: float, greatest: int) -> Bar:
    height = max(HEIGHT * count / greatest, HEIGHT / 50) if count else 0.0
    free = room * GAP
    return Bar(year, count, left + free / 2, HEIGHT - height, room - free, height)
