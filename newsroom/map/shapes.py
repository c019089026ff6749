"""The file of shapes that the setting MAP_SHAPES names: what it says, and the picture that pages take shapes from."""

import functools
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import get_language

Point = tuple[float, float]

#: Path data of SVG 2, section 9.3, and nothing that could end the attribute which holds it.
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\s-]*")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_CODE = re.compile(r"[A-Z]{2}")


class BrokenShapes(Exception):
    """The file of shapes cannot be used. The message says what is wrong with it, and where."""


@dataclass(frozen=True)
class Sheet:
    """One map: its size, the land of nobody listed, and by ISO 3166-1 code the areas and the marks of small States."""

    name: str
    titles: Mapping[str, str]  # by language
    width: int
    height: int
    land: str
    inset: str
    areas: Mapping[str, str]
    small: Mapping[str, Point]

    @property
    def title(self) -> str:
        """In the language of the page, else in English, else any."""
        return self.titles.get(get_language() or "") or self.titles.get("en") or next(iter(self.titles.values()))

    def has(self, code: str) -> bool:
        """Whether a country is on this map, by its shape or by a mark."""
        return code in self.areas or code in self.small

    @cached_property
    def svg(self) -> bytes:
        """All shapes as an SVG without colours: each has its code as its id, for pages to `use` by it."""
        shapes = {"land": self.land, "inset": self.inset, **self.areas}
        paths = "".join(f'<path id="{name}" d="{data}"/>\n' for name, data in shapes.items() if data)
        size = f'viewBox="0 0 {self.width} {self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{paths}</svg>\n'.encode()

    @cached_property
    def svg_gzipped(self) -> bytes:
        return gzip.compress(self.svg, 9, mtime=0)

    @cached_property
    def digest(self) -> str:
        """Part of the picture's address, which therefore never has another content."""
        return hashlib.sha256(self.svg).hexdigest()[:12]


def current_sheets() -> tuple[Sheet, ...]:
    """The maps of the file that MAP_SHAPES names, read once in a process. Raises BrokenShapes."""
    return read_sheets(Path(settings.MAP_SHAPES))


@functools.lru_cache(maxsize=4)
def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """The maps that `file` holds, in its order. Raises BrokenShapes with a sentence on what is wrong."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenShapes(f"it cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BrokenShapes(f"it is not JSON: {error}") from error
    if not isinstance(said, dict) or not isinstance(said.get("maps"), list) or not said["maps"]:
        raise BrokenShapes("it must be an object with a list “maps” of at least one map")
    sheets = tuple(_sheet(entry, number) for number, entry in enumerate(said["maps"], 1))
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise BrokenShapes("two of its maps have the same name")
    return sheets


def _sheet(said: Any, number: int) -> Sheet:
    def must(right: bool, what: str) -> None:
        if not right:
            raise BrokenShapes(f"map {number}: {what}")

    must(isinstance(said, dict), "it must be an object")
    name, titles, areas, small = (said.get(key) for key in ("name", "title", "areas", "small"))
    must(isinstance(name, str) and bool(_NAME.fullmatch(name)), "“name” must be a word of small letters")
    must(
        isinstance(titles, dict) and bool(titles) and all(isinstance(title, str) for title in titles.values()),
        "“title” must be an object of language and text, such as {“en”: “Europe”}",
    )
    width, height = said.get("width"), said.get("height")
    for key, size in (("width", width), ("height", height)):
        must(type(size) is int and 0 < size <= 10_000, f"“{key}” must be a whole number from 1 to 10000")
    must(isinstance(areas, dict), "“areas” must be an object of ISO code and path")
    small = {} if small is None else small
    must(isinstance(small, dict), "“small” must be an object of ISO code and [x, y]")
    for code in [*areas, *small]:
        must(bool(_CODE.fullmatch(code)), f"“{code}” is not an ISO 3166-1 code of two capital letters")
    paths = {"land": said.get("land", ""), "inset": said.get("inset", ""), **areas}
    for key, path in paths.items():
        must(isinstance(path, str) and bool(_PATH.fullmatch(path)), f"“{key}” is not the path data of an SVG")
    for code, point in small.items():
        must(_is_point(point), f"“{code}” under “small” must be two numbers, [x, y]")
    marks = {code: (float(x), float(y)) for code, (x, y) in small.items()}
    return Sheet(name, titles, width, height, paths["land"], paths["inset"], areas, marks)


def _is_point(said: Any) -> bool:
    return isinstance(said, list) and len(said) == 2 and all(type(value) in (int, float) for value in said)


def check_shapes(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A system check: a site whose map cannot be drawn does not start."""
    try:
        current_sheets()
    except BrokenShapes as error:
        hint = "docs/map.md describes the file. Without the setting, the site's own shapes are used."
        return [Error(f"MAP_SHAPES names {settings.MAP_SHAPES}, but {error}.", hint=hint, id="newsroom.E001")]
    return []
