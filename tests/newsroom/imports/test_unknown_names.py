"""Names that are not in the vocabulary: told together, by frequency, each with the nearest that is there."""

import pytest

from newsroom.imports.unknown import UnknownTally
from tests.newsroom.imports.conftest import line

pytestmark = pytest.mark.django_db


def test_unknown_names_are_told_by_frequency_with_the_nearest(run):
    lines = [line(number, structures=["OSCE Sekretariat"]) for number in range(3)]
    outcome = run(*lines, line(10, countries=["Albanja", "Xqzwv"]), line(11, countries=["Albanja"]), line(12))
    assert outcome.counts == (1, 0, 0, 5)
    report = outcome.stderr[outcome.stderr.index("Not in the vocabulary, by frequency:") :]
    assert report.splitlines()[:-1] == [
        "Not in the vocabulary, by frequency:",
        "    3 × structures “OSCE Sekretariat” (nearest: OSCE Secretariat)",
        "    2 × countries “Albanja” (nearest: Albania)",
        "    1 × countries “Xqzwv”",
    ]


def test_processes_that_read_hand_the_names_over(run):
    outcome = run(*(line(number, structures=["Secretariate"]) for number in range(20)), workers=2)
    assert "    20 × structures “Secretariate” (nearest: Secretariat)" in outcome.stderr


def test_a_file_in_which_all_names_are_known_says_nothing_of_it(run):
    assert "Not in the vocabulary" not in run(line(1)).stderr


def test_of_names_without_end_the_report_stays_short():
    tally = UnknownTally()
    for number in range(tally.MOST + 500):
        tally.add([("tags", f"name {number}")])
    tally.add([("tags", "name 3")])
    lines = tally.lines()
    assert len(lines) == tally.TOLD + 2
    assert lines[1] == "    2 × tags “name 3”"
    assert lines[-1] == "    and 9,970 other names, at least"
