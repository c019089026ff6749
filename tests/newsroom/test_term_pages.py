"""The pages of terms: what they say, what they lead to, and what they cost."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Desk, central_desk
from newsroom import actions
from newsroom.archive import current_archive
from newsroom.selection import Selection
from newsroom.timeline import year_chart
from taxonomy.models import Chairpersonship, Country, Structure
from tests.factories import (
    ContactFactory,
    CountryFactory,
    FieldFactory,
    MeetingFactory,
    PartnerGroupFactory,
    ProjectFactory,
    StructureFactory,
    published,
    publisher_user,
)

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2].partition("</main>")[0]).split())


def in_year(year: int, **fields):
    return published(at=dt.datetime(year, 6, 1, 12, tzinfo=dt.UTC), **fields)


@pytest.fixture
def serbia() -> Country:
    return CountryFactory(slug="serbia", capital="Belgrade", joined=2000)


@pytest.fixture
def mission(serbia) -> Structure:
    return StructureFactory(
        slug="mission", kind="field_operation", country=serbia, opened="2006-06-29", name="Mission to Serbia"
    )


@pytest.fixture
def former(mission) -> Structure:
    return StructureFactory(
        slug="former", name="Mission to Belgrade", opened="2001", closed="2006", successor=mission, is_former_name=True
    )


def test_a_country_tells_its_facts_and_who_works_there(client, serbia, mission):
    Chairpersonship.objects.create(year=2015, country=serbia)
    StructureFactory(slug="closed", name="Mission of old", country=serbia, opened="1992", closed="1993")
    text = text_of(page(client, "/countries/serbia/"))
    for fact in (
        "Participating State Serbia", "Capital Belgrade", "Participating State since 2000", "Chairpersonship 2015",
        "Structures at work there Mission to Serbia", "Structures that worked there Mission of old 1992–1993",
        "Nothing has been published here.",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_partner_says_since_when_and_in_which_group(client):
    group = PartnerGroupFactory(slug="asian", name="Asian Partners")
    CountryFactory(slug="japan", status="partner", partner_group=group, joined=1992)
    text = text_of(page(client, "/countries/japan/"))
    assert "Partner since 1992" in text
    assert "Partner group Asian Partners" in text
    assert "/countries/japan/" in page(client, "/partners/asian/")


def test_a_structure_tells_its_place_its_life_and_whom_to_ask(client, mission, serbia):
    house = StructureFactory(slug="field-operations", name="Field operations", kind="group")
    Structure.objects.filter(pk=mission.pk).update(parent=house)
    StructureFactory(slug="college", name="College", parent=mission)
    StructureFactory(slug="before", name="Task Force", closed="2006", successor=mission)
    ContactFactory(name="Anybody", on_duty_for=Desk.objects.get(pk=central_desk()))
    ContactFactory(name="On duty", on_duty_for=Desk.objects.create(structure=house))
    html = page(client, "/structures/mission/")
    text = text_of(html)
    for fact in (
        "Structures Field operations Field operation Mission to Serbia", "Works in Serbia", "Since 29 June 2006",
        "Went on with the work of Task Force until 2006", "Belonging to it College", "Press contact On duty",
    ):  # fmt: skip
        assert fact in text, fact
    assert "Anybody" not in text
    assert "Succeeded by Mission to Serbia" in text_of(page(client, "/structures/before/"))
    assert "closed" in text_of(page(client, "/structures/before/"))


def test_a_contact_past_its_last_day_makes_way_for_the_next_desk(client, mission):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ContactFactory(name="Anybody", on_duty_for=Desk.objects.get(pk=central_desk()))
    ContactFactory(name="Gone", on_duty_for=Desk.objects.create(structure=mission), valid_until=yesterday)
    text = text_of(page(client, "/structures/mission/"))
    assert "Press contact Anybody" in text
    assert "Gone" not in text


def test_a_former_name_redirects_to_the_present_one_which_says_formerly(client, mission, former):
    oldest = StructureFactory(
        slug="oldest", closed="2001", successor=former, is_former_name=True, name="Mission of 1998"
    )
    for slug in ("former", "oldest"):
        response = client.get(f"/structures/{slug}/")
        assert (response.status_code, response["Location"]) == (301, f"/structures/mission/#formerly-{slug}")
        assert client.get(f"/ru/structures/{slug}/")["Location"] == f"/ru/structures/mission/#formerly-{slug}"
    published(sources=[former])
    published(sources=[oldest])
    published(sources=[mission])
    html = page(client, "/structures/mission/")
    assert 'id="formerly-former"' in html
    assert "Formerly Mission to Belgrade 2001–2006 Only under the former name: 2 items" in text_of(html)
    assert "Items published 3" in text_of(html)


def test_what_was_published_under_a_former_name_is_found_under_both(client, mission, former):
    old, new = published(sources=[former]), published(sources=[mission])
    ids = lambda query: set(re.findall(r'data-release-id="(\d+)"', page(client, f"/news/?{query}")))  # noqa: E731
    assert ids("structure=mission") == {str(old.release_id), str(new.release_id)}
    assert ids("structure=former") == {str(old.release_id)}


def test_a_term_that_becomes_a_former_name_counts_for_its_successor_at_once(client, mission):
    office = StructureFactory(slug="office", closed="2006")
    published(sources=[office])
    assert current_archive().totals("structure") == {"office": 1}
    Structure.objects.filter(pk=office.pk).update(successor=mission, is_former_name=True)
    assert current_archive().totals("structure") == {"office": 1, "mission": 1}
    assert client.get("/structures/office/").status_code == 301


def test_former_names_are_in_no_overview_and_no_sitemap(client, mission, former):
    tree = page(client, "/structures/")
    assert "/structures/mission/" in tree
    assert "/structures/former/" not in tree
    assert "/structures/former/" not in page(client, "/sitemap-terms.xml")


def test_every_list_leads_to_the_whole_selection_and_its_feed(client, serbia):
    policing = FieldFactory(slug="policing")
    in_year(2019, countries=[serbia], fields_of_work=[policing])
    in_year(2021, countries=[serbia], kind="statement")
    html = page(client, "/countries/serbia/")
    for query in (
        "?country=serbia", "?country=serbia&amp;kind=statement", "?country=serbia&amp;kind=press-release",
        "?country=serbia&amp;field=policing", "?country=serbia&amp;from=2019-01-01&amp;to=2019-12-31",
    ):  # fmt: skip
        assert f'href="/news/{query}"' in html, query
    for query in ("?country=serbia", "?country=serbia&amp;kind=statement"):
        assert f'href="/news/feed.atom{query}"' in html, query
    for address in set(re.findall(r'href="(/news/[^"]*)"', html)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_numbers_by_year_are_drawn_and_told(client, serbia):
    for year in (2019, 2021, 2021):
        in_year(year, countries=[serbia])
    html = page(client, "/countries/serbia/")
    assert html.count('<rect class="timeline-bar"') == 2
    assert "2019 1 2021 2" in text_of(html.partition("<tbody>")[2].join(("<main>", "</main>")))


def test_a_field_of_work_shows_sub_fields_countries_and_structures(client, serbia, mission):
    media = FieldFactory(slug="media")
    laws = FieldFactory(slug="laws", name="Media laws", parent=media)
    published(countries=[serbia], sources=[mission], fields_of_work=[laws])
    text = text_of(page(client, "/fields-of-work/media/"))
    assert "Sub-fields Media laws 1 item" in text
    assert "By country Serbia 1" in text
    assert "By structure Mission to Serbia 1" in text
    assert (
        "Fields of work Media field of work Media laws".casefold()
        in text_of(page(client, "/fields-of-work/laws/")).casefold()
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_descriptions_are_marked_as_english(client, language):
    MeetingFactory(slug="summit", description="Meetings of Heads of State.")
    ProjectFactory(slug="sofjo", description="Meetings of Heads of State.")
    prefix = "" if language == "en" else f"/{language}"
    for address in ("/meetings/summit/", "/meetings/", "/projects/sofjo/"):
        assert '<p class="lead" lang="en">Meetings of' in page(client, prefix + address).replace(
            '<p lang="en">', '<p class="lead" lang="en">'
        )


def test_titles_in_other_languages_say_which(client, serbia):
    in_year(2019, countries=[serbia], language="ru", title="Вода", kind="news")
    in_year(2020, countries=[serbia])
    headlines = page(client, "/countries/serbia/").partition('<ul class="headlines">')[2]
    assert '<a lang="ru" dir="ltr" href="/news/' in headlines
    assert '<time datetime="2019-06-01">1 June 2019</time>' in headlines


def test_a_structure_of_sixty_parts_lists_them_all_and_the_tree_folds(client):
    house = StructureFactory(slug="house")
    for number in range(60):
        StructureFactory(slug=f"part-{number}", parent=house)
    text = page(client, "/structures/house/")
    assert all(f'href="/structures/part-{number}/"' in text for number in range(60))
    tree = page(client, "/structures/")
    assert '<details class="tree-fold" open>' in tree
    assert "60 parts" in tree


def test_what_is_closed_throughout_stands_folded_in_the_tree(client):
    house = StructureFactory(slug="house")
    StructureFactory(slug="old", parent=house, closed="1999")
    assert '<details class="tree-fold">' in page(client, "/structures/")


ADDRESSES = [
    "/countries/serbia/", "/structures/mission/", "/fields-of-work/media/", "/meetings/summit/", "/projects/sofjo/",
    "/partners/asian/", "/structures/", "/fields-of-work/",
]  # fmt: skip


def test_pages_of_terms_cost_five_queries_at_the_most_however_many_releases(client, serbia, mission, former):
    terms = {
        "countries": [serbia],
        "fields_of_work": [FieldFactory(slug="media")],
        "meetings": [MeetingFactory(slug="summit")],
        "projects": [ProjectFactory(slug="sofjo")],
    }
    sources = [mission, former, PartnerGroupFactory(slug="asian")]
    for number, kind in enumerate(["news", "statement", "press-release", "news"]):
        edition = in_year(2018 + number, kind=kind, sources=sources, **terms)
    edition.release.title = "Another title"
    edition.release.save()
    actions.publish(release=edition.release, by=publisher_user())
    client.get("/about/nothing/")  # the archive and the menu are read once for all
    client.get("/verify/")
    for address in ADDRESSES:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, address)
        assert len(queries) <= 5, (address, [query["sql"] for query in queries])


def test_the_years_of_a_term_are_drawn_from_its_first_to_its_last(client, serbia):
    in_year(2010)
    in_year(2018, countries=[serbia])
    assert 'id="by-year"' not in page(client, "/countries/serbia/")  # one year says nothing
    for _ in range(3):
        in_year(2020, countries=[serbia])
    html = page(client, "/countries/serbia/")
    chart = html.partition('id="by-year"')[2].partition("</section>")[0]
    assert re.findall(r"<title>([^<]+)</title>", chart) == ["2018: 1", "2020: 3"]
    assert re.findall(r">([^<]+)</text>", chart) == ["2018", "2019", "2020", "3"]
    address = "/news/?country=serbia&amp;from=2020-01-01&amp;to=2020-12-31"
    assert f'<th scope="row"><a id="when-2020" href="{address}" rel="nofollow">2020</a></th><td>3</td>' in chart
    assert "css/components/timeline" in html


def test_what_is_rare_among_many_can_still_be_seen():
    chart = year_chart(Selection(), {2020: 1, 2021: 100_000}, "/news/")
    assert re.findall(r'class="timeline-bar"[^>]* height="(\d+)"', chart) == ["2", "64"]
