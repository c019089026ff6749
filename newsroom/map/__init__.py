"""Countries as a map: the shapes that a file gives, and how many releases each country has.

shapes    the file of shapes, read once; docs/map.md says what it holds
drawing   the shapes with counts and links, as components/map.html shows them
"""

from .drawing import Drawing, draw, picture_address
from .shapes import BrokenShapes, Sheet, current_sheets, read_sheets

__all__ = ["BrokenShapes", "Drawing", "Sheet", "current_sheets", "draw", "picture_address", "read_sheets"]
