"""The sentence over the list says what was chosen, in the words of the vocabulary, whatever was chosen."""

import pytest
from django.http import QueryDict
from django.utils import translation

from newsroom.archive import current_archive
from newsroom.facets import FACETS
from newsroom.models import Kind
from newsroom.presentation import chips
from newsroom.selection import Selection
from newsroom.sentence import _KINDS, sentence
from tests.factories import CountryFactory, FieldFactory, StructureFactory, published

pytestmark = pytest.mark.django_db


def said(query: str, total: int = 214) -> str:
    return sentence(Selection.parse(QueryDict(query)), current_archive(), total)


@pytest.fixture
def vocabulary():
    FieldFactory(slug="policing", name="Policing"), FieldFactory(slug="rule-of-law", name="Rule of law")
    StructureFactory(slug="mission-to-serbia", name="Mission to Serbia")
    CountryFactory(slug="serbia", name="Serbia"), CountryFactory(slug="albania", name="Albania")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "214 releases"),
        (
            "kind=press-release&field=rule-of-law&field=policing&structure=mission-to-serbia&from=2019&to=2021",
            "214 press releases about Policing or Rule of law from Mission to Serbia, 2019–2021",
        ),
        ("kind=statement&kind=news", "214 news items or statements"),
        ("country=serbia", "214 releases about Serbia"),
        ("country=serbia&country=albania&field=policing", "214 releases about Policing in Albania or Serbia"),
        ("lang=ru&lang=en&from=2020-03&to=2020-03", "214 releases in English or Russian, March 2020"),
        ("from=2020-03&to=2021-05", "214 releases, March 2020 – May 2021"),
        ("from=2020", "214 releases, since 2020"),
        ("to=2020-02", "214 releases, until February 2020"),
        ("from=2020-02-03&to=2020-02-03", "214 releases, 3 February 2020"),
        ("from=0001&to=9999", "214 releases, 1–9999"),
        ("q=border+guards", "214 releases with the words “border guards”"),
        ("country=atlantis", "214 releases"),
    ],
)
def test_a_selection_is_said_in_a_sentence(vocabulary, query, sentence):
    assert said(query).replace("\u2009", " ") == sentence


def test_words_from_right_to_left_keep_what_stands_around_them_in_place(vocabulary):
    assert said("q=سلام&from=2019&to=2019") == "214 releases with the words “\u2068سلام\u2069”, 2019"
    selection = Selection.parse(QueryDict("tag=سلام&from=2019&to=2019"))
    assert [chip.label for chip in chips(selection, current_archive())] == ["\u2068سلام\u2069", "2019"]


def test_numbers_agree_with_their_nouns(vocabulary):
    assert said("kind=statement", 1) == "1 statement"
    assert said("kind=media-advisory", 1204) == "1,204 media advisories"
    assert said("kind=statement&country=serbia", 0) == "No statements about Serbia"
    with translation.override("de"):
        assert said("", 1204).startswith("1.204")


def test_of_many_names_the_first_are_said():
    for number in range(8):
        CountryFactory(slug=f"c{number}", name=f"Land {number}")
    query = "&".join(f"country=c{number}" for number in range(8))
    assert said(query) == "214 releases about Land 0, Land 1, Land 2, Land 3 or 4 others"


def test_every_kind_has_its_noun_and_every_facet_its_clause():
    assert set(_KINDS) == set(Kind.values)
    published(tags=["water"])
    archive = current_archive()
    for facet in FACETS:
        for value in list(archive.choices[facet.name])[:1]:
            text = sentence(Selection.of(**{facet.name: value}), archive, 2)
            assert "(" not in text.removesuffix(")"), text
