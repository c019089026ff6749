"""Hours as people say them, and what clocks do to them."""

import datetime as dt
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsroom.schedule import EARLIER, LATER, instant, place, told, told_span

VIENNA, DUSHANBE, UTC = (zoneinfo.ZoneInfo(name) for name in ("Europe/Vienna", "Asia/Dushanbe", "UTC"))
TWICE = dt.datetime.fromisoformat("2026-10-25T02:30")
NEVER = dt.datetime.fromisoformat("2027-03-28T02:30")


def test_an_hour_is_told_at_the_desk_with_utc_beside_it():
    assert told(dt.datetime(2021, 5, 10, 12, 0, tzinfo=dt.UTC), VIENNA) == "10 May 2021, 14:00 Vienna, 12:00 UTC"


def test_the_day_of_utc_is_told_where_it_is_another():
    at = dt.datetime(2021, 5, 10, 21, 0, tzinfo=dt.UTC)
    assert told(at, DUSHANBE) == "11 May 2021, 02:00 Dushanbe, 10 May, 21:00 UTC"
    assert told(at, UTC) == "10 May 2021, 21:00 UTC"


def test_an_hour_that_clocks_show_twice_is_asked_about():
    with pytest.raises(ValidationError) as refused:
        instant(TWICE, VIENNA)
    assert refused.value.code == "doubled"
    assert "02:30 twice" in str(refused.value)
    earlier, later = instant(TWICE, VIENNA, EARLIER), instant(TWICE, VIENNA, LATER)
    assert (earlier.hour, later.hour) == (0, 1)


@pytest.mark.parametrize("which", ["", EARLIER, LATER])
def test_an_hour_that_clocks_never_show_is_refused_with_one_that_they_do(which):
    with pytest.raises(ValidationError) as refused:
        instant(NEVER, VIENNA, which)
    assert refused.value.code == "skipped"
    assert "Try 03:30." in str(refused.value)


def test_places_are_called_by_their_city():
    assert place(zoneinfo.ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"


def test_places_are_called_as_the_active_language_calls_them():
    with translation.override("ru"):
        assert place(VIENNA) == "Вена"
    with translation.override("fr"):
        assert place(DUSHANBE) == "Douchanbé"


@given(
    st.datetimes(dt.datetime.fromisoformat("1990-01-01"), dt.datetime.fromisoformat("2100-01-01")),
    st.sampled_from(["Europe/Vienna", "Asia/Dushanbe", "Asia/Almaty", "Europe/Chisinau", "Australia/Lord_Howe", "UTC"]),
    st.sampled_from([EARLIER, LATER]),
)
def test_an_hour_is_the_one_that_was_said_or_one_that_clocks_never_show(local, name, which):
    zone = zoneinfo.ZoneInfo(name)
    shown = local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == local
    if shown:
        assert instant(local, zone, which).astimezone(zone).replace(tzinfo=None) == local
    else:
        with pytest.raises(ValidationError, match="never show"):
            instant(local, zone, which)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "words"),
    [
        ("2021-05-10T12:00", None, "Europe/Vienna", "10 May 2021, 14:00, Vienna (UTC+2)"),
        ("2021-05-10T12:00", "2021-05-10T13:30", "Europe/Vienna", "10 May 2021, 14:00–15:30, Vienna (UTC+2)"),
        ("2021-05-10T20:00", "2021-05-10T23:00", "Europe/Vienna", "10 May 2021, 22:00 – 11 May 2021, 01:00, Vienna (UTC+2)"),
        ("2021-05-10T12:00", "2021-05-10T13:00", "Asia/Kolkata", "10 May 2021, 17:30–18:30, Kolkata (UTC+5:30)"),
        ("2021-05-10T12:00", None, "America/New_York", "10 May 2021, 08:00, New York (UTC−4)"),
        ("2021-05-10T12:00", None, "UTC", "10 May 2021, 12:00, UTC"),
        ("2026-10-24T23:30", "2026-10-25T02:00", "Europe/Vienna",
         "25 October 2026, 01:30 (UTC+2) – 25 October 2026, 03:00 (UTC+1), Vienna"),
    ],
)  # fmt: skip
def test_spans_are_told_with_their_distance_from_utc(starts, ends, zone, words):
    first, last = (at and dt.datetime.fromisoformat(f"{at}Z") for at in (starts, ends))
    assert told_span(first, last, zoneinfo.ZoneInfo(zone)) == words
