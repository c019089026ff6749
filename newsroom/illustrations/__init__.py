"""Drawings for the demonstration, made by the project itself: flat shapes in a few colours, the same every time."""

from collections.abc import Callable

from PIL import Image as Pillow

from . import land, rooms, signs
from .canvas import Canvas

#: Name → what draws it.
SCENES: dict[str, Callable[[Canvas], None]] = {**land.SCENES, **rooms.SCENES, **signs.SCENES}
#: Those that stand upright.
TALL = {"nib"}


def draw(name: str, longest: int = 1600) -> Pillow.Image:
    """Return the drawing called `name`, its longer side that many pixels long. Raises KeyError where there is none."""
    scene = SCENES[name]
    long, short = longest, round(longest * 2 / 3)
    canvas = Canvas(*((short, long) if name in TALL else (long, short)))
    scene(canvas)
    return canvas.finished()
