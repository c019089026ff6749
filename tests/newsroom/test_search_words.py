"""A search is read as PostgreSQL's websearch_to_tsquery reads it, but for compounds, which it cannot spell otherwise."""

import re

import pytest
from django.contrib.postgres.search import SearchQuery, SearchVector
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.archive import current_archive
from newsroom.languages import LANGUAGES
from newsroom.models import Edition
from newsroom.search import hits
from newsroom.search.words import Atom, Group, atoms, read
from tests.factories import published

TEXTS = [
    ("en", "Border guards of two states", "The guards train at the water border."),
    ("en", "Water and media", "A course on water for the media."),
    ("en", "Media freedom", "Guards of freedom, water or none."),
    ("de", "Wasser und Medien", "Die border und das water."),
    ("sr", "Voda or media", "Border water guards."),
    ("fr", "Le water", "Les guards du border or media."),
]
#: Words, stop words of one language or another, and every sign that means something.
PIECES = ["border", "guards", "water", "media", "the", "die", "les", "or", "OR", "and", "-", '"', " ", " ", " ", "(", "|", "!", "&", ":", "--"]  # fmt: skip


def by_postgresql(q: str) -> set[int]:
    found: set[int] = set()
    for language in {language for language, _title, _text in TEXTS}:
        configuration = LANGUAGES[language].search
        words = SearchVector("title", "summary", "body_text", config=configuration)
        editions = Edition.objects.filter(language=language).annotate(words=words)
        query = SearchQuery(q, search_type="websearch", config=configuration)
        found |= set(editions.filter(words=query).values_list("pk", flat=True))
    return found


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(q=":-border")
@example(q="water::border")
@example(q='border(or"border')
@given(q=st.lists(st.sampled_from(PIECES), max_size=12).map("".join).filter(lambda q: not re.search(r"\w-\w", q)))
def test_any_search_finds_what_postgresql_finds(q):
    if not Edition.objects.exists():
        for language, title, text in TEXTS:
            published(language=language, title=title, summary="", body=f"<p>{text}</p>")
    archive = current_archive()
    assert set(archive.edition_ids(hits(q, archive))) == by_postgresql(q), q


@pytest.mark.parametrize(
    ("q", "groups"),
    [
        ("", (Group(),)),
        ('Border "Two  states" -sea', (Group((Atom("border"), Atom("two states", True)), (Atom("sea"),)),)),
        ("a b OR c", (Group((Atom("a"), Atom("b"))), Group((Atom("c"),)))),
        ("or", (Group((Atom("or"),)),)),
        ("oral", (Group((Atom("oral"),)),)),
        ("a or", (Group((Atom("a"), Atom("or"))),)),
        ("a -", (Group((Atom("a"),)),)),
        ("co-operation", (Group((Atom("co-operation"),)),)),
        ('"no end', (Group((Atom("no end", True),)),)),
        ("--a", (Group((Atom("a"),)),)),
        ("at:10 :-b", (Group((Atom("at"), Atom("10"), Atom("-b"))),)),
        ("İzmir", (Group((Atom("izmir"),)),)),
        ("“Two states” «sea»", (Group((Atom("two states", True), Atom("sea"))),)),
        ("„a b‟ -”c d”", (Group((Atom("a b", True),), (Atom("c d", True),)),)),
        ("media –sea —lake −law", (Group((Atom("media"),), (Atom("sea"), Atom("lake"), Atom("law"))),)),
        ("Kosovo – Serbia — talks", (Group((Atom("kosovo"), Atom("serbia"), Atom("talks"))),)),
        ("28–30 August", (Group((Atom("28–30"), Atom("august"))),)),
    ],
)
def test_reading(q, groups):
    assert read(q) == groups


@given(st.text(max_size=300))
def test_any_text_can_be_read(q):
    for atom in atoms(read(q)):
        assert atom.text.strip()
        assert '"' not in atom.text
