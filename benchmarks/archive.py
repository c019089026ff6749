"""Measures the archive in a fresh process: how long it takes to load, what it weighs, how fast it selects.

    DATA_DIR=… python -m benchmarks.archive

Prints JSON. The selections are random, seeded and all different: none to four values, each as likely as releases
carry it, half of them with days besides.
"""

import datetime as dt
import json
import os
import random
import statistics
import time
from collections.abc import Mapping
from typing import Any

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osce_cms.settings")
django.setup()

from django.db import connection  # noqa: E402

from newsroom.archive import Archive, current_archive  # noqa: E402
from newsroom.selection import Selection  # noqa: E402

SELECTIONS = 400
FACETS = ("country", "structure", "field", "tag", "kind", "lang")


def measure() -> dict[str, Any]:
    connection.ensure_connection()  # that the database starts is another matter
    weight, started = _weight(), time.perf_counter()
    archive = current_archive()
    loaded = time.perf_counter() - started
    whole = archive.select(Selection())
    for counts in whole.counts.values():
        len(counts)  # what counts need besides is made for the first ones
    added = _weight() - weight
    times = [_time(archive, selection) for selection in _selections(whole.counts, random.Random(1))]
    return {
        "releases": whole.total,
        "load_s": round(loaded, 2),
        "memory_mb": round(added / 2**20, 1),
        "selections": len(times),
        "median_ms": round(statistics.median(times), 3),
        "p95_ms": round(sorted(times)[int(len(times) * 0.95)], 3),
        "max_ms": round(max(times), 3),
    }


def _weight() -> int:
    return psutil.Process().memory_info().rss


def _time(archive: Archive, selection: Selection) -> float:
    started = time.perf_counter()
    result = archive.select(selection, 1, 20)
    for counts in result.counts.values():
        len(counts)  # counts are made when they are asked for: here, all of them
    return (time.perf_counter() - started) * 1000


def _selections(counts: Mapping[str, Mapping[str, int]], rng: random.Random) -> set[Selection]:
    """Empty archives, which have no values to choose, give fewer."""
    found: set[Selection] = set()
    for _ in range(SELECTIONS * 10):
        if len(found) == SELECTIONS:
            break
        chosen: dict[str, tuple[str, ...]] = {}
        for _ in range(rng.randrange(5)):
            name = rng.choice(FACETS)
            if values := counts.get(name):
                picked = rng.choices(list(values), list(values.values()))[0]
                chosen[name] = tuple(sorted({*chosen.get(name, ()), picked}))
        found.add(Selection(chosen, *_days(rng)))
    return found


def _days(rng: random.Random) -> tuple[dt.date | None, dt.date | None]:
    if rng.random() < 0.5:
        return None, None
    first = dt.date(1995, 1, 1) + dt.timedelta(days=rng.randrange(11_000))
    return first, first + dt.timedelta(days=rng.randrange(3_000))


if __name__ == "__main__":
    print(json.dumps(measure()))
