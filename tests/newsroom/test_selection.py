import datetime as dt
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from newsroom.facets import BY_NAME
from newsroom.selection import Malformed, Selection, parse_page


def parse(query: str) -> Selection:
    return Selection.parse(QueryDict(query))


def test_the_canonical_query_string_has_one_order():
    wild = (
        "q=border++guards&to=2021&kind=news&country=serbia&country=albania&country=serbia&unknown=1&page=3&from=2020-02"
    )
    assert (
        parse(wild).query_string
        == "country=albania&country=serbia&kind=news&from=2020-02-01&to=2021-12-31&q=border+guards"
    )


@pytest.mark.parametrize(
    ("query", "from_", "to"),
    [
        ("from=2021&to=2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("from=2020-02&to=2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("from=2021-05-10", dt.date(2021, 5, 10), None),
        ("from=&to=", None, None),
    ],
)
def test_years_and_months_stand_for_their_days(query, from_, to):
    selection = parse(query)
    assert (selection.from_, selection.to) == (from_, to)


@pytest.mark.parametrize(
    "query",
    [
        "from=x", "from=2021-13", "to=2021-02-30", "from=20211-01-01", "from=2022&to=2021", "country=%00", "country=a+b",
        "country=../x", "country='", "q=%00", "q=" + "x" * 301, "lang=<script>", "country=" + "a" * 101,
        "&".join(f"country=c{n}" for n in range(101)), "sort=best", "q=x&sort=%00", "q=" + "+".join(f"w{n}" for n in range(51)),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_malformed(query):
    with pytest.raises(Malformed, match=r"\w+ \w+"):
        parse(query)


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "²", "9" * 10, "1 "])
def test_pages_have_numbers(page):
    with pytest.raises(Malformed):
        parse_page(QueryDict(urlencode({"page": page})))


def test_without_takes_one_value_away():
    selection = parse("country=albania&country=serbia&q=water&from=2020")
    assert selection.without("country", "serbia").query_string == "country=albania&from=2020-01-01&q=water"
    assert selection.without("q").without("dates").query_string == "country=albania&country=serbia"


def test_an_order_is_part_of_a_selection_that_has_words():
    assert parse("sort=relevance&q=water").query_string == "q=water&sort=relevance"
    assert parse("sort=date&q=water").query_string == "q=water"
    assert parse("sort=relevance").query_string == ""
    assert parse("sort=relevance&q=water").without("q").query_string == ""
    assert parse("q=water").sorted_by("relevance").sorted_by("") == parse("q=water")


slugs = st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True)


@given(
    st.dictionaries(st.sampled_from(list(BY_NAME)), st.lists(slugs, min_size=1, max_size=4), max_size=4),
    st.dates(dt.date(1900, 1, 1)), st.dates(dt.date(1900, 1, 1)), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50),
)  # fmt: skip
def test_a_canonical_query_string_reads_back_as_the_same_selection(chosen, one, other, words):
    query = urlencode({**chosen, "from": min(one, other), "to": max(one, other), "q": words}, doseq=True)
    selection = parse(query)
    again = parse(selection.query_string)
    assert again == selection
    assert again.query_string == selection.query_string
    assert hash(again) == hash(selection)


@given(st.text(max_size=80))
def test_no_query_string_does_worse_than_malformed(query):
    for name in ("country", "kind", "from", "to", "q", "sort"):
        with suppress(Malformed):
            parse(urlencode({name: query.encode("utf-8", "replace")}))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hadžić", "Hadžić"),
        ("quok­ka ﻿group​", "quokka group"),
        ("dont say", "don’t “say”"),
        (" two   words more ", "two words more"),
        ("‮﻿", ""),
    ],
)
def test_words_are_kept_tidy(typed, kept):
    assert parse(urlencode({"q": typed})).q == kept
