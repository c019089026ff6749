"""Readers narrow, read and follow: in place with JavaScript, by a form without it, at any width, by keyboard."""

import pytest
from django.utils import timezone

from taxonomy.models import Chairpersonship, Country
from tests.fixtures import load

TITLE = "Border Management Staff College opens its doors in Dushanbe"


@pytest.fixture
def site(transactional_db):
    load("taxonomy", "demo")


def test_the_list_refines_in_place(page, site):
    page.goto("/news/")
    page.locator("input[name=country][value=tajikistan]").check()
    page.wait_for_url("**/news/?country=tajikistan")
    assert page.locator("#result-count").get_attribute("data-count") == "2"
    assert page.evaluate("document.activeElement.value") == "tajikistan"
    page.locator("#facet-lang > summary").click()
    page.locator("input[name=lang][value=en]").check()
    page.wait_for_url("**/news/?country=tajikistan&lang=en")
    assert page.get_by_role("link", name=TITLE).is_visible()
    assert page.locator("#facet-lang").get_attribute("open") is not None
    page.go_back()
    page.wait_for_url("**/news/?country=tajikistan")
    page.wait_for_selector("#result-count[data-count='2']")


def test_a_chip_takes_its_filter_away(page, site):
    page.goto("/news/?country=tajikistan&from=2009&to=2009")
    page.get_by_role("link", name="Tajikistan").click()
    page.wait_for_url("**/news/?from=2009-01-01&to=2009-12-31")


def test_without_javascript_the_form_does_the_same(chromium, live_server, site):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/news/")
    page.locator("input[name=country][value=tajikistan]").check()
    page.locator("#from").select_option("2009")
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#result-count").get_attribute("data-count") == "2"
    page.locator("summary", has_text="Structures and institutions").click()
    page.get_by_role("link", name="Mission to Skopje").click()
    assert page.locator("h1").inner_text() == "Mission to Skopje"
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_order_by_relevance_stays_while_the_list_is_narrowed(chromium, live_server, site, javascript):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=javascript)
    page = context.new_page()
    page.goto("/news/")
    page.get_by_label("Words").fill("border college")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("navigation", name="Order").get_by_role("link", name="Most relevant first").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/?q=border+college&sort=relevance")
    assert page.locator("article mark").first.inner_text() == "Border"
    page.locator("input[name=country][value=tajikistan]").check()
    if not javascript:
        page.get_by_role("button", name="Apply").click()
    page.wait_for_url(lambda url: "country=tajikistan" in url)
    page.wait_for_selector("[aria-current]:has-text('Most relevant first')")
    assert page.get_by_role("link", name=TITLE).is_visible()
    context.close()


def test_a_release_of_2009_is_found_on_a_phone(chromium, live_server, site):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search all news").fill("border")
    page.get_by_role("button", name="Search").tap()
    page.locator("#narrow > summary").tap()
    page.locator("input[name=country][value=tajikistan]").check()
    page.get_by_role("link", name=TITLE).tap()
    assert page.locator("h1").inner_text() == TITLE
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/",
        "/news/?q=border&sort=relevance",
        "/node/486062",
        "/countries/",
        "/countries/tajikistan/",
        "/structures/",
        "/about/",
    ],
)
def test_no_page_is_wider_than_its_screen(page, site, width, path):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_works_by_keyboard(page, site):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.locator("summary", has_text="Countries").focus()
    page.keyboard.press("Enter")
    page.locator(".site-menu").get_by_role("link", name="Albania", exact=True).focus()
    page.keyboard.press("Escape")
    assert page.locator("details.site-menu-panel[open]").count() == 0
    assert "Countries" in page.evaluate("document.activeElement.textContent")


def test_the_menu_shows_who_chairs_the_organisation(page, site):
    year = timezone.localdate().year
    malta = Country.objects.get(slug="malta")
    Chairpersonship.objects.update_or_create(year=year, defaults={"country": malta, "held_by": ""})
    page.goto("/")
    page.locator("summary", has_text="Countries").click()
    assert page.get_by_role("link", name=f"Malta – OSCE Chairpersonship {year}").is_visible()
