"""The page of a release: what can be copied from it, and the way from one to the next by keyboard."""

import pytest
from playwright.sync_api import expect

from newsroom.models import Edition
from tests.browser.conftest import watched
from tests.hostile import hostile_release


@pytest.fixture
def reader(chromium, reading_room):
    with watched(chromium, base_url=reading_room, permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context.new_page()


def press(reader, name: str) -> None:
    reader.get_by_role("button", name=name, exact=True).first.focus()
    reader.keyboard.press("Enter")


def copied(reader) -> str:
    return reader.evaluate("navigator.clipboard.readText()")


def until_copied(reader, words: str) -> None:
    for _ in range(50):
        if words in copied(reader):
            return
        reader.wait_for_timeout(100)
    assert words in copied(reader)


def quoting() -> Edition:
    return Edition.objects.live().filter(body__contains="<blockquote>", language="en").newest_first().first()


def test_quotes_texts_and_citations_are_copied_by_keyboard(reader, django_db_blocker):
    with django_db_blocker.unblock():
        edition = quoting()
    reader.goto(edition.get_absolute_url())
    press(reader, "Copy quote")
    reader.get_by_role("button", name="Copied").wait_for()
    quote = reader.locator("#quote-1 blockquote").inner_text()
    assert copied(reader).startswith(f"“{quote}”")
    assert copied(reader).endswith(f"{edition.get_absolute_url()}#quote-1")
    press(reader, "Copy link")
    assert copied(reader) == f"{reader.url}#quote-1"
    press(reader, "Copy the text")
    reader.locator("#taken", has_text="Copied").wait_for(state="attached")
    # What was copied before has said so too: the text, which comes over the network, may still be on its way.
    until_copied(reader, edition.sha256)
    assert copied(reader).startswith(edition.title)
    reader.get_by_text("Cite this").click()
    press(reader, "Copy the citation")
    until_copied(reader, edition.sha256)
    assert (
        reader.evaluate(
            "getSelection().selectAllChildren(document.querySelector('#quote-1')), getSelection() + ''"
        ).strip()
        == quote
    )


def test_the_keyboard_leads_through_a_selection_and_back_to_it(reader):
    reader.goto("/news/?kind=statement")
    first = reader.locator(".release-card-title a").first.get_attribute("href").split("?")[0]
    reader.goto(f"{first}?kind=statement")
    seen = [reader.url]
    for _ in range(2):
        reader.get_by_role("link", name="Older").focus()
        with reader.expect_navigation():
            reader.keyboard.press("Enter")
        seen.append(reader.url)
    assert len(set(seen)) == 3
    assert all(address.endswith("/?kind=statement") for address in seen)
    assert reader.locator(".came-from-place").inner_text().startswith("3 of ")
    reader.get_by_role("link", name="Newer").focus()
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    assert reader.url == seen[1]
    with reader.expect_navigation():
        reader.get_by_role("link", name="Back to").click()
    assert reader.url.endswith("/news/?kind=statement")


def test_a_release_that_strains_everything_fits_the_smallest_screen_and_its_table_scrolls_by_keyboard(page):
    edition = hostile_release()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(edition.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    table = page.get_by_role("region", name="Table 1")
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".table-scroll")).not_to_have_js_property("scrollLeft", 0)


def test_a_quote_is_copied_in_the_marks_of_its_language(reader, django_db_blocker):
    with django_db_blocker.unblock():
        edition = Edition.objects.live().filter(body__contains="<blockquote>", language="fr").first()
    reader.goto(edition.get_absolute_url())
    press(reader, "Copy quote")
    reader.get_by_role("button", name="Copied").wait_for()
    quote = reader.locator("#quote-1 blockquote").inner_text()
    assert copied(reader).startswith(f"«\u00a0{quote}\u00a0»")
    words = copied(reader)
    reader.goto("/verify/")
    reader.get_by_label("Text", exact=True).fill(words)
    reader.get_by_role("button", name="Verify text").click()
    expect(reader.locator(".verdict-yes")).to_contain_text("which is the current version")
