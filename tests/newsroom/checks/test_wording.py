"""How a text is written: what is noticed, and what is left alone."""

import pytest

from newsroom.checks import CHECKS
from newsroom.checks.draft import SAMPLE, Neighbour
from newsroom.checks.house_style import misspelt
from newsroom.checks.likeness import alike
from newsroom.checks.wording import NoDatelineInText, SummaryIsNoOpening


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("closer cooperation", [("cooperation", "co-operation")]),
        ("Cooperation is needed", [("cooperation", "co-operation")]),
        ("a coordinator coordinated", [("coordinator", "co-ordinator"), ("coordinated", "co-ordinated")]),
        ("organised crime, organisations", [("organised", "organized"), ("organisations", "organizations")]),
        ("participating states", [("participating states", "participating State" + "s")]),
        ("ten percent by email", [("percent", "per cent"), ("email", "e-mail")]),
        ("neighborhood watch, neighbors", [("neighborhood", "neighbourhood"), ("neighbors", "neighbours")]),
        ("a computer program", []),
        ("co-operation, co-ordinator, programme, organized, organization, centre", []),
        ("the Organisation for Economic Co-operation and Development", []),
        ("see https://center.example.org/program and coordinator@example.org", []),
        ("Cooperation Council met", []),
        ("", []),
    ],
)
def test_house_style(text, expected):
    assert list(misspelt(text)) == expected


@pytest.mark.parametrize(
    ("opening", "is_dateline"),
    [
        ("VIENNA, 10 May 2021 – The talks began.", True),
        ("Belgrade, 4 May – The talks began.", True),
        ("BELGRADE — The talks began.", True),
        ("SARAJEVO/BELGRADE, 4 May 2026 - The talks began.", True),
        ("БЕЛГРАД, 4 мая 2026 г. – Переговоры начались.", True),
        ("OSCE experts – all of them – met on 4 May 2026.", False),
        ("Belgrade hosted talks – the third since 2020.", False),
        ("In 2026, judges met – again.", False),
        ("A long-term plan, 2026–2030, was adopted.", False),
        ("ODIHR observers will stay until 5 May 2026 – and longer.", False),
    ],
)
def test_datelines_in_the_text(opening, is_dateline):
    found = list(NoDatelineInText().find(SAMPLE.but(body=f"<p>{opening}</p>")))
    assert bool(found) is is_dateline


def test_a_summary_that_only_begins_like_the_text_is_none_repeated():
    check, opening = SummaryIsNoOpening(), "Thirty judges from Serbia ended a course on cyber evidence today."
    assert list(check.find(SAMPLE.but(summary=opening)))
    assert list(check.find(SAMPLE.but(summary=opening.upper() + " Three more are planned.")))
    assert not list(check.find(SAMPLE.but(summary="Thirty judges from Serbia ended a course.")))
    assert not list(check.find(SAMPLE.but(summary="", body="")))


def test_likeness_is_measured_by_title_and_opening_and_a_series_is_none():
    draft = SAMPLE.but(
        title="Daily report 12/2026", body="<p>Summary of what was seen in the last day in the east.</p>"
    )
    same = Neighbour(1, "Daily report 12/2026", draft.opening)
    next_day = Neighbour(2, "Daily report 13/2026", draft.opening)
    other = Neighbour(3, "Daily report 12/2026", "A bridge was opened by mayors of both towns after long repairs.")
    assert alike(draft.but(neighbours=(same, next_day, other))) == [same]
    assert alike(SAMPLE.but(title="", body="", neighbours=(Neighbour(4, "", ""),))) == []


@pytest.mark.parametrize(
    "text",
    [
        "A" * 9_000,
        "Korea " * 2_000,
        "–" * 5_000,
        "a-" * 5_000,
        "cooperat" * 2_000,
        "\0\ud800" * 1_000,
        "<p" * 99,
        "é.É" * 999,
    ],
)
def test_nothing_that_can_be_typed_breaks_a_check(text):
    for check in CHECKS:
        list(check.examine(SAMPLE.but(title=text, summary=text, place=text, body=f"<p>{text}</p>")))
