"""Quotes one can point at, tables that scroll, and a dateline run in: without a word changed."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.body_layout import laid_out
from newsroom.dateline import dateline_html
from newsroom.rich_text import clean, plain_text


def speaker(quote: str) -> str | None:
    found = re.search(r'<span class="quote-speaker">(.*?)</span>', laid_out(clean(quote), ""), re.DOTALL)
    return found and found[1]


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("<blockquote><p>Peace.</p><p>— Ana Meier, Head of Mission</p></blockquote>", "— Ana Meier, Head of Mission"),
        ("<blockquote><p>Peace.</p><p>– <strong>Ana</strong> Meier</p></blockquote>", "– <strong>Ana</strong> Meier"),
        ("<blockquote><p>Peace.<br>- Ana Meier</p></blockquote>", "- Ana Meier"),
        ("<blockquote><p>One.</p><p>Two.</p><p>-- A</p></blockquote>", "-- A"),
        ("<blockquote><p>Peace.</p></blockquote>", None),
        ("<blockquote><p>— Peace.</p></blockquote>", None),
        ("<blockquote><p>It fell to</p><p>-5 degrees.</p></blockquote>", None),
        ("<blockquote><p>Peace.</p><p>— Ana</p><p>And more.</p></blockquote>", None),
    ],
)
def test_the_speaker_of_a_quote_is_its_last_line_where_that_begins_with_a_dash(quote, name):
    assert speaker(quote) == name


def test_every_quote_has_an_address_of_its_own():
    html = laid_out("<p>a</p><blockquote><p>b</p></blockquote><blockquote><p>c</p></blockquote>", "")
    assert re.findall(r'id="(quote-\d)"', html) == re.findall(r'href="#(quote-\d)"', html) == ["quote-1", "quote-2"]


def test_tables_scroll_and_those_inside_them_do_not_twice():
    inner = "<table><tbody><tr><th><p>x</p></th></tr></tbody></table>"
    html = laid_out(clean(f"{inner}<table><tbody><tr><th>{inner}</th></tr></tbody></table>"), "")
    assert re.findall(r'tabindex="0" aria-label="([^"]*)"', html) == ["Table 1", "Table 2"]
    assert html.count("<div") == html.count("</div>") == 2


@pytest.mark.parametrize(
    ("body", "opening"),
    [("<p>a</p>", '<p><span class="dateline">A &amp; B –</span> a</p>'), ("<h2>a</h2>", '<p><span class="dateline">')],
)
def test_the_dateline_is_run_into_the_first_paragraph_or_stands_before_the_text(body, opening):
    assert laid_out(body, "A & B –").startswith(opening)


@pytest.mark.parametrize(
    ("place", "date", "opening"),
    [
        ("<Vienna>", dt.date(2021, 5, 10), "<bdi>&lt;VIENNA&gt;</bdi>, 10 May 2021 –"),
        ("Vienna, Austria", None, "<bdi>VIENNA, AUSTRIA</bdi> –"),
        (" ", dt.date(2021, 5, 10), "10 May 2021 –"),
        ("", None, ""),
    ],
)
def test_the_place_of_a_dateline_stands_by_itself(place, date, opening):
    assert dateline_html(place, date, "en") == opening
    assert laid_out("<p>a</p>", dateline_html(place, date, "en")) == (
        f'<p><span class="dateline">{opening}</span> a</p>' if opening else "<p>a</p>"
    )


PARTS = [
    "<blockquote>",
    "</blockquote>",
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<br>",
    "— a",
    "b",
    "- ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_whatever_the_text_its_words_stay_and_all_that_is_opened_is_closed(parts):
    body = clean("".join(parts))
    html = laid_out(body, "")
    for tag in ("div", "figure", "figcaption", "blockquote", "p", "table", "span"):
        assert len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>"), tag
    bare = re.sub(r'<a class="quote-link".*?</a>', "", html)
    assert "".join(re.sub(r"<[^>]*>", "", bare).split()) == "".join(plain_text(body).split())


def test_notes_at_the_end_are_endnotes():
    notes = "<p>A<a href='#m' id='r'>1</a></p><p>B</p><p id='m'><a href='#r'>1</a> One.</p>"
    html = laid_out(clean(notes), "")
    assert html.count('<section class="notes" role="doc-endnotes" aria-label="Notes"><p><a href="#note-ref-1"') == 1
    assert html.endswith(" One.</p></section>")
    assert "doc-endnotes" not in laid_out(clean("<p>A</p>"), "")
