"""Checks beside the form: while one types, and without any script."""

import pytest
from playwright.sync_api import expect

from newsroom.models import Release
from tests.browser.test_authoring import EDITOR
from tests.factories import ReleaseFactory

CHANGE = "/admin/newsroom/release/{}/change/"


@pytest.fixture
def release(transactional_db) -> Release:
    return ReleaseFactory(title="A title", place="")


def test_what_is_typed_is_checked_after_a_pause_and_nothing_is_saved(page, sign_in, release):
    sign_in("publisher")
    page.goto(CHANGE.format(release.pk))
    found = page.locator("#release-checks")
    expect(found).to_contain_text("Give the place")
    page.get_by_label("Place").fill("Vienna")
    page.locator(EDITOR).click()
    page.keyboard.type("Of cooperation. ")
    expect(found).to_contain_text("“co-operation”, not “cooperation”")
    expect(found).not_to_contain_text("Give the place")
    release.refresh_from_db()
    assert (release.place, release.body) == ("", "<p>A body of text.</p>")
    assert release.history.count() == 1

    found.get_by_role("link", name="House style").click()
    expect(page.locator(":focus")).to_have_attribute("role", "textbox")


def test_what_cannot_be_read_yet_leaves_what_was_found(page, sign_in, release):
    sign_in("publisher")
    page.goto(CHANGE.format(release.pk))
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_label("Title").fill("")
    expect(page.locator("#release-checks")).to_contain_text("Give the place")
    assert page.locator("#release-checks").count() == 1


def test_without_script_a_button_checks_in_another_tab(chromium, live_server, page, sign_in, release):
    sign_in("publisher")
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(CHANGE.format(release.pk))
    plain.get_by_label("Title").fill("Of cooperation")
    with context.expect_page() as opened:
        plain.get_by_role("button", name="Check what is typed").click()
    expect(opened.value.locator("#release-checks")).to_contain_text("House style")
    expect(opened.value.locator("#content-main")).to_contain_text("Nothing has been saved")
    release.refresh_from_db()
    assert release.title == "A title"
    context.close()
