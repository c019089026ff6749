"""Reciprocal ranks of judged searches."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..archive import Archive
from ..models import Edition
from ..selection import Selection

#: What stands lower than this is as good as not found.
DEPTH = 100


class Judged(NamedTuple):
    """A search, the releases of which one should come first, and those that must not come at all: by legacy id."""

    q: str
    expect: Sequence[str]
    absent: Sequence[str] = ()


class Verdict(NamedTuple):
    """A search and the reciprocal rank it has reached: 1 for the first place, 1/2 for the second, 0 if not found."""

    judged: Judged
    reciprocal_rank: float


def demo() -> list[Judged]:
    """Searches over the releases of fixtures/demo.json."""
    return [Judged(**row) for row in json.loads((Path(__file__).parent / "demo.json").read_text())]


def judge(searches: Iterable[Judged], archive: Archive, sort: str = "") -> list[Verdict]:
    """Make each search, in the given order of results. What must not be found and is makes the rank 0."""
    return [Verdict(judged, _reciprocal_rank(judged, archive, sort)) for judged in searches]


def mean(verdicts: Sequence[Verdict]) -> float:
    """The mean reciprocal rank."""
    return sum(verdict.reciprocal_rank for verdict in verdicts) / len(verdicts)


def _reciprocal_rank(judged: Judged, archive: Archive, sort: str) -> float:
    ids = archive.select(Selection(q=judged.q, sort=sort), 1, DEPTH).edition_ids
    legacy_ids = dict(Edition.objects.filter(pk__in=ids).values_list("pk", "release__legacy_id"))
    found = [legacy_ids[pk] for pk in ids]
    if set(judged.absent).intersection(found):
        return 0.0
    return max((1 / (found.index(wanted) + 1) for wanted in judged.expect if wanted in found), default=0.0)
