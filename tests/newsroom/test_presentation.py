import datetime as dt

import pytest

from newsroom.archive import current_archive
from newsroom.presentation import chips
from newsroom.selection import Selection
from tests.factories import CountryFactory, published


@pytest.mark.django_db
def test_everything_chosen_is_a_chip_that_takes_it_away():
    CountryFactory(slug="albania", name="Albania")
    published()
    selection = Selection({"country": ("albania",)}, dt.date(2019, 1, 1), dt.date(2021, 12, 31), "water")
    found = {str(chip.label): chip.query for chip in chips(selection, current_archive())}
    assert found == {
        "Albania": "from=2019-01-01&to=2021-12-31&q=water",
        "2019–2021": "country=albania&q=water",
        "“water”": "country=albania&from=2019-01-01&to=2021-12-31",
    }


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (dt.date(2021, 1, 1), dt.date(2021, 12, 31), "2021"),
        (dt.date(2021, 5, 10), dt.date(2021, 6, 3), "10 May\u2009–\u20093 Jun 2021"),
        (dt.date(2021, 5, 10), None, "Since 10 May 2021"),
        (None, dt.date(2021, 6, 3), "Until 3 June 2021"),
    ],
)
@pytest.mark.django_db
def test_chosen_days_are_said_shortly(first, last, label):
    assert [str(chip.label) for chip in chips(Selection(from_=first, to=last), current_archive())] == [label]
