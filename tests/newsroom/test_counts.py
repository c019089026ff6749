"""Counts against sets: of any size, in bases of any density."""

import random

import pytest
from pyroaring import BitMap

from newsroom.archive.counts import Base, Counts
from newsroom.archive.forms import Forms
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
def forms(own) -> Forms:
    choices = {value: Choice(value, value) for value in own}
    values = Values(TAGS, choices, {value: BitMap(positions) for value, positions in own.items()})
    return Forms(values, BitMap(EVERYTHING))


@pytest.fixture(scope="module", params=[0, 0.00003, 0.004, 0.006, 0.03, 0.06, 0.07, 0.5, 1], ids="{:.3%}".format)
def hits(request) -> frozenset[int]:
    """What a selection of this share of all positions finds."""
    return _some(random.Random(2), request.param)


@pytest.fixture(scope="module")
def wanted(own, hits) -> dict[str, int]:
    return {value: n for value, positions in own.items() if (n := len(positions & hits))}


@pytest.fixture
def counts(forms, hits) -> Counts:
    return Counts(forms, Base(BitMap(hits), BitMap(EVERYTHING)))


def test_all_counts_are_those_of_sets(counts, wanted):
    assert dict(counts) == wanted


def test_a_single_count_is_that_of_sets(counts, wanted, own):
    assert {value: counts.get(value, 0) for value in own} == {value: wanted.get(value, 0) for value in own}


@pytest.mark.parametrize("most", [1, 7, 40, 100, 1_000])
def test_the_most_common_are_those_of_sets(counts, wanted, most):
    assert counts.most_common(most) == sorted(wanted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def test_rare_values_are_packed_without_loss(forms, own):
    packs = forms.packs
    assert sorted(value for pack in packs for value in pack.values) == sorted(own)
    assert 25 < len(packs) < len(own) * 2 / 3
    for pack in packs:
        together = pack.together
        positions = set(EVERYTHING) - set(together.positions) if together.left_out else set(together.positions)
        assert positions == set().union(*(own[value] for value in pack.values))
        assert (together.size, pack.most) == (len(positions), max(len(own[value]) for value in pack.values))


def test_long_lists_alone_are_told_by_what_they_leave_out(forms, own):
    shares = [len(own[value]) / len(EVERYTHING) for value, form in forms.by_value.items() if form.left_out]
    assert len(shares) > 5
    assert all(1 / 64 < share < 1 / 8 for share in shares)  # of every other position: half of that of 65,536
