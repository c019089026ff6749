"""Many hands at one form, in a browser: who is here, two versions, a crash, a session that ends while one types."""

import re

import pytest
from django.contrib.sessions.models import Session

from newsroom.models import Release, Unsaved
from tests.browser.conftest import PASSWORD
from tests.factories import ReleaseFactory, user_in_role

EDITOR = ".prose-editor > .ProseMirror"
#: Milliseconds: a pause in typing, and the sending of what was typed.
KEPT = 12_000


def form_of(release: Release) -> str:
    return f"/admin/newsroom/release/{release.pk}/change/"


@pytest.fixture
def colleague(chromium, live_server, transactional_db):
    """A function of a role: a page of somebody else, who is signed in in a browser of their own."""
    browsers = []

    def open_page(role: str, **options):
        browsers.append(chromium.new_context(base_url=live_server.url, locale="en-GB", **options))
        page = browsers[-1].new_page()
        page.set_default_timeout(10_000)
        page.user = user_in_role(role)
        page.goto("/admin/login/?next=/admin/")
        log_in(page, page.user)
        page.wait_for_url("**/admin/")
        return page

    yield open_page
    for browser in browsers:
        browser.close()


def log_in(page, user, button: str = "Log in") -> None:
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def test_what_was_typed_survives_a_browser_that_is_killed(page, context, sign_in):
    sign_in("author")
    release = ReleaseFactory(title="As saved")
    page.goto(form_of(release))
    page.get_by_label("Title").fill("Typed and never saved")
    page.locator(EDITOR).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And these words.")
    page.get_by_text("Not saved, but kept for you at").wait_for(timeout=KEPT)
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(form_of(release))
    offer = again.get_by_role("dialog", name=re.compile("You have unsaved text of"))
    offer.wait_for()
    offer.get_by_role("button", name="Restore").click()
    again.get_by_text("It is not saved yet: look through it, and save.").wait_for()
    assert again.get_by_label("Title").input_value() == "Typed and never saved"
    assert "And these words." in again.locator(EDITOR).inner_text()
    assert Release.objects.get().title == "As saved"
    again.get_by_role("button", name="Save draft").click()
    again.get_by_text("Saved. Readers see nothing of it until it is published.").wait_for()
    assert Release.objects.get().title == "Typed and never saved"
    assert not Unsaved.objects.exists()


def test_a_new_release_survives_too_and_may_be_discarded(page, sign_in):
    sign_in("author")
    page.goto("/admin/newsroom/release/add/")
    page.get_by_label("Title").fill("Not even a draft")
    page.get_by_text("Not saved, but kept for you at").wait_for(timeout=KEPT)
    page.once("dialog", lambda dialog: dialog.accept())  # asked before leaving
    page.goto("/admin/")
    page.goto("/admin/newsroom/release/add/")
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    page.get_by_text("Your unsaved text is gone.").wait_for()
    assert page.get_by_label("Title").input_value() == ""
    assert not Unsaved.objects.exists()


def test_two_editors_see_each_other_and_both_versions(page, sign_in, colleague):
    me = sign_in("publisher")
    release = ReleaseFactory(title="The meeting in Vienna", summary="Before.")
    with page.expect_response("**/presence/"):
        page.goto(form_of(release))
    page.get_by_label("Title").fill("The meeting in Tirana")
    theirs = colleague("editor")
    theirs.goto(form_of(release))
    theirs.get_by_text(f"Also open at this moment: {me}.").wait_for()
    theirs.get_by_label("Title").fill("The summit in Vienna")
    theirs.get_by_label("Summary").fill("Theirs.")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved. Readers see nothing").wait_for()
    page.get_by_text(f"{theirs.user} has saved this release since you opened it.").wait_for(timeout=20_000)
    page.get_by_text(f"Also open at this moment: {theirs.user}.").wait_for()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="Two versions of this release").wait_for()
    title = page.get_by_role("group", name="Title")
    for mark, words in (("ins", ["Tirana", "summit"]), ("del", ["Vienna", "meeting"])):
        told = title.locator(mark).all_inner_texts()
        assert [word in text for word, text in zip(words, told, strict=True)] == [True, True]
    page.get_by_role("button", name="Go on in the form").click()
    page.get_by_text("Nothing is saved yet. Bring both texts together here, and save.").wait_for()
    page.get_by_label("Title").fill("The summit in Tirana")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved. Readers see nothing").wait_for()
    saved = Release.objects.get()
    assert (saved.title, saved.summary) == ("The summit in Tirana", "Theirs.")


def test_a_session_that_ends_while_typing_costs_nothing(colleague):
    page = colleague("author")
    release = ReleaseFactory(title="As saved")
    page.goto(form_of(release))
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.get_by_label("Title").fill("Typed while signed out")
    page.get_by_role("dialog", name="You are signed out").wait_for(timeout=KEPT)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    log_in(opened.value, page.user)
    opened.value.wait_for_url("**/admin/")
    opened.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("dialog", name="You are signed out").wait_for(state="hidden")
    page.get_by_text("Not saved, but kept for you at").wait_for(timeout=KEPT)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved. Readers see nothing").wait_for()
    assert Release.objects.get().title == "Typed while signed out"


def test_without_script_the_form_is_carried_through_signing_in(colleague):
    page = colleague("author", java_script_enabled=False)
    release = ReleaseFactory(title="As saved")
    page.goto(form_of(release))
    page.get_by_label("Title").fill("Typed without script")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Nothing you typed is lost").wait_for()
    log_in(page, page.user, "Sign in")
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("Saved. Readers see nothing").wait_for()
    assert Release.objects.get().title == "Typed without script"
