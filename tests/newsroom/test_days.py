"""One day per release: by the clock of its desk, the same wherever readers and staff meet it."""

import datetime as dt
import json
import re

import pytest
import time_machine

from accounts.models import Desk, Membership
from newsroom.archive.days import OddDays
from newsroom.models import Edition, Release
from newsroom.schedule import moment
from tests.factories import ReleaseFactory, StructureFactory, published, user_in_role
from tests.newsroom.imports.conftest import line, run, vocabulary  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

#: 1 December in Bishkek, 30 November in Vienna.
SMALL_HOURS = dt.datetime(2021, 11, 30, 21, 30, tzinfo=dt.UTC)


@pytest.fixture
def bishkek(db) -> Desk:
    return Desk.objects.create(structure=StructureFactory(slug="bishkek"), time_zone="Asia/Bishkek")


def cards(html: str) -> list[str]:
    """The days on the cards of a page."""
    return re.findall(r'release-card-meta">.*?<time datetime="([^"]+)">', html)


def test_card_dateline_filter_chart_feed_and_citation_agree_in_the_small_hours(client, bishkek):
    edition = published(SMALL_HOURS, desk=bishkek, place="Bishkek", date=dt.date(2021, 12, 1), title="Course")
    page = client.get("/news/").content.decode()
    assert cards(page) == ["2021-12-01"]
    assert "1 December 2021</time>" in page
    for query, total in [
        ("from=2021-12-01&to=2021-12-01", 1), ("from=2021-11-30&to=2021-11-30", 0), ("from=2021-12&to=2021-12", 1),
        ("from=2021-11&to=2021-11", 0), ("from=2021&to=2021", 1), ("to=2021-11-30", 0), ("from=2021-12-01", 1),
    ]:  # fmt: skip
        assert f'id="result-count" data-count="{total}"' in client.get(f"/news/?{query}").content.decode(), query
    text = client.get(edition.get_absolute_url()).content.decode()
    assert "<bdi>BISHKEK</bdi>, 1 December 2021 –" in text
    assert "30 November" not in re.sub(r"(?s)<aside class=\"edition-record\".*?</aside>", "", text)
    assert "day = {1}," in client.get(f"/news/{edition.release_id}/v1/cite.bib").content.decode()
    assert "month = dec," in client.get(f"/news/{edition.release_id}/v1/cite.bib").content.decode()


def test_years_and_months_count_a_new_years_morning_where_its_desk_is(client, bishkek):
    at = dt.datetime(2020, 12, 31, 20, tzinfo=dt.UTC)
    published(at, desk=bishkek, date=dt.date(2021, 1, 1))
    published(at, date=dt.date(2020, 12, 31))
    for year in (2020, 2021):
        assert 'data-count="1"' in client.get(f"/news/?from={year}&to={year}").content.decode()


def test_a_correction_is_never_said_to_be_older_than_the_release(bishkek):
    edition = Edition(live_from=SMALL_HOURS, date=dt.date(2021, 12, 1))
    assert edition.changed_on == dt.date(2021, 12, 1)
    assert Edition(live_from=SMALL_HOURS, date=dt.date(2021, 11, 1)).changed_on == dt.date(2021, 11, 30)


def test_a_text_that_was_dated_back_says_when_it_was_published(client):
    text = client.get(published(SMALL_HOURS, date=dt.date(2021, 11, 3)).get_absolute_url()).content.decode()
    assert ">30 November 2021, 22:30 (UTC+1)</time>" in text
    assert "<dt>Published</dt>" in text


def test_a_new_release_is_proposed_the_day_of_its_desk_and_that_day_is_demanded(client, bishkek):
    writer = user_in_role("author")
    writer.memberships.all().delete()
    Membership.objects.create(user=writer, desk=bishkek, role="author")
    client.force_login(writer)
    with time_machine.travel(SMALL_HOURS, tick=False):
        page = client.get("/admin/newsroom/release/add/").content.decode()
    assert re.search(r'name="date" value="([^"]*)"', page)[1] == "2021-12-01"


def test_the_list_of_the_desk_and_the_history_say_day_and_zone(client, publisher, bishkek):
    ReleaseFactory(published_at=SMALL_HOURS, date=dt.date(2021, 12, 1), desk=bishkek)
    client.force_login(publisher)
    page = client.get("/admin/newsroom/release/").content.decode()
    assert "1 Dec 2021<br><small>1 December 2021, 03:30 Bishkek, 30 November, 21:30 UTC</small>" in page
    assert client.get("/admin/newsroom/release/?date__gte=2021-12-01").context["cl"].result_count == 1
    assert client.get("/admin/newsroom/release/?date__lt=2021-12-01").context["cl"].result_count == 0
    release = Release.objects.get()
    assert "UTC</a></th>" in client.get(f"/admin/newsroom/release/{release.pk}/history/").content.decode()


def test_an_instant_says_its_distance_from_utc():
    assert moment(SMALL_HOURS) == "30 November 2021, 22:30 (UTC+1)"
    assert moment(dt.datetime(2021, 7, 1, 12, tzinfo=dt.UTC)) == "1 July 2021, 14:00 (UTC+2)"


@pytest.mark.parametrize(
    ("written", "structure", "day", "instant"),
    [
        ("2021-05-11T01:00:00+06:00", "bishkek", "2021-05-11", "2021-05-10T19:00:00+00:00"),
        ("2021-05-11T01:00:00+06:00", "secretariat", "2021-05-10", "2021-05-10T19:00:00+00:00"),
        ("2020-12-31T23:30:00Z", "secretariat", "2021-01-01", "2020-12-31T23:30:00+00:00"),
        ("2020-12-31T23:59:59+01:00", "secretariat", "2020-12-31", "2020-12-31T22:59:59+00:00"),
        ("2021-03-28T02:30:00", "secretariat", "2021-03-28", "2021-03-28T01:30:00+00:00"),  # never shown: 03:30
        ("2021-10-31T02:30:00", "secretariat", "2021-10-31", "2021-10-31T00:30:00+00:00"),  # shown twice: the first
        ("2021-05-11", "bishkek", "2021-05-11", "2021-05-11T06:00:00+00:00"),
        ("2021-05-11", "auckland", "2021-05-11", "2021-05-11T00:00:00+00:00"),
        ("2021-05-11", "secretariat", "2021-05-11", "2021-05-11T10:00:00+00:00"),
    ],
)
def test_an_import_dates_by_the_desk_that_it_gives_the_release(
    client, run, bishkek, written, structure, day, instant  # noqa: F811
):  # fmt: skip
    Desk.objects.create(structure=StructureFactory(slug="auckland"), time_zone="Pacific/Auckland")
    assert run(line(1, published_at=written, structures=[structure])).rejected == 0
    edition = Edition.objects.get()
    assert (edition.date.isoformat(), edition.published_at.isoformat()) == (day, instant)
    assert edition.release.date.isoformat() == day
    assert run(line(1, published_at=written, structures=[structure])).counts == (0, 0, 1, 0)
    assert 'data-count="1"' in client.get(f"/news/?from={day}&to={day}").content.decode()
    assert cards(client.get("/news/").content.decode()) == [day]


def test_feeds_keep_instants_exact(client, bishkek):
    published(SMALL_HOURS, desk=bishkek, date=dt.date(2021, 12, 1))
    item = json.loads(client.get("/news/feed.json").content)["items"][0]
    assert dt.datetime.fromisoformat(item["date_published"]) == SMALL_HOURS


def test_days_beside_the_order_move_with_their_positions():
    days = OddDays()
    day = dt.date(2021, 12, 1)
    days.put(3, day.toordinal())
    days.make_room(2, 2)
    assert list(days.between(day, day)) == [5]
    assert list(days.between(None, dt.date(2021, 11, 30))) == []
    assert days.by_month() == {2021 * 12 + 11: days.positions}
    twin = days.copy()
    twin.put(5, None)
    assert (bool(twin), bool(days)) == (False, True)
