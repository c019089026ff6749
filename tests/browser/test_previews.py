"""A preview link in a real browser: made by an editor, opened and commented on by somebody outside."""

from playwright.sync_api import expect

from accounts.models import Desk, central_desk
from tests import factories
from tests.factories import release_with


def test_an_editor_makes_a_link_and_a_reporter_uses_it(chromium, context, page, sign_in):
    sign_in("editor")
    picture = factories.image()
    body = f'<p>Words.</p><figure><img src="/media/images/{picture.pk}/800.webp" alt="A hall"></figure>'
    release = release_with(factories.image(), title="Embargoed words", body=body)
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)

    page.goto(f"/admin/newsroom/release/{release.pk}/change/")
    page.get_by_role("link", name="Make a preview link…").click()
    page.get_by_label("For whom").fill("Ana Reporter, Daily")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address").input_value()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address

    outside = chromium.new_context()
    reporter = outside.new_page()
    reporter.goto(address)
    assert "EMBARGOED" in reporter.locator(".embargo").inner_text()
    assert "Ana Reporter, Daily" in reporter.locator(".embargo").inner_text()
    pictures = reporter.locator("article img")
    assert pictures.count() == 2
    for at in range(2):
        pictures.nth(at).scroll_into_view_if_needed()
        expect(pictures.nth(at)).not_to_have_js_property("naturalWidth", 0)
    reporter.get_by_label("What should be checked or changed?").fill("The hall is <i>older</i>.")
    reporter.get_by_role("button", name="Send to the press desk").click()
    assert "has your comment" in reporter.get_by_role("status").inner_text()
    outside.close()

    page.get_by_role("link", name="Back to the release").click()
    row = page.locator("#previews")
    assert "The hall is <i>older</i>." in row.inner_text()
    assert "once, last on" in row.inner_text()
