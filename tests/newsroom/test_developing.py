"""One way from original to page, PDF and share picture: whatever the file, all show the same, right pixels."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from newsroom import actions
from newsroom.media import develop, make_renditions, on_paper
from newsroom.media.developing import seen_size
from newsroom.models import Image
from newsroom.pdf import document
from tests import factories, icc
from tests.factories import publisher_user, release_with

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
CLEAR = (0, 0, 0, 0)  # on paper: white
SWAPPED = icc.rgb_profile(red=icc.P3_GREEN, green=icc.P3_RED)
#: What these corners of the picture show: top left, top right, bottom left, bottom right.
Corners = tuple[tuple[int, ...], ...]
UPRIGHT = (RED, GREEN, BLUE, WHITE)
#: Orientation → the corners of the picture below, which lies in its file with these corners as UPRIGHT has them.
SEEN = {
    1: (RED, GREEN, BLUE, WHITE),
    2: (GREEN, RED, WHITE, BLUE),
    3: (WHITE, BLUE, GREEN, RED),
    4: (BLUE, WHITE, RED, GREEN),
    5: (RED, BLUE, GREEN, WHITE),
    6: (BLUE, RED, WHITE, GREEN),
    7: (WHITE, GREEN, BLUE, RED),
    8: (GREEN, WHITE, RED, BLUE),
}


def corners(colours: Corners = UPRIGHT, mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Pillow.Image:
    """A picture of four fields."""
    width, height = size
    image = Pillow.new(mode, size)
    for number, colour in enumerate(colours):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    return image


def written(image: Pillow.Image, kind: str = "PNG", **options) -> bytes:
    target = BytesIO()
    image.save(target, kind, **({"quality": 95} if kind in ("JPEG", "WEBP") else {}), **options)
    return target.getvalue()


def exif(orientation: int) -> Pillow.Exif:
    found = Pillow.Exif()
    found[0x0112] = orientation
    return found


def xmp(orientation: int, form: str = 'tiff:Orientation="{}"') -> bytes:
    inside = form.format(orientation)
    attribute, element = ("", inside) if inside.startswith("<") else (inside, "")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:t="http://ns.adobe.com/tiff/1.0/"'
        f' {attribute}>{element}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def grey_16(*values: int) -> Pillow.Image:
    return corners(tuple(values), "I").convert("I;16")  # type: ignore[arg-type]


def png_of_16_bits(colour_type: int, samples: list[tuple[int, ...]], transparent: tuple[int, ...] = ()) -> bytes:
    """A PNG of two columns and two rows as cameras and GIMP write it, which Pillow cannot: 16 bits a channel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b""
    for row in (samples[:2], samples[2:]):
        pixels = [b"".join(struct.pack(">H", value) for value in sample) * 30 for sample in row]
        rows += (b"\0" + b"".join(pixels)) * 20
    clear = chunk(b"tRNS", b"".join(struct.pack(">H", value) for value in transparent)) if transparent else b""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 16, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + clear + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def palette() -> Pillow.Image:
    image = corners((0, 1, 2, 3), "P")  # type: ignore[arg-type]
    image.putpalette([channel for colour in UPRIGHT for channel in colour])
    return image


def greys(*values: int) -> Corners:
    return tuple((value,) * 3 for value in values)


def print_of(cyan: int, magenta: int, yellow: int, black: int) -> tuple[int, int, int]:
    """A press whose magenta prints green, which no reader that ignores its profile would show."""
    if black:
        return (0, 0, 0)
    return (54, -52, 48) if magenta else (100, 0, 0)


INKS = ((0, 0, 0, 0), (0, 255, 0, 0), (0, 0, 0, 255), (0, 255, 0, 255))
#: Name → the file, and what its corners show once it is developed.
CASES: dict[str, tuple[bytes, Corners]] = {
    "JPEG": (written(corners(), "JPEG"), UPRIGHT),
    "JPEG without colour": (written(corners((0, 85, 170, 255), "L"), "JPEG"), greys(0, 85, 170, 255)),
    "WebP with transparency": (
        written(corners((RED + (255,), GREEN + (255,), CLEAR, WHITE + (255,)), "RGBA"), "WEBP", lossless=True),
        (RED, GREEN, CLEAR, WHITE),
    ),
    "several pictures in one": (
        written(corners(), "MPO", save_all=True, append_images=[Pillow.new("RGB", (9, 9))], quality=95),
        UPRIGHT,
    ),
    "CMYK as Photoshop writes it": (
        written(corners(INKS, "CMYK"), "JPEG"),
        (WHITE, (255, 0, 255), (0, 0, 0), (0, 0, 0)),
    ),
    "CMYK with a profile": (
        written(corners(INKS, "CMYK"), "JPEG", icc_profile=icc.cmyk_profile(print_of)),
        (WHITE, (7, 150, 32), (0, 0, 0), (0, 0, 0)),
    ),
    "grey of 16 bits": (written(grey_16(0, 1000, 32768, 65535)), greys(0, 4, 128, 255)),
    "grey of 16 bits, one of them clear": (
        png_of_16_bits(0, [(0,), (1000,), (32768,), (65535,)], (1000,)),
        (greys(0)[0], CLEAR, *greys(128, 255)),
    ),
    "grey of 16 bits with alpha": (
        png_of_16_bits(4, [(0, 65535), (16384, 65535), (32768, 0), (65535, 65535)]),
        (*greys(0, 64), CLEAR, WHITE),
    ),
    "grey of 16 bits with alpha and a profile": (
        written(Pillow.open(BytesIO(png_of_16_bits(4, [(0, 65535), (32896, 65535), (0, 0), (65535, 65535)]))),
                icc_profile=icc.grey_profile(1.0)),
        (*greys(0, 188), CLEAR, WHITE),
    ),
    "colour of 16 bits": (
        png_of_16_bits(2, [tuple(value * 257 for value in colour) for colour in UPRIGHT]),
        UPRIGHT,
    ),
    "colour of 16 bits, one of them clear": (
        png_of_16_bits(2, [tuple(value * 257 for value in colour) for colour in UPRIGHT], (7710, 41120, 15420)),
        (RED, CLEAR, BLUE, WHITE),
    ),
    "colour of 16 bits with alpha": (
        png_of_16_bits(6, [(51400, 7710, 7710, 65535), (0, 0, 0, 0), (7710, 15420, 51400, 65535), (65535,) * 4]),
        (RED, CLEAR, BLUE, WHITE),
    ),
    "grey with alpha": (written(corners(((0, 255), (85, 255), (170, 0), (255, 255)), "LA")), (*greys(0, 85), CLEAR, WHITE)),
    "grey with alpha and a profile": (
        written(corners(((0, 255), (128, 255), (170, 0), (255, 255)), "LA"), icc_profile=icc.grey_profile(1.0)),
        (*greys(0, 188), CLEAR, WHITE),
    ),
    "grey, one of them clear": (
        written(corners((0, 85, 170, 255), "L"), transparency=85),
        (greys(0)[0], CLEAR, *greys(170, 255)),
    ),
    "grey with a profile": (
        written(corners((0, 55, 128, 255), "L"), icc_profile=icc.grey_profile(1.0)),
        greys(0, 128, 188, 255),
    ),
    "grey with the profile of a colour picture": (
        written(corners((0, 55, 128, 255), "L"), "JPEG", icc_profile=icc.rgb_profile(gamma=1.0)),
        greys(0, 128, 188, 255),
    ),
    "palette": (written(palette()), UPRIGHT),
    "palette, one of them clear": (written(palette(), transparency=2), (RED, GREEN, CLEAR, WHITE)),
    "palette with a profile": (written(palette(), icc_profile=SWAPPED), ((0, 205, 0), (177, 0, 55), (62, 24, 210), WHITE)),
    "black and white": (written(corners((0, 1, 1, 0), "1")), greys(0, 255, 255, 0)),
    "wide gamut": (
        written(corners(), icc_profile=icc.rgb_profile()),
        ((220, 0, 0), (0, 164, 35), (6, 58, 209), WHITE),
    ),
    "red and green exchanged": (
        written(corners(), "JPEG", icc_profile=SWAPPED),
        ((0, 205, 0), (177, 0, 55), (62, 24, 210), WHITE),
    ),
    "transparency with a profile": (
        written(corners((RED + (255,), GREEN + (255,), CLEAR, WHITE + (255,)), "RGBA"), icc_profile=SWAPPED),
        ((0, 205, 0), (177, 0, 55), CLEAR, WHITE),
    ),
    "a profile that is damaged": (written(corners(), icc_profile=b"no profile at all"), UPRIGHT),
    "a profile that is cut off": (written(corners(), icc_profile=SWAPPED[:200]), UPRIGHT),
    "a profile of other channels": (written(corners(), icc_profile=icc.cmyk_profile(print_of)), UPRIGHT),
    "a profile of grey for colours": (written(corners(), icc_profile=icc.grey_profile(1.0)), UPRIGHT),
    "a profile of Lab": (
        written(corners(), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()),
        UPRIGHT,
    ),
    "turned, with a profile": (
        written(corners(), "JPEG", exif=exif(6), icc_profile=SWAPPED),
        ((62, 24, 210), (0, 205, 0), WHITE, (177, 0, 55)),
    ),
    "turned by XMP in a JPEG": (written(corners(), "JPEG", xmp=xmp(6)), SEEN[6]),
    "turned by XMP in a WebP": (written(corners(), "WEBP", lossless=True, xmp=xmp(8)), SEEN[8]),
}  # fmt: skip


def with_text(content: bytes, key: bytes, text: bytes) -> bytes:
    """A PNG with international text (iTXt) behind its pixels."""
    data = key + b"\0\0\0\0\0" + text
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))
    return content[:-12] + chunk + content[-12:]


CASES["turned by XMP in a PNG"] = with_text(written(corners()), b"XML:com.adobe.xmp", xmp(3)), SEEN[3]


def shows(image: Pillow.Image, expected: Corners, tolerance: int) -> None:
    """Assert that the middles of the corners of `image` are `expected`, and clear where that has no alpha."""
    rgba = image.convert("RGBA")
    for number, colour in enumerate(expected):
        place = (rgba.width * (1 + number % 2 * 2) // 4, rgba.height * (1 + number // 2 * 2) // 4)
        *found, alpha = rgba.getpixel(place)
        if colour == CLEAR and image.mode == "RGBA":
            assert alpha <= tolerance, (number, found, alpha)
            continue
        wanted = WHITE if colour == CLEAR else colour
        assert alpha >= 255 - tolerance
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= tolerance, (number, found, wanted)


@pytest.mark.parametrize("name", CASES)
def test_an_original_is_developed_into_the_right_pixels(name):
    content, expected = CASES[name]
    developed = develop(Pillow.open(BytesIO(content)))
    assert developed.mode == ("RGBA" if CLEAR in expected else "RGB")
    assert developed.info == {}
    shows(developed, expected, tolerance=4)
    shows(on_paper(developed), expected, tolerance=4)
    assert on_paper(developed).mode == "RGB"


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_page_pdf_and_share_picture_show_the_same_pixels(name, client):
    content, expected = CASES[name]
    image = factories.image(content)
    assert (image.width, image.height) == seen_size(Pillow.open(BytesIO(content)))
    shown = {f"{width}.{kind}": client_side(image, width, kind) for width, kind in image.all_renditions()}
    assert set(shown) == {f"{image.width}.{kind}" for kind in ("avif", "webp", "jpg")}
    shown["PDF"] = Pillow.open(BytesIO(document._picture(image)))
    edition = actions.publish(release=release_with(image), by=publisher_user())
    page = client.get(edition.get_absolute_url()).content.decode()
    shared = re.search(r'property="og:image" content="https?://[^/]+([^"]+)"', page)[1]
    shown["share picture"] = Pillow.open(BytesIO(b"".join(client.get(shared).streaming_content)))
    for road, picture in shown.items():
        assert picture.size == (image.width, image.height), road
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info), road
        shows(picture, expected, tolerance=12)


def client_side(image: Image, width: int, kind: str) -> Pillow.Image:
    with image.file.storage.open(image.rendition_path(width, kind)) as file:
        return Pillow.open(BytesIO(file.read()))


@pytest.mark.parametrize("orientation", SEEN)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_is_turned_upright(kind, orientation):
    options = {"lossless": True} if kind == "WEBP" else {}
    for said in ({"exif": exif(orientation)}, {"xmp": xmp(orientation)}):
        if kind == "PNG" and "xmp" in said:
            content = with_text(written(corners()), b"XML:com.adobe.xmp", said["xmp"])
        else:
            content = written(corners(), kind, **options, **said)
        image = Pillow.open(BytesIO(content))
        developed = develop(image)
        assert seen_size(image) == developed.size == ((60, 40) if orientation < 5 else (40, 60))
        shows(developed, SEEN[orientation], tolerance=4)


@pytest.mark.parametrize(
    "form",
    [
        "tiff:Orientation='{}'",
        'tiff:Orientation = "{}"',
        't:Orientation="{}"',
        "<tiff:Orientation>{}</tiff:Orientation>",
        "<tiff:Orientation>\n {} </tiff:Orientation>",
        "<t:Orientation>{}</t:Orientation>",
    ],
)
def test_xmp_may_say_the_orientation_in_each_of_its_forms(form):
    image = Pillow.open(BytesIO(written(corners(), "JPEG", xmp=xmp(6, form))))
    shows(develop(image), SEEN[6], tolerance=4)


@pytest.mark.parametrize(
    ("in_exif", "in_xmp", "expected"), [(1, 6, 1), (3, 6, 3), (0, 6, 6), (9, 6, 6), (8, 9, 8), (0, 0, 1), (9, 77, 1)]
)
def test_exif_comes_before_xmp_where_it_says_anything(in_exif, in_xmp, expected):
    image = Pillow.open(BytesIO(written(corners(), "JPEG", exif=exif(in_exif), xmp=xmp(in_xmp))))
    shows(develop(image), SEEN[expected], tolerance=4)


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<x xmlns:tiff="http://ns.adobe.com/tiff/1.0/"><tiff:Orientation>&b;&f;</tiff:Orientation></x>'
)


@pytest.mark.parametrize(
    "said",
    [
        {"exif": b"Exif\0\0" + bytes(range(99))},
        {"exif": b"Exif\0\0MM\0*\0\0"},
        {"xmp": b"<x tiff:Orientation"},
        {"xmp": BOMB},
        {"xmp": b"tiff:Orientation \xff\xfe"},
        {"xmp": b"\0Orientation\0"},
    ],
)
def test_metadata_that_cannot_be_read_says_nothing(said):
    shows(develop(Pillow.open(BytesIO(written(corners(), "JPEG", **said)))), UPRIGHT, tolerance=4)


def test_exif_that_imagemagick_wrote_into_a_png_turns_it():
    raw = b"Exif\0\0" + exif(6).tobytes().removeprefix(b"Exif\0\0")
    image = Pillow.open(BytesIO(written(corners())))
    image.info["Raw profile type exif"] = f"\nexif\n{len(raw):8}\n{raw.hex()}\n"
    shows(develop(image), SEEN[6], tolerance=0)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (corners((0, 1000, 32768, 65535), "I"), greys(0, 4, 128, 255)),
        (corners((0, 1000, 32768, 70000), "I"), greys(0, 4, 128, 255)),
        (Pillow.frombytes("I;16B", (2, 2), struct.pack(">4H", 0, 1000, 32768, 65535)), greys(0, 4, 128, 255)),
        (corners((0.0, 85.0, 170.0, 300.0), "F"), greys(0, 85, 170, 255)),
        (corners().convert("LAB"), UPRIGHT),
        (corners().convert("YCbCr"), UPRIGHT),
        (corners().convert("HSV"), UPRIGHT),
        (corners().convert("RGBX"), UPRIGHT),
        (corners((RED + (255,), GREEN + (255,), CLEAR, WHITE + (255,)), "RGBA").convert("RGBa"), (RED, GREEN, CLEAR, WHITE)),
        (corners(((0, 255), (85, 255), (170, 0), (255, 255)), "LA").convert("La"), (*greys(0, 85), CLEAR, WHITE)),
        (corners((RED + (255,), GREEN + (255,), CLEAR, WHITE + (255,)), "RGBA").convert("PA"), (RED, GREEN, CLEAR, WHITE)),
    ],
    ids=lambda value: value.mode if isinstance(value, Pillow.Image) else "",
)  # fmt: skip
def test_every_mode_of_pillow_is_developed(image, expected):
    shows(develop(image), expected, tolerance=8)


@pytest.mark.parametrize(
    ("size", "orientation", "most", "expected"),
    [
        ((60, 40), 1, (30, 40), (30, 20)),
        ((60, 40), 1, (600, 600), (60, 40)),
        ((60, 40), 6, (20, 60), (20, 30)),
        ((60, 40), 6, (40, 30), (20, 30)),
        ((12000, 300), 1, (1600, 300), (1600, 40)),
        ((12000, 2), 1, (1600, 300), (1600, 1)),
        ((300, 2900), 1, (1600, 1600), (166, 1600)),
    ],
)
def test_a_picture_is_scaled_down_to_what_is_asked_as_seen_and_never_up(size, orientation, most, expected):
    image = Pillow.open(BytesIO(written(corners(size=size), "JPEG", exif=exif(orientation))))
    assert develop(image, most).size == expected


@given(st.integers(1, 5000), st.integers(1, 60), st.sampled_from([1, 6]))
def test_renditions_go_up_to_the_own_width_of_a_picture(width, height, orientation):
    image = Pillow.new("L", (width, height) if orientation == 1 else (height, width))
    image.info["exif"] = exif(orientation).tobytes()
    made = make_renditions(image)
    assert made.widths == sorted({w for w in (400, 800, 1600) if w < width} | {min(width, 1600)})
    assert {key[0] for key in made.files} == set(made.widths)


def test_what_is_developed_leaves_the_original_as_it_was():
    for content, _expected in CASES.values():
        image = Pillow.open(BytesIO(content))
        image.load()
        before = image.mode, image.size, image.tobytes(), dict(image.info)
        develop(image, (30, 30))
        assert (image.mode, image.size, image.tobytes(), dict(image.info)) == before


def test_a_lost_or_damaged_original_leaves_the_pdf_without_its_picture(db):
    image = factories.image()
    name = str(image.file.name)
    image.file.storage.delete(name)
    assert document._picture(image) is None
    image.file.storage.save(name, BytesIO(written(corners(), "JPEG")[:300]))
    assert document._picture(image) is None
