"""Setting a time from the form, and the calendar of what is coming."""

import datetime as dt
import zoneinfo

import pytest
import time_machine

from accounts.models import Desk, Membership, Role
from newsroom import actions
from newsroom.models import Edition, Event, Release
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, publisher_user

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/newsroom/release/calendar/"
NOW = dt.datetime(2027, 6, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    """All of this happens on a morning in June; who has signed in then is signed in."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def signed_in(client, alone):
    client.force_login(alone)
    return client


def said(day: str, hour: str, **fields) -> dict:
    dated = {"date": day} if day[:2] == "20" and "\x00" not in day else {}
    return dated | {
        "step-day": day,
        "step-hour": hour,
        "_schedule": "",
        **{f"step-{name}": fields[name] for name in fields},
    }


def test_a_release_is_scheduled_at_the_hour_of_its_desk_and_goes_live_by_itself(signed_in):
    page = signed_in.post(ADD, form_data(**said("2027-06-02", "14:00")), follow=True).content.decode()
    assert "Scheduled for 2 June 2027, 14:00 Vienna, 12:00 UTC." in page
    edition = Edition.objects.get()
    assert edition.live_from == edition.published_at == dt.datetime(2027, 6, 2, 12, 0, tzinfo=dt.UTC)
    address = edition.get_absolute_url()
    with time_machine.travel(edition.live_from - dt.timedelta(milliseconds=1), tick=False):
        assert signed_in.get(address).status_code == 404
    with time_machine.travel(edition.live_from, tick=False):
        assert signed_in.get(address).status_code == 200


def test_another_desk_has_another_clock(client):
    desk = Desk.objects.create(
        structure=StructureFactory(slug="dushanbe"), time_zone="Asia/Dushanbe", single_handed=True
    )
    user = UserFactory()
    Membership.objects.create(user=user, desk=desk, role=Role.PUBLISHER)
    client.force_login(user)
    page = client.post(ADD, form_data(desk=desk.pk, **said("2027-06-02", "14:00")), follow=True).content.decode()
    assert "2 June 2027, 14:00 Dushanbe, 09:00 UTC" in page
    assert Edition.objects.get().live_from.hour == 9


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        ("2027-05-31", "14:00", "That moment has passed."),
        ("2101-01-01", "14:00", "That is after 2100."),
        ("9999-12-31", "23:59", "That is after 2100."),
        ("0001-01-01", "00:00", "That is not a day that can be kept."),
        ("2027-10-31", "02:30", "Clocks in Vienna are put back that night and show 02:30 twice."),
        ("2028-03-26", "02:30", "Clocks in Vienna are put forward that night and never show 02:30."),
        ("2027-06-02", "", "Give the day and the time"),
        ("", "14:00", "Give the day and the time"),
        ("tomorrow", "14:00", "Enter a valid date."),
        ("2027-06-02", "25:00", "Enter a valid time."),
        ("2027-06-02\x00", "14:00", "Enter a valid date."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words_and_the_text_is_kept(signed_in, day, hour, words):
    page = signed_in.post(ADD, form_data(title="Kept", **said(day, hour)), follow=True).content.decode()
    assert words in page
    assert not hour or f'value="{hour}"' in page  # what went with the button is kept, too
    assert (Release.objects.get().title, Edition.objects.count(), Event.objects.count()) == ("Kept", 0, 0)


def test_an_hour_that_comes_twice_can_be_chosen(signed_in):
    signed_in.post(ADD, form_data(**said("2027-10-31", "02:30", which="later")))
    assert Edition.objects.get().live_from == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)


def test_a_scheduled_correction_replaces_the_text_at_its_second(signed_in):
    release = ReleaseFactory(title="Wrong")
    first = actions.publish(release=release, by=publisher_user())
    data = form_data(release, title="Right", **said("2027-06-02", "14:00", change="correction", change_note="A name."))
    signed_in.post(change_url(release), data)
    second = Edition.objects.get(number=2)
    assert (second.change, second.change_note, second.published_at) == ("correction", "A name.", first.published_at)
    assert release.editions.live(second.live_from - dt.timedelta(milliseconds=1)).get() == first
    assert release.editions.live(second.live_from).get() == second


def test_a_cancelled_correction_leaves_the_text_that_is_up(signed_in):
    release = ReleaseFactory(title="First")
    first = actions.publish(release=release, by=publisher_user())
    later = NOW + dt.timedelta(hours=2)
    Release.objects.filter(pk=release.pk).update(title="Second")
    actions.publish(release=release, by=publisher_user(), at=later)
    Release.objects.filter(pk=release.pk).update(title="Third")
    actions.publish(release=release, by=publisher_user(), at=later + dt.timedelta(hours=1))
    assert release.editions.live(later + dt.timedelta(minutes=1)).get() == first
    assert release.editions.live(later + dt.timedelta(hours=1)).get().title == "Third"


def scheduled(at: dt.datetime, **fields) -> Edition:
    return actions.publish(release=ReleaseFactory(date=at.date(), **fields), by=publisher_user(), at=at)


def test_calendar_shows_the_month_and_marks_what_clashes(signed_in):
    noon = dt.datetime(2027, 6, 15, 12, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Vienna"))
    scheduled(noon, title="First of two")
    scheduled(noon + dt.timedelta(minutes=20), title="Second of two")
    scheduled(noon + dt.timedelta(hours=3), title="Alone in the afternoon")
    scheduled(dt.datetime(2027, 7, 1, 10, 0, tzinfo=dt.UTC), title="In July")
    page = signed_in.get(CALENDAR, {"month": "2027-06"}).content.decode()
    assert page.count("clash-word") == 2
    assert "15 June 2027, 12:00 Vienna, 10:00 UTC" in page
    assert "Alone in the afternoon" in page
    assert "In July" not in page
    assert "In July" in signed_in.get(CALENDAR, {"month": "2027-07"}).content.decode()


def test_what_clashes_across_the_edge_of_a_month_is_marked_in_both(signed_in):
    midnight = dt.datetime(2027, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Vienna"))
    scheduled(midnight - dt.timedelta(minutes=10), title="Last of June")
    scheduled(midnight, title="First of July")
    for month in ("2027-06", "2027-07"):
        assert signed_in.get(CALENDAR, {"month": month}).content.decode().count("clash-word") == 1


def test_translations_that_appear_together_do_not_clash(signed_in):
    at = NOW + dt.timedelta(days=1)
    original = scheduled(at)
    scheduled(at, translation_of=original.release, language="fr")
    assert "clash-word" not in signed_in.get(CALENDAR).content.decode()


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "nonsense", "9999-99", "2026-06\x00", "٢٠٢٦-٠٦", "-1"])
def test_a_month_that_is_none_is_the_present_one(signed_in, month):
    assert "June 2027" in signed_in.get(CALENDAR, {"month": month}).content.decode()


def test_calendar_keeps_what_is_confidential_and_says_that_there_is_a_clash(client, publisher):
    other = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    elsewhere = UserFactory()
    Membership.objects.create(user=elsewhere, desk=other, role=Role.AUTHOR)
    at = NOW + dt.timedelta(days=1)
    scheduled(at, title="Hush", confidential=True)
    scheduled(at, title="Open")
    client.force_login(elsewhere)
    page = client.get(CALENDAR).content.decode()
    assert "Hush" not in page
    assert page.count("clash-word") == 1
    client.force_login(publisher)
    assert "Hush" in client.get(CALENDAR).content.decode()


def test_calendar_is_for_those_who_see_releases(client):
    client.force_login(UserFactory())
    assert client.get(CALENDAR).status_code == 403
