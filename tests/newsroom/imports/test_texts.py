"""Texts of an archive: links from where they stood, and what of them was not taken over."""

import pytest

from newsroom.models import Edition

from .conftest import line

pytestmark = pytest.mark.django_db

URL = "https://www.osce.org/secretariat/1"


def text(*hrefs: str) -> str:
    return "<p>" + " ".join(f'<a href="{href}">x</a>' for href in hrefs) + "</p>"


def test_relative_links_start_at_the_address_of_the_release(run):
    run(line(1, legacy_url=URL, body_html=text("/node/2", "3.html", "//osce.org/4")))
    body = Edition.objects.get().body
    for address in ("https://www.osce.org/node/2", "https://www.osce.org/secretariat/3.html", "https://osce.org/4"):
        assert f'href="{address}"' in body


def test_links_that_lead_to_nothing_imported_are_named_with_their_lines(run):
    outcome = run(
        line(1, legacy_url=URL, body_html=text("/secretariat/2", "/secretariat/9", "file:///C:/a.docx")),
        line(2, legacy_url="https://www.osce.org/secretariat/2", body_html=text("/countries/", "https://example.org/")),
        line(3, body_html=text("/secretariat/1", "/secretariat/8")),
    )
    notes = [told for told in outcome.stderr.splitlines() if ": note: " in told]
    assert notes == [
        "line 1: note: body_html: Links that cannot work for readers were removed: “file:///C:/a.docx”.",
        "line 1: note: body_html: The link “/secretariat/9” leads to no release that was imported.",
        "line 3: note: body_html: The link “/secretariat/8” leads to no release that was imported.",
    ]


def test_words_that_were_not_taken_over_are_counted(run):
    outcome = run(line(1, body_html="<p>On <s>Monday</s> Tuesday<img src='a.jpg'></p><p hidden>x</p>"))
    assert "line 1: note: body_html: Left out: 1 struck-through passage, 1 hidden passage." in outcome.stderr
    assert Edition.objects.get().body_text == "On Tuesday"


def test_raised_figures_and_notes_come_through_an_import(run):
    run(
        line(
            1,
            body_html="<p>Article 128<sup>1</sup>, Kosovo<a href='#n' name='r'>[1]</a></p><p><a href='#r' name='n'>[1]</a> Note</p>",
        )
    )
    edition = Edition.objects.get()
    assert edition.body_text == "Article 128¹, Kosovo[1]\n[1] Note"
    assert 'href="#note-1"' in edition.body


@pytest.mark.parametrize(
    ("opening", "left"),
    [
        ("<div><b>VIENNA</b>, 11 May 2021 - Words.</div>", "Words."),
        ("<p>Vienna,&nbsp;11 May 2021 – Words.</p>", "Words."),
        ("<p><strong>VIENNA, 11 May – Words.</strong></p>", "Words."),
        ("<p>VIENNA, 12 May 2021 – Words.</p>", "VIENNA, 12 May 2021 – Words."),  # another day: not for us to judge
        ("<p>Vienna, 11 May 2021 was a Tuesday.</p>", "Vienna, 11 May 2021 was a Tuesday."),
        ("<p>WARSAW, 11 May 2021 – Words.</p>", "WARSAW, 11 May 2021 – Words."),
    ],
)
def test_the_dateline_of_a_text_is_not_said_twice(run, opening, left):
    run(line(1, place="Vienna", published_at="2021-05-11", body_html=f"{opening}<p>More.</p>"))
    assert Edition.objects.get().body_text == f"{left}\nMore."


def test_markup_that_was_escaped_twice_is_markup(run):
    outcome = run(line(1, body_html="&lt;p&gt;Some &lt;b&gt;words&lt;/b&gt; &amp;amp; more&lt;/p&gt;"))
    assert Edition.objects.get().body == "<p>Some <strong>words</strong> &amp; more</p>"
    assert "line 1: note: body_html: All markup was escaped, and has been read as markup." in outcome.stderr


def test_escaped_characters_within_markup_are_words(run):
    run(line(1, body_html="<p>x &lt;b&gt; y</p>"))
    assert Edition.objects.get().body_text == "x <b> y"
