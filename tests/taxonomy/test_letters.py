"""Characters as they are kept, compared and searched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.letters import fold, plain, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("He said \x93yes\x94 \x96 it\x92s done\x85", "He said “yes” – it’s done…"),
        ("\x81\x8d\x90", ""),  # which Windows-1252 does not use
        ("quok\xadkagroup", "quokkagroup"),
        ("walla\u200bbyteam \ufeffhere non\u2060joined", "wallabyteam here nonjoined"),
        ("cafe\u0301 и\u0306", "café й"),
        ("\u212bngstro\u0308m", "Ångström"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a joiner that shapes Persian letters
        ("off\u200cice", "office"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("OSCE\u200e (2021)", "OSCE (2021)"),
        ("سلام\u200f (2021)", "سلام\u200f (2021)"),
        ("one\u2028two\x0bthree", "one\ntwo\nthree"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("bell\x07 nul\x00 half\ud800", "bell nul half"),
        ("\uf0b7 point", "• point"),
        ("non\xa0breaking", "non\xa0breaking"),
    ],
)
def test_tidy_keeps_what_shows(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ('„Ja“, «oui», “yes” and "so"', '"Ja", "oui", "yes" and "so"'),
        ("п'ять п’ять пʼять Oʻz O`z", "п'ять п'ять п'ять O'z O'z"),
        ("28–30 − 5 — a\u2011b", "28-30 - 5 - a-b"),
        ("oﬃce … ½", "office ... 1⁄2"),
        ("  a\xa0 b\n\tc ", "a b c"),
        ("Hadžić", "Hadžić"),
        ("The Cat", "The Cat"),
    ],
)
def test_plain_unifies_typography_alone(written, compared):
    assert plain(written) == compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hadžić", "Hadzic"),
        ("Đakovica", "dakovica"),
        ("Łukasz Wójcik", "LUKASZ WOJCIK"),
        ("Søren Ångström", "soren angstrom"),
        ("Chişinău", "Chișinău"),
        ("Chişinău", "chisinau"),
        ("İSTANBUL", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("Iğdır", "IGDIR"),
        ("qızıl", "QIZIL"),
        ("Mingəçevir", "mingecevir"),
        ("Королёв", "королев"),
        ("И\u0306ошкар", "йошкар"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("п’ять", "пʼять"),
        ("O‘zbekiston", "Oʻzbekiston"),
        ("COVID\u201119", "covid–19"),
        ("STRASSE", "Straße"),
        ("Երևան", "Երեւան"),
        ("إعلان", "اعلان"),
        ("مُحَمَّد", "محمد"),
        ("quok\xadka", "QUOKKA"),
        ("Ⅷ ＯＳＣＥ", "viii osce"),
        ("CO₂", "co2"),
    ],
)
def test_fold_makes_spellings_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("128¹", "1281"), ("10⁶", "106"), ("май", "маи"), ("їх", "іх")])
def test_fold_keeps_apart_what_means_something_else(one, other):
    assert fold(one) != fold(other)


def test_a_raised_figure_is_a_word_of_its_own():
    assert fold("A\u0300²") == "a 2"
    assert fold("Article 128¹² and m²") == "article 128 12 and m 2"


@given(st.text())
def test_each_step_changes_nothing_when_repeated(text):
    for step in (tidy, plain, fold):
        assert step(step(text)) == step(text)


@given(st.text())
def test_forms_of_normalization_are_one_text(text):
    for step in (tidy, plain, fold):
        assert step(unicodedata.normalize("NFD", text)) == step(unicodedata.normalize("NFC", text))
