"""The whole way of a release, in a real browser: written in one place, checked in another, out in two languages."""

import datetime as dt
import zoneinfo

import pgtrigger
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Desk, Membership, Role, central_desk
from newsroom.models import Edition, Release, ReleaseSource
from tests import factories, office_files
from tests.factories import StructureFactory, UserFactory

DUSHANBE = zoneinfo.ZoneInfo("Asia/Dushanbe")
EDITOR = ".prose-editor > .ProseMirror"


@pytest.fixture
def people(transactional_db):
    """An author and an editor in Dushanbe, a publisher in the Secretariat who stands above all desks."""
    office = StructureFactory(slug="programme-office-in-dushanbe", name="Programme Office in Dushanbe")
    desk = Desk.objects.create(structure=office, time_zone="Asia/Dushanbe")
    found = {}
    for name, place, role in (
        ("author", desk.pk, Role.AUTHOR),
        ("editor", desk.pk, Role.EDITOR),
        ("publisher", central_desk(), Role.PUBLISHER),
    ):
        found[name] = UserFactory(email=f"{name}@example.org", name=name.title())
        Membership.objects.create(user=found[name], desk_id=place, role=role)
    return found


@pytest.fixture
def at_the_desk(chromium, live_server, people):
    """A function of a name: a page of a browser in which that person has signed in."""
    contexts = []

    def open_for(name: str):
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 1400})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("E-mail address").fill(people[name].email)
        page.get_by_label("Password").fill("demo")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    yield open_for
    for context in contexts:
        context.close()


def press(page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_from_a_draft_in_dushanbe_to_a_withdrawal(chromium, live_server, at_the_desk, people):  # noqa: PLR0915
    author, editor, publisher = (at_the_desk(name) for name in ("author", "editor", "publisher"))
    reader = chromium.new_context(base_url=live_server.url).new_page()

    # An author writes, and submits.
    author.get_by_role("link", name="Write a press release").click()
    author.get_by_label("Title").fill("Border officers complete a course")
    author.get_by_label("Summary").fill("Twenty officers learned to read documents.")
    author.get_by_label("Place").fill("Dushanbe")
    author.locator(EDITOR).click()
    author.keyboard.type("Officers from four districts met for a week.")
    press(author, "Submit for review")
    expect(author.locator(".messagelist")).to_contain_text("Submitted for review.")
    release = Release.objects.get()
    ReleaseSource.objects.create(release=release, structure=release.desk.structure)
    form = f"/admin/newsroom/release/{release.pk}/change/"
    expect(author.locator("#id_title")).to_have_count(0)  # in review it is the editor's

    # An editor returns it with a comment, which the author finds on the first page.
    editor.goto("/admin/")
    editor.get_by_role("link", name="Border officers complete a course").click()
    editor.get_by_label("Comment for colleagues").fill("How many officers? Say so in the text.")
    press(editor, "Return with a comment")
    expect(editor.locator(".messagelist")).to_contain_text("Returned, with your comment.")
    author.goto("/admin/")
    expect(author.get_by_role("region", name="Waits for me")).to_contain_text("returned to me")
    author.goto(form)
    expect(author.locator(".timeline")).to_contain_text("How many officers?")
    author.locator(EDITOR).click()
    author.keyboard.press("Control+End")
    author.keyboard.type(" They were twenty.")
    press(author, "Submit for review")
    expect(author.locator(".messagelist")).to_contain_text("Submitted for review.")

    # A publisher begins the Russian text, shows the English one to a reporter, and schedules both.
    publisher.goto(form)
    publisher.get_by_role("link", name="Translate into…").click()
    publisher.get_by_label("Language").select_option("ru")
    press(publisher, "Begin the translation")
    publisher.get_by_label("Title").fill("Пограничники завершили курс")
    publisher.locator(EDITOR).click()
    publisher.keyboard.type("Их было двадцать.")
    press(publisher, "Submit for review")
    sister = Release.objects.get(language="ru")
    Release.objects.filter(pk=sister.pk).update(updated_by=people["editor"])  # somebody else looked through it last

    publisher.goto(form)
    publisher.get_by_role("link", name="Make a preview link…").click()
    publisher.get_by_label("For whom").fill("Ana Reporter, Daily")
    press(publisher, "Make the link")
    address = publisher.get_by_label("Address").input_value()

    soon = timezone.now() + dt.timedelta(days=1)
    Release.objects.update(date=soon.astimezone(DUSHANBE).date())
    for key in (release.pk, sister.pk):
        publisher.goto(f"/admin/newsroom/release/{key}/change/")
        publisher.get_by_text("At a set time").click()
        publisher.locator("#id_step-day").fill(f"{soon.astimezone(DUSHANBE):%Y-%m-%d}")
        publisher.locator("#id_step-hour").fill(f"{soon.astimezone(DUSHANBE):%H:%M}")
        press(publisher, "Schedule")
        expect(publisher.locator(".messagelist")).to_contain_text("Dushanbe")
    moments = set(Edition.objects.values_list("live_from", flat=True))
    assert len(moments) == 1
    reader.goto(address)
    expect(reader.locator(".embargo")).to_contain_text("Ana Reporter, Daily")
    assert reader.goto(f"/news/{release.pk}/").status == 404

    # The moment passes, by itself. (It is brought near: five real seconds.)
    bring_near(dt.timedelta(seconds=5))
    assert reader.goto(f"/news/{release.pk}/").status == 404
    reader.wait_for_timeout(5_500)
    assert reader.goto(f"/news/{release.pk}/").status == 200
    expect(reader.locator("h1")).to_have_text("Border officers complete a course")
    reader.get_by_role("list", name="In other languages").get_by_role("link", name="Русский").click()
    expect(reader.locator("h1")).to_have_text("Пограничники завершили курс")

    # A correction follows, and then a withdrawal.
    author.goto(form)
    author.get_by_label("Title").fill("Border guards complete a course")
    press(author, "Save")
    expect(author.locator(".messagelist")).to_contain_text("Readers go on seeing edition")
    press(author, "Submit for review")
    expect(author.locator(".messagelist")).to_contain_text("Submitted for review.")
    publisher.goto(form)
    publisher.get_by_label("correction").check()
    publisher.get_by_label("Note for readers").fill("They are guards, not officers.")
    press(publisher, "Publish changes now")
    expect(publisher.locator(".messagelist")).to_contain_text("Published, as edition")
    reader.goto(f"/news/{release.pk}/")
    expect(reader.locator("main")).to_contain_text("They are guards, not officers.")
    publisher.goto(form)
    publisher.get_by_role("link", name="Withdraw…").click()
    publisher.locator("input[name=kind][value=error]").check()
    publisher.locator("#id_reason").fill("The course has not ended yet.")
    press(publisher, "Withdraw it now")
    assert reader.goto(f"/news/{release.pk}/").status == 410
    expect(reader.locator("main")).to_contain_text("The course has not ended yet.")
    steps = list(release.events.values_list("action", flat=True))
    assert steps == ["submit", "send_back", "submit", "publish", "edit", "submit", "publish", "withdraw"]


def bring_near(wait: dt.timedelta) -> None:
    """Let what is scheduled begin so soon: the seal of editions is lifted for it, as only a test may."""
    at = timezone.now() + wait
    with pgtrigger.ignore("newsroom.Edition:sealed"):
        Edition.objects.update(live_from=at, published_at=at)
    Release.objects.update(published_at=at)


def test_an_author_removes_what_a_file_hides(at_the_desk):
    content = office_files.docx(office_files.paragraph(office_files.run("Seen")), comments=3, properties=True)
    file = factories.attachment(content, "Report.docx")
    page = at_the_desk("author")
    page.goto(f"/admin/newsroom/attachment/{file.pk}/change/")
    expect(page.get_by_text("Author: Ana Author")).to_be_visible()
    expect(page.get_by_text("3 comments")).to_be_visible()
    page.get_by_label("Title").fill("")  # what is typed does not stand in the way
    press(page, "Remove hidden data")
    expect(page.get_by_text("This is a copy without the hidden data.")).to_be_visible()
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove hidden data")).to_have_count(0)
