"""The search is as good as it has been."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsroom.archive import current_archive
from newsroom.judging import Judged, demo, judge, mean
from newsroom.models import Release
from tests.factories import published
from tests.fixtures import load

pytestmark = pytest.mark.django_db


def report(**options) -> str:
    out = StringIO()
    call_command("judge_search", stdout=out, **options)
    return out.getvalue()


def test_searches_over_the_demonstration_rank_as_well_as_they_did():
    load("taxonomy", "demo")
    assert len(demo()) >= 40
    assert all(
        Release.objects.filter(legacy_id=key).exists() for search in demo() for key in [*search.expect, *search.absent]
    )
    text = report(at_least=0.98)
    assert f"mean of {len(demo())} searches" in text


def test_searches_over_a_generated_corpus_rank_as_well_as_they_did():
    text = report(corpus="generated", at_least=1)
    assert "mean of" in text
    assert not Release.objects.exists()


def test_a_worse_search_fails_the_command():
    with pytest.raises(CommandError, match=r"mean by relevance is 0\.000, below 0\.500"):
        report(at_least=0.5)


def test_what_must_not_be_found_counts_as_a_failure():
    published(title="Border guards", legacy_id="1")
    published(title="Border police", legacy_id="2")
    searches = [Judged("border", ["1"]), Judged("border", ["1"], ["2"]), Judged("border -police", ["1"], ["2"])]
    verdicts = judge(searches, current_archive())
    assert [verdict.reciprocal_rank for verdict in verdicts] == [0.5, 0, 1]
    assert mean(verdicts) == 0.5
