"""/verify/: parts of what was published, words that were slipped in, and pastes made to take long."""

import html
import random
import time

import pytest
from django.conf import settings as site
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.differences import Effort
from newsroom.models import Edition
from newsroom.verification import alignment
from newsroom.verification.pasted import read_paste
from tests.factories import published
from tests.newsroom.test_public_record import again, take_down
from tests.newsroom.test_verify import BODY, FIELDS, verdict

CURRENT = "This is the current version"
DIFFERS = "This text differs from what was published"
PASSAGE = "Monitors documented seventeen violations along the contact line between Svitlodarsk and Horlivka yesterday."


@pytest.fixture
def edition(db) -> Edition:
    return published(**FIELDS)


def test_a_passage_names_its_edition_and_says_that_it_is_current(client, edition):
    for passage in (
        PASSAGE,
        PASSAGE.removesuffix(" yesterday."),
        f"“{PASSAGE}”",
        f"12. {PASSAGE}",
        f"  •\t{PASSAGE}\n",
    ):
        page = verdict(client, passage)
        assert "edition 1, which is the current version" in page, passage
        assert f'href="/news/{edition.release_id}/v1/"' in page
        assert edition.title in page


def test_a_passage_of_a_replaced_edition_says_so_and_leads_to_the_current_one(client, edition):
    again(edition, "correction", "There were sixteen.", body=BODY.replace("seventeen", "sixteen"))
    page = verdict(client, PASSAGE)
    assert "Published, but corrected since" in page
    assert "edition 1, which is not the current version" in page
    assert "There were sixteen." in page
    assert "Read the current version, edition 2" in page
    same = verdict(client, "Ceasefire commitments bind everybody without exception")
    assert "edition 2, which is the current version" in same


@pytest.mark.parametrize("kind", ["error", "superseded"])
def test_a_passage_of_what_is_gone_is_not_told(client, edition, kind):
    take_down(edition, kind, superseded_by=published(title="Successor").release if kind == "superseded" else None)
    page = verdict(client, PASSAGE)
    assert "Not found" in page
    assert edition.title not in page


def test_a_few_words_are_too_little_unless_they_are_all_there_is(client, edition):
    assert "Paste at least six words in a row" in verdict(client, "seventeen violations")
    published(title="Report", summary="", body="<p>See the report.</p>")
    assert CURRENT in verdict(client, "See the report.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIELDS["title"], "Ceasefire commitments bind nobody"),
        (FIELDS["summary"], "Seventy violations in a day."),
        ("VIENNA", "MINSK"),
        ("10 May", "12 May"),
        ("Monitors documented", "Monitors never\ndocumented"),
        ("condemned the", "condemned\nVienna\nthe"),  # a word of the page, but within a sentence
        ("Kharkiv and", "Kharkiv, and"),
        ("yesterday.", "yesterday.\nThe Secretariat denied it all.\n"),
        ("Ambassador Hryhorenko told", "Ambassador told"),
        ("Permanent Council.", "Permanent Council. And the press."),
        ("Monitors", "monitors"),
    ],
)
def test_what_was_changed_slipped_in_or_left_out_is_shown(client, edition, old, new):
    copy = client.get(f"/news/{edition.release_id}/v1/text.txt").content.decode()
    assert CURRENT in verdict(client, copy)
    assert old in copy
    page = verdict(client, copy.replace(old, new, 1))
    assert DIFFERS in page
    shown = page[page.index('class="word-difference"') :]
    assert "<ins>" in shown or "<del>" in shown


def test_only_what_was_changed_is_shown_as_changed(client, edition):
    copy = f"Somebody wrote:\n> {edition.title}\n> {edition.summary}\n> {edition.body_text}".replace("“", '"').replace(
        "\n", "\n> "
    )
    page = html.unescape(verdict(client, copy.replace("seventeen", "ninety")))
    assert page.count("<ins>") == page.count("<del>") == 1
    assert "Only the quoted text was compared" in page


def test_one_typography_is_as_good_as_another(client, edition):
    copy = edition.body_text.replace("“", '"').replace("”", '"').replace("-", "\u2011").replace("Office", "O\ufb03ce")
    assert CURRENT in verdict(client, copy)


def test_words_that_the_end_of_a_line_parted_are_whole_again(client, edition):
    copy = edition.body_text.replace("commitments", "commit\u2010\nments").replace("Chairperson-in", "Chairperson-\nin")
    assert CURRENT in verdict(client, copy.replace("unimpeded", "unim-\npeded"))


def _hostile(edition: Edition) -> list[str]:
    words = edition.body_text.split()
    shuffled = random.Random(1).choices(words, k=15_000)
    return [
        " ".join(shuffled),
        "\n".join(shuffled),
        "\n".join([edition.body_text] * 200),
        "\n".join(["1/2", edition.title] * 8_000),
        "\n".join(["> " * 50] * 1_000) + "\n".join(words),
        f"{edition.title} " * 2_500,
        "http://" + "a" * 100_000,
        " ".join(edition.sha256 for _ in range(1_500)),
        "\n".join(f"/news/{number}/x/" for number in range(6_000)),
        "-\n" * 50_000,
        "a-\n" * 30_000,
        f"{edition.body_text}\n" + "é" * 90_000,
    ]


@pytest.mark.parametrize("number", range(12))
def test_no_paste_takes_long(client, edition, number):
    text = _hostile(edition)[number][:100_000]
    start = time.process_time()
    response = client.post("/verify/", {"text": text})
    assert response.status_code in (200, 400)
    assert time.process_time() - start < 5


_TEXT = st.lists(st.sampled_from("abcdef"), max_size=40)


@settings(deadline=None, max_examples=200)
@given(_TEXT, _TEXT, st.lists(st.booleans(), min_size=40, max_size=40))
def test_what_is_matched_is_the_same_word_in_rising_order(original, pasted, taken):
    match = alignment.anchored(original, pasted)
    taken = [taken[at] and match[at] < 0 for at in range(len(pasted))]
    alignment.fill(original, pasted, match, taken, Effort(10_000))
    found = [at for at in match if at >= 0]
    assert found == sorted(set(found))
    assert all(original[at] == pasted[here] for here, at in enumerate(match) if at >= 0)
    assert not any(at >= 0 and taken[here] for here, at in enumerate(match))


@given(st.lists(st.integers(0, 999), min_size=8, max_size=60, unique=True), st.integers(0, 50), st.integers(6, 60))
def test_every_passage_is_matched_whole(numbers, start, length):
    original = [str(number) for number in numbers]
    passage = original[start : start + length]
    if len(passage) >= 6:
        assert alignment.anchored(original, passage) == list(range(start, start + len(passage)))


@given(st.text(max_size=300))
def test_reading_a_paste_never_fails(text):
    paste = read_paste(text)
    assert all(word.key == "".join(word.key.split()) for word in paste.words)
    assert paste.words_beside(set()) == paste.words


def test_a_hyphen_that_a_program_dropped_from_a_pdf_is_no_change_but_elsewhere_it_is(client, edition):
    copy = edition.body_text.replace("Chairperson-in-Office", "Chairperson-inOffice").replace("-in", "in")
    assert DIFFERS in verdict(client, copy)
    assert CURRENT in verdict(client, f"{copy}\n\n1/1\n")


def test_a_passage_of_common_words_is_found_among_many_texts_that_have_them(client, db):
    words = "participating states discussed measures against trafficking while members supported further dialogue"
    edition = published(title="Found", body=f"<p>Yesterday {words}.</p>")
    shuffled = words.split()
    for number in range(45):
        random.Random(number).shuffle(shuffled)
        published(title=f"Decoy {number}", body=f"<p>Yesterday {' '.join(shuffled)}.</p>")
    page = verdict(client, f"{words}")
    assert "These words were published" in page
    assert f'href="/news/{edition.release_id}/v1/"' in page


def test_a_paste_may_end_within_a_phrase_that_pages_have(client, edition):
    phrases = [edition.title, edition.summary, edition.dateline, site.ORGANISATION_NAME, f"{PASSAGE} {edition.title}"]
    for phrase in phrases:
        words = phrase.split()
        for length in range(1, len(words) + 1):
            verdict(client, f"{PASSAGE}\n{' '.join(words[:length])}")
