"""The frame of every page in a real browser: the menu, the theme, the keys."""

import pytest

from tests.browser.conftest import watched

pytestmark = pytest.mark.django_db  # or pytest-django would make no database


@pytest.fixture
def page(chromium, reading_room):
    with watched(chromium, base_url=reading_room) as context:
        yield context.new_page()


def height(page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


def test_the_menu_unfolds_by_keyboard_over_the_page_and_closes_when_left(page):
    page.goto("/")
    before = height(page)
    countries = page.locator(".site-menu-panel > summary", has_text="Countries")
    countries.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("navigation", name="Main").get_by_role("link", name="Uzbekistan", exact=True).is_visible()
    assert height(page) == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.site-menu-sheet') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Countries"
    page.keyboard.press("Enter")
    page.locator("#main a").first.focus()
    assert page.locator(".site-menu-panel[open]").count() == 0


def test_on_a_phone_the_menu_is_a_drawer_that_works_by_touch(chromium, reading_room):
    with watched(chromium, base_url=reading_room, viewport={"width": 320, "height": 640}, has_touch=True) as context:
        page = context.new_page()
        page.goto("/")
        before = height(page)
        page.get_by_text("Menu", exact=True).tap()
        page.locator(".site-menu-panel > summary", has_text="Structures").tap()
        assert height(page) == before
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Mission to Skopje").tap()
        page.wait_for_url("**/structures/**")
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_theme_that_was_chosen_is_worn_from_the_first_paint_on(page):
    page.goto("/")
    page.get_by_role("radio", name="Dark").check()
    assert page.evaluate("getComputedStyle(document.body.parentElement).colorScheme") == "dark"
    page.goto("/news/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_role("radio", name="Dark").is_checked()
    page.get_by_role("radio", name="As my system").check()
    assert page.evaluate("[document.documentElement.dataset.theme, localStorage.theme]") == [None, None]


def test_keys_lead_on_but_never_while_somebody_writes(page):
    page.goto("/about/")
    page.keyboard.press("/")
    page.keyboard.type("g n?")
    assert page.locator("#site-search").input_value() == "g n?"
    page.locator("#main").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.type("gn")
    page.wait_for_url("**/news/")
    page.keyboard.press("n")
    page.wait_for_url("**page=2")


def test_keys_can_be_switched_off_for_good(page):
    page.goto("/")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("checkbox", name="Use these keys").uncheck()
    page.goto("/about/")
    page.keyboard.type("?")
    assert not page.get_by_role("dialog").is_visible()
