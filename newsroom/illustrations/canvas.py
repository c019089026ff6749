"""Paper, colours and shapes to draw with. Every drawing is 300 units wide and 200 high, or upright."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image as Pillow
from PIL import ImageDraw

Point = tuple[float, float]

NAVY, BLUE, MID, SKY, PALE = "#0b2440", "#12355b", "#3f6a98", "#a9c3da", "#dfe8ef"
PAPER, SAND, GOLD, RUST = "#f4efe6", "#e6d6b4", "#c8982f", "#b4573a"
SAGE, GREEN, WHITE = "#8aa68f", "#355f50", "#fbf9f4"

#: Drawn this many times as large, and made smaller at the end: so edges are smooth.
_FINER = 2


class Canvas:
    """A sheet of paper, and a brush."""

    def __init__(self, width: int, height: int):
        self._size = width, height
        self._unit = max(width, height) * _FINER / 300
        self._image = Pillow.new("RGB", (width * _FINER, height * _FINER), PAPER)
        self._brush = ImageDraw.Draw(self._image)

    def finished(self) -> Pillow.Image:
        return self._image.resize(self._size, Pillow.Resampling.BOX)

    def ground(self, colour: str) -> None:
        self._brush.rectangle((0, 0, *self._image.size), colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._brush.polygon([(x * self._unit, y * self._unit) for x, y in points], colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, round_by: float = 0) -> None:
        corners = (x * self._unit, y * self._unit, (x + width) * self._unit, (y + height) * self._unit)
        self._brush.rounded_rectangle(corners, round_by * self._unit, colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._brush.ellipse(self._around(x, y, radius), colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        self.arc(x, y, radius, width, 0, 360, colour)

    def arc(self, x: float, y: float, radius: float, width: float, start: float, end: float, colour: str) -> None:
        """Degrees run clockwise from the right, as on a screen; `width` grows inwards."""
        self._brush.arc(self._around(x, y, radius), start, end, colour, max(1, round(width * self._unit)))

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._brush.line(scaled, colour, max(1, round(width * self._unit)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def dotted(self, points: Sequence[Point], step: float, radius: float, colour: str) -> None:
        """A line of dots, one every `step` units."""
        for x, y in _paces(points, step):
            self.disc(x, y, radius, colour)

    def hill(self, tops: Sequence[Point], colour: str, base: float = 200) -> None:
        """A land whose edge runs softly through `tops`, down to `base`."""
        self.shape([(tops[0][0], base), *curve(tops), (tops[-1][0], base)], colour)

    def _around(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        u = self._unit
        return ((x - radius) * u, (y - radius) * u, (x + radius) * u, (y + radius) * u)


def curve(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """A soft line through all `points` (Catmull-Rom)."""
    ends = [points[0], *points, points[-1]]
    found = []
    for before, one, two, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            found.append(
                (_between(t, before[0], one[0], two[0], after[0]), _between(t, before[1], one[1], two[1], after[1]))
            )
    return [*found, points[-1]]


def around(x: float, y: float, radius: float, count: int, start: float = -90) -> list[Point]:
    """`count` points spread evenly on a circle."""
    turns = [math.radians(start + 360 * number / count) for number in range(count)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def _between(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _paces(points: Sequence[Point], step: float) -> Iterator[Point]:
    due = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x1, y2 - y1)
        while due <= length and length:
            yield x1 + (x2 - x1) * due / length, y1 + (y2 - y1) * due / length
            due += step
        due -= length
