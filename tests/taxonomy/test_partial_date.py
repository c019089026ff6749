import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from taxonomy.models import Structure
from taxonomy.partial_date import has_passed, validate_partial_date, written_out


@pytest.mark.parametrize("value", ["1995", "1995-09", "1995-09-28", "2024-02-29"])
def test_years_months_and_days_are_accepted(value):
    validate_partial_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "95",
        "1995-13",
        "1995-02-30",
        "1995-9",
        "20211",
        "0000",
        "1995-",
        "x",
        "١٩٩٥",
        "١٩٩٥-٠٩-٢٨",
        "１９９５",
        "1995-0٩",
        "1995\n",
    ],
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)


@pytest.mark.parametrize(
    ("value", "passed"),
    [("", False), ("2020", True), ("2021-05", True), ("2021-05-11", False), ("2022", False)],
)
def test_a_partial_date_has_passed_once_it_has_begun(value, passed):
    assert has_passed(value, dt.date(2021, 5, 10)) is passed


@pytest.mark.parametrize(
    ("opened", "closed", "years"),
    [
        ("1994-10", "2012-01-17", "1994–2012"),
        ("2009", "", "since 2009"),
        ("", "2003", "until 2003"),
        ("", "", ""),
    ],
)
def test_years_of_a_term(opened, closed, years):
    assert Structure(opened=opened, closed=closed).years == years


@pytest.mark.parametrize("value", ["١٩٩٥", "١٩٩٥-٠٩-٢٨", "1995-99-99", "long ago"])
def test_what_is_no_date_is_written_as_it_stands(value):
    assert written_out(value) == value
