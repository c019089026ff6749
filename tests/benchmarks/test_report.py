"""What becomes of the figures of a run."""

from typing import Any

from benchmarks.report import report
from benchmarks.targets import rows


def measured(rate: float, median: float) -> dict[str, Any]:
    return {side: {"requests": 9, "rate": rate, "median": median, "p99": 2 * median} for side in ("one", "many")}


def results(cached_rate: float = 900, deep: float = 2.1, large: float = 2.5) -> dict[str, Any]:
    """A run of two kinds at two sizes, with a peer that is 150 times slower and a floor of 1,000 requests a second."""
    ours: dict[str, Any] = {
        "import": {"seconds": 1, "per_second": 3_500},
        "queries": {"off": {"common country": 2, "list page 1": 3}, "on": {"common country": 1}},
        "archive": {"load_s": 1, "memory_mb": 9, "median_ms": 0.4, "p95_ms": 1, "max_ms": 2},
        "off": {
            "common country": measured(300, 3),
            "list page 1": measured(400, 2),
        },
        "on": {"common country": measured(cached_rate, 1)},
        "depth": {"list page 1": 2, "list page 5,000": deep},
        "slowest": {"kind": "common country", "site": cached_rate, "floor": 1000},
        "memory_off_mb": [90, 91],
        "memory_on_mb": [92, 93],
        "floor": [measured(990, 1), measured(1010, 1)],
    }
    peer = {"threads": 0, "queries": {"common country": "19"}, "off": {"common country": measured(2, 500)}}
    machine = {"processor": "x", "cores": 2, "memory_gb": 8, "load_before": 0, "versions": {"Python": "3.11"}}
    head = {"date": "2026-11-24T10:00+00:00", "seconds": 2, "seed": 1, "machine": machine}
    return head | {
        "growth": {"common country": {"small": 3, "large": 3.6}, "year": {"small": 2, "large": large}},
        "ours": {"1000": ours, "100000": ours},
        "peer": {"100000": peer},
    }


def kept(figures: dict[str, Any], words: str) -> tuple[str, bool | None]:
    return next((row.measured, row.kept) for row in rows(figures) if words in row.promise)


def test_promises_are_held_against_the_figures_of_the_same_run():
    assert kept(results(), "common country, 100,000") == ("150 ×", True)
    assert kept(results(), "common country: median from 1,000 to 100,000") == ("1.2 ×", True)
    assert kept(results(large=4), "year: median from 1,000 to 100,000") == ("2 ×", False)
    assert kept(results(), "list page 5,000 against page 1") == ("1.05 ×", True)
    assert kept(results(deep=2.3), "list page 5,000 against page 1") == ("1.15 ×", False)
    assert kept(results(), "cache on, 100,000") == ("0.9 ×", True)
    assert kept(results(cached_rate=700), "cache on, 100,000") == ("0.7 ×", False)
    assert kept(results(), "queries of a list page") == ("3", True)
    assert kept(results(), "queries of any page, cache on") == ("1", True)
    assert kept(results(), "reading an archive of 100,000") == ("1 s", True)
    assert kept(results(), "import of 100,000") == ("3,500", True)


def test_what_was_not_measured_is_neither_kept_nor_broken():
    assert kept(results(), "rare country, 100,000") == ("not measured", None)


def test_the_page_of_results_has_every_table():
    text = report(results())
    assert "| common country | 2 | 3 / 300 / 3 / 6 | 3 / 300 / 3 / 6 |" in text
    assert "| common country | 1 | 1 / 900 / 1 / 2 | 1 / 900 / 1 / 2 |" in text
    assert "| common country | 19 | 500 / 2 / 500 / 1,000 | 150.0 |" in text
    assert "| 100,000 | 0.4 / 1 / 2 | 1 | 9 | 90 + 91; 92 + 93 | 3,500 |" in text
    assert "| before | 1 / 990 / 1 / 2 | 1 / 990 / 1 / 2 |" in text
    assert "× the mean of both | 0.90–0.90 | 0.90–0.90 |" in text
    assert "| year | 2 | 2.5 |" in text
    assert "| list page 5,000 | 2.1 | 2.1 |" in text
    assert "of that kind | 1,000; 900 | 1,000; 900 |" in text
    assert "**no**" not in text


def test_a_run_without_a_peer_has_a_page_too():
    assert "## The peer" not in report(results() | {"peer": {}})
