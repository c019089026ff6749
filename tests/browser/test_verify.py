"""/verify/ in a real browser: what is selected on the page and copied, and a file that never leaves the computer."""

import hashlib

from playwright.sync_api import expect

from newsroom.models import Edition
from tests.browser.conftest import watched


def newest(django_db_blocker, **chosen) -> Edition:
    with django_db_blocker.unblock():
        return Edition.objects.live().filter(**chosen).newest_first().first()


def test_what_is_selected_on_the_page_and_pasted_is_recognised(chromium, reading_room, django_db_blocker):
    edition = newest(django_db_blocker, body__contains="<ul>", language="en")
    with watched(chromium, base_url=reading_room) as context:
        page = context.new_page()
        for prefix in ("", "/de"):
            page.goto(f"{prefix}{edition.get_absolute_url()}")
            copied = page.evaluate(
                "() => { const s = getSelection(); s.selectAllChildren(document.querySelector('article.release'));"
                " return s.toString(); }"
            )
            assert edition.title in copied
            page.goto("/verify/")
            page.get_by_label("Text", exact=True).fill(copied)
            page.get_by_role("button", name="Verify text").click()
            expect(page.locator(".verdict-yes h2")).to_have_text("This is the current version")


def test_a_file_is_hashed_here_and_only_its_hash_is_sent(chromium, reading_room):
    with watched(chromium, base_url=reading_room) as context:
        page = context.new_page()
        page.goto("/verify/")
        content = b"a file that nobody else should see"
        page.get_by_label("File", exact=True).set_input_files({"name": "a.pdf", "mimeType": "", "buffer": content})
        sent = []
        page.on("request", lambda request: sent.append((request.method, request.url)))
        page.get_by_role("button", name="Verify file").click()
        page.locator(".verdict-no").wait_for()
        assert page.url.endswith(f"/verify/?sha256={hashlib.sha256(content).hexdigest()}")
        assert not [method for method, _url in sent if method == "POST"]
