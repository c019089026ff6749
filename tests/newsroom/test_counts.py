"""Counts against sets: of any size, in bases of any density."""

import random

import pytest
from pyroaring import BitMap

from newsroom.archive.counts import Base, Counts
from newsroom.archive.values import Values
from newsroom.facets import FACETS, Choice

WHOLE = 200_000
EVERYTHING = range(0, WHOLE, 2)  # every other position is vacant
TAGS = next(facet for facet in FACETS if facet.open)


def _some(chance: random.Random, share: float) -> frozenset[int]:
    return frozenset(chance.sample(EVERYTHING, int(len(EVERYTHING) * share)))


@pytest.fixture(scope="module")
def own() -> dict[str, frozenset[int]]:
    """Values as frequent as words are: a few are in nearly all, most in a few dozen positions, many in as many."""
    chance = random.Random(1)
    shares = [0.9, 0.3, *(0.2 / rank for rank in range(1, 300)), *[0.0002] * 50]
    return {f"tag-{chance.random()}": _some(chance, share) for share in shares}


@pytest.fixture(scope="module")
def values(own) -> Values:
    choices = {value: Choice(value, value) for value in own}
    return Values(TAGS, choices, {value: BitMap(positions) for value, positions in own.items()})


@pytest.fixture(scope="module", params=[0, 0.00003, 0.004, 0.006, 0.03, 0.06, 0.07, 0.5, 1], ids="{:.3%}".format)
def hits(request) -> frozenset[int]:
    """What a selection of this share of all positions finds."""
    return _some(random.Random(2), request.param)


@pytest.fixture(scope="module")
def wanted(own, hits) -> dict[str, int]:
    return {value: n for value, positions in own.items() if (n := len(positions & hits))}


@pytest.fixture
def counts(values, hits) -> Counts:
    return Counts(values, Base(BitMap(hits), BitMap(EVERYTHING)))


def test_all_counts_are_those_of_sets(counts, wanted):
    assert dict(counts) == wanted


def test_a_single_count_is_that_of_sets(counts, wanted, own):
    assert {value: counts.get(value, 0) for value in own} == {value: wanted.get(value, 0) for value in own}


@pytest.mark.parametrize("most", [1, 7, 40, 100, 1_000])
def test_the_most_common_are_those_of_sets(counts, wanted, most):
    assert counts.most_common(most) == sorted(wanted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def test_rare_values_are_packed_without_loss(values, own):
    packs = values.packs
    assert sorted(value for pack in packs for value in pack.values) == sorted(own)
    assert 25 < len(packs) < len(own) * 2 / 3
    for pack in packs:
        assert set(pack.positions) == set().union(*(own[value] for value in pack.values))
        assert (pack.size, pack.most) == (len(pack.positions), max(len(own[value]) for value in pack.values))
