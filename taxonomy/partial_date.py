"""Dates of which only the year, or the year and month, may be known.

Written as ISO 8601 writes reduced precision: "1995", "1995-09", "1995-09-28". Such strings sort by time.
"""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

#: Digits of ASCII only, as ISO 8601 has them: others are numbers too, but sort and compare as what they are not.
_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless `value` is a year, a month or a day that exists."""
    match = _PATTERN.fullmatch(value)
    try:
        if not match:
            raise ValueError
        dt.date(*(int(part or 1) for part in match.groups()))
    except ValueError as error:
        raise ValidationError(_("Write a year (1995), a month (1995-09) or a day (1995-09-28).")) from error


def has_passed(value: str, today: dt.date) -> bool:
    """Whether the year, month or day that `value` names has begun by `today`; an empty value never has."""
    return bool(value) and value <= today.isoformat()


def written_out(value: str) -> str:
    """A partial date as the active language writes it: "1995", "September 1995", "28 September 1995"; "" for none.

    What is no such date, which only rows put in past the forms can hold, as it stands.
    """
    try:
        validate_partial_date(value)
    except ValidationError:
        return value
    if len(value) < len("1995-09"):
        return value
    if len(value) == len("1995-09"):
        return date_format(dt.date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
    return date_format(dt.date.fromisoformat(value), "DATE_FORMAT")


class PartialDateField(models.CharField):
    """A date as exact as it is known, kept as text; empty where unknown or not applicable."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs = {"max_length": 10, "blank": True, "default": "", **kwargs}
        super().__init__(*args, **kwargs)
