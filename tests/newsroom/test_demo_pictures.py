"""The pictures of the demonstration: drawn when they are not there, always the same, and described as they are."""

from io import StringIO

import pytest
from django.core.management import call_command
from PIL import Image as Pillow
from PIL import ImageChops

from newsroom import media_actions
from newsroom.illustrations import SCENES, TALL, draw
from newsroom.management.commands import draw_demo_pictures
from newsroom.models import Edition, Image
from tests.fixtures import load


@pytest.mark.parametrize("name", SCENES)
def test_every_drawing_is_the_same_each_time_and_has_something_on_it(name):
    drawing = draw(name, 90)
    assert drawing.size == ((60, 90) if name in TALL else (90, 60))
    assert drawing.tobytes() == draw(name, 90).tobytes()
    assert len(drawing.getcolors(90 * 60)) > 4


@pytest.fixture
def site(db):
    load("taxonomy", "demo")


def test_the_fixture_knows_of_its_pictures_what_is_true_of_the_drawings(site):
    images = draw_demo_pictures.demo_pictures()
    assert len(images) == Image.objects.count() == len(SCENES)
    for image in images:
        tall = draw_demo_pictures._scene(image) in TALL
        assert (image.width, image.height) == ((1067, 1600) if tall else (1600, 1067))
        assert image.renditions == ([400, 800, 1067] if tall else [400, 800, 1600])
        assert image.formats == ["avif", "webp", "jpg"]
        image.full_clean(exclude={"file"})


def test_the_demonstration_has_pictures_a_gallery_and_one_that_stands_upright(site):
    pictures = [edition.images for edition in Edition.objects.exclude(images=[])]
    assert 15 <= len(pictures) <= 20
    assert max(map(len, pictures)) == 5
    assert any(first["height"] > first["width"] for first, *_ in pictures)


def test_what_is_missing_is_drawn_and_nothing_else(site, client):
    keep = Image.objects.get(file__contains="demo-scales")
    Image.objects.exclude(pk=keep.pk).update(file="images/lost/original.png")
    said = StringIO()
    call_command("draw_demo_pictures", stdout=said)
    assert "1 picture" in said.getvalue()
    for rendition in keep.all_renditions():
        assert client.get(keep.rendition_url(*rendition)).status_code == 200
    said = StringIO()
    call_command("draw_demo_pictures", stdout=said)
    assert said.getvalue() == ""


def test_a_drawing_is_shown_in_the_colours_it_was_drawn_in(site):
    image = Image.objects.get(file__contains="demo-nib")
    drawing = draw("nib")
    media_actions.store_files(image=image, picture=drawing)
    expected = drawing.resize((8, 12), Pillow.Resampling.BOX)
    for width, extension in [*image.all_renditions(), (0, "")]:
        with image.file.storage.open(image.rendition_path(width, extension) if width else image.file.name) as file:
            shown = Pillow.open(file).convert("RGB").resize((8, 12), Pillow.Resampling.BOX)
        difference = max(high for _low, high in ImageChops.difference(shown, expected).getextrema())
        assert difference <= 8, (width, extension)
