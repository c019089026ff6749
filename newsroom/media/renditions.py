"""The sizes and formats in which pictures are shown. Made once, when a picture is uploaded."""

from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image as Pillow
from PIL import ImageCms

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
    """Return what is shown of an upright picture: in sRGB, and without any metadata.

    A picture is never blown up; one that is narrower than the smallest width has one rendition, at its own.
    What is transparent stays so but in JPEG, which has white there.
    """
    widths = [width for width in WIDTHS if width <= image.width] or [image.width]
    largest = _to_srgb(_narrowed(_with_plain_channels(image), widths[-1]))
    formats = [name for name in FORMATS if name != "avif" or largest.width * largest.height <= MOST_AVIF_PIXELS]
    sizes = [_narrowed(largest, width) for width in widths]
    return Renditions(
        widths, formats, {(size.width, name): _written(size, *FORMATS[name]) for size in sizes for name in formats}
    )


def _with_plain_channels(image: Pillow.Image) -> Pillow.Image:
    """Without palettes, single bits and sixteen of them, which cannot be resized or converted well."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _narrowed(image: Pillow.Image, width: int) -> Pillow.Image:
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _to_srgb(image: Pillow.Image) -> Pillow.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    profile = image.info.get("icc_profile")
    if profile:
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is damaged, or is for other channels: as browsers do, go without
    return image.convert(mode)


def _written(image: Pillow.Image, name: str, options: dict[str, Any]) -> bytes:
    bare = _on_white(image) if name == "JPEG" else image.copy()
    bare.info = {}  # Pillow writes what it finds there: position, camera, names
    target = BytesIO()
    bare.save(target, name, **options)
    return target.getvalue()


def _on_white(image: Pillow.Image) -> Pillow.Image:
    if image.mode != "RGBA":
        return image.copy()
    ground = Pillow.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
