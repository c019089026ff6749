"""The archive against brute force, and its freshness."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from newsroom import actions
from newsroom.archive import current_archive, read_archive
from newsroom.archive.order import Order
from newsroom.archive.words import Words
from newsroom.facets import FACETS
from newsroom.models import ArchiveVersion, Edition
from newsroom.selection import Selection
from tests.factories import CountryFactory, FieldFactory, ReleaseFactory, published, publisher_user
from tests.newsroom.oracle import Oracle, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_any_selection_gives_what_brute_force_gives(seed):
    world = World(60, seed)
    values = {facet.name: world.values(facet.name) for facet in FACETS}
    oracle = Oracle(timezone.now())
    archive = current_archive()
    assert len(archive) > 20
    for _ in range(50):
        selection = world.random_selection()
        total, ids, counts, months = oracle.answer(selection, values)
        result = archive.select(selection, 1, 1000)
        assert (result.total, result.edition_ids) == (total, ids), selection
        assert result.counts == counts, selection
        assert result.months == months, selection
        assert result.years == {year: sum(months[year].values()) for year in months}, selection


def test_pages_cut_the_same_order():
    editions = [published(dt.datetime(2001 + n, 1, 1, tzinfo=dt.UTC)) for n in range(7)]
    newest_first = [edition.pk for edition in reversed(editions)]
    archive = current_archive()
    pages = [archive.select(Selection(), page, 3).edition_ids for page in (1, 2, 3, 4)]
    assert pages == [newest_first[:3], newest_first[3:6], newest_first[6:], []]


def test_counts_ignore_their_own_facet():
    albania, serbia = CountryFactory(slug="albania"), CountryFactory(slug="serbia")
    policing = FieldFactory(slug="policing")
    published(countries=[albania], fields_of_work=[policing])
    published(countries=[serbia], fields_of_work=[policing])
    result = current_archive().select(Selection.of(country="albania"))
    assert result.total == 1
    assert result.counts["country"] == {"albania": 1, "serbia": 1}
    assert result.counts["field"] == {"policing": 1}


def test_a_branch_counts_a_release_once():
    media = FieldFactory(slug="media")
    laws, safety = FieldFactory(slug="laws", parent=media), FieldFactory(slug="safety", parent=media)
    published(fields_of_work=[media, laws, safety])
    assert current_archive().select(Selection.of(field="media")).counts["field"] == {
        "media": 1,
        "laws": 1,
        "safety": 1,
    }


def test_days_begin_and_end_by_the_clock_of_the_house(settings):
    published(dt.datetime(2021, 5, 9, 22, 30, tzinfo=dt.UTC))  # half past midnight in Vienna
    day = dt.date(2021, 5, 10)
    assert current_archive().select(Selection(from_=day, to=day)).total == 1
    assert current_archive().select(Selection(to=dt.date(2021, 5, 9))).total == 0


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_first_and_last_days_of_the_calendar_are_answered(day):
    published()
    assert current_archive().select(Selection(from_=day)).total in (0, 1)
    assert current_archive().select(Selection(to=day)).total in (0, 1)


def test_a_schedule_is_kept_to_the_second_without_a_worker():
    release = ReleaseFactory()
    from newsroom.snapshot import snapshot

    at = dt.datetime(2030, 1, 1, 14, tzinfo=dt.UTC)
    snapshot(release, number=1, published_at=at, live_from=at).save()
    with time_machine.travel(at - dt.timedelta(milliseconds=1), tick=False):
        assert current_archive().select(Selection()).total == 0
    with time_machine.travel(at, tick=False):
        assert current_archive().select(Selection()).total == 1


def test_the_archive_is_read_anew_only_after_a_change(django_assert_num_queries):
    published()
    before = current_archive()
    with django_assert_num_queries(1):
        assert current_archive() is before
    country = CountryFactory(slug="albania", name="Albania")
    country.name = "Shqipëria"
    country.save()
    assert str(current_archive().choices["country"]["albania"].label) == "Shqipëria"


@pytest.mark.parametrize("change", ["publish", "withdraw", "term", "sql"])
def test_every_road_of_change_draws_a_new_version(change):
    from django.db import connection

    release, by = ReleaseFactory(), publisher_user()
    actions.publish(release=release, by=by)
    before = ArchiveVersion.objects.get().number
    if change == "publish":
        release.title = "Changed"
        release.save()
        actions.publish(release=release, by=by)
    elif change == "withdraw":
        actions.withdraw(release=release, by=by, reason="Wrong")
    elif change == "term":
        FieldFactory()
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE taxonomy_structure SET position = position + 1")
    assert ArchiveVersion.objects.get().number > before


def test_related_news_shares_terms_and_language_and_leaves_itself_out():
    albania, policing = CountryFactory(slug="albania"), FieldFactory(slug="policing")
    mine = published(countries=[albania], fields_of_work=[policing])
    both = published(dt.datetime(2001, 1, 1, tzinfo=dt.UTC), countries=[albania], fields_of_work=[policing])
    field = published(countries=[CountryFactory()], fields_of_work=[policing])
    published(language="ru", countries=[albania], fields_of_work=[policing])
    published(countries=[CountryFactory()])
    assert current_archive().related(mine) == [(both.pk, "country_field"), (field.pk, "source_field")]


def test_reading_the_archive_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    for _ in range(5):
        published(countries=[CountryFactory()])
    version = ArchiveVersion.objects.get().number
    with django_assert_max_num_queries(2 + len(FACETS)):
        assert len(read_archive(version, timezone.now())) == Edition.objects.live().count() == 5


def test_the_most_common_values_are_those_that_counting_all_gives():
    world = World(60, 5)
    archive = current_archive()
    for _ in range(40):
        for counts in archive.select(world.random_selection()).counts.values():
            for most in (1, 2, 5, 50):
                by_count = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
                assert counts.most_common(most) == by_count[:most]


def test_answers_that_were_asked_for_last_are_remembered_and_no_more(monkeypatch):
    monkeypatch.setattr("newsroom.archive.words.MOST", 3)
    asked, words, order = [], Words(), Order()

    def positions(word: str) -> None:
        words.positions(word, order, lambda new: asked.append(word) or [])

    for word in "abcd":
        positions(word)
    for word in "dcb":  # the last three, and then the one that was forgotten
        positions(word)
    assert asked == list("abcd")
    positions("a")
    positions("d")  # asked for longest ago of the three
    assert asked == list("abcdad")
