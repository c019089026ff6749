"""Bad lines among good ones: each is refused for its own reason, and the good ones are kept."""

import json
import os
import re
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from newsroom.imports import run as run_module
from newsroom.imports.lines import MAX_LINE, read_lines
from newsroom.models import Edition, Release

from .conftest import line

pytestmark = pytest.mark.django_db


def raw(**values) -> bytes:
    return json.dumps(line("bad", **values)).encode()


BAD = {
    "too long": (b'{"legacy_id": "bad", "title": "' + b"x" * (5 * MAX_LINE) + b'"}', "longer than 2,000,000"),
    "not UTF-8": ('{"legacy_id": "bad", "title": "Zürich"}'.encode("latin-1"), "not UTF-8"),
    "UTF-16": ('{"legacy_id": 1}'.encode("utf-16"), "not UTF-8"),
    "truncated": (b'{"legacy_id": "bad", "title": "He', "not JSON: Unterminated string"),
    "two objects": (b'{"legacy_id": "bad"}{"legacy_id": "worse"}', "not JSON: Extra data"),
    "a list": (b"[1, 2]", "not a JSON object but a list"),
    "null": (b"null", "not a JSON object but null"),
    "nested deeply": (b"[" * 100_000, "nested too deeply"),
    "nested deeply inside": (b'{"legacy_id": "bad", "x": ' + b"[" * 9_000 + b"]" * 9_000 + b"}", "deeply"),
    "a number without end": (b'{"legacy_id": ' + b"9" * 5_000 + b"}", "number that is too long"),
    "half a character": (rb'{"legacy_id": "bad", "title": "\ud800"}', "half a character"),
    "NUL": (raw(title="a\x00b"), "NUL character"),
    "NUL in a list": (raw(tags=["a\x00b"]), "NUL character"),
    "no legacy_id": (b'{"title": "T", "published_at": "2021-05-10"}', "legacy_id is missing"),
    "an empty legacy_id": (b'{"legacy_id": " "}', "legacy_id is missing"),
    "legacy_id true": (b'{"legacy_id": true}', "legacy_id must be"),
    "legacy_id an object": (b'{"legacy_id": {"a": 1}}', "legacy_id must be"),
    "legacy_id too long": (b'{"legacy_id": "' + b"7" * 51 + b'"}', "legacy_id has 51 characters"),
    "no title": (raw(title=None), "title is missing"),
    "a blank title": (raw(title=" \n "), "title is missing"),
    "title too long": (raw(title="x" * 301), "title has 301 characters"),
    "title a number": (raw(title=5), "title must be a text"),
    "place too long": (raw(place="x" * 101), "place has 101 characters"),
    "summary too long": (raw(summary="x" * 1001), "summary has 1001 characters"),
    "no date": (raw(published_at=None), "published_at is missing"),
    "a date in the year 20211": (raw(published_at="20211-05-10"), "“20211-05-10” is no date"),
    "a date before": (raw(published_at="1972-12-31"), "outside the years 1973 to 2100"),
    "a date after": (raw(published_at="2101-01-01T00:00:00Z"), "outside the years"),
    "the first date of all": (raw(published_at="0001-01-01T00:00:00+14:00"), "outside the years"),
    "the 31st of June": (raw(published_at="2021-06-31"), "is no date"),
    "a time stamp": (raw(published_at=1620648000), "published_at must be a text"),
    "an unknown kind": (raw(kind="haiku"), "kind: “haiku” is unknown"),
    "an unknown language": (raw(language="xx"), "language: “xx” is unknown"),
    "body not a text": (raw(body_html=["<p>a</p>"]), "body_html must be a text"),
    "body too long": (raw(body_html="x" * 400_001), "body_html: The text has 400001 characters"),
    "body too deep": (raw(body_html="<blockquote>" * 50 + "x"), "body_html: The text is nested too deeply"),
    "an unknown country": (raw(countries=["Albania", "Atlantis"]), "vocabulary: countries “Atlantis”."),
    "unknown names of all kinds": (
        raw(structures="A", partner_groups="B", fields_of_work="C", meetings="D", projects="E"),
        "partner_groups “B”; structures “A”; fields_of_work “C”; meetings “D”; projects “E”",
    ),
    "a list with numbers": (raw(countries=[1]), "countries must be a list of names"),
    "an object for a list": (raw(tags={"a": 1}), "tags must be a list of names"),
    "a number for a list": (raw(meetings=7), "meetings must be a list of names"),
    "too many names": (raw(tags=[f"t{n}" for n in range(201)]), "tags has 201 names"),
    "a tag too long": (raw(tags=["x" * 101]), "tags: “x"),
    "no such original": (raw(translation_of="nobody"), "there is no release nobody"),
    "a translation of itself": (raw(translation_of="bad"), "there is no release bad"),
    "no address": (raw(legacy_url="https://[bad/x"), "is no address"),
    "the home page": (raw(legacy_url="https://www.osce.org/"), "does not lead to a page"),
    "an address too long": (raw(legacy_url="/" + "x" * 500), "legacy_url has an address of 501 characters"),
    "an address with NUL": (raw(legacy_url="/a%00b"), "does not lead to a page"),
    "an address given before": (raw(legacy_url="/first/"), "/first is the former address of another release"),
    "a legacy_id given before": (json.dumps(line("first")).encode(), "first stands on an earlier line"),
    "more than a search vector holds": (
        b'{"legacy_id": "bad", "title": "T", "published_at": "2021-05-10", "language": "ka", "body_html": "'
        + "".join(f"{'აბგდევზ' * 4}{n:x} " for n in range(12_000)).encode()
        + b'"}',
        "The database refused it: string is too long for tsvector",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_refused_and_the_good_ones_kept(run, name):
    content, reason = BAD[name]
    outcome = run(line("first", legacy_url="/first"), content, line("last"))
    assert (outcome.status, outcome.counts) == (1, (2, 0, 0, 1))
    assert reason in outcome.reasons[2]
    assert f"line 2: {outcome.reasons[2]}" in outcome.stderr
    assert len(outcome.rejects[0]["text"]) <= 10_000
    assert set(Edition.objects.values_list("title", flat=True)) == {"Title first", "Title last"}
    assert Release.objects.count() == 2


def test_all_bad_lines_in_one_file(run):
    contents = [content for content, _reason in BAD.values() if b"first" not in content]
    lines = [part for number, content in enumerate(contents) for part in (line(number), content)]
    # They share a legacy_id: those of which it can be read are refused as repeated, and all are refused.
    outcome = run(*lines)
    assert outcome.counts == (len(contents), 0, 0, len(contents))
    assert list(outcome.reasons) == [2 * number for number in range(1, len(contents) + 1)]


def test_blank_lines_and_a_byte_order_mark_are_passed_over(run):
    one, two = json.dumps(line(1)).encode(), json.dumps(line(2)).encode()
    outcome = run(b"\xef\xbb\xbf" + one, b"", b"  \r", two + b"\r", b"[]")
    assert outcome.counts == (2, 0, 0, 1)
    assert list(outcome.reasons) == [5]


def test_a_last_line_without_its_end_is_read(run, tmp_path):
    file = tmp_path / "short.jsonl"
    file.write_text(json.dumps(line()))
    call_command("import_releases", str(file))
    assert Release.objects.get().legacy_id == "1"


def test_a_long_line_is_never_held(tmp_path):
    file = tmp_path / "long.jsonl"
    file.write_bytes(b"x" * 50_000_000 + b"\n{}\n")
    tracemalloc.start()
    with file.open("rb") as opened:
        lines = list(read_lines(opened))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(one.number, one.too_long) for one in lines] == [(1, True), (2, False)]
    assert peak < 4 * MAX_LINE


def test_a_line_of_just_the_limit_is_read(tmp_path):
    file = tmp_path / "limit.jsonl"
    file.write_bytes(b"x" * MAX_LINE + b"\r\n" + b"y" * (MAX_LINE + 1) + b"\n" + b"z" * MAX_LINE)
    with file.open("rb") as opened:
        assert [one.too_long for one in read_lines(opened)] == [False, True, False]


def test_rejects_are_replaced_and_removed_when_there_are_none(run, tmp_path):
    file = tmp_path / "releases.rejects.jsonl"
    assert run(line(), b"[1]").rejects == [
        {"line": 2, "reason": "The line is not a JSON object but a list.", "text": "[1]"}
    ]
    assert run(line(), b"[2]").rejects[0]["text"] == "[2]"
    assert run(line()).status == 0
    assert not file.exists()


def test_rejects_go_where_one_wants_them(run, tmp_path):
    elsewhere = tmp_path / "elsewhere.jsonl"
    assert len(run(b"[1]", rejects=elsewhere).rejects) == 1
    assert not (tmp_path / "releases.rejects.jsonl").exists()


def test_no_more_than_fifty_are_printed(run):
    outcome = run(*[b"[]"] * 53)
    assert len(re.findall(r"^line \d+: ", outcome.stderr, re.MULTILINE)) == 50
    assert re.search(r"and 3 more in .*releases\.rejects\.jsonl", outcome.stderr)
    assert len(outcome.rejects) == 53


def test_nothing_printed_commands_the_terminal(run):
    assert "\x1b" not in run(line(kind="x", title="\x1b[2J", tags="a"), line("\x1b[2J", language="xx")).stderr


def test_unknown_keys_are_told(run):
    outcome = run(line(country="Albania"), line(2, country="Albania"))
    assert outcome.status == 0
    assert "“country” is not known and was ignored (2 lines)" in outcome.stderr


def test_a_file_that_cannot_be_read_says_so(db, tmp_path):
    for file in (tmp_path, tmp_path / "nothing.jsonl"):
        with pytest.raises(CommandError) as error:
            call_command("import_releases", str(file))
        assert error.value.returncode == 2


def test_rejects_that_cannot_be_written_stop_it_before_the_first_line(run, tmp_path):
    with pytest.raises(CommandError) as error:
        run(line(), rejects=tmp_path / "no" / "folder.jsonl")
    assert error.value.returncode == 2
    assert not Release.objects.exists()


def test_rejects_never_overwrite_the_file(run, tmp_path):
    file, same = tmp_path / "releases.jsonl", tmp_path / "same.jsonl"
    file.touch()
    os.link(file, same)
    with pytest.raises(CommandError) as error:
        run(line(), rejects=same)
    assert error.value.returncode == 2
    assert json.loads(file.read_text()) == line()


def test_an_interruption_leaves_whole_batches_and_running_again_completes(run, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH_LINES", 2)
    monkeypatch.setattr(run_module, "store", _interrupting(run_module.store, at=2))
    lines = [line(n) for n in range(5)]
    with pytest.raises(CommandError, match="Run again"):
        run(*lines)
    assert (Release.objects.count(), Edition.objects.count()) == (2, 2)
    assert run(*lines).counts == (3, 0, 2, 0)


def _interrupting(function, at: int):
    calls = []

    def interrupted(*args):
        calls.append(args)
        function(*args)
        if len(calls) == at:
            raise KeyboardInterrupt

    return interrupted
