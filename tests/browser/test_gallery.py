"""The pictures of a release, looked at by keyboard alone, and without script."""

import pytest

from tests.browser.conftest import watched

pytestmark = pytest.mark.django_db  # alone in a run, no test else would ask for the tables
FOCUSED = "document.activeElement.textContent.trim() || document.activeElement.getAttribute('href')"
GALLERY = "/news/45/"


@pytest.fixture
def gallery(chromium, reading_room):
    with watched(chromium, base_url=reading_room) as context:
        page = context.new_page()
        page.goto(GALLERY)
        yield page
        page.wait_for_load_state("networkidle")


def test_a_gallery_opens_turns_and_closes_by_keyboard(gallery):
    page = gallery
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.get_by_role("link", name="Picture 1 of 5").focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Pictures")
    assert viewer.is_visible()
    announced = viewer.locator("[aria-live=polite]")
    assert "Picture 1 of 5" in announced.inner_text()
    for key, position in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 5), ("ArrowRight", 1),
                          ("ArrowLeft", 5), ("Home", 1), ("ArrowRight", 2)):  # fmt: skip
        page.keyboard.press(key)
        assert f"Picture {position} of 5" in announced.inner_text(), key
    assert "where the trail begins" in announced.inner_text()
    assert "Drawn for this demonstration" in announced.inner_text()
    assert "open ledger" in viewer.get_by_role("img").get_attribute("alt")
    box = viewer.get_by_role("img").bounding_box()
    assert box["y"] + box["height"] < viewer.get_by_role("button", name="Next").bounding_box()["y"]
    page.keyboard.press("Enter")  # on the button that has the focus
    assert "Picture 3 of 5" in announced.inner_text()
    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert page.evaluate(FOCUSED).startswith("Picture 3 of 5")


def test_a_gallery_without_script_is_links_with_captions(chromium, reading_room):
    with watched(chromium, base_url=reading_room, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(GALLERY)
        assert page.locator(".gallery figcaption").count() == 5
        assert page.locator("dialog.viewer").is_hidden()
        page.wait_for_load_state("networkidle")
        address = page.get_by_role("link", name="Picture 1 of 5").get_attribute("href")
        assert address.endswith("/1600.jpg")
        assert page.request.get(address).ok
