"""Which files are pictures: JPEG, PNG and WebP that can be decoded to their last pixel."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Pillow
from PIL.ImageFile import ImageFile

from .developing import seen_size
from .size import begins_as_markup, check_size, first_bytes

#: Pillow's name of a format → extension. MPO, as telephones write it, is JPEG with more pictures behind.
EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_FORMATS = ["JPEG", "PNG", "WEBP"]
#: Height for one pixel of width beyond which no rendition could be written: a WebP has 16,383 pixels a side.
MOST_SLENDER = 10

_MOVING = gettext_lazy("This picture moves; only still ones are shown. Save a frame as PNG and upload that.")
_PROGRAM = gettext_lazy("This is a program, not a picture. Upload a JPEG, PNG or WebP.")
_PRINT = gettext_lazy("This is a TIFF, which browsers do not show. Save it as JPEG or PNG and upload that.")
_OTHERS = {
    b"GIF8": gettext_lazy("This is a GIF. Save it as PNG, or a photograph as JPEG, and upload that."),
    b"II*\0": _PRINT,
    b"MM\0*": _PRINT,
    b"BM": gettext_lazy("This is a bitmap (BMP). Save it as PNG and upload that."),
    b"%PDF": gettext_lazy("This is a PDF. Add it to the files of a release, not to the pictures."),
    b"MZ": _PROGRAM,
    b"\x7fELF": _PROGRAM,
}


class Picture(NamedTuple):
    """What is known of a file that passed: the extension of its true type, and its size in pixels as seen."""

    extension: str
    width: int
    height: int


def check_image(file: File) -> Picture:
    """Say what picture `file` is. Raises ValidationError, with a sentence on what to do, where it is none."""
    return describe(read_image(file))


def describe(image: ImageFile) -> Picture:
    """Say of a picture that read_image() returned what it is."""
    return Picture(EXTENSIONS[image.format or ""], *seen_size(image))


def read_image(file: File) -> ImageFile:
    """Return the picture in `file`, decoded, to be developed. Raises ValidationError as check_image does.

    The size in pixels is read from the header and checked before any pixel is decoded: a file of some
    kilobytes can declare pixels for gigabytes of memory.
    """
    check_size(file, settings.MAX_IMAGE_BYTES)
    _refuse_known_others(first_bytes(file, 4096))
    _check_header(_open(file))
    try:
        _open(file).verify()  # check sums; what has been verified must be opened anew
        image = _open(file)
        width, height = seen_size(image)
    except Exception as error:  # Pillow's parsers raise whatever they stumble over
        raise ValidationError(
            _("This picture is damaged: it cannot be read to its end. Export it again and upload that.")
        ) from error
    if height > MOST_SLENDER * width:
        raise ValidationError(_("This picture is too tall for its width. Crop it and upload that."))
    return image


def open_original(file: File) -> ImageFile:
    """Return the picture in `file`, which passed check_image() once, decoded, to be developed.

    Whatever limits have become since then, it is still shown. Raises OSError where it is damaged.
    """
    try:
        image = Pillow.open(file, formats=_FORMATS)
        image.load()
    except Exception as error:  # as above
        raise OSError(f"{file.name} cannot be decoded") from error
    return image


def _refuse_known_others(head: bytes) -> None:
    if begins_as_markup(head):
        if b"<svg" in head.lower():
            raise ValidationError(
                _("This is an SVG drawing, which can carry scripts. Export it as PNG and upload that.")
            )
        raise ValidationError(_("This is a web page, not a picture. Upload a JPEG, PNG or WebP."))
    for opening, sentence in _OTHERS.items():
        if head.startswith(opening):
            raise ValidationError(sentence)
    if head[4:8] == b"ftyp":
        raise ValidationError(_("This is a HEIC or AVIF picture, or a film. Export it as JPEG and upload that."))


def _open(file: File) -> ImageFile:
    """Read the header of `file`."""
    file.seek(0)
    try:
        return Pillow.open(file, formats=_FORMATS)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # as above
        raise ValidationError(_("This is no picture we can read. Upload a JPEG, PNG or WebP.")) from error


def _check_header(image: ImageFile) -> None:
    if image.width * image.height > settings.MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(_MOVING)


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has more than %(most)d megapixels. Make it smaller and upload that.")
        % {"most": settings.MAX_IMAGE_PIXELS // 1_000_000}
    )
