"""What may become a picture or a file: judged by content, refused with a sentence that says what to do."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from newsroom.media import check_attachment, check_image
from tests import samples
from tests.samples import PDF, archive, office, open_document, picture, png_declaring, upload

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
KINDS = [
    ("JPEG", ["RGB", "CMYK", "L"], "jpg"),
    ("PNG", ["RGBA", "P", "1", "I;16", "LA"], "png"),
    ("WEBP", ["RGB", "RGBA"], "webp"),
]
PROGRAM = b"MZ\x90\x00" + bytes(2000)


def refusal(check, content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as caught:
        check(upload(content, name))
    (sentence,) = caught.value.messages
    return sentence


@pytest.mark.parametrize(
    ("kind", "mode", "extension"),
    [(kind, mode, extension) for kind, modes, extension in KINDS for mode in modes],
)
def test_check_image_tells_the_kind_whatever_the_name(kind, mode, extension):
    assert check_image(upload(picture(30, 20, kind, mode), "holiday.exe")) == (extension, 30, 20)


def test_check_image_takes_the_many_pictures_in_one_that_telephones_write():
    from PIL import Image as Pillow

    content = picture(30, 20, "MPO", save_all=True, append_images=[Pillow.new("RGB", (10, 10))])
    assert check_image(upload(content, "a.jpg")) == ("jpg", 30, 20)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (PROGRAM, "is a program"),
        (b"\x7fELF" + bytes(500), "is a program"),
        (SVG, "SVG drawing, which can carry scripts. Export it as PNG"),
        (b"\xef\xbb\xbf\n <svg onload='alert(1)'/>", "SVG drawing"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        (picture(kind="GIF", mode="P"), "is a GIF"),
        (picture(kind="TIFF"), "is a TIFF"),
        (picture(kind="BMP"), "is a bitmap"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC"),
        (PDF, "is a PDF"),
        (b"words and nothing else", "no picture we can read"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "no picture we can read"),
        (picture()[:-700], "damaged"),
        (picture(200, 200, "PNG", color="red")[:-40], "damaged"),
        (picture(kind="WEBP", color="red")[:-20], "picture"),
        (picture(kind="PNG")[:20], "no picture we can read"),
        (picture(20, 400), "too tall"),
    ],
)
def test_check_image_refuses(content, says):
    assert says in refusal(check_image, content, "photo.jpg")


def test_check_image_refuses_pictures_that_move():
    from PIL import Image as Pillow

    frames = [Pillow.new("RGB", (40, 40), color) for color in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        content = picture(40, 40, kind, save_all=True, append_images=frames)
        assert "moves" in refusal(check_image, content, "a.png")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [10_000, 20_000])
def test_check_image_refuses_a_bomb_before_a_pixel_is_decoded(side, monkeypatch):
    content = png_declaring(side, side)
    assert len(content) < 100_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    assert "more than 50 megapixels" in refusal(check_image, content, "tiny.png")


def test_check_image_refuses_what_is_over_the_limit_of_bytes(settings):
    settings.MAX_IMAGE_BYTES = 100
    assert "at most 100" in refusal(check_image, picture(), "a.jpg")


@pytest.mark.parametrize("kind", samples.MAIN_PART)
def test_check_attachment_knows_office_files(kind):
    assert check_attachment(upload(office(kind), "renamed.pdf")) == kind


@pytest.mark.parametrize("kind", samples.MIME)
def test_check_attachment_knows_open_documents(kind):
    assert check_attachment(upload(open_document(kind), "renamed.pdf")) == kind


@pytest.mark.parametrize("before", [b"", b"\n\n", b"junk of a scanner " * 20])
def test_check_attachment_knows_a_pdf(before):
    assert check_attachment(upload(before + PDF, "report.docx")) == "pdf"


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
TEMPLATE = "application/vnd.oasis.opendocument.text-template"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (PROGRAM, "is a program"),
        (OLD_WORD, "Save it as .docx or PDF"),
        (b"{\\rtf1 hello}", "Rich Text"),
        (b"<html><script>alert(1)</script></html>", "web page"),
        (b" \n<html>%PDF-1.7 %%EOF", "web page"),
        (b"plain words", "no document"),
        (bytes(1100) + PDF, "no document"),
        (PDF[:-8], "cut off"),
        (office("docx", ("word/vbaProject.bin", b"x")), "macros"),
        (office("xlsx", ("xl/VBAPROJECT.BIN", b"x")), "Save it as .xlsx without macros"),
        (office("docx", types=MACRO_TYPES), "macros"),
        (open_document("odt", ("Basic/Standard/Module1.xml", b"x")), "macros"),
        (office("docx")[:-30], "damaged"),
        (archive(("run.exe", PROGRAM)), "is an archive"),
        (archive(("META-INF/MANIFEST.MF", "x"), ("word/document.xml", "x")), "is an archive"),
        (archive(("[Content_Types].xml", "x"), ("visio/document.xml", "x")), "is an archive"),
        (archive(("mimetype", TEMPLATE), ("content.xml", "x")), "is an archive"),
    ],
)
def test_check_attachment_refuses(content, says):
    assert says in refusal(check_attachment, content, "report.pdf")


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_check_attachment_refuses_an_archive_whose_packed_bytes_are_spoilt(packing):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", packing) as file:
        file.writestr("[Content_Types].xml", samples.TYPES_XML * 20)
        file.writestr("word/document.xml", "<document/>")
    content = bytearray(target.getvalue())
    start = 30 + len("[Content_Types].xml") + 9  # behind the headers of the entry and of its packing
    content[start : start + 40] = b"\xff" * 40
    assert "is damaged or has a password" in refusal(check_attachment, bytes(content), "a.docx")


def test_check_attachment_refuses_a_zip_bomb_without_unpacking_it(settings):
    settings.MAX_ATTACHMENT_BYTES = 100_000
    content = office("docx", ("word/media/zeros", bytes(2_000_000)))
    assert len(content) < 10_000
    assert "too large once unpacked" in refusal(check_attachment, content, "a.docx")


def test_check_attachment_refuses_an_archive_of_countless_entries(monkeypatch):
    monkeypatch.setattr("newsroom.media.attachments.MOST_ENTRIES", 10)
    content = office("docx", *((f"word/{number}", "") for number in range(10)))
    assert "too large once unpacked" in refusal(check_attachment, content, "a.docx")


def test_check_attachment_refuses_what_is_over_the_limit_of_bytes(settings):
    settings.MAX_ATTACHMENT_BYTES = 50
    assert "at most 50" in refusal(check_attachment, PDF, "a.pdf")
