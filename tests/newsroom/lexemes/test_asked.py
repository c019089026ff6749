"""What is kept of a text is what is asked for, however either is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.languages import LANGUAGES
from newsroom.lexemes.asked import asked
from newsroom.lexemes.indexed import PLACES
from newsroom.lexemes.marking import Chunks, Marker
from newsroom.lexemes.stems import LONGEST, algorithms, is_stop_word, lexemes_of
from newsroom.lexemes.vectors import cut, vector

ALGORITHMS = sorted({language.search for language in LANGUAGES.values()})


def marked(text: str, q: str, algorithm: str = "english") -> list[str]:
    return [text[mark.start : mark.end] for mark in Marker(asked(q, algorithm), algorithm).marks(Chunks(text))]


def test_there_are_rules_for_every_language():
    assert set(ALGORITHMS) <= algorithms()


@pytest.mark.parametrize(
    ("algorithm", "one", "other"),
    [
        ("english", "Elections", "election"),
        ("french", "élections", "election"),
        ("french", "observée", "observees"),
        ("romanian", "şcoală", "scoala"),
        ("romanian", "Constituţia", "constituția"),
        ("russian", "Королёв", "королев"),
        ("serbian", "општинама", "opstina"),
        ("serbian", "mlijeko", "mleko"),
        ("turkish", "ISPARTA", "ısparta"),
        ("turkish", "İSTANBUL", "istanbul"),
        ("greek", "Αθήνα", "ΑΘΗΝΑ"),
        ("german", "Straße", "STRASSE"),
        ("simple", "Žilinskas", "zilinskas"),
        ("simple", "QIZIL", "qızıl"),
        ("polish", "Halaciński", "halacinski"),
    ],
)
def test_two_spellings_of_a_word_share_a_lexeme(algorithm, one, other):
    assert set(lexemes_of(one, algorithm)) & set(lexemes_of(other, algorithm))


def test_stop_words_are_those_of_the_language():
    assert is_stop_word("The", "english")
    assert is_stop_word("её", "russian")
    assert is_stop_word("ее", "russian")
    assert not is_stop_word("the", "german")
    assert not is_stop_word("su", "turkish"), "water, unlike şu"


def test_a_vector_has_places_and_weights():
    assert vector("en", "The co-operation", "OSCE's", "U.N. and COVID-19, 5-17") == (
        "co:2A oper:2A cooper:2A osc:3B un:4 covid:6 19:6 covid19:6 5:7 17:8"
    )


def test_a_vector_keeps_within_its_bounds():
    long = vector("en", "", "", "word " * 20_000 + "x" * 3000)
    word, x = long.split()
    assert word.count(",") == 254
    assert x == "x" * LONGEST + ":16383"
    many = ("ka", "", "", " ".join(f"w{n}q" for n in range(200_000)))
    assert len(cut(*many)) < 1_000_000 < len(vector(*many))
    assert vector(*many).startswith(cut(*many))


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("after COVID-19", "covid19"), ("after COVID 19", "COVID–19"), ("after covid19", "covid-19"),
        ("post-COVID-19 work", "COVID-19"), ("a COVID-19-related loss", "covid19"),
        ("COVID-19 measures", "covid 19 measures"), ("COVID 19 measures", "covid-19 measures"),
        ("for Security and Co-operation in Europe", "security and cooperation in Europe"),
        ("security and cooperation in Europe", "Security and Co-operation in Europe"),
        ("a state-of-the-art report", "state of the art report"), ("self-defence work", "self defence work"),
        ("Decision PC.DEC/1117", "DEC/1117"), ("MC.DEC/3/11/Corr.1", "MC.DEC/3/11"), ("PC.DEC/1117", "pc dec 1117"),
        ("U.N. and O.S.C.E.", "un"), ("the UN", "U.N."), ("l’OSCE", "osce"), ("OSCE", "l'OSCE"),
        ("28–30 August", "30 august"), ("2019-2031", "2031"), ("Organised", "organized"),
        ("peace building", "peace-building"), ("peacebuilding", "peace-building"), ("peace-building", "peacebuilding"),
    ],
)  # fmt: skip
def test_a_text_is_found_however_it_is_written(text, q):
    assert marked(text, q)


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("Article 128¹", "1281"), ("10⁶", "106"), ("freedom of the quendaic", "quendaic freedom"),
        ("28-30", "2830"), ("covid or 19", "covid-19"), ("the", "the"), ("operation co", "co-operation"), ("in the depth", "in-depth"),
        ("a 5-17", "517"), ("pc and dec 1117", "PC.DEC/1117"),
    ],
)  # fmt: skip
def test_what_means_something_else_is_not_found(text, q):
    assert not marked(text, q)


@pytest.mark.parametrize(
    ("text", "q", "shown"),
    [
        ("Mayor Hadžić’s", "hadzic", ["Hadžić’s"]),
        ("A co-operation", "cooperation", ["co-operation"]),
        ("A co-operation", "operation", ["operation"]),
        ("the quok\xadkagroup.", "quokkagroup", ["quok\xadkagroup"]),
        ("media freedom, freedom", "media freedom", ["media", "freedom"]),
        ("l’OSCE", "osce", ["OSCE"]),
        ("(U.N.-led)", "un", ["U.N"]),
    ],
)
def test_marks_are_letters_of_the_text(text, q, shown):
    assert marked(text, q) == shown


WORDS = st.lists(st.sampled_from("aàйёiıİbß19'’-–. "), min_size=1, max_size=20).map("".join)


@given(WORDS, st.sampled_from(ALGORITHMS))
def test_every_text_is_found_by_itself(text, algorithm):
    ways = asked(text, algorithm)
    assert bool(Marker(ways, algorithm).marks(Chunks(text))) == bool(ways)


@given(st.text(max_size=40), st.sampled_from(ALGORITHMS))
def test_lexemes_need_no_quotes(text, algorithm):
    for chunk in text.split():
        for place in PLACES[algorithm][chunk]:
            for lexeme in place:
                assert lexeme
                assert not set(lexeme) & set(" '\":\\,&|!()<>*\0")


@given(st.text(max_size=20).map(lambda text: "".join(text.split())), st.sampled_from(ALGORITHMS))
def test_stops_around_a_chunk_change_nothing(chunk, algorithm):
    places = PLACES[algorithm]
    assert places[f".,{chunk}.:"] == places[chunk.strip(".,;:")]
