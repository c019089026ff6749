import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from newsroom.rich_text import MAX_LENGTH, clean, image_ids, plain_text, read

SCHEMA = (
    '<h2>Heading</h2><p>A <strong>bold</strong> and <em>slanted</em> <a href="https://example.org/" rel="noopener">link</a>.</p>'
    "<ul><li><p>One</p></li></ul><ol><li><p>Two</p></li></ol><blockquote><p>Said.</p></blockquote>"
    '<table><tbody><tr><th scope="row">Head</th><td colspan="2">Cell</td></tr></tbody></table>'
    '<figure><img src="/media/images/7/800.webp" alt="A bridge"><figcaption>Caption</figcaption></figure>'
)


def test_the_schema_passes_unchanged():
    assert clean(SCHEMA) == SCHEMA


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red" class="MsoNormal" id="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
        ('<a href=" jAvAsCrIpT&#58;alert(1)">a</a>', "<p>a</p>"),
        ('<a href="data:text/html,x">a</a>', "<p>a</p>"),
        ('<p><img src="https://evil.example/x.png" alt="x">a</p>', "<p>a</p>"),
        ('<p><img src="x" onerror="alert(1)">a</p>', "<p>a</p>"),
        ('<p><img src="/media/images/7/../8.webp">a</p>', "<p>a</p>"),
        ('<iframe src="https://evil.example/"></iframe><p>a</p>', "<p>a</p>"),
        ("<svg><script>alert(1)</script></svg><p>a</p>", "<p>a</p>"),
        ("<math><mi xlink:href='javascript:x'>a</mi></math>", ""),
        ("<form action='/x'><input name='a'><p>a</p></form>", "<p>a</p>"),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        ("<!-- a --><p>b</p><!--[if mso]>c<![endif]-->", "<p>b</p>"),
        (
            "<h1>a</h1><h4>b</h4><p><b>c</b><i>d</i></p>",
            "<h2>a</h2><h3>b</h3><p><strong>c</strong><em>d</em></p>",
        ),
        ("<p></p><p> </p><p>a\x00</p>", "<p>a</p>"),
        ("", ""),
        pytest.param("<p>" + " " * 390_000 + "x</p>", "<p>x</p>", id="a desert of blanks"),
        pytest.param("<p>x" * 5_000, "<p>x</p>" * 5_000, id="paragraphs never closed"),
    ],
)
def test_the_rest_is_cleaned_away(html, left):
    assert clean(html) == left


@pytest.mark.parametrize(
    "html", ["x" * (MAX_LENGTH + 1), "<blockquote>" * 5_000 + "x", "<ul><li>" * 600_000, "<ul><li>" * 48_000]
)
def test_too_long_and_too_deep_texts_are_refused(html):
    with pytest.raises(ValidationError, match=r"\w+ \w+"):
        clean(html)


@given(st.text(st.sampled_from(list("<>/=\"'& ;:#pabscriptonxj\n")), max_size=120))
def test_whatever_comes_what_is_left_is_harmless(html):
    left = clean(html).lower()
    assert "<script" not in left
    assert not re.search(r"<[^>]+\son\w+=|<a[^>]+href=.javascript", left)


def test_plain_text_has_a_line_for_each_block():
    assert plain_text(SCHEMA).splitlines() == [
        "Heading", "A bold and slanted link.", "One", "Two", "Said.", "Head Cell", "Caption",
    ]  # fmt: skip


def test_pictures_in_a_text_are_found_once():
    picture = '<img src="/media/images/7/800.webp" alt="">'
    assert image_ids(clean(f"<p>{picture}{picture}<img src='/media/images/9/400.webp'></p>")) == [7, 9]


@pytest.mark.parametrize(
    "html",
    [
        "<table><caption>a</caption><tr><td>b</td></tr></table>",
        "<blockquote><p></p></blockquote><p>a</p>",
        "<h2>a<select><h2>b",
        "<i><a><blockquote><li>a<select><li>b<td>c",
        "<table><caption><ol><math><table><ol>a",
    ],
)
def test_cleaning_what_is_clean_changes_nothing(html):
    assert clean(clean(html)) == clean(html)
    assert plain_text(clean(html)) == read(html).text


@given(
    st.lists(
        st.sampled_from(["<table>", "<caption>", "<h2>", "<a>", "<li>", "<p>", "</p>", "</table>", "a", "<select>"])
    )
)
def test_cleaning_settles(parts):
    assert clean(clean("".join(parts))) == clean("".join(parts))
