"""The list while it refines in place: focus, announcements, the address, and what works without script."""

from collections.abc import Iterator

import pytest

from .conftest import watched

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
# pytest-django makes the databases that some test has asked for by this mark; the room alone is not seen.
pytestmark = pytest.mark.django_db


@pytest.fixture
def open_page(chromium, reading_room) -> Iterator:
    """A function that opens an address of the demonstration, in a browser with these options."""
    with watched(chromium, base_url=reading_room) as context:

        def open_page(path: str, **size):
            page = context.new_page()
            if size:
                page.set_viewport_size(size)
            page.goto(path)
            return page

        yield open_page


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def test_the_number_is_said_and_the_focus_stays_where_it_was(open_page):
    page = open_page("/news/")
    said = page.locator("#news-said")
    page.evaluate("document.querySelector('#news-said').dataset.same = 'yes'")
    assert said.inner_text() == ""
    page.locator("#country-tajikistan").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/news/?country=tajikistan")
    expect(page.locator("#news-said").first).to_have_text("2 releases about Tajikistan")
    assert focused(page) == "country-tajikistan"
    page.locator("#facet-lang > summary").click()
    page.locator("#lang-en").focus()
    page.keyboard.press("Space")
    expect(said).to_have_text("1 release about Tajikistan in English")
    page.keyboard.press("Space")  # taken back: the group would fold, and the box would lose the focus
    page.wait_for_url("**/news/?country=tajikistan")
    expect(page.locator("#news-said").first).to_have_text("2 releases about Tajikistan")
    assert focused(page) == "lang-en"
    assert said.get_attribute("data-same") == "yes"  # the very same region: what stands in a new one is not read out


def test_a_chip_that_is_taken_away_hands_the_focus_on(open_page):
    page = open_page("/news/?country=tajikistan&lang=en")
    page.locator(".chip", has_text="Tajikistan").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/?lang=en")
    expect(page.locator(".chip")).to_have_count(1)
    assert focused(page) == "Remove English"
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)
    assert page.url.endswith("/news/")
    assert focused(page) == "result-count"


def test_the_back_button_brings_back_boxes_number_and_address(open_page):
    page = open_page("/news/")
    page.locator("#country-tajikistan").check()
    page.wait_for_url("**/news/?country=tajikistan")
    page.locator("#country-albania").check()
    page.wait_for_url("**/news/?country=albania&country=tajikistan")
    page.go_back()
    page.wait_for_url("**/news/?country=tajikistan")
    expect(page.locator("#result-count")).to_have_attribute("data-count", "2")
    assert page.locator("#country-tajikistan").is_checked()
    assert not page.locator("#country-albania").is_checked()
    page.go_back()
    expect(page.locator("#result-count")).to_have_attribute("data-count", "55")
    assert not page.locator("#country-tajikistan").is_checked()
    page.locator(".site-menu-panel > summary").first.click()
    page.keyboard.press("Escape")  # the menu is alive
    assert page.locator(".site-menu-panel[open]").count() == 0


def test_a_country_is_found_in_its_list(open_page):
    page = open_page("/news/")
    box = page.get_by_label("Find in this list: Countries")
    box.fill("tájik")
    options = page.locator("#facet-country .facet-options > li:visible")
    assert options.all_inner_texts() == [options.first.inner_text()]
    assert page.locator("#facet-country .facet-found").inner_text() == "Found: 1"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.url.endswith("/news/")  # what is typed there asks for nothing
    page.locator("#country-tajikistan").check()
    page.wait_for_url("**/news/?country=tajikistan")
    expect(page.locator(".facet-found").first).to_have_text("Found: 1")
    assert box.input_value() == "tájik"
    assert page.get_by_label("Find in this list: Types").count() == 0  # short


@pytest.mark.parametrize("width", [360, 1440])
def test_the_timeline_leads_to_a_year_and_its_months(open_page, width):
    page = open_page("/news/", width=width, height=800)
    page.locator(".timeline-drawing a[data-for=when-2021]").click()
    page.wait_for_url("**/news/?from=2021-01-01&to=2021-12-31")
    page.locator("#timeline-numbers > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#when-2021-05").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/?from=2021-05-01&to=2021-05-31")
    page.wait_for_selector("#when-2021-05[aria-current]")
    assert focused(page) == "when-2021-05"
    expect(page.locator("#news-said")).to_contain_text("May 2021")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_headlines_only_is_remembered_and_moves_nothing(open_page):
    page = open_page("/news/")
    page.get_by_role("button", name="Headlines only").click()
    assert not page.locator(".release-card-summary").first.is_visible()
    page.reload()
    assert not page.locator(".release-card-summary").first.is_visible()
    assert page.get_by_role("button", name="Headlines only").get_attribute("aria-pressed") == "true"
    shifts = """new Promise(done => new PerformanceObserver(list => done(
        list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: "layout-shift", buffered: true})
        || setTimeout(() => done(0), 500))"""
    assert page.evaluate(shifts) == 0
    assert page.context.cookies() == []
    page.get_by_role("button", name="Summaries").click()
    assert page.locator(".release-card-summary").first.is_visible()


def test_what_the_server_refuses_is_shown_with_its_reason(chromium, reading_room):
    context = chromium.new_context(base_url=reading_room)
    page = context.new_page()
    page.goto("/news/?from=2021-05-10")
    page.locator("#to").select_option("2019")
    expect(page.locator("#result-count")).to_contain_text("The first day lies after")
    expect(page.locator("#news-said")).to_contain_text("The first day lies after")
    context.close()


def test_on_a_phone_the_results_are_one_tap_away_and_nothing_covers_the_focus(open_page):
    page = open_page("/news/", width=360, height=740)
    page.locator("#narrow > summary").click()
    page.locator("#country-tajikistan").check()
    show = page.get_by_role("link", name="Show 2 results")
    show.wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.news-show')"):
            break
        overlap = """() => document.activeElement.getBoundingClientRect().top
            - document.querySelector('.news-show').getBoundingClientRect().top"""
        assert page.evaluate(overlap) < 0
    show.click()
    assert page.get_by_role("heading", name="Border Management Staff College").is_visible()
    assert page.locator("#narrow").get_attribute("open") is None


def test_without_script_there_is_a_form_and_no_dead_control(chromium, reading_room):
    context = chromium.new_context(base_url=reading_room, java_script_enabled=False)
    page = context.new_page()
    page.goto("/news/")
    for control in (".facet-find", ".density", ".news-show"):
        assert not page.locator(control).first.is_visible()
    page.locator(".timeline-drawing a[data-for=when-2009]").click()
    page.locator("input[name=country][value=tajikistan]").check()
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#result-count").inner_text() == "2 releases about Tajikistan, 2009"
    page.locator("a", has_text="Border Management Staff College").click()
    assert page.url.endswith("?country=tajikistan&from=2009-01-01&to=2009-12-31")
    context.close()


def test_long_words_stay_on_the_screen(open_page):
    page = open_page(f"/news/?country=serbia&q={'x' * 120}", width=320, height=700)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
