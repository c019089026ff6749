"""Plain text for people: the words of the text in their order, with marks of lists and the dateline."""

import pytest

from newsroom import rich_text
from newsroom.models import Edition
from newsroom.plain_copy import plain_copy
from tests.fixtures import load


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<h2>Head</h2><p>One<br>two</p>", "Head\n\nOne\ntwo"),
        ("<p>List:</p><ul><li>a</li><li><p>b</p></li></ul><p>After</p>", "List:\n\n• a\n• b\n\nAfter"),
        ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
        ("<ul><li>a<ol><li>x</li><li>y</li></ol></li><li>b</li></ul>", "• a\n  1. x\n  2. y\n• b"),
        (
            "<table><tbody><tr><th>Day</th><td><p>Mon</p></td></tr><tr><th>At</th><td>9</td></tr></tbody></table>",
            "Day\tMon\nAt\t9",
        ),
        ("<blockquote><p>Said.</p><p>– Who</p></blockquote>", "Said.\n\n– Who"),
        ("<p>A &amp; <strong>b</strong>\n c&nbsp;d</p>", "A & b c d"),
        ("", ""),
    ],
)
def test_every_element_has_its_form(body, text):
    assert plain_copy(body) == text


def test_the_dateline_opens_the_text_as_on_the_page():
    assert plain_copy("<p>One.</p>", "VIENNA –") == "VIENNA – One."
    assert plain_copy("<h2>Head</h2>", "VIENNA –") == "VIENNA –\n\nHead"
    assert plain_copy("", "VIENNA –") == "VIENNA –"
    assert plain_copy("<p>One.</p>") == "One."


@pytest.mark.django_db
def test_the_words_are_those_of_the_edition():
    load("taxonomy", "demo")
    for edition in Edition.objects.all():
        marks = ["•", *(f"{number}." for number in range(1, 20))]
        words = [word for word in plain_copy(edition.body).split() if word not in marks]
        assert words == [word for word in rich_text.plain_text(edition.body).split() if word not in marks]
        assert "\n\n\n" not in plain_copy(edition.body)
