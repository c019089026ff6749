"""What readers are promised ("Russian follows") is true as long as it stands there."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from newsroom import actions, translation_actions
from newsroom.actions import Refused
from newsroom.following import to_follow
from newsroom.models import Edition, Release
from tests.factories import ReleaseFactory, UserFactory, schedule

from .test_translations import save, translated

pytestmark = pytest.mark.django_db
PROMISE = "Russian follows"


@pytest.fixture
def boss() -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture
def original() -> Release:
    return ReleaseFactory(title="Water")


@pytest.fixture
def russian(original) -> Release:
    return translated(original, "ru", title="Вода")


@pytest.fixture
def announced(original, russian, boss) -> Edition:
    """The original, public, with the promise that Russian follows."""
    return translation_actions.publish_together(releases=[original], by=boss, follow=["ru"])[0]


def promises(client, address: str) -> bool:
    return PROMISE in client.get(address).content.decode()


def test_the_page_says_what_follows_until_it_is_there(client, announced, russian, boss):
    assert promises(client, announced.get_absolute_url())
    actions.publish(release=russian, by=boss)
    page = client.get(announced.get_absolute_url()).content.decode()
    assert PROMISE not in page
    assert f'href="/news/{russian.pk}/voda/"' in page


def test_the_promise_goes_in_the_second_in_which_the_translation_comes(client, announced, russian, boss):
    at = timezone.now() + dt.timedelta(hours=2)
    schedule(russian, at, boss)
    for moment, there in ((at - dt.timedelta(milliseconds=1), True), (at, False)):
        with time_machine.travel(moment, tick=False):
            assert promises(client, announced.get_absolute_url()) is there


def test_what_came_and_was_taken_down_is_not_promised_again(client, announced, russian, original, boss):
    actions.publish(release=russian, by=boss)
    actions.withdraw(release=russian, by=boss, reason="An error.")
    assert not promises(client, announced.get_absolute_url())
    save(original, title="Waters")
    further = actions.publish(release=original, by=boss)
    assert further.languages_to_follow == []
    anew = translation_actions.publish_together(releases=[original], by=boss, follow=["ru"])[0]
    assert promises(client, anew.get_absolute_url())


def test_a_further_edition_keeps_the_promise_and_one_can_take_it_back(client, announced, original, boss):
    save(original, title="Waters")
    further = actions.publish(release=original, by=boss)
    assert promises(client, further.get_absolute_url())
    assert not promises(client, f"/news/{original.pk}/v1/")  # what has ended promises nothing
    without = translation_actions.publish_together(releases=[original], by=boss)[0]
    assert (without.number, promises(client, without.get_absolute_url())) == (3, False)
    with pytest.raises(Refused, match="Nothing has changed"):
        translation_actions.publish_together(releases=[original], by=boss)


def test_a_promise_alone_is_reason_enough_for_an_edition(client, original, russian, boss):
    actions.publish(release=original, by=boss)
    edition = translation_actions.publish_together(releases=[original], by=boss, follow=["ru"])[0]
    assert (edition.number, edition.change) == (2, "minor")
    assert promises(client, edition.get_absolute_url())


@pytest.mark.parametrize("follow", [["fr"], ["xx"], ["en"], ["ru", "\x00"]])
def test_what_nobody_writes_cannot_be_promised(original, russian, boss, follow):
    with pytest.raises(Refused, match="Only a translation that has been begun"):
        translation_actions.publish_together(releases=[original], by=boss, follow=follow)
    assert not Edition.objects.exists()


def test_what_is_public_cannot_be_promised(original, russian, boss):
    actions.publish(release=russian, by=boss)
    with pytest.raises(Refused, match="Russian"):
        translation_actions.publish_together(releases=[original], by=boss, follow=["ru"])


def test_the_promise_is_sealed_with_the_edition(announced):
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=announced.pk).update(languages_to_follow=[])


def test_a_promise_is_no_query_where_there_is_none(client, original, boss, django_assert_num_queries):
    edition = actions.publish(release=original, by=boss)
    with django_assert_num_queries(0):
        assert to_follow(edition) == []
