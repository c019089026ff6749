"""The sizes and formats in which pictures are shown. Made once, when a picture is uploaded."""

from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image as Pillow

from .developing import develop, on_paper, seen_size

#: Pixels across: a card on a telephone, the column of a release, the width of a sharp screen.
WIDTHS = (400, 800, 1600)
#: Extension → Pillow's name of the format, and how it is written; smallest files first. Speed 8 of AVIF takes a
#: fifth of a second for 1,600 pixels across, as long as WebP does; speed 6 takes five times that for nothing seen.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8}),
    "webp": ("WEBP", {"quality": 80}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}
#: Pixels beyond which no AVIF is made: of a very tall picture it would keep whoever uploads it waiting.
MOST_AVIF_PIXELS = 4_000_000


class Renditions(NamedTuple):
    """The files to show of a picture: for each width in `widths`, one in each format of `formats`."""

    widths: list[int]
    formats: list[str]
    files: dict[tuple[int, str], bytes]


def make_renditions(image: Pillow.Image) -> Renditions:
    """Develop an original and return what is shown of it.

    A picture is never blown up. One that is narrower than the widest rendition has one at its own width, so that
    nothing of it is lost. What is transparent stays so but in JPEG, which has white there.
    """
    width, height = seen_size(image)
    widths = _widths(width)
    largest = develop(image, most=(widths[-1], height))
    formats = [name for name in FORMATS if name != "avif" or largest.width * largest.height <= MOST_AVIF_PIXELS]
    sizes = [_narrowed(largest, width) for width in widths]
    return Renditions(
        widths, formats, {(size.width, name): _written(size, *FORMATS[name]) for size in sizes for name in formats}
    )


def _widths(width: int) -> list[int]:
    """The widths of the renditions of a picture that is so many pixels across."""
    widest = min(width, WIDTHS[-1])
    return [*(narrower for narrower in WIDTHS if narrower < widest), widest]


def _narrowed(image: Pillow.Image, width: int) -> Pillow.Image:
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _written(image: Pillow.Image, name: str, options: dict[str, Any]) -> bytes:
    target = BytesIO()
    (on_paper(image) if name == "JPEG" else image).save(target, name, **options)
    return target.getvalue()
