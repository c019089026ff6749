"""The first page of the desk."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Desk, Membership, Role
from newsroom import actions
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
    actions.publish(release=ReleaseFactory(title="Tomorrow"), by=publisher, at=timezone.now() + dt.timedelta(days=1))
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


def test_the_page_takes_as_many_queries_whatever_there_is(client, publisher, django_assert_max_num_queries):
    for number in range(15):
        release = ReleaseFactory(title=f"Number {number}")
        if number % 3 == 0:
            actions.submit(release=release, by=publisher)
        elif number % 3 == 1:
            actions.publish(release=release, by=publisher)
        else:
            actions.publish(release=release, by=publisher, at=timezone.now() + dt.timedelta(days=1))
    client.force_login(publisher)
    with django_assert_max_num_queries(24):
        assert client.get(HOME).status_code == 200


def test_who_sees_no_releases_gets_the_sections_alone(client):
    client.force_login(UserFactory())
    ReleaseFactory(title="Hidden")
    page = client.get(HOME)
    assert page.status_code == 200
    assert "Waits for me" not in page.content.decode()


def test_a_confidential_release_waits_for_nobody_elsewhere(client, auditor):
    secret = ReleaseFactory(title="Hush", confidential=True)
    actions.publish(release=secret, by=publisher_user(), at=timezone.now() + dt.timedelta(days=1))
    elsewhere = UserFactory()
    Membership.objects.create(
        user=elsewhere, desk=Desk.objects.create(structure=StructureFactory(slug="tirana")), role=Role.PUBLISHER
    )
    client.force_login(elsewhere)
    assert "Hush" not in client.get(HOME).content.decode()
    assert Release.objects.filter(pk=secret.pk).exists()
    client.force_login(auditor)
    assert "Hush" in client.get(HOME).content.decode()
