"""Datelines: places in the capitals of the language of the text."""

import datetime as dt

import pytest
from hypothesis import given, strategies

from newsroom.dateline import dateline, dateline_html
from newsroom.languages import LANGUAGES

DAY = dt.date(2021, 5, 10)


@pytest.mark.parametrize(
    ("language", "place", "capitals"),
    [
        ("en", "Vienna", "VIENNA"), ("en", "Istanbul", "ISTANBUL"), ("tr", "İzmir", "İZMİR"), ("tr", "Diyarbakır", "DİYARBAKIR"),
        ("tr", "Iğdır", "IĞDIR"), ("tr", "i\u0307zmir", "İZMİR"), ("az", "Mingəçevir", "MİNGƏÇEVİR"), ("az", "Bakı", "BAKI"),
        ("el", "Θεσσαλονίκη", "ΘΕΣΣΑΛΟΝΙΚΗ"), ("el", "Αθήνα", "ΑΘΗΝΑ"), ("el", "Ρόδος", "ΡΟΔΟΣ"), ("el", "Καΐρι", "ΚΑΪΡΙ"),
        ("el", "Μάιος", "ΜΑΪΟΣ"), ("el", "Ταΰγετος", "ΤΑΫΓΕΤΟΣ"), ("el", "Αθήνα ή Πάτρα", "ΑΘΗΝΑ Ή ΠΑΤΡΑ"), ("el", "Ναύπλιο", "ΝΑΥΠΛΙΟ"),
        ("el", "Θεσσαλονι\u0301κη", "ΘΕΣΣΑΛΟΝΙΚΗ"), ("hy", "Երևան", "ԵՐԵՎԱՆ"), ("hy", "Գյումրի", "ԳՅՈՒՄՐԻ"),
        ("lt", "Vilnius", "VILNIUS"), ("lt", "Šiauliai", "ŠIAULIAI"), ("lt", "i\u0307\u0301", "Í"), ("lt", "j\u0307\u0303", "J\u0303"),
        ("ka", "თბილისი", "თბილისი"), ("en", "თბილისი, Georgia", "თბილისი, GEORGIA"), ("de", "Gießen", "GIESSEN"),
        ("nl", "IJmuiden", "IJMUIDEN"), ("nl", "ijsselstein", "IJSSELSTEIN"), ("pl", "Łódź", "ŁÓDŹ"), ("ru", "Орёл", "ОРЁЛ"),
        ("uk", "Київ", "КИЇВ"), ("bs", "Žepče", "ŽEPČE"), ("sq", "Shkodër", "SHKODËR"), ("ar", "فيينا", "فيينا"), ("kk", "Қарағанды", "ҚАРАҒАНДЫ"),
        ("ro", "Bălți", "BĂLȚI"), ("hu", "Győr", "GYŐR"), ("cs", "Plzeň", "PLZEŇ"),
    ],
)  # fmt: skip
def test_places_are_in_the_capitals_of_the_language(language, place, capitals):
    said = dateline(place, DAY, language)
    assert said.startswith((f"{capitals}, ", f"{capitals}، "))
    assert dateline_html(place, DAY, language).startswith(f"<bdi>{capitals}</bdi>")


@given(strategies.sampled_from(sorted(LANGUAGES)), strategies.text(max_size=40))
def test_any_place_has_a_dateline(language, place):
    assert dateline(place, DAY, language).endswith(" –")


def test_arabic_has_its_own_comma():
    assert dateline("فيينا", dt.date(2021, 5, 10), "ar") == "فيينا، 10 مايو 2021 –"
    assert dateline_html("Vienna", dt.date(2021, 5, 10), "ar") == "<bdi>VIENNA</bdi>، 10 مايو 2021 –"
