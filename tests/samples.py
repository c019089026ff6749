"""Files for tests, made as they are needed: pictures and documents of every kind, sound and unsound."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
TYPES_XML = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MIME = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def upload(content: bytes, name: str = "file.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(
    width: int = 1000,
    height: int = 500,
    kind: str = "JPEG",
    mode: str = "RGB",
    color: Any = None,
    **options: Any,
) -> bytes:
    """An image file of one colour."""
    target = BytesIO()
    Pillow.new(mode, (width, height), 0 if color is None else color).save(target, kind, **options)
    return target.getvalue()


def photograph_from_a_telephone(width: int = 1000, height: int = 500, kind: str = "JPEG") -> bytes:
    """A picture, red in its left half, to be turned a quarter to the right, with camera and position."""
    image = Pillow.new("RGB", (width, height), "white")
    image.paste((255, 0, 0), (0, 0, width // 2, height))
    exif = Pillow.Exif()
    exif[0x0112] = 6  # orientation: the top of the picture is at its left edge
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 23.0)})
    target = BytesIO()
    image.save(target, kind, exif=exif.tobytes(), quality=95)
    return target.getvalue()


def png_declaring(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes with that many black pixels of one bit."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + rows.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def archive(*entries: tuple[str, str | bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return target.getvalue()


def office(kind: str, *more: tuple[str, str | bytes], types: str = TYPES_XML) -> bytes:
    return archive(("[Content_Types].xml", types), (MAIN_PART[kind], "<document/>"), *more)


def open_document(kind: str, *more: tuple[str, str | bytes]) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{MIME[kind]}"
    return archive(("mimetype", mimetype), ("content.xml", "<document/>"), *more)
