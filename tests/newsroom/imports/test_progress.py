"""What somebody who waits is told."""

import io

import pytest

from newsroom.imports.progress import Progress, duration


def test_a_log_gets_a_line_now_and_then_with_pace_and_time_left():
    now = [0.0]
    out = io.StringIO()
    with Progress(1000, out, lambda: now[0]) as progress:
        for step in range(1, 11):
            now[0] = 5.0 * step
            progress(100 * step, 1000)
        summary = progress.summary()
    assert out.getvalue().splitlines()[:2] == [
        "20 %: 2,000 lines, 200 a second, about 40 s left",
        "40 %: 4,000 lines, 200 a second, about 30 s left",
    ]
    assert len(out.getvalue().splitlines()) == 5
    assert summary == "10,000 lines in 50 s, 200 a second"


def test_the_estimate_follows_the_pace_of_late():
    now = [0.0]
    out = io.StringIO()
    with Progress(10_000, out, lambda: now[0]) as progress:
        for step in range(1, 10):
            now[0] += 10
            progress(1000 * step, 1000)
        now[0] += 100
        progress(9_500, 500)
    assert out.getvalue().splitlines()[-1] == "95 %: 9,500 lines, 37 a second, about 14 s left"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (3725, "1 h 2 min 5 s"), (3600, "1 h 0 min 0 s")]
)  # fmt: skip
def test_durations_are_words(seconds, words):
    assert duration(seconds) == words


def test_an_empty_file_is_no_trouble():
    with Progress(0, io.StringIO(), lambda: 0.0) as progress:
        progress(0, 0)
    assert progress.summary() == "0 lines in 0 s, 0 a second"
