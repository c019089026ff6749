"""What is shown of a picture: upright, in the colours of the web, and silent on where it was taken."""

from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from newsroom.media import check_image, make_renditions, read_image
from tests.samples import photograph_from_a_telephone, picture, upload


def renditions_of(content: bytes) -> list[Pillow.Image]:
    return [Pillow.open(BytesIO(made)) for made in make_renditions(read_image(upload(content))).files.values()]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (399, [399]),
        (400, [400]),
        (600, [400, 600]),
        (800, [400, 800]),
        (1599, [400, 800, 1599]),
        (5000, [400, 800, 1600]),
    ],
)
def test_renditions_go_up_to_the_own_width_and_no_further(width, expected):
    renditions = make_renditions(read_image(upload(picture(width, 10 if width > 1 else 1))))
    assert (renditions.widths, renditions.formats) == (expected, ["avif", "webp", "jpg"])
    found = {key: Pillow.open(BytesIO(content)) for key, content in renditions.files.items()}
    assert {key: (image.width, image.format) for key, image in found.items()} == {
        (width, extension): (width, {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[extension])
        for width in expected
        for extension in renditions.formats
    }


def test_no_avif_is_made_of_a_picture_so_tall_that_it_would_take_long():
    renditions = make_renditions(read_image(upload(picture(1600, 4000))))
    assert renditions.formats == ["webp", "jpg"]
    assert set(renditions.files) == {(width, name) for width in (400, 800, 1600) for name in ("webp", "jpg")}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_renditions_are_turned_and_tell_nothing_of_camera_and_place(kind):
    content = photograph_from_a_telephone(800, 400, kind)
    assert b"SecretCamera" in content
    assert check_image(upload(content))[1:] == (400, 800)
    shown_in_each_format = renditions_of(content)
    assert len(shown_in_each_format) == 3
    for shown in shown_in_each_format:
        assert shown.size == (400, 800)
        assert not shown.getexif()
        assert not {"exif", "xmp", "icc_profile"} & set(shown.info)
        red, white = shown.convert("RGB").getpixel((200, 100)), shown.convert("RGB").getpixel((200, 700))
        assert red[0] > 200 > 60 > red[1]
        assert min(white) > 240


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [("RGB", (255, 0, 0), (255, 0, 0)), ("CMYK", (0, 255, 255, 0), (255, 0, 0)), ("L", 128, (128, 128, 128)),
     ("I;16", 128 * 256, (128, 128, 128)), ("1", 1, (255, 255, 255)), ("LA", (128, 255), (128, 128, 128))],
)  # fmt: skip
def test_renditions_keep_the_colour_of_any_mode(mode, color, expected):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    for image in renditions_of(picture(50, 50, kind, mode, color)):
        found = image.convert("RGB").getpixel((25, 25))
        assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 6, image.format


def test_renditions_keep_transparency_and_are_in_srgb():
    content = picture(400, 400, "PNG", "RGBA", (255, 0, 0, 0))
    avif, webp, jpeg = renditions_of(content)
    for image in (avif, webp):
        assert image.mode == "RGBA"
        assert image.getpixel((10, 10))[3] == 0
    assert min(jpeg.getpixel((10, 10))) > 250  # JPEG knows no transparency: white
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # a profile for other channels
    for profile in (lab, b"rubbish", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()):
        plain = picture(500, 500, color="red", icc_profile=profile)
        for shown in renditions_of(plain):
            assert shown.mode == "RGB"
            assert "icc_profile" not in shown.info
            assert shown.getpixel((10, 10))[0] > 240
