"""How long reading all editions takes, and what follows from that: who waits, when it is begun, what is said of it."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command

from newsroom.archive import changes, current, current_archive, seconds_behind
from newsroom.archive.pace import Pace
from newsroom.models import Edition
from newsroom.selection import Selection
from tests.factories import published

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.datetime(2010, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def small_site() -> None:
    for n in range(3):
        published(DAY + dt.timedelta(days=30 * n))


def live() -> list[int]:
    return list(Edition.objects.live().newest_first().values_list("pk", flat=True))


def test_in_a_long_import_reading_beside_takes_a_small_part_of_the_time(monkeypatch):
    tenths = 10_000
    monkeypatch.setattr("newsroom.archive.pace.time.monotonic", lambda: tenths / 10)
    pace, begun, reads_until = Pace(), [], 0
    for tenths in range(10_000, 11_200):  # two minutes, with a change every second; a reading takes three seconds
        if tenths % 10 == 0:
            pace.has_changed()
        if tenths == reads_until:
            pace.has_read_beside(3)
        if tenths >= reads_until and pace.is_due():
            begun.append(tenths)
            reads_until = tenths + 30
    assert len(begun) == 2
    pace.has_changed()
    assert not pace.is_due()
    tenths += 20
    assert pace.is_due(), "what changed last is read when no more comes"


def test_a_request_waits_where_all_is_read_quickly_and_only_there(settings, small_site):
    archive = current_archive()
    assert current._pace.may_wait(len(archive), archive.at)
    settings.ARCHIVE_WAIT_MS = 0
    assert not current._pace.may_wait(len(archive), archive.at)
    settings.ARCHIVE_WAIT_MS = 300
    current._pace.has_read(20_000, 10)  # on a slow machine
    assert not current._pace.may_wait(len(archive), archive.at)
    current._pace.has_read(20_000, 0.14)
    assert current._pace.may_wait(len(archive), archive.at)
    current._pace.has_read(20_000, 10)  # this time, others used the processor
    assert current._pace.may_wait(len(archive), archive.at)
    assert not current._pace.may_wait(1_000_000, archive.at)


def test_a_reading_beside_that_fails_is_logged_once_and_done_again(settings, monkeypatch, caplog, small_site):
    current_archive()
    settings.ARCHIVE_WAIT_MS = 0
    monkeypatch.setattr(changes, "_MOST_GAPS", 0)
    read = current.read_archive
    monkeypatch.setattr(current, "read_archive", lambda *_: 1 / 0)
    published(DAY)
    for _ in range(3):
        assert current_archive().latest(Selection(), 100)
        current._reader.join(20)
        current._pace = Pace()
    assert sum("The archive was not read" in record.message for record in caplog.records) == 1
    monkeypatch.setattr(current, "read_archive", read)
    current_archive()
    current._reader.join(20)
    assert current_archive().latest(Selection(), 100) == live()


def test_commands_and_tests_keep_nothing_up_to_date(small_site):
    call_command("check")
    current_archive()
    assert not [thread for thread in threading.enumerate() if thread.name == "archive-watch"]


def test_how_long_readers_may_be_behind_depends_on_how_long_reading_takes(settings):
    assert seconds_behind(1_000) == seconds_behind(30_000) == 0
    assert 10 < seconds_behind(1_000_000) < 20
    settings.ARCHIVE_WAIT_MS = 0
    assert 2 < seconds_behind(0) < 4
