"""Leads and media events at the desk: who may, by which clocks, and what the forms say."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import Desk, Membership, Role
from newsroom import first_page_actions
from newsroom.actions import Refused
from newsroom.models import Lead, MediaEvent
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, published, publisher_user, schedule

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 6, 1, 9, 0, tzinfo=dt.UTC)
LEADS, EVENTS = "/admin/newsroom/lead/", "/admin/newsroom/mediaevent/"
NO_TIME = {"start_day": "", "start_hour": "", "end_day": "", "end_hour": ""}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return Desk.objects.create(structure=StructureFactory(slug="dushanbe"), time_zone="Asia/Dushanbe")


@pytest.fixture
def local_editor(desk):
    """An editor at the desk in Dushanbe alone."""
    user = UserFactory(name="Local")
    Membership.objects.create(user=user, desk=desk, role=Role.EDITOR)
    return user


def lead_data(release, **more) -> dict:
    return {"release": release.pk, **NO_TIME, **more}


def event_data(release, **more) -> dict:
    usual = {"start_day": "2027-06-02", "start_hour": "10:00", "venue": "Hofburg", "time_zone": "Europe/Vienna"}
    return {"release": release.pk, **NO_TIME, "register_by": "", **usual, **more}


def choose(**more) -> Lead:
    return first_page_actions.choose_lead(release=published(**more).release, by=publisher_user())


def announce(release) -> MediaEvent:
    starts = NOW + dt.timedelta(days=1)
    return first_page_actions.announce(release=release, by=publisher_user(), starts=starts, venue="Hofburg")


def test_an_editor_chooses_at_once_and_their_name_is_kept(client, editor):
    client.force_login(editor)
    client.post(f"{LEADS}add/", lead_data(published(title="Chosen").release))
    lead = Lead.objects.get()
    assert (lead.starts, lead.ends, lead.chosen_by) == (NOW, None, editor)
    assert lead.history.get().history_user == editor
    page = client.get(LEADS).content.decode()
    assert "leads now" in page
    assert "1 June 2027, 11:00 Vienna, 09:00 UTC" in page


def test_times_are_those_of_the_central_desk_and_are_told_with_utc(client, editor):
    client.force_login(editor)
    times = {"start_day": "2027-06-02", "start_hour": "14:00", "end_day": "2027-06-03", "end_hour": "08:00"}
    client.post(f"{LEADS}add/", lead_data(published().release, **times))
    lead = Lead.objects.get()
    assert (lead.starts, lead.ends) == (
        dt.datetime(2027, 6, 2, 12, 0, tzinfo=dt.UTC),
        dt.datetime(2027, 6, 3, 6, 0, tzinfo=dt.UTC),
    )
    form = client.get(f"{LEADS}{lead.pk}/change/").content.decode()
    assert 'value="2027-06-02"' in form
    assert 'value="14:00"' in form
    assert "2 June 2027, 14:00 Vienna, 12:00 UTC" in form
    assert "ahead" in client.get(LEADS).content.decode()


def test_a_start_that_nobody_touched_stays_to_the_second(client, editor):
    client.force_login(editor)
    with time_machine.travel(NOW + dt.timedelta(seconds=17), tick=False):
        lead = choose()
    same = {"start_day": "2027-06-01", "start_hour": "11:00"}
    end = {"end_day": "2027-06-02", "end_hour": "11:00"}
    client.post(f"{LEADS}{lead.pk}/change/", lead_data(lead.release, **same, **end))
    lead.refresh_from_db()
    assert (lead.starts, lead.ends) == (NOW + dt.timedelta(seconds=17), NOW + dt.timedelta(days=1))
    assert lead.chosen_by == editor
    assert {row.history_user for row in lead.history.all()} == {editor, publisher_user()}


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"start_day": "2027-06-02"}, "Give both the day and the time."),
        ({"end_hour": "10:00"}, "Give both the day and the time."),
        ({"start_day": "never", "start_hour": "25:99"}, "Enter a valid date."),
        ({"end_day": "2027-05-31", "end_hour": "10:00"}, "It would end before it starts."),
        ({"start_day": "2028-03-26", "start_hour": "02:30"}, "are put forward that night"),
        ({"start_day": "0001-01-01", "start_hour": "00:00"}, "Check the year."),
        ({"end_day": "9999-12-31", "end_hour": "23:59"}, "Check the year."),
        ({"start_day": "\x00", "start_hour": "10:00"}, "Enter a valid date."),
    ],
)
def test_times_that_are_none_are_refused_in_words(client, editor, times, sentence):
    client.force_login(editor)
    response = client.post(f"{LEADS}add/", lead_data(published().release, **times))
    assert sentence in response.content.decode()
    assert not Lead.objects.exists()


@pytest.mark.parametrize("release", ["", "999999", "x", "9" * 40])
@pytest.mark.parametrize("address", [LEADS, EVENTS])
def test_releases_that_are_none_are_refused_in_words(client, editor, address, release):
    client.force_login(editor)
    ReleaseFactory()
    data = event_data(ReleaseFactory()) | {"release": release}
    assert client.post(f"{address}add/", data).status_code == 200
    assert not Lead.objects.exists()
    assert not MediaEvent.objects.exists()


def test_an_hour_that_clocks_show_twice_begins_early_and_ends_late(client, editor):
    client.force_login(editor)
    times = {"start_day": "2027-10-31", "start_hour": "02:30", "end_day": "2027-10-31", "end_hour": "02:30"}
    client.post(f"{LEADS}add/", lead_data(published().release, **times))
    lead = Lead.objects.get()
    assert lead.ends - lead.starts == dt.timedelta(hours=1)


def test_the_list_says_how_each_stands(client, editor):
    first, second = choose(title="First"), choose(title="Second")
    over, unseen = choose(title="Over"), choose(title="Unseen")
    Lead.objects.filter(pk=first.pk).update(starts=NOW - dt.timedelta(hours=1))
    Lead.objects.filter(pk=over.pk).update(starts=NOW - dt.timedelta(hours=2), ends=NOW)
    draft = ReleaseFactory()
    Lead.objects.filter(pk=unseen.pk).update(release=draft)
    client.force_login(editor)
    rows = {lead.pk: lead for lead in client.get(LEADS).context["cl"].result_list}
    told = client.get(LEADS).content.decode()
    assert set(rows) == {first.pk, second.pk, over.pk, unseen.pk}
    for words in ("leads now", "behind one that began later", ">over<", "waits: readers do not see this release"):
        assert told.count(words) == 1, words


def test_leads_are_chosen_by_editors_of_the_central_desk_alone(client, author, auditor, administrator, local_editor):
    lead = choose()
    for user in (author, auditor, administrator, local_editor):
        client.force_login(user)
        assert client.get(LEADS).status_code == 200
        assert client.get(f"{LEADS}add/").status_code == 403
        assert client.post(f"{LEADS}add/", lead_data(lead.release)).status_code == 403
        assert client.post(f"{LEADS}{lead.pk}/change/", lead_data(lead.release)).status_code == 403
        assert client.post(f"{LEADS}{lead.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"{LEADS}{lead.pk}/change/").status_code == 200
    assert Lead.objects.get() == lead


def test_what_is_deleted_leaves_the_page_and_its_history_stays(client, editor):
    lead = choose(title="Gone")
    client.force_login(editor)
    client.post(f"{LEADS}{lead.pk}/delete/", {"post": "yes"})
    assert not Lead.objects.exists()
    assert [(row.history_type, row.history_user) for row in Lead.history.all()] == [
        ("-", editor),
        ("+", publisher_user()),
    ]
    first, second = choose(), choose()
    ticked = {"action": "delete_selected", "_selected_action": [first.pk, second.pk], "post": "yes"}
    client.post(LEADS, ticked)
    assert not Lead.objects.exists()
    assert Lead.history.filter(history_type="-", history_user=editor).count() == 3


def test_confidential_releases_are_not_betrayed_by_the_list(client, desk, local_editor, editor):
    other = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    hush = ReleaseFactory(title="Hush", desk=other, confidential=True)
    schedule(hush, NOW + dt.timedelta(days=1))
    lead = first_page_actions.choose_lead(release=hush, by=publisher_user())
    event = announce(hush)
    client.force_login(local_editor)
    for address, row in ((LEADS, lead), (EVENTS, event)):
        assert "Hush" not in client.get(address).content.decode()
        assert "Hush" not in client.get(f"{address}{row.pk}/change/", follow=True).content.decode()
    client.force_login(editor)
    assert "Hush" in client.get(LEADS).content.decode()


def test_an_event_is_entered_by_the_clocks_of_its_place(client, local_editor, desk):
    client.force_login(local_editor)
    form = client.get(f"{EVENTS}add/").content.decode()
    assert '<option value="Asia/Dushanbe" selected>' in form
    data = event_data(
        published(desk=desk).release, time_zone="Asia/Almaty", end_day="2027-06-02", end_hour="11:30", venue="  Hall "
    )
    client.post(f"{EVENTS}add/", data)
    event = MediaEvent.objects.get()
    assert (event.starts, event.ends) == (
        dt.datetime(2027, 6, 2, 5, 0, tzinfo=dt.UTC),
        dt.datetime(2027, 6, 2, 6, 30, tzinfo=dt.UTC),
    )
    assert (event.venue, event.chosen_by) == ("Hall", local_editor)
    assert "announced" in client.get(EVENTS).content.decode()
    client.post(f"{EVENTS}{event.pk}/change/", data | {"time_zone": "Europe/Vienna"})
    event.refresh_from_db()
    assert event.starts == dt.datetime(2027, 6, 2, 8, 0, tzinfo=dt.UTC)


def test_an_event_needs_its_beginning_and_its_place(client, editor):
    client.force_login(editor)
    data = event_data(published().release, start_day="", start_hour="", venue="")
    page = client.post(f"{EVENTS}add/", data).content.decode()
    assert "Give the day and the time at which it begins." in page
    assert "This field is required." in page
    assert client.post(f"{EVENTS}add/", data | {"time_zone": "Mars/Olympus"}).status_code == 200


def test_events_are_announced_by_editors_of_the_release_s_desk(client, local_editor, desk, author):
    theirs, others = published(desk=desk).release, published().release
    client.force_login(local_editor)
    assert client.post(f"{EVENTS}add/", event_data(others)).status_code == 200
    assert not MediaEvent.objects.exists()
    client.post(f"{EVENTS}add/", event_data(theirs))
    mine, foreign = MediaEvent.objects.get(), announce(others)
    assert client.post(f"{EVENTS}{foreign.pk}/change/", event_data(theirs)).status_code == 403
    assert client.post(f"{EVENTS}{foreign.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{EVENTS}{mine.pk}/delete/", {"post": "yes"})
    assert MediaEvent.objects.get() == foreign
    client.force_login(author)
    assert client.get(f"{EVENTS}add/").status_code == 403


def test_the_verbs_ask_for_the_role_themselves(author, local_editor, desk):
    lead, release = choose(), published(desk=desk).release
    event = announce(published().release)
    forbidden = [
        lambda: first_page_actions.choose_lead(release=release, by=local_editor),
        lambda: first_page_actions.change_lead(lead=lead, by=author),
        lambda: first_page_actions.remove_lead(lead=lead, by=local_editor),
        lambda: first_page_actions.announce(release=release, by=author, starts=NOW, venue="Hall"),
        lambda: first_page_actions.remove_event(event=event, by=local_editor),
    ]
    for verb in forbidden:
        with pytest.raises(PermissionDenied, match="ask an editor"):
            verb()
    event.release = release
    with pytest.raises(PermissionDenied, match="ask an editor"):
        first_page_actions.change_event(event=event, by=local_editor, venue="Elsewhere")
    with pytest.raises(Refused, match="before it starts"):
        first_page_actions.choose_lead(release=release, by=publisher_user(), ends=NOW - dt.timedelta(hours=1))
    assert (Lead.objects.count(), MediaEvent.objects.get().venue) == (1, "Hofburg")
