"""The first page: what leads, what is new, what comes, and that the clock alone changes it to the second."""

import datetime as dt
import re

import pytest
import time_machine

from accounts.models import Desk
from newsroom import actions, first_page_actions
from newsroom.archive import current_archive
from newsroom.first_page import first_page
from newsroom.models import Kind, Lead, MediaEvent, Release
from newsroom.version import current_version
from taxonomy.models import Structure
from tests.factories import (
    CountryFactory,
    FieldFactory,
    ReleaseFactory,
    StructureFactory,
    image,
    published,
    publisher_user,
    release_with,
    schedule,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 6, 1, 9, 0, tzinfo=dt.UTC)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def choose(release: Release, starts: dt.datetime | None = None, ends: dt.datetime | None = None) -> Lead:
    return first_page_actions.choose_lead(release=release, by=publisher_user(), starts=starts, ends=ends)


def announce(release: Release, starts: dt.datetime, **more) -> MediaEvent:
    return first_page_actions.announce(
        release=release, by=publisher_user(), starts=starts, venue="Hofburg, Vienna", **more
    )


def leading(client, address: str = "/") -> str:
    html = client.get(address).content.decode()
    found = re.search(r'class="home-lead-title"[^>]*><a [^>]*>([^<]*)<', html)
    return found[1] if found else ""


def section(client, name: str, address: str = "/") -> str:
    html = client.get(address).content.decode()
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.S)
    return found[0] if found else ""


def test_without_anything_published_the_page_says_what_to_do(client, clock):
    html = client.get("/").content.decode()
    assert "Nothing has been published yet." in html
    assert 'href="/admin/"' in html
    assert "Latest" not in html
    assert html.count("<h1") == 1


def test_without_a_choice_the_newest_with_a_summary_leads(client, clock):
    published(title="Says more")
    published(title="Bare", summary="")
    published(title="A report", kind=Kind.DAILY_REPORT)
    assert leading(client) == "Says more"
    assert "Says more" not in section(client, "latest")
    assert all(title in section(client, "latest") for title in ("Bare", "A report"))


def test_a_chosen_release_leads_from_its_second_to_its_second(client, clock):
    chosen = published(title="Chosen", at=NOW - HOUR).release
    published(title="Newest", at=NOW - SECOND)
    choose(chosen, NOW + 10 * SECOND, NOW + HOUR)
    assert leading(client) == "Newest"
    assert "s-maxage=8" in client.get("/")["Cache-Control"]
    clock.move_to(NOW + 9 * SECOND)
    assert leading(client) == "Newest"
    clock.move_to(NOW + 10 * SECOND)
    assert leading(client) == "Chosen"
    clock.move_to(NOW + HOUR - 5 * SECOND)
    assert leading(client) == "Chosen"
    assert "s-maxage=3" in client.get("/")["Cache-Control"]
    clock.move_to(NOW + HOUR)
    assert leading(client) == "Newest"


def test_of_several_the_one_that_began_last_leads(client, clock):
    first, second = published(title="First").release, published(title="Second").release
    choose(second, NOW - 2 * HOUR)
    choose(first, NOW - HOUR, NOW + HOUR)
    assert leading(client) == "First"
    clock.move_to(NOW + HOUR)
    assert leading(client) == "Second"


def test_a_scheduled_release_leads_only_once_it_is_live(client, clock):
    published(title="Public")
    release = ReleaseFactory(title="Embargoed")
    schedule(release, NOW + HOUR)
    choose(release, NOW - HOUR)
    assert leading(client) == "Public"
    assert "Embargoed" not in client.get("/").content.decode()
    clock.move_to(NOW + HOUR - SECOND)
    assert leading(client) == "Public"
    clock.move_to(NOW + HOUR)
    assert leading(client) == "Embargoed"


def test_what_is_withdrawn_leads_no_more_and_gives_way_at_once(client, clock):
    wrong, right = published(title="Wrong").release, published(title="Right").release
    choose(right, NOW - 2 * HOUR)
    choose(wrong, NOW - HOUR)
    assert leading(client) == "Wrong"
    actions.withdraw(release=wrong, by=publisher_user(), reason="An error.")
    assert leading(client) == "Right"


def test_every_change_of_a_lead_or_an_event_draws_a_new_version_of_the_archive(client, clock):
    """By which kept pages are known: what was kept before is not asked for again."""
    release, versions = published().release, [current_version()]

    def changed() -> None:
        versions.append(current_version())
        assert versions[-1] > versions[-2]

    lead = choose(release)
    changed()
    first_page_actions.change_lead(lead=lead, by=publisher_user(), starts=NOW, ends=NOW + HOUR)
    changed()
    first_page_actions.remove_lead(lead=lead, by=publisher_user())
    changed()
    announce(release, NOW + HOUR)
    changed()
    MediaEvent.objects.update(venue="Online")
    changed()
    MediaEvent.objects.all().delete()
    changed()


def test_a_reader_finds_the_lead_in_their_language_where_there_is_one(client, clock):
    release = published(title="In English").release
    choose(release)
    assert leading(client, "/fr/") == "In English"
    published(title="En français", language="fr", translation_of=release)
    assert leading(client, "/fr/") == "En français"
    assert leading(client) == "In English"


def test_the_lead_shows_its_first_picture(client, clock):
    release = release_with(image(alt_text="A full hall"), image(alt_text="A garden"), title="With a picture")
    actions.publish(release=release, by=publisher_user())
    choose(release)
    html = client.get("/").content.decode()
    assert 'alt="A full hall"' in html
    assert "A garden" not in html


def test_fields_of_work_speak_with_one_release_each_and_no_release_twice(client, clock):
    rights, police, borders = (FieldFactory(slug=slug) for slug in ("rights", "police", "borders"))
    below = FieldFactory(slug="below", parent=borders)
    published(title="Old of rights", fields_of_work=[rights], at=NOW - 5 * HOUR)
    published(title="Of both", fields_of_work=[rights, police], at=NOW - 4 * HOUR)
    published(title="Of a branch", fields_of_work=[below], at=NOW - 3 * HOUR)
    published(title="Leads", fields_of_work=[police], at=NOW - 2 * HOUR)
    html = section(client, "fields")
    titles = re.findall(r'class="headline"[^>]*><a [^>]*>([^<]*)<', html)
    assert titles == ["Of a branch", "Of both"]
    assert 'href="/fields-of-work/borders/"' in html


def test_only_statements_of_the_chairpersonship_and_what_belongs_to_it_stand_there(client, clock):
    chair = StructureFactory(slug="chair", kind=Structure.Kind.CHAIRPERSONSHIP)
    envoy = StructureFactory(slug="envoy", parent=chair)
    published(title="Of the envoy", kind=Kind.STATEMENT, sources=[envoy])
    published(title="Of another", kind=Kind.STATEMENT)
    published(title="No statement", sources=[chair])
    html = section(client, "statements")
    assert "Of the envoy" in html
    assert "Of another" not in html
    assert "No statement" not in html
    assert "Of the envoy" in section(client, "statements", "/ru/")


def test_an_event_says_when_and_where_and_vanishes_at_its_minute(client, clock):
    release = published(title="Press conference", kind=Kind.MEDIA_ADVISORY).release
    announce(release, NOW + HOUR, ends=NOW + 2 * HOUR, time_zone="Asia/Dushanbe", register_by=dt.date(2027, 5, 31))
    html = section(client, "events")
    for words in ("Press conference", "1 June 2027, 15:00–16:00, Dushanbe (UTC+5)", "Hofburg, Vienna", "has closed"):
        assert words in html
    clock.move_to(NOW + 2 * HOUR - 10 * SECOND)
    assert "Press conference" in section(client, "events")
    assert "s-maxage=8" in client.get("/")["Cache-Control"]
    clock.move_to(NOW + 2 * HOUR)
    assert section(client, "events") == ""


def test_an_event_without_an_end_is_over_when_it_begins(client, clock):
    announce(published().release, NOW + HOUR)
    clock.move_to(NOW + HOUR - SECOND)
    assert section(client, "events")
    clock.move_to(NOW + HOUR)
    assert not section(client, "events")


def test_events_of_what_is_not_public_are_not_public(client, clock):
    draft, wrong = ReleaseFactory(title="Secret"), published(title="Wrong").release
    announce(draft, NOW + HOUR)
    announce(wrong, NOW + HOUR)
    actions.withdraw(release=wrong, by=publisher_user(), reason="An error.")
    assert section(client, "events") == ""
    actions.publish(release=draft, by=publisher_user())
    assert "Secret" in section(client, "events")


def test_countries_with_a_field_operation_at_work_are_named(client, clock, settings):
    serbia = CountryFactory(slug="serbia")
    for slug, more in {"at-work": {"country": serbia}, "no-country": {}, "gone": {"closed": "2001"}}.items():
        StructureFactory(slug=slug, kind=Structure.Kind.FIELD_OPERATION, **more)
    html = section(client, "places")
    assert 'href="/countries/serbia/"' in html
    assert "/structures/at-work/" in html
    assert "/structures/no-country/" in html
    assert "/structures/gone/" not in html
    assert f"express no opinion of the {settings.ORGANISATION_NAME} on" in html


def test_feeds_are_offered_for_what_has_news(client, clock):
    published(countries=[CountryFactory(slug="albania")], fields_of_work=[FieldFactory(slug="policing")])
    CountryFactory(slug="andorra")
    html = section(client, "follow")
    for address in re.findall(r'href="([^"]+)"', html):
        assert client.get(address).status_code == 200
    assert "feed.atom?country=albania" in html
    assert "feed.atom?field=policing" in html
    assert "andorra" not in html


def test_the_page_costs_the_same_however_much_has_been_published(client, clock, django_assert_max_num_queries):
    chair = StructureFactory(slug="chair", kind=Structure.Kind.CHAIRPERSONSHIP)
    field = FieldFactory()
    for _ in range(3):
        corrected = published(sources=[chair], kind=Kind.STATEMENT, fields_of_work=[field]).release
    corrected.title = "Corrected"
    corrected.save()
    actions.publish(release=corrected, by=publisher_user())
    choose(corrected)
    announce(corrected, NOW + HOUR)
    client.get("/")  # the archive and the menu
    Desk.objects.update(single_handed=True)  # another version: nothing is remembered
    current_archive()
    with django_assert_max_num_queries(6):
        assert first_page(current_archive(), NOW).lead
    for _ in range(30):
        published(sources=[chair], kind=Kind.STATEMENT, fields_of_work=[field])
    client.get("/news/")
    with django_assert_max_num_queries(6):
        client.get("/")


@pytest.mark.parametrize("title", ["word " * 60, "A" * 120, '<b>"&'])
def test_any_title_is_laid_out_and_escaped(client, clock, title):
    choose(published(title=title.strip(), summary="").release)
    html = client.get("/").content.decode()
    assert "<b>" not in html
    assert ("home-lead-long" in html) is (len(title) > 140)
