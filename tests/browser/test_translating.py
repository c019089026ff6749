"""A translator works beside the original, on a wide screen and on a narrow one."""

from newsroom.models import Release
from tests.factories import ReleaseFactory

EDITOR = ".prose-editor > .ProseMirror"


def test_a_translation_is_written_beside_its_original(page, sign_in):
    author = sign_in("author")
    original = ReleaseFactory(title="الماء والحدود", language="ar", body="<p>كلمات كثيرة</p>")
    page.goto(f"/admin/newsroom/release/{original.pk}/change/")
    page.get_by_role("link", name="Translate into…").click()
    page.get_by_label("Language").select_option("ru")
    page.get_by_role("button", name="Begin the translation").click()
    beside = page.get_by_role("region", name="Original: Arabic")
    beside.get_by_text("كلمات كثيرة").wait_for()
    left, right = page.locator(".beside").bounding_box(), page.locator("#id_title").bounding_box()
    assert left["x"] + left["width"] <= right["x"]  # side by side
    assert abs(left["y"] - right["y"]) < 300

    page.get_by_label("Title").fill("Вода и границы")
    page.locator(EDITOR).click()
    page.keyboard.type("Много слов.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved. Readers see nothing of it until it is published.").wait_for()
    sister = Release.objects.get(translation_of=original)
    assert (sister.title, sister.body, sister.updated_by) == ("Вода и границы", "<p>Много слов.</p>", author)

    original.title = "الماء"
    original.save()
    page.reload()
    page.get_by_text("The original has moved on.").wait_for()
    page.get_by_text("What has changed since").click()
    assert "والحدود" in page.locator(".beside del").inner_text()
    page.get_by_label("With what I save now, the translation says what the original says.").check()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved. Readers see nothing of it until it is published.").wait_for()
    assert page.get_by_text("The original has moved on.").count() == 0

    page.set_viewport_size({"width": 360, "height": 800})
    above, below = page.locator(".beside").bounding_box(), page.locator("#id_title").bounding_box()
    assert above["y"] + above["height"] <= below["y"]
    page.get_by_role("heading", name="Original: Arabic").click()  # folds it away
    assert page.locator(".beside").bounding_box()["height"] < above["height"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_languages_are_published_together_from_one_page(page, sign_in):
    sign_in("publisher")
    original = ReleaseFactory(title="Water")
    for language, title in (("ru", "Вода"), ("fr", "Eau")):
        ReleaseFactory(title=title, language=language, translation_of=original)
    page.goto(f"/admin/newsroom/release/{original.pk}/change/")
    page.get_by_role("link", name="Publish together…").click()
    page.locator("select").nth(1).select_option(label="tell readers that it follows")
    page.get_by_role("button", name="Publish together").click()
    page.get_by_text("Published: English, Russian.").wait_for()
    page.goto(f"/news/{original.pk}/water/")
    page.get_by_role("list", name="In other languages").get_by_role("link", name="Русский").wait_for()
    assert page.get_by_text("French follows").count() == 1
