"""The event of a media advisory on its own page."""

import datetime as dt

import pytest
import time_machine

from newsroom import actions, first_page_actions
from newsroom.announcements import announcement_of
from newsroom.models import Change, Edition, Kind, MediaEvent, Release
from tests.factories import ReleaseFactory, preview_link, published, publisher_user, user_in_role

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 6, 1, 9, 0, tzinfo=dt.UTC)
TIMES = "3 June 2027, 14:00–16:00, Dushanbe (UTC+5)"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def announce(release: Release) -> MediaEvent:
    starts = dt.datetime(2027, 6, 3, 9, tzinfo=dt.UTC)
    return first_page_actions.announce(
        release=release,
        by=publisher_user(),
        starts=starts,
        ends=starts + dt.timedelta(hours=2),
        time_zone="Asia/Dushanbe",
        venue="Hall <3>",
        register_by=dt.date(2027, 6, 2),
    )


def page(client, edition: Edition, prefix: str = "") -> str:
    return client.get(prefix + edition.get_absolute_url()).content.decode()


def test_an_advisory_says_when_and_where_its_event_is_and_until_when_to_register(client, clock):
    advisory = published(kind=Kind.MEDIA_ADVISORY)
    assert "announcement" not in page(client, advisory)
    announce(advisory.release)
    text = page(client, advisory)
    assert f">{TIMES}</time>" in text
    assert "Hall &lt;3&gt;" in text
    assert "Accreditation until 2 June 2027" in text
    clock.move_to(dt.datetime(2027, 6, 3, 6, tzinfo=dt.UTC))
    assert "Accreditation has closed" in page(client, advisory)


def test_the_event_of_an_arabic_advisory_is_said_from_left_to_right_as_the_interface_is(client):
    advisory = published(kind=Kind.MEDIA_ADVISORY, language="ar")
    announce(advisory.release)
    assert 'aria-labelledby="announcement" lang="en" dir="ltr">' in page(client, advisory)


def test_a_translation_says_it_too_while_readers_see_what_it_translates(client, clock):
    original = published(kind=Kind.MEDIA_ADVISORY)
    announce(original.release)
    russian = published(kind=Kind.MEDIA_ADVISORY, language="ru", translation_of=original.release)
    assert "Hall &lt;3&gt;" in page(client, russian)
    actions.withdraw(release=original.release, by=publisher_user(), reason="Off.", kind="error")
    assert "Hall &lt;3&gt;" not in page(client, russian)


def test_an_edition_that_was_replaced_does_not_say_what_is_planned_now(client, clock):
    advisory = published(kind=Kind.MEDIA_ADVISORY)
    announce(advisory.release)
    Release.objects.filter(pk=advisory.release_id).update(body="<p>Another room.</p>")
    release = actions.edited(release=Release.objects.get(pk=advisory.release_id), by=user_in_role("editor"))
    actions.publish(release=release, by=publisher_user(), change=Change.UPDATE, change_note="Another room.")
    assert "Hall &lt;3&gt;" in client.get(f"/news/{release.pk}/", follow=True).content.decode()
    assert "Hall &lt;3&gt;" not in client.get(f"/news/{release.pk}/v1/").content.decode()


def test_a_preview_says_it_before_readers_see_it(client, clock):
    draft = ReleaseFactory(kind=Kind.MEDIA_ADVISORY)
    announce(draft)
    _, address = preview_link(draft)
    assert TIMES in client.get(address).content.decode()


def test_it_costs_no_query_but_on_the_page_of_an_advisory(django_assert_num_queries):
    release = published(kind=Kind.PRESS_RELEASE)
    with django_assert_num_queries(0):
        assert announcement_of(release, NOW) is None
