"""The map in a real browser: its shapes are painted, it can be walked by keyboard, small States can be clicked."""

import pytest

from tests.browser.conftest import watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(chromium, reading_room):
    """A function of an address and a width: a page there."""
    contexts = []

    def visit(path: str, width: int = 1440):
        contexts.append(watched(chromium, base_url=reading_room, viewport={"width": width, "height": 900}))
        page = contexts[-1].__enter__().new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.__exit__(None, None, None)


FOCUSED = "document.activeElement.querySelector('text')?.textContent"


def test_the_map_is_walked_by_keyboard_in_the_order_of_the_table(visit):
    page = visit("/countries/")
    page.wait_for_function("document.querySelector('.map-country[href$=\"/serbia/\"] use').getBBox().width > 5")
    page.locator(".map-skip").focus()
    stops = []
    while page.keyboard.press("Tab") or page.evaluate(FOCUSED):
        stops.append(page.evaluate(FOCUSED))
        shown = "getComputedStyle(document.activeElement.querySelector('text')).opacity"
        assert page.evaluate(shown) == "1", "what is focused is said below the map"
    table = page.locator(".map-table tbody tr").evaluate_all(
        "rows => rows.map(row => row.cells[0].querySelector('a').textContent)"
    )
    assert sorted(stop.split(":")[0] for stop in stops) == sorted(table)
    large = [stop.split(":")[0] for stop in stops if stop.split(":")[0] not in ("Andorra", "Liechtenstein")]
    assert large[:5] == ["Albania", "Armenia", "Austria", "Azerbaijan", "Belgium"]
    page.get_by_role("link", name="Serbia: 3 releases").press("Enter")
    page.wait_for_url("**/countries/serbia/")


POINTED = """() => [...document.querySelectorAll(".map-pointed")].map((one) =>
  one.matches("tr") ? `row ${one.querySelector("a").textContent}` : one.querySelector("text").textContent)"""


@pytest.mark.parametrize(
    ("address", "country", "row"),
    [("/countries/", '[href$="/serbia/"]', "Serbia"), ("/news/map/?lang=en", '[href*="country=ukraine"]', "Ukraine")],
)
def test_map_and_table_mark_what_is_pointed_at_or_focused_in_the_other(visit, address, country, row):
    page = visit(address)
    on_map, in_table = page.locator(f".map-country{country}").first, page.locator(f".map-table a{country}")
    for bring in (on_map.focus, in_table.focus, in_table.hover, on_map.locator("use").hover):
        bring()
        pointed = page.evaluate(POINTED)
        assert f"row {row}" in pointed
        assert {name.removeprefix("row ").split(":")[0] for name in pointed} == {row}
        assert page.evaluate("getComputedStyle(document.querySelector('a.map-pointed text')).opacity") == "1"
        page.locator("h1").hover()
        page.evaluate("document.activeElement.blur()")
        assert page.evaluate(POINTED) == []


def test_the_map_can_be_skipped(visit):
    page = visit("/countries/")
    page.locator(".map-skip").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Albania"


@pytest.mark.parametrize("slug", ["malta", "monaco", "holy-see", "san-marino"])
def test_small_states_are_clicked_on_a_phone(visit, slug):
    page = visit("/countries/", width=360)
    mark = page.locator(f'.map-sheet-europe .map-country[href$="/{slug}/"] circle')
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/countries/{slug}/")


def test_the_map_of_a_selection_leads_back_into_the_list(visit):
    page = visit("/news/map/?lang=en", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator('.map-sheet-europe .map-country[href*="country=ukraine"] use').click()
    page.wait_for_url("**/news/?country=ukraine&lang=en")
    assert int(page.locator("#result-count").get_attribute("data-count")) > 0


def test_the_list_unfolds_its_map_and_keeps_it_while_it_is_refined(visit):
    page = visit("/news/?lang=en")
    assert page.locator(".map-sheet").count() == 0
    page.locator("#map-fold > summary").press("Enter")
    page.wait_for_selector("#map-fold .map-sheet")
    assert page.url.endswith("/news/?lang=en")
    page.locator("input[name=country][value=tajikistan]").check()
    page.wait_for_url("**/news/?country=tajikistan&lang=en")
    page.wait_for_selector("#map-fold .map-chosen")
    page.locator('#map-fold .map-sheet-europe .map-country[href*="country=ukraine"] use').click()
    page.wait_for_url("**/news/?country=tajikistan&country=ukraine&lang=en")
