"""Whom a page names to journalists, to the second, and that no cache knows it otherwise."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Desk, central_desk
from newsroom import actions
from newsroom.models import Contact, Edition
from newsroom.press_contacts import PressContacts, press_contacts
from newsroom.version import current_version
from tests.factories import ContactFactory, StructureFactory, published, publisher_user

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2030, 5, 10, 8, 0, tzinfo=dt.UTC)
#: The end of 10 May in Dushanbe, five hours before that of the day in Greenwich.
MIDNIGHT = dt.datetime(2030, 5, 10, 19, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def desk() -> Desk:
    office = StructureFactory(slug="dushanbe")
    StructureFactory(slug="college", parent=office)
    return Desk.objects.create(structure=office, time_zone="Asia/Dushanbe")


@pytest.fixture
def edition(desk) -> Edition:
    with time_machine.travel(NOON, tick=False):
        edition = published(desk=desk)
        edition.release.contacts.set([ContactFactory(name="A. Smith", valid_until=dt.date(2030, 5, 10))])
        edition.release.title = "With a contact"
        edition.release.save()
        return _published_again(edition)


def _published_again(edition: Edition) -> Edition:
    return actions.publish(release=edition.release, by=publisher_user())


def names(edition: Edition, at: dt.datetime) -> list[str]:
    return [contact["name"] for contact in press_contacts(edition, at).shown]


def test_an_edition_names_its_desk_and_the_last_day_of_its_contacts(edition):
    assert edition.desk == "dushanbe"
    assert edition.contacts[0]["valid_until"] == "2030-05-10"
    assert published().desk == ""


def test_after_the_last_day_stands_who_is_on_duty_at_the_desk(edition, desk):
    ContactFactory(name="On duty", on_duty_for=desk)
    assert names(edition, MIDNIGHT - SECOND) == ["A. Smith"]
    assert press_contacts(edition, MIDNIGHT - SECOND).until == MIDNIGHT
    assert names(edition, MIDNIGHT) == ["On duty"]
    assert press_contacts(edition, MIDNIGHT).until is None


def test_a_desk_without_anybody_on_duty_asks_the_one_above_it(edition, desk):
    central = Desk.objects.get_or_create(structure=None)[0]
    assert names(edition, MIDNIGHT) == []
    ContactFactory(name="Vienna", on_duty_for=central)
    assert names(edition, MIDNIGHT) == ["Vienna"]
    past = ContactFactory(name="Left", on_duty_for=desk, valid_until=dt.date(2030, 5, 9))
    assert names(edition, MIDNIGHT) == ["Vienna"]
    past.valid_until = dt.date(2030, 5, 12)
    past.save()
    shown = press_contacts(edition, MIDNIGHT)
    assert ([c["name"] for c in shown.shown], shown.until) == (["Left"], MIDNIGHT + dt.timedelta(days=2))


def test_a_structure_without_a_desk_counts_to_the_one_above_it(edition, desk):
    ContactFactory(name="On duty", on_duty_for=desk)
    edition.desk = "college"
    assert names(edition, MIDNIGHT) == ["On duty"]
    edition.desk = "nowhere-any-more"  # then by the clock of the house
    assert names(edition, MIDNIGHT + dt.timedelta(hours=3)) == []


def test_contacts_without_a_last_day_cost_nothing_and_stay(django_assert_num_queries):
    edition = Edition(contacts=[{"name": "Press desk", "role": "", "email": "", "phone": ""}])
    with django_assert_num_queries(0):
        assert press_contacts(edition, NOON) == PressContacts(edition.contacts, None)


def test_who_is_on_duty_is_named_once(edition, desk):
    duty = ContactFactory(name="On duty", on_duty_for=desk)
    edition.release.contacts.add(duty)
    edition.release.save()
    with time_machine.travel(NOON, tick=False):
        edition = _published_again(edition)
    assert names(edition, MIDNIGHT) == ["On duty"]


def test_the_last_day_there_is_has_no_end(edition):
    edition.contacts[0]["valid_until"] = "9999-12-31"
    assert names(edition, MIDNIGHT) == ["A. Smith"]


def test_the_page_changes_at_that_second_and_says_so_to_caches(edition, desk, client):
    ContactFactory(name="On duty", on_duty_for=desk)
    address = edition.get_absolute_url()
    with time_machine.travel(MIDNIGHT - 10 * SECOND, tick=False) as clock:
        response = client.get(address)
        assert "A. Smith" in response.content.decode()
        assert "s-maxage=8" in response["Cache-Control"]
        clock.move_to(MIDNIGHT - SECOND)
        assert "s-maxage=0" in client.get(address)["Cache-Control"]
        assert "s-maxage=0" in client.get(f"/news/{edition.release_id}/v{edition.number}/")["Cache-Control"]
        clock.move_to(MIDNIGHT)
        for page in (address, f"/news/{edition.release_id}/v{edition.number}/", f"/ru{address}"):
            html = client.get(page).content.decode()
            assert "On duty" in html
            assert "A. Smith" not in html


def test_whoever_changes_who_is_on_duty_changes_the_version_of_the_archive(desk):
    def bumped(change) -> bool:
        before = current_version()
        change()
        return current_version() > before

    contact = ContactFactory(name="On duty", on_duty_for=desk)
    assert bumped(lambda: ContactFactory(name="Another"))
    assert bumped(lambda: Contact.objects.filter(pk=contact.pk).update(phone="+1"))
    assert bumped(lambda: Desk.objects.filter(pk=desk.pk).update(time_zone="Asia/Almaty"))
    assert bumped(contact.delete)


def test_readers_find_the_one_on_duty_as_soon_as_it_is_changed(edition, desk, client):
    contact = ContactFactory(name="On duty", on_duty_for=desk)
    with time_machine.travel(MIDNIGHT, tick=False):
        assert "On duty" in client.get(edition.get_absolute_url()).content.decode()
        Contact.objects.filter(pk=contact.pk).update(name="B. Jones")
        assert "B. Jones" in client.get(edition.get_absolute_url()).content.decode()


def test_the_list_of_contacts_tells_who_is_past_their_date(administrator, client):
    today = timezone.localdate()
    ContactFactory(name="Gone away", valid_until=today - dt.timedelta(days=1))
    ContactFactory(name="Going soon", valid_until=today)
    ContactFactory(name="Here to stay", on_duty_for_id=central_desk())
    client.force_login(administrator)

    def listed(value: str) -> set[str]:
        html = client.get(f"/admin/newsroom/contact/?validity={value}").content.decode()
        return {name for name in ("Gone away", "Going soon", "Here to stay") if f">{name}<" in html}

    assert listed("expired") == {"Gone away"}
    assert listed("soon") == {"Going soon"}
    assert listed("valid") == {"Going soon", "Here to stay"}
    assert listed("duty") == {"Here to stay"}
    assert listed("nonsense") == {"Gone away", "Going soon", "Here to stay"}
