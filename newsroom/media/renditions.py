"""The sizes in which pictures are shown. Made once, when a picture is uploaded."""

from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageCms

#: Pixels across: a card on a telephone, the column of a release, the width of a sharp screen.
WIDTHS = (400, 800, 1600)
QUALITY = 80


def make_renditions(image: Pillow.Image) -> dict[int, bytes]:
    """Return width → WebP file for an upright picture: in sRGB, and without any metadata.

    A picture is never blown up; one that is narrower than the smallest width has one rendition, at its own.
    """
    widths = [width for width in WIDTHS if width <= image.width] or [image.width]
    largest = _to_srgb(_narrowed(_with_plain_channels(image), widths[-1]))
    return {width: _webp(_narrowed(largest, width)) for width in widths}


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


def _webp(image: Pillow.Image) -> bytes:
    bare = image.copy()
    bare.info = {}  # Pillow writes what it finds there: position, camera, names
    target = BytesIO()
    bare.save(target, "WEBP", quality=QUALITY)
    return target.getvalue()
