"""The fixture is the vocabulary: what it holds is tested like code."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from taxonomy.menu import Entry, build_menu
from taxonomy.models import (
    TERM_MODELS,
    Chairpersonship,
    Country,
    FieldOfWork,
    MeetingSeries,
    PartnerGroup,
    Structure,
)
from taxonomy.names import NameIndex
from tests.fixtures import load

#: The labels of the menu of the former site, as it stood in 2025.
FORMER_MENU = Path(__file__).with_name("former_menu.txt")
IN_2025 = dt.date(2025, 6, 1)


@pytest.fixture
def vocabulary(db):
    load("taxonomy")


def flat(entries: tuple[Entry, ...], depth: int = 0) -> list[tuple[int, str]]:
    return [line for entry in entries for line in [(depth, entry.label), *flat(entry.children, depth + 1)]]


def test_counts_of_the_vocabulary(vocabulary):
    assert FieldOfWork.objects.filter(parent=None).count() == 23
    assert Country.objects.filter(status="participating").count() == 57
    assert Country.objects.filter(status="partner").count() == 11
    assert MeetingSeries.objects.count() == 16
    assert Structure.objects.get(slug="secretariat").children.count() == 12
    assert Structure.objects.get(slug="field-operations").children.count() == 12
    groups = {group.slug: group.countries.count() for group in PartnerGroup.objects.all()}
    assert groups == {"asian-partners-for-co-operation": 5, "mediterranean-partners-for-co-operation": 6}


def test_sub_fields_in_use(vocabulary):
    names = lambda slug: [child.name for child in FieldOfWork.objects.get(slug=slug).children.all()]  # noqa: E731
    assert names("environmental-activities") == [
        "Climate change",
        "Water management",
        "Disaster risk reduction",
    ]
    assert names("media-freedom-and-development") == [
        "Safety of journalists", "Media laws", "Media pluralism", "Media freedom on the internet",
        "Media self-regulation", "Decriminalization of defamation",
    ]  # fmt: skip


def test_participating_states_have_code_capital_and_year(vocabulary):
    states = Country.objects.filter(status="participating")
    assert [s.name for s in states if not (re.fullmatch("[A-Z]{2}", s.code) and s.capital and s.joined)] == []


def test_closed_field_activities_have_a_year_of_closing(vocabulary):
    closed = Structure.objects.get(slug="closed-field-activities").children.all()
    assert len(closed) > 15
    assert [s.name for s in closed if not s.closed] == []


def test_every_name_is_there_in_six_languages(vocabulary):
    for model in TERM_MODELS:
        for term in model._default_manager.all():
            assert all(getattr(term, f"name_{code}") for code in ("en", "fr", "de", "it", "ru", "es")), term.slug


def test_chairpersonships_run_to_2026(vocabulary):
    years = {c.year: str(c.country or c.held_by) for c in Chairpersonship.objects.all()}
    assert sorted(years) == list(range(1991, 2027))
    assert (years[1992], years[2021], years[2026]) == ("Czechoslovakia", "Sweden", "Switzerland")


def test_the_chairing_country_follows_from_the_day(vocabulary):
    labels = lambda day: {label for _, label in flat(build_menu(day)) if "Chairpersonship 2" in label}  # noqa: E731
    assert labels(dt.date(2025, 12, 31)) == {"Finland – OSCE Chairpersonship 2025"}
    assert labels(dt.date(2026, 1, 1)) == {"Switzerland – OSCE Chairpersonship 2026"}
    assert labels(dt.date(2031, 1, 1)) == set()


def test_the_menu_has_a_fixed_number_of_queries(vocabulary, django_assert_num_queries):
    with django_assert_num_queries(6):
        build_menu(IN_2025)


def test_the_menu_has_every_label_of_the_former_one_in_its_order(vocabulary):
    assert [label for _, label in flat(build_menu(IN_2025))] == FORMER_MENU.read_text().splitlines()


def test_the_menu_nests_as_the_former_one(vocabulary):
    menu = build_menu(IN_2025)
    assert [top.label for top in menu] == [
        "Our work",
        "Fields of work",
        "Countries",
        "Structures and institutions",
        "About us",
    ]
    below = {entry.label: [child.label for child in entry.children] for top in menu for entry in top.children}
    assert below["Fields of work"][0] == "Arms control"
    assert below["Meetings and conferences"][-1] == "Annual OSCE Asian conferences"
    assert below["Participating States"][0] == "Albania"
    assert below["Secretariat"][-1] == "Documentation Centre in Prague"
    assert below["Field operations"][-1] == "Project Co-ordinator in Uzbekistan"


def test_loading_the_vocabulary_twice_changes_nothing(vocabulary):
    before = [list(model._default_manager.values()) for model in TERM_MODELS]
    call_command("loaddata", "taxonomy", verbosity=0)
    assert [list(model._default_manager.values()) for model in TERM_MODELS] == before


def test_every_term_is_valid(vocabulary):
    for model in TERM_MODELS:
        for term in model._default_manager.all():
            term.full_clean()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Misija OSCE-a u Bosni i Hercegovini", "mission-to-bosnia-and-herzegovina"),
        ("Мисија ОЕБС-а у Србији", "mission-to-serbia"),
        ("Misija OEBS-a u Crnoj Gori", "mission-to-montenegro"),
        ("Misioni i OSBE-së në Kosovë", "mission-in-kosovo"),
        ("misioni i osbe-se ne kosove", "mission-in-kosovo"),
        ("Prezenca e OSBE-së në Shqipëri", "presence-in-albania"),
        ("Мисија на ОБСЕ во Скопје", "mission-to-skopje"),
        ("Misiunea OSCE în Moldova", "mission-to-moldova"),
        ("Спеціальна моніторингова місія ОБСЄ в Україні", "special-monitoring-mission-to-ukraine"),
        ("Координатор проєктів ОБСЄ в Україні", "project-co-ordinator-in-ukraine"),
        ("ЕККУнун Бишкектеги Программалык офиси", "programme-office-in-bishkek"),
        ("Дафтари барномаҳои САҲА дар Душанбе", "programme-office-in-dushanbe"),
        ("Центр ОБСЕ в Ашхабаде", "centre-in-ashgabat"),
        ("YXHTning O‘zbekistondagi Loyihalar koordinatori", "project-co-ordinator-in-uzbekistan"),
        ("ԵԱՀԿ երևանյան գրասենյակ", "office-in-yerevan"),
        ("Kancelarija OEBS-a za demokratske institucije i ljudska prava", "office-for-democratic-institutions-and-human-rights"),
        ("Секретаріат ОБСЄ", "secretariat"),
    ],
)  # fmt: skip
def test_structures_go_by_their_names_in_the_languages_of_the_field(vocabulary, name, slug):
    term = NameIndex(Structure).get(name)
    assert term
    assert term.slug == slug
