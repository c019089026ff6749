"""Which countries a text names, in six languages: by every form of every name, and by nothing that only looks like one."""

import json
from pathlib import Path

import pytest

from newsroom.checks.countries import hinted, named
from newsroom.checks.draft import SAMPLE, CountryFacts

FIXTURE = Path(__file__).resolve().parents[3] / "fixtures" / "taxonomy.json"
ROWS = [row["fields"] for row in json.loads(FIXTURE.read_text()) if row["model"] == "taxonomy.country"]


def countries(language: str, tagged: str = "") -> tuple[CountryFacts, ...]:
    return tuple(
        CountryFacts(
            row["slug"],
            (row[f"name_{language}"], *row["also_known_as"]),
            tagged=row["slug"] == tagged,
            hints=(row["capital"],),
        )
        for row in ROWS
    )


def found(text: str, language: str = "en") -> set[str]:
    draft = SAMPLE.but(
        language=language, title=text, summary="", body="<p>x</p>", place="", countries=countries(language)
    )
    return {country.label for country in named(draft)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A visit to Georgia", {"georgia"}),
        ("en", "A Georgian artist, an Albanian judge and Russian-led talks", set()),
        ("en", "Peace and quiet on the island", set()),
        ("en", "He told us all to jordan the turkey", set()),
        ("en", "The US and the U.K. support it", {"united-states-of-america", "united-kingdom"}),
        ("en", "Albania’s and Armenia-Azerbaijan talks", {"albania", "armenia", "azerbaijan"}),
        ("en", "Serbia and Montenegro", {"serbia", "montenegro"}),
        ("en", "In Northern Ireland", set()),
        ("en", "North Korea tests", set()),
        ("en", "The former Yugoslav Republic of Macedonia", {"north-macedonia"}),
        ("en", "In the Czech Republic and the Kyrgyz Republic", {"czechia", "kyrgyzstan"}),
        ("fr", "La présidence de l’Albanie et des États-Unis", {"albania", "united-states-of-america"}),
        ("fr", "Une île : Island", set()),
        ("de", "Albaniens Weg, die Vereinigten Staaten", {"albania", "united-states-of-america"}),
        ("de", "In Deutschland und Island", {"germany", "iceland"}),
        ("de", "Die Ukrainer, albanisch, ein Georgier", set()),
        ("de", "Vertreter der Russischen Föderation", {"russian-federation"}),
        ("it", "In Bielorussia e nei Paesi Bassi", {"belarus", "netherlands"}),
        ("es", "En España y en la República Checa", {"spain", "czechia"}),
        ("ru", "Семинар в Албании", {"albania"}),
        ("ru", "Албанский судья, грузинские артисты", set()),
        ("ru", "Между Азербайджаном и Арменией", {"azerbaijan", "armenia"}),
        ("ru", "В Кыргызстане, Египте и Боснии и Герцеговине", {"kyrgyzstan", "egypt", "bosnia-and-herzegovina"}),
        ("ru", "Представитель Российской Федерации", {"russian-federation"}),
        ("ru", "Полиция Соединённых Штатов Америки", {"united-states-of-america"}),
        ("ru", "С Северной Македонией и Беларусью", {"north-macedonia", "belarus"}),
        ("ru", "Польшу, Литву, Нидерландами, Израиля", {"poland", "lithuania", "netherlands", "israel"}),
    ],
)
def test_names_are_found_in_all_their_forms_and_nowhere_else(language, text, expected):
    assert found(text, language) == expected


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ru", "es"])
def test_every_name_of_every_country_names_it_and_no_other(language):
    wrong = {
        row["slug"]: sorted(seen)
        for row in ROWS
        if (seen := found(f"… {row[f'name_{language}']}, …", language)) != {row["slug"]}
    }
    assert wrong == {}


def test_what_is_said_once_further_down_is_not_what_the_text_is_about():
    body = "<p>Opening.</p><p>The Ambassador of Poland spoke.</p>"
    draft = SAMPLE.but(title="T", summary="", place="", countries=countries("en"))
    assert named(draft.but(body=body)) == []
    assert [c.label for c in named(draft.but(body=f"{body}<p>Poland was thanked.</p>"))] == ["poland"]


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("serbia", "Serbian judges"), ("kyrgyzstan", "Kyrgyz officers"), ("tajikistan", "In Dushanbe"),
        ("poland", "A Polish expert"), ("netherlands", "Dutch police"), ("turkiye", "Turkish officers"),
    ],
)  # fmt: skip
def test_a_country_is_spoken_of_by_its_people_and_its_capital(country, text):
    draft = SAMPLE.but(title=text, summary="", body="<p>x</p>", place="")
    row = next(row for row in ROWS if row["slug"] == country)
    facts = CountryFacts(row["name_en"], (row["name_en"], *row["also_known_as"]), hints=(row["capital"],))
    assert hinted(facts, draft)
    assert not hinted(facts, draft.but(title="Judges met"))


def test_of_languages_without_names_nothing_is_said():
    draft = SAMPLE.but(language="sq", title="Shqipëria", countries=(CountryFacts("Albania", (), tagged=True),))
    assert named(draft) == []
    assert hinted(draft.countries[0], draft.but(title="x"))
