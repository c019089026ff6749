"""How pages show pictures: in the formats there are, at their size, around their point of interest."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from newsroom import actions
from newsroom.models import Image
from newsroom.pictures import address, picture, with_pictures
from newsroom.snapshot import same_content, snapshot
from tests import factories
from tests.factories import ReleaseFactory, publisher_user, release_with

KEPT = {
    "id": 7, "alt": "A <full> hall", "credit": "", "caption": "", "width": 1600, "height": 1067,
    "renditions": [400, 800, 1600], "formats": ["avif", "webp", "jpg"], "focus": [72, 0],
}  # fmt: skip
OF_BEFORE = {name: value for name, value in KEPT.items() if name not in ("formats", "focus")}


def test_a_picture_comes_in_all_formats_and_widths_and_in_few_bytes():
    html = picture(KEPT, sizes="100vw")
    assert re.findall(r'<source type="image/(\w+)" srcset="([^"]+)" sizes="100vw">', html) == [
        (name, ", ".join(f"/media/images/7/{width}.{name} {width}w" for width in (400, 800, 1600)))
        for name in ("avif", "webp")
    ]
    assert '<img src="/media/images/7/800.jpg" alt="A &lt;full&gt; hall" width="1600" height="1067"' in html
    assert 'class="focus-x-7 focus-y-0" loading="lazy"' in html
    assert len(html) < 700


def test_the_first_picture_is_fetched_at_once():
    html = picture(KEPT, eager=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_a_picture_published_before_there_were_other_formats_is_shown_as_it_was():
    html = picture(OF_BEFORE)
    assert '<img src="/media/images/7/800.webp" srcset="/media/images/7/400.webp 400w, ' in html
    assert "source" not in html
    assert "class=" not in html


def test_a_narrow_picture_and_one_without_files_are_laid_out_too():
    assert "/media/images/7/300.jpg" in picture(KEPT | {"renditions": [300]}, most=200)
    assert 'width="1600" height="1067"' in picture(KEPT | {"renditions": []})
    assert (address(KEPT, 500), address(KEPT, 5000, "webp", "/x")) == (
        "/media/images/7/800.jpg",
        "/x/media/images/7/1600.webp",
    )


def test_every_point_of_interest_has_its_class():
    css = (settings.BASE_DIR / "static/css/components/thumbnail.css").read_text()
    for value in range(101):
        for name in re.findall(r"focus-\w-\d+", picture(KEPT | {"focus": [value, value]})):
            assert f".{name} {{" in css


@pytest.mark.django_db
def test_a_thumbnail_is_the_first_picture_and_says_nothing_beside_its_title():
    tag = Template("{% load pictures %}{% thumbnail edition %}")
    edition = factories.published()
    assert tag.render(Context({"edition": edition})) == ""
    edition.images = [KEPT, OF_BEFORE]
    html = tag.render(Context({"edition": edition}))
    assert 'alt=""' in html
    assert 'class="thumbnail focus-x-7 focus-y-0"' in html
    assert "1600.avif" not in html


@pytest.mark.django_db
def test_a_point_of_interest_set_later_changes_no_published_page(client, author):
    image = factories.image(focus_x=20)
    release = release_with(image)
    edition = actions.publish(release=release, by=publisher_user())
    before = client.get(edition.get_absolute_url()).content
    assert b'class="focus-x-2"' in before
    Image.objects.update(focus_x=90)
    assert client.get(edition.get_absolute_url()).content == before
    ahead = snapshot(release, number=2, published_at=edition.published_at, live_from=edition.live_from)
    assert ahead.images[0]["focus"] == [90, 50]
    assert not same_content(edition, ahead)


@pytest.mark.django_db
def test_what_was_published_before_is_no_change_to_pictures_of_before():
    image = factories.image()
    Image.objects.update(formats=["webp"])
    release = release_with(image)
    edition = snapshot(release, number=1, published_at=release.created_at, live_from=release.created_at)
    assert set(edition.images[0]) == {"id", "alt", "credit", "caption", "width", "height", "renditions"}


@pytest.mark.django_db
def test_pictures_in_the_text_have_their_size_and_formats_for_one_query():
    image, lost = factories.image(), 999_999_999
    tag = '<img src="/media/images/{}/800.webp" alt="A &gt; b">'
    release = ReleaseFactory(
        body=f"<p>x</p><figure>{tag.format(image.pk)}</figure><p>y</p><figure>{tag.format(lost)}</figure>"
    )
    edition = snapshot(release, number=1, published_at=release.created_at, live_from=release.created_at)
    with CaptureQueriesContext(connection) as queries:
        html = with_pictures(edition)
    assert len(queries) == 1
    assert f'<picture><source type="image/avif" srcset="/media/images/{image.pk}/400.avif 400w, ' in html
    assert re.search(
        r'<img src="/media/images/\d+/800.webp" alt="A [^"]+" srcset="[^"]+" sizes="[^"]+" width="1000" height="500" loading="lazy"></picture>',
        html,
    )
    assert edition.body.count("<img") == html.count("<img") == 2
    assert html.count("<picture>") == 1
    plain = factories.published()
    with CaptureQueriesContext(connection) as queries:
        assert with_pictures(plain) == plain.body
    assert not queries


@pytest.mark.django_db
def test_several_pictures_are_a_gallery_each_a_link_to_the_largest(client):
    pictures = [factories.image(alt_text=f"Hall {number}", credit="A. Nonymous") for number in range(3)]
    html = client.get(actions.publish(release=release_with(*pictures), by=publisher_user()).get_absolute_url())
    page = html.content.decode()
    assert 'aria-label="3 pictures"' in page
    assert [f"Picture {number} of 3" in page for number in (1, 2, 3)] == [True] * 3
    assert re.findall(r'<a href="/media/images/(\d+)/1000.jpg">', page) == [str(image.pk) for image in pictures]
    assert page.count("A. Nonymous") == 3
    assert (page.count('fetchpriority="high"'), page.count('loading="lazy"') >= 2) == (1, True)
