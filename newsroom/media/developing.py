"""Develops an original: the one way from the file a photographer sent to the pixels that anybody is shown.

Renditions, share pictures, drawings and PDFs all start from develop(), so a picture looks the same in each of them.
"""

from io import BytesIO

from lxml import etree
from PIL import ExifTags, ImageChops, ImageCms
from PIL import Image as Pillow

#: Orientation, as EXIF and XMP number it (CIPA DC-008, 4.6.4) → what turns the picture upright.
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
#: From this orientation on, width and height change places.
_FIRST_ON_ITS_SIDE = 5
_XMP_ORIENTATION = "{http://ns.adobe.com/tiff/1.0/}Orientation"
#: Colour space of an ICC profile (ICC.1:2022, table 19) → Pillow's mode of the channels it describes.
_CHANNELS = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
#: Sixteen bits → eight, rounded.
_EIGHT_BITS = [(value * 255 + 32767) // 65535 for value in range(65536)]


def seen_size(image: Pillow.Image) -> tuple[int, int]:
    """Width and height of `image` once it is upright. Decodes it."""
    on_its_side = _orientation(image) >= _FIRST_ON_ITS_SIDE
    return (image.height, image.width) if on_its_side else image.size


def develop(image: Pillow.Image, most: tuple[int, int] | None = None) -> Pillow.Image:
    """Return `image` upright, in sRGB with eight bits a channel, as RGB or RGBA, and without any metadata.

    `image` is an original as Pillow opened it; it is not changed. The result is scaled down, never up, to at most that
    many pixels across and high as seen. Orientation comes from EXIF, or from XMP where EXIF has none. A colour profile
    is applied and dropped; one that is damaged or describes other channels is ignored, as browsers do. The mode "I" is
    taken to hold 16 bits, as Pillow's decoders fill it. Raises what Pillow raises where the file cannot be decoded.
    """
    orientation = _orientation(image)
    if most and orientation >= _FIRST_ON_ITS_SIDE:
        most = most[1], most[0]
    # The steps over all pixels come after the scaling: an original may have fifty times as many.
    colours, alpha = _separated(_scaled(_with_plain_channels(image), most))
    developed = _to_srgb(colours, image.info.get("icc_profile"))
    if alpha:
        developed.putalpha(alpha)
    if orientation in _TURNS:
        developed = developed.transpose(_TURNS[orientation])
    developed.info = {}  # Pillow writes into a file what it finds there: position, camera, names
    return developed


def on_paper(developed: Pillow.Image) -> Pillow.Image:
    """Return what develop() made without transparency: white where nothing covers the paper."""
    if developed.mode != "RGBA":
        return developed
    paper = Pillow.new("RGB", developed.size, "white")
    paper.paste(developed, mask=developed.getchannel("A"))
    return paper


def _orientation(image: Pillow.Image) -> int:
    """How `image` has to be turned: a number from 1 (not at all) to 8. What cannot be read says nothing."""
    image.load()  # a PNG may have either behind its pixels
    exif = Pillow.Exif()
    try:
        # Not image.getexif(): that looks into XMP as well, but only for one of the ways in which it can be written.
        exif.load(image.info.get("exif") or _exif_of_imagemagick(image))
        found = int(exif.get(ExifTags.Base.Orientation, 0))
    except Exception:  # whatever Pillow's parser stumbled over
        found = 0
    return found if found == 1 or found in _TURNS else _orientation_in_xmp(image.info.get("xmp"))


def _exif_of_imagemagick(image: Pillow.Image) -> bytes:
    """EXIF as ImageMagick wrote it into PNG before there was a chunk for it: name, length, hexadecimal digits."""
    return bytes.fromhex("".join(image.info.get("Raw profile type exif", "").split("\n")[3:]))


def _orientation_in_xmp(packet: bytes | str | None) -> int:
    """The orientation that XMP gives, as an attribute or as an element (ISO 16684-1, 7.9.2.2); 1 where it has none."""
    if not packet or "Orientation" not in str(packet):
        return 1
    content = packet.encode() if isinstance(packet, str) else packet.rstrip(b"\0")
    try:
        root = etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # nothing that could be recovered
        return 1
    for element in root.iter("*") if root is not None else ():
        said = element.text if element.tag == _XMP_ORIENTATION else element.get(_XMP_ORIENTATION)
        if said and said.strip().isdecimal() and int(said) in _TURNS:
            return int(said)
    return 1


def _with_plain_channels(image: Pillow.Image) -> Pillow.Image:
    """`image` as L, LA, RGB, RGBA or CMYK, which can be scaled and converted well."""
    transparent = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _with_eight_bits(image.convert("I"), transparent)
    if image.mode in ("LA", "La") or (image.mode in ("1", "L") and transparent is not None):
        return image.convert("LA")
    if image.mode == "RGB" and isinstance(transparent, tuple) and max(transparent) > 255:  # of 16 bits
        image = image.copy()
        image.info["transparency"] = tuple(value >> 8 for value in transparent)
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("RGB", "L", "CMYK"):
        return image
    return image.convert("L" if image.mode in ("1", "F") else "RGB")


def _with_eight_bits(deep: Pillow.Image, transparent: int | None) -> Pillow.Image:
    """`deep` holds 16 bits, which Pillow's own conversion would cut off at 255: all but the darkest parts white."""
    grey = deep.point(_EIGHT_BITS, "L")
    if transparent is None:
        return grey
    alpha = deep.point([0 if value == transparent else 255 for value in range(65536)], "L")
    return Pillow.merge("LA", (grey, alpha))


def _scaled(image: Pillow.Image, most: tuple[int, int] | None) -> Pillow.Image:
    scale = min(1.0, most[0] / image.width, most[1] / image.height) if most else 1.0
    if scale == 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _separated(image: Pillow.Image) -> tuple[Pillow.Image, Pillow.Image | None]:
    """The colours of `image`, which alone a profile describes, and its transparency."""
    if image.mode not in ("LA", "RGBA"):
        return image, None
    return image.convert(image.mode.removesuffix("A")), image.getchannel("A")


def _to_srgb(colours: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """Return a new RGB picture of `colours`, which is L, RGB or CMYK."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            described = _as_described(colours, _CHANNELS.get(source.profile.xcolor_space))
            if described:
                converted = ImageCms.profileToProfile(
                    described, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                return converted or described
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile
    return colours.convert("RGB")


def _as_described(colours: Pillow.Image, channels: str | None) -> Pillow.Image | None:
    """`colours` in the channels that a profile describes; None where it describes other ones.

    A grey picture often carries the profile of the colour picture it was made from. A picture in a palette, and one of
    16 bits with transparency, which Pillow opens as RGB, may be grey with the profile of a grey one.
    """
    if colours.mode == channels:
        return colours
    if colours.mode == "L" and channels == "RGB":
        return colours.convert("RGB")
    if colours.mode == "RGB" and channels == "L" and _is_grey(colours):
        return colours.getchannel("R")
    return None


def _is_grey(colours: Pillow.Image) -> bool:
    red, green, blue = colours.split()
    return not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())
