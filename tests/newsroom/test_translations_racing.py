"""Groups published by several at once: real threads on a real PostgreSQL."""

import pytest

from accounts.models import User
from newsroom import actions, translation_actions
from newsroom.models import Edition, Release
from tests.factories import ReleaseFactory, UserFactory

from .test_actions_racing import at_once
from .test_translations import translated

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(db) -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture(params=range(5))
def group(db, request) -> list[Release]:
    """English, Russian, French; five times, since chance decides who comes first."""
    original = ReleaseFactory()
    return [original, *(translated(original, language) for language in ("ru", "fr"))]


def test_of_two_overlapping_groups_one_is_published_whole_and_the_other_not_at_all(boss, group):
    english, russian, french = group
    answers = at_once(
        lambda: translation_actions.publish_together(releases=[english, russian], by=boss),
        lambda: translation_actions.publish_together(releases=[french, russian], by=boss),
    )
    made = [answer for answer in answers if isinstance(answer, list)]
    refused = [answer for answer in answers if isinstance(answer, actions.Refused)]
    assert (len(made), len(refused)) == (1, 1), answers
    assert "Russian: Nothing has changed" in str(refused[0])
    assert set(made[0]) == set(Edition.objects.all())


def test_a_group_racing_each_of_its_languages_ends_with_one_edition_of_each(boss, group):
    answers = at_once(
        lambda: translation_actions.publish_together(releases=group, by=boss),
        *[lambda one=one: actions.publish(release=one, by=boss) for one in reversed(group)],
    )
    assert [a for a in answers if not isinstance(a, list | Edition | actions.Refused)] == []  # no deadlock
    assert sorted(Edition.objects.values_list("release", "number")) == [(one.pk, 1) for one in group]


def test_a_group_racing_those_who_bring_its_translations_up_to_date_does_not_deadlock(boss, group):
    read, writer = group[0].updated_at.isoformat(), UserFactory(is_superuser=True)
    answers = at_once(
        lambda: translation_actions.publish_together(releases=group, by=boss),
        *[
            lambda one=one: translation_actions.bring_up_to_date(release=one, by=writer, read=read)
            for one in group[1:] * 2
        ],
    )
    assert [a for a in answers if isinstance(a, Exception)] == []
    assert len(answers[0]) == 3


def test_ten_who_begin_one_language_begin_it_once(boss):
    original = ReleaseFactory()
    answers = at_once(*[lambda: translation_actions.translate(release=original, into="ru", by=boss)] * 10)
    assert sum(isinstance(answer, Release) for answer in answers) == 1
    assert sum(isinstance(answer, actions.Refused) for answer in answers) == 9
    assert Release.objects.filter(translation_of=original).count() == 1
