"""Word by word from one text to another."""

import random
import re
import time

import pytest
from django.template.loader import render_to_string
from hypothesis import given, strategies

from newsroom.differences import Piece, words


def before(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def after(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def test_a_changed_word_is_removed_and_added():
    assert words("Twelve observers arrived.", "Fourteen observers arrived.") == [
        Piece("removed", "Twelve "),
        Piece("added", "Fourteen "),
        Piece("same", "observers arrived."),
    ]


def test_equal_texts_are_one_piece_and_empty_ones_none():
    assert words("One.\nTwo.", "One.\nTwo.") == [Piece("same", "One.\nTwo.")]
    assert words("", "") == []
    assert words("", "New") == [Piece("added", "New")]
    assert words("Old", "") == [Piece("removed", "Old")]


def test_a_comma_between_two_changes_is_part_of_them():
    assert words("on red, blue.", "on green, white.") == [
        Piece("same", "on "),
        Piece("removed", "red, blue"),
        Piece("added", "green, white"),
        Piece("same", "."),
    ]


def test_a_new_paragraph_leaves_the_others_alone():
    assert words("One.\nThree.\n", "One.\nTwo.\nThree.\n") == [
        Piece("same", "One.\n"),
        Piece("added", "Two.\n"),
        Piece("same", "Three.\n"),
    ]


@given(strategies.text("ab ,.\nй", max_size=60), strategies.text("ab ,.\nй", max_size=60))
def test_nothing_is_lost_on_the_way(one, other):
    pieces = words(one, other)
    assert (before(pieces), after(pieces)) == (one, other)
    assert all(piece.text for piece in pieces)
    assert all(a.kind != b.kind for a, b in zip(pieces, pieces[1:], strict=False))


def _long(seed: int, kinds: int, size: int = 100_000) -> str:
    draw = random.Random(seed)
    return " ".join(f"w{draw.randrange(kinds)}" for _ in range(size // 4))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a " * 50_000, "b a " * 25_000),
        ("a\n" * 50_000, "a b\n" * 25_000),
        (_long(1, 90), _long(2, 90)),
        (_long(1, 150), _long(2, 150)),
        (_long(1, 5000), _long(2, 5000)),
        ("x" * 100_000, "y" * 100_000),
        ("," * 100_000, ";," * 50_000),
        (_long(1, 300).replace(" ", "\n"), _long(2, 300).replace(" ", "\n")),
    ],
)
def test_time_is_bounded_for_texts_made_to_take_long(one, other):
    began = time.process_time()
    pieces = words(one, other)
    assert time.process_time() - began < 10  # without bounds some of these take minutes
    assert (before(pieces), after(pieces)) == (one, other)


def test_the_component_marks_words_and_escapes_them():
    html = render_to_string(
        "components/word_difference.html", {"before": "a <b> c", "after": "a <i> c", "language": "en"}
    )
    heard = re.sub(r"<span[^>]*>([^<]*)</span>", r"\1", html)
    assert "<del>[removed: b end]</del><ins>[added: i end]</ins>" in heard
    assert "&lt;" in html
    assert "<b>" not in html
