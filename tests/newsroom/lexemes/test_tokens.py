"""Which words a text has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lexemes.tokens import words_of


def read(text: str) -> list[str]:
    """The words of `text`, parts of one word joined by a plus, "·" for a place nobody asks for."""
    words = [word for chunk in text.split() for word in words_of(chunk)]
    return ["+".join(part.text for part in word.parts) or "·" for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The OSCE's states' co-operation.", "The OSCE states co+operation"),
        ("COVID-19 COVID–19 COVID\u201119 covid19 COVID 19", "COVID+19 COVID+19 COVID+19 covid+19 COVID 19"),
        ("BM-21 G20 1990s", "BM+21 G+20 1990+s"),
        ("post-COVID-19 state-of-the-art", "post+COVID+19 state+of+the+art"),
        ("28–30 August 2018-2022 2019\u20112031", "28 30 August 2018 2022 2019 2031"),
        ("Articles 5-17, 30-year-old", "Articles 5 17 30+year+old"),
        ("a word--another – the third", "a word another the third"),
        ("PC.DEC/1117", "PC DEC 1117"),
        ("CIO.GAL/12/22/Rev.1", "CIO GAL 12 22 Rev 1"),
        ("U.N. and U.S., O.S.C.E. U.S.-led", "UN and US OSCE US led"),
        ("J.K.Rowling A.Smith p.m.", "JK Rowling A Smith pm"),
        ("l'OSCE L’OSCE d'élections qu'ils dell'Europa", "· OSCE · OSCE · élections · ils · Europa"),
        ("l'auto-école, aujourd'hui", "· auto+école aujourdhui"),
        ("п'ять п’ять пʼять п`ять", "пять пять пять пять"),
        ("O'zbekiston O‘zbekiston Oʻzbekiston O`zbekiston", "Ozbekiston Ozbekiston Ozbekiston Ozbekiston"),
        ("rock'n'roll don't O'Brien 'quoted'", "rocknroll dont OBrien quoted"),
        ("Article 128¹ and 10⁶ m² CO₂", "Article 128 ¹ and 10 ⁶ m ² CO+₂"),
        ("Kosovo*[1]", "Kosovo 1"),
        ("quok\xadkagroup walla\u200bbyteam non\u2060joined", "quokkagroup wallabyteam nonjoined"),
        ("“Typographic” «quotes» („all“)", "Typographic quotes all"),
        ("Dniester/Nistru press@osce.org www.osce.org", "Dniester Nistru press osce org www osce org"),
        ("Ինչպե՞ս Ե՛վ", "Ինչպես Եվ"),
        ("1,200.50 10:30 5%", "1 200 50 10 30 5"),
        ("a3f9b2c1d0", "a3f9b2c1d0"),
        ("– * … '' - .", ""),
    ],
)
def test_words_of_a_text(text, words):
    assert read(text) == words.split()


def test_a_word_with_an_ending_behind_an_apostrophe_is_known_without_it():
    (word,) = words_of("AGİT’in")
    assert (word.parts[0].text, word.parts[0].base) == ("AGİTin", "AGİT")


@given(st.text(max_size=60))
def test_every_word_stands_where_it_says(text):
    for chunk in text.split():
        at = 0
        for word in words_of(chunk):
            for part in word.parts:
                assert at <= part.start < part.end <= len(chunk)
                assert part.text
                assert chunk[part.start] == part.text[0]
                at = part.end


@given(st.lists(st.sampled_from("aB19é¹.-–'’/ \xad\u200bй"), max_size=30).map("".join))
def test_any_signs_give_letters_and_figures_alone(text):
    assert all(part.text.isalnum() for chunk in text.split() for word in words_of(chunk) for part in word.parts)
