"""What an import prints: one line of counts on stdout; rejects, notes and unknown keys on stderr, always in one order."""

from collections.abc import Callable

import pytest

from newsroom.imports import reading as reading_module
from newsroom.imports.reading import Reading
from newsroom.imports.report import Report
from newsroom.models import Release

from .conftest import line

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(monkeypatch) -> Callable[..., None]:
    """A function that has the reading of every line add what `sentences` makes of its legacy_id."""
    read = reading_module._read

    def add(sentences: Callable[[str], list[str]]) -> None:
        def with_notes(*args) -> Reading:
            found = read(*args)
            return found._replace(notes=sentences(found.legacy_id))

        monkeypatch.setattr(reading_module, "_read", with_notes)

    return add


def test_rejects_come_before_notes_before_unknown_keys_each_in_the_order_of_the_file(run, noted):
    noted(lambda legacy_id: [f"About {legacy_id}.", "Again."])
    outcome = run(line(1, zebra=1, apple=2), line(2, kind="haiku"), line(3, mango=1, zebra=1), b"[]")
    told = outcome.stderr.splitlines()
    assert [one.split(" is unknown")[0] for one in told[:2]] == [
        "line 2: kind: “haiku”",
        "line 4: The line is not a JSON object but a list.",
    ]
    assert told[2:6] == [
        "line 1: note: About 1.",
        "line 1: note: Again.",
        "line 3: note: About 3.",
        "line 3: note: Again.",
    ]
    assert told[6:9] == [
        "note: the key “zebra” is not known and was ignored (2 lines)",
        "note: the key “apple” is not known and was ignored (1 lines)",
        "note: the key “mango” is not known and was ignored (1 lines)",
    ]


def test_of_more_than_twenty_unknown_keys_the_first_of_the_file_are_named(run):
    keys = [f"{chr(ord('z') - n)}{n}" for n in range(25)]
    outcome = run(line(1, **dict.fromkeys(keys, 1)))
    assert [one.split("“")[1].split("”")[0] for one in outcome.stderr.splitlines()[:-1]] == keys[:20]


def test_a_note_is_about_a_line_that_was_imported_in_this_run(run, noted):
    noted(lambda legacy_id: [f"About {legacy_id}."])
    run(line(1), line(2), line(3))
    Release.objects.filter(legacy_id="3").update(title="Edited here")
    outcome = run(line(1), line(2, title="Changed"), line(3, title="Changed"))
    assert outcome.counts == (0, 1, 1, 1)
    assert [one for one in outcome.stderr.splitlines() if "note" in one] == ["line 2: note: About 2."]


def test_fifty_notes_are_printed_and_the_rest_counted(run, noted):
    noted(lambda legacy_id: ["One.", "Two."])
    told = run(*[line(n) for n in range(1, 28)]).stderr.splitlines()
    assert told[49:51] == ["line 25: note: Two.", "and 4 more notes"]


def test_a_note_does_not_command_the_terminal():
    report = Report()
    report.note(1, "\x1b[2J")
    assert report.notes == ["line 1: note: �[2J"]


def test_the_last_sentence_says_when_readers_see_what_was_imported(run, settings):
    assert run(line(1)).stderr == "Readers see all of this at once.\n"
    settings.ARCHIVE_WAIT_MS = 0
    assert run(line(1), line(2)).stderr == (
        "Readers may see the archive as it was before for up to about 3 s (each process reads 2 releases again).\n"
    )
    assert run(line(1), line(2)).stderr == "", "nothing was imported"
