"""The first page of the desk."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Desk, Membership, Role
from newsroom import actions, preview_actions, translation_actions
from newsroom.dashboard import Dashboard
from newsroom.models import Release
from tests.factories import ContactFactory, ReleaseFactory, StructureFactory, UserFactory, published, publisher_user

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def waiting(user) -> list[tuple[str, str]]:
    return [(one.release.title, str(one.action)) for one in Dashboard(user).waiting]


def test_what_is_in_review_waits_for_those_who_can_move_it_on(author, editor, publisher):
    release = ReleaseFactory(title="In review", updated_by=author)
    actions.submit(release=release, by=author)
    assert waiting(author) == []
    assert waiting(editor) == [("In review", "send_back")]
    assert waiting(publisher) == [("In review", "approve")]
    actions.approve(release=release, by=publisher)
    assert waiting(editor) == []
    assert waiting(publisher) == [("In review", "publish")]


def test_what_a_publisher_wrote_does_not_wait_for_themselves(publisher):
    release = ReleaseFactory(updated_by=publisher)
    actions.submit(release=release, by=publisher)
    assert waiting(publisher) == []


def test_what_was_returned_waits_for_its_author_until_it_is_submitted_again(author, editor):
    release = ReleaseFactory(title="Returned", updated_by=author)
    actions.submit(release=release, by=author)
    actions.send_back(release=release, by=editor, comment="Shorter.")
    assert waiting(author) == [("Returned", "edit")]
    assert Dashboard(author).drafts == []
    actions.submit(release=release, by=author)
    assert waiting(author) == []


def test_other_desks_do_not_wait_for_me():
    elsewhere = UserFactory()
    other = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    Membership.objects.create(user=elsewhere, desk=other, role=Role.PUBLISHER)
    release = ReleaseFactory()
    actions.submit(release=release, by=publisher_user())
    assert waiting(elsewhere) == []


def test_the_page_shows_drafts_schedules_todays_and_contacts(client, publisher):
    ReleaseFactory(title="My own draft", updated_by=publisher)
    ReleaseFactory(title="Of somebody else", updated_by=UserFactory())
    at = timezone.now() + dt.timedelta(days=1)
    actions.publish(release=ReleaseFactory(title="Tomorrow", date=timezone.localdate(at)), by=publisher, at=at)
    published(title="Just out")
    published(title="Long ago").release.editions.all()
    ContactFactory(name="Runs out", valid_until=timezone.localdate() + dt.timedelta(days=3))
    ContactFactory(name="Stays", valid_until=timezone.localdate() + dt.timedelta(days=300))
    client.force_login(publisher)
    page = client.get(HOME).content.decode()
    for words in ("My own draft", "Tomorrow", "Just out", "Runs out"):
        assert words in page
    for words in ("Of somebody else", "Stays"):
        assert words not in page


def test_translations_behind_are_shown_to_their_desk_until_they_are_brought_up_to_date(client, author):
    original = ReleaseFactory()
    sister = translation_actions.translate(release=original, into="ru", by=publisher_user())
    Release.objects.filter(pk=sister.pk).update(title="Вода")
    assert Dashboard(author).behind == []
    original.title = "Other words"
    original.save()
    assert Dashboard(author).behind == [sister]
    client.force_login(author)
    page = client.get(HOME).content.decode()
    assert "Translations behind" in page
    assert ">Вода</a>" in page
    elsewhere = UserFactory()
    other = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    Membership.objects.create(user=elsewhere, desk=other, role=Role.PUBLISHER)
    assert Dashboard(elsewhere).behind == []
    read = original.updated_at.isoformat()
    translation_actions.bring_up_to_date(release=sister, by=author, read=read)
    assert Dashboard(author).behind == []


def test_the_page_takes_as_many_queries_whatever_there_is(client, publisher, django_assert_max_num_queries):
    for number in range(15):
        tomorrow = timezone.now() + dt.timedelta(days=1)
        release = ReleaseFactory(title=f"Number {number}", date=timezone.localdate(tomorrow))
        if number % 3 == 0:
            actions.submit(release=release, by=publisher)
        elif number % 3 == 1:
            actions.publish(release=release, by=publisher)
        else:
            actions.publish(release=release, by=publisher, at=tomorrow)
    client.force_login(publisher)
    with django_assert_max_num_queries(22):
        assert client.get(HOME).status_code == 200


def test_preview_links_that_close_soon_are_told_at_their_desk(publisher, author):
    release = ReleaseFactory(title="Under embargo")
    now = timezone.now()
    for days, recipient in ((1, "Soon"), (20, "Later")):
        preview_actions.make_link(
            release=release, by=publisher, recipient=recipient, expires_at=now + dt.timedelta(days=days)
        )
    assert [link.recipient for link in Dashboard(author).embargoes] == ["Soon"]
    assert Dashboard(UserFactory()).embargoes == []


def test_who_sees_no_releases_gets_the_sections_alone(client):
    client.force_login(UserFactory())
    ReleaseFactory(title="Hidden")
    page = client.get(HOME)
    assert page.status_code == 200
    assert "Waits for me" not in page.content.decode()


def test_a_confidential_release_waits_for_nobody_elsewhere(client, auditor):
    at = timezone.now() + dt.timedelta(days=1)
    secret = ReleaseFactory(title="Hush", confidential=True, date=timezone.localdate(at))
    actions.publish(release=secret, by=publisher_user(), at=at)
    elsewhere = UserFactory()
    Membership.objects.create(
        user=elsewhere, desk=Desk.objects.create(structure=StructureFactory(slug="tirana")), role=Role.PUBLISHER
    )
    client.force_login(elsewhere)
    assert "Hush" not in client.get(HOME).content.decode()
    assert Release.objects.filter(pk=secret.pk).exists()
    client.force_login(auditor)
    assert "Hush" in client.get(HOME).content.decode()
