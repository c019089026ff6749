"""Translations at the desk: beginning one, the original beside the editor, publishing several together."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Desk, Membership, Role, User
from newsroom import actions, translation_actions
from newsroom.admin.release_group import group_for
from newsroom.models import Edition, Release, TranslationBasis
from tests.client import unspoken
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, dated, published, publisher_user

from .release_form import change_url, form_data
from .test_translations import save, translated

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/release/"
MOVED = "The original has moved on."
BEHIND = "behind: the original has moved on"


def address(name: str, release: Release) -> str:
    return reverse(f"admin:newsroom_release_{name}", args=[release.pk])


def member_of(slug: str, role: str) -> User:
    """A member of the desk of that structure."""
    desk, _ = Desk.objects.get_or_create(structure=StructureFactory(slug=slug))
    user = UserFactory()
    Membership.objects.create(user=user, desk=desk, role=role)
    return user


def html(response) -> str:
    """The page, one blank between words."""
    return re.sub(r"\s+", " ", response.content.decode())


def together(*chosen: Release, follow: tuple = (), **said: str) -> dict[str, str]:
    """What a browser posts from the page "Publish together"."""
    what = {f"r{one.pk}-what": "publish" for one in chosen} | {f"r{one.pk}-what": "follows" for one in follow}
    return {"step-when": "now", "step-which": ""} | what | {f"step-{name}": value for name, value in said.items()}


def test_an_author_translates_beside_the_original(client, author):
    client.force_login(author)
    original = ReleaseFactory(title="Water and borders", summary="In short.", body="<p>Some <em>words</em>.</p>")
    page = client.get(change_url(original)).content.decode()
    assert f'href="{address("translate", original)}"' in page
    assert "There are no translations yet." in page
    response = client.post(address("translate", original), {"into": "ru"}, follow=True)
    sister = Release.objects.get(translation_of=original)
    assert response.redirect_chain == [(change_url(sister), 302)]
    page = html(response)
    assert "A draft in Russian" in page
    assert "Original: English" in page
    assert '<div lang="en" dir="ltr"> <p class="beside-title">Water and borders</p>' in page
    assert '<div class="beside-body"><p>Some <em>words</em>.</p></div>' in page
    assert MOVED not in page
    data = form_data(sister, language="ru", title="Вода", translation_of=original.pk)
    assert client.post(change_url(sister), data).status_code == 302
    page = html(client.get(change_url(sister)))
    assert "up to date" in page
    assert 'aria-current="page">Вода<' in page


def test_arabic_and_russian_stand_side_by_side_each_its_own_way_round(client, author):
    client.force_login(author)
    original = ReleaseFactory(language="ar", title="الماء والحدود", body="<p>كلمات</p>")
    sister = translated(original, "ru", title="Вода и границы")
    page = html(client.get(change_url(sister)))
    assert '<div lang="ar" dir="rtl"> <p class="beside-title">الماء والحدود</p>' in page
    assert "Вода и границы</textarea>" in page
    assert re.search(r'<td lang="ru" dir="auto"><span aria-current="page">Вода и границы', page)


def test_the_form_says_what_has_changed_and_marks_it_as_translated(client, author):
    client.force_login(author)
    original = ReleaseFactory(title="Five journalists met")
    sister = translated(original, "ru")
    save(original, title="Six journalists met")
    page = html(client.get(change_url(sister)))
    assert MOVED in page
    assert "<del>Five </del>" in unspoken(page)
    assert "<ins>Six </ins>" in unspoken(page)
    assert BEHIND in page
    read = re.search(r'name="up_to_date" value="([^"]+)"', page)[1]
    data = form_data(sister, language="ru", title="Шесть", translation_of=original.pk)
    client.post(change_url(sister), data)  # saved, not marked
    assert MOVED in html(client.get(change_url(sister)))
    data = form_data(sister, language="ru", title="Шесть", translation_of=original.pk, up_to_date=read)
    client.post(change_url(sister), data)
    page = html(client.get(change_url(sister)))
    assert MOVED not in page
    assert BEHIND not in page
    assert TranslationBasis.objects.get().by == author


@pytest.mark.parametrize("read", ["", "x", "2020-01-01T00:00:00+00:00", "\x00"])
def test_what_was_not_read_is_not_marked_and_the_text_is_saved(client, author, read):
    client.force_login(author)
    original = ReleaseFactory()
    sister = translated(original, "ru")
    save(original, title="After")
    data = form_data(sister, language="ru", title="Kept", translation_of=original.pk, up_to_date=read)
    page = html(client.post(change_url(sister), data, follow=True))
    assert "saved again since you opened this page" in page
    sister.refresh_from_db()
    assert sister.title == "Kept"
    assert MOVED in page


def test_other_formatting_alone_is_said_to_be_that(client, author):
    client.force_login(author)
    original = ReleaseFactory(body="<p>Some words.</p>")
    sister = translated(original, "ru")
    save(original, body="<p>Some <strong>words</strong>.</p>")
    assert "Its words are the same" in html(client.get(change_url(sister)))


def test_a_translation_tied_by_hand_can_be_marked_as_up_to_date(client, author):
    client.force_login(author)
    original = ReleaseFactory()
    sister = ReleaseFactory(language="ru", translation_of=original)
    page = html(client.get(change_url(sister)))
    assert "Nobody has noted yet" in page
    read = re.search(r'name="up_to_date" value="([^"]+)"', page)[1]
    data = form_data(sister, language="ru", translation_of=original.pk, up_to_date=read)
    client.post(change_url(sister), data)
    assert "up to date" in html(client.get(change_url(sister)))


def test_a_preview_marks_nothing(client, author):
    client.force_login(author)
    original = ReleaseFactory()
    sister = ReleaseFactory(language="ru", translation_of=original)
    data = form_data(sister, language="ru", up_to_date=original.updated_at.isoformat(), _preview="")
    assert client.post(change_url(sister), data).status_code == 200
    assert not TranslationBasis.objects.exists()


@pytest.mark.parametrize("into", ["ru", "en", "xx", "", "\x00", "ru" * 1000])
def test_a_language_that_cannot_be_is_refused_on_the_page(client, author, into):
    client.force_login(author)
    original = ReleaseFactory()
    translated(original, "ru")
    response = client.post(address("translate", original), {"into": into})
    assert response.status_code == 200
    assert 'class="errorlist"' in response.content.decode()
    assert Release.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_writes_at_the_desk_reaches_the_pages(client, caplog, auditor, method):
    original = ReleaseFactory(desk=Desk.objects.create(structure=StructureFactory(slug="dushanbe")))
    translated(original, "ru")
    people = {
        member_of("dushanbe", Role.AUTHOR): (200, 403),
        member_of("dushanbe", Role.PUBLISHER): (200, 200),
        member_of("tirana", Role.PUBLISHER): (403, 403),
        auditor: (403, 403),
        UserFactory(): (403, 403),
    }
    for user, expected in people.items():
        client.force_login(user)
        answers = [getattr(client, method)(address(name, original), {"x": ""}) for name in ("translate", "together")]
        assert tuple(answer.status_code for answer in answers) == expected
    assert f"may not translate release {original.pk}" in caplog.text
    assert f"may not publish the languages of release {original.pk}" in caplog.text
    assert (Release.objects.count(), Edition.objects.count()) == (2, 0)


def test_a_confidential_release_of_another_desk_is_not_there(client):
    original = ReleaseFactory(desk=Desk.objects.create(structure=StructureFactory(slug="dushanbe")), confidential=True)
    client.force_login(member_of("tirana", Role.PUBLISHER))
    for name in ("translate", "together"):
        assert client.get(address(name, original)).status_code == 404
        assert client.get(f"/admin/newsroom/release/{10**30}/{name}/").status_code == 404


def test_a_sister_that_is_hidden_shows_neither_in_the_table_nor_beside(client):
    secret = ReleaseFactory(
        desk=Desk.objects.create(structure=StructureFactory(slug="dushanbe")), confidential=True, title="Secret talks"
    )
    user = member_of("tirana", Role.AUTHOR)
    sister = ReleaseFactory(language="ru", translation_of=secret, desk=Desk.objects.get(structure__slug="tirana"))
    client.force_login(user)
    assert "Secret talks" not in client.get(change_url(sister)).content.decode()


def test_the_page_publishes_all_that_is_chosen(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory(title="Water")
    russian, french = translated(original, "ru", title="Вода"), translated(original, "fr", title="Eau")
    page = client.get(address("together", original)).content.decode()
    assert page.count("Nothing is missing.") == 3
    data = together(original, russian, follow=(french,), comment="All three have read it.")
    answer = client.post(address("together", original), data, follow=True)
    assert "Published: English, Russian." in html(answer)
    assert "readers are told that it follows" in html(answer)
    assert set(Edition.objects.live().values_list("release", flat=True)) == {original.pk, russian.pk}
    assert "French follows" in client.get(f"/news/{original.pk}/water/").content.decode()
    assert "French follows" in client.get(f"/news/{russian.pk}/voda/").content.decode()


def test_a_group_is_scheduled_at_the_hour_of_the_desk(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory()
    russian = translated(original, "ru")
    now = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    with time_machine.travel(now, tick=False):
        dated(now + dt.timedelta(days=1), original, russian)
        data = together(original, russian, when="later", day="2026-06-02", hour="14:00")
        page = html(client.post(address("together", russian), data, follow=True))
    assert "Scheduled for 2 June 2026, 14:00 Vienna, 12:00 UTC: English, Russian." in page
    instants = set(Edition.objects.values_list("live_from", flat=True))
    assert instants == {dt.datetime(2026, 6, 2, 12, tzinfo=dt.UTC)}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"when": "later"}, "Give the day and the time"),
        ({"when": "later", "day": "2020-01-01", "hour": "10:00"}, "That moment has passed."),
        ({"when": "later", "day": "2999-01-01", "hour": "10:00"}, "Check the year."),
        ({"when": "later", "day": "2027-03-28", "hour": "02:30"}, "never show 02:30"),
        ({"when": "later", "day": "2026-10-25", "hour": "02:30"}, "twice"),
        ({"day": "2026-06-02", "hour": "14:00"}, "choose “at a set time”"),
        ({"when": "never"}, "valid choice"),
        ({"when": ""}, "required"),
        ({"day": "\x00"}, "Enter a valid date"),
        ({"comment": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_published(client, publisher, said, words):
    client.force_login(publisher)
    original = ReleaseFactory()
    russian = translated(original, "ru")
    data = together(original, russian, **({"comment": "Kept here"} | said))
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        response = client.post(address("together", original), data)
    assert response.status_code == 200
    assert words in html(response)
    assert "comment" in said or "Kept here" in html(response)
    assert not Edition.objects.exists()


def test_one_that_lacks_something_holds_back_all_and_the_page_says_what(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory()
    empty = translation_actions.translate(release=original, into="ru", by=publisher_user())
    page = html(client.post(address("together", original), together(original, empty)))
    assert "Russian: Write the text: it is empty." in page
    assert "So nothing was published." in page
    assert not Edition.objects.exists()


def test_a_language_of_another_desk_is_not_published_by_a_forged_choice(client, caplog):
    publisher = member_of("dushanbe", Role.PUBLISHER)
    original = ReleaseFactory(desk=Desk.objects.get(structure__slug="dushanbe"))
    elsewhere = ReleaseFactory(
        language="ru", translation_of=original, desk=Desk.objects.create(structure=StructureFactory(slug="tirana"))
    )
    client.force_login(publisher)
    page = client.get(address("together", original)).content.decode()
    select = re.search(rf'<select name="r{elsewhere.pk}-what".*?</select>', page, re.S)[0]
    assert 'value="publish"' not in select
    response = client.post(address("together", original), together(original, elsewhere))
    assert response.status_code == 403
    assert "may not publish all that was chosen" in caplog.text
    assert not Edition.objects.exists()


def test_keys_of_releases_of_other_groups_in_the_post_do_nothing(client, publisher):
    client.force_login(publisher)
    original, other = ReleaseFactory(), ReleaseFactory()
    translated(original, "ru")
    response = client.post(address("together", original), together(original, other), follow=True)
    assert "Published: English." in html(response)
    assert Edition.objects.get().release == original


def test_what_is_public_cannot_be_promised_by_a_forged_choice(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory()
    russian = translated(original, "ru")
    actions.publish(release=russian, by=publisher)
    page = html(client.post(address("together", original), together(original, follow=(russian,))))
    assert "Only a translation that has been begun and is not public can be announced: Russian." in page
    assert Edition.objects.get().release == russian


def test_a_promise_that_nobody_works_on_any_more_is_pointed_out(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory()
    russian = translated(original, "ru")
    translation_actions.publish_together(releases=[original], by=publisher, follow=["ru"])
    assert "there is no such translation" not in client.get(change_url(original)).content.decode()
    russian.delete()
    assert "Readers are told that Russian follows, and there is no such translation." in html(
        client.get(change_url(original))
    )
    page = html(client.post(address("together", original), together(original), follow=True))
    assert "Published: English." in page
    assert "there is no such translation" not in page


def test_each_language_has_its_own_note(client, publisher):
    client.force_login(publisher)
    original = ReleaseFactory()
    russian = translated(original, "ru")
    writer = UserFactory(is_superuser=True)
    translation_actions.publish_together(releases=[original, russian], by=writer)
    for release in (original, russian):
        save(release, title=f"Other {release.language}")
        actions.edited(release=release, by=writer)
    notes = {
        f"r{original.pk}-change": "correction",
        f"r{original.pk}-note": "The title.",
        f"r{russian.pk}-change": "minor",
    }
    client.post(address("together", original), together(original, russian) | notes)
    told = Edition.objects.live().order_by("release_id").values_list("change", "change_note")
    assert list(told) == [("correction", "The title."), ("minor", "")]


@pytest.mark.parametrize("languages", [["ru"], ["ru", "fr", "de", "sq", "uk", "it"]])
def test_the_table_takes_as_many_queries_for_many_languages(client, author, languages, django_assert_num_queries):
    original = published().release
    for language in languages:
        translated(original, language)
    with django_assert_num_queries(7):  # four of them are the roles and desks of the user
        assert len(group_for(original, author).members) == len(languages) + 1


def test_the_list_finds_and_marks_what_is_behind(client, author, django_assert_num_queries):
    client.force_login(author)
    original = ReleaseFactory(title="Water")
    behind = translated(original, "ru", title="Вода")
    save(original, title="Waters")
    translated(original, "fr", title="Eau")
    page = client.get(LIST).content.decode()
    assert page.count("behind its original</span>") == 1
    found = client.get(f"{LIST}?translation=behind").context["cl"].result_list
    assert [release.pk for release in found] == [behind.pk]
    assert client.get(f"{LIST}?translation=x%00").status_code in (200, 302)


def test_an_untitled_translation_has_a_name_in_the_list(client, author):
    client.force_login(author)
    translation_actions.translate(release=ReleaseFactory(), into="ru", by=author)
    assert "Untitled (Russian)" in client.get(LIST).content.decode()
