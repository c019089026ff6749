"""Several archives over one database, and one archive asked by several threads."""

import datetime as dt
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from newsroom import actions
from newsroom.archive import changes, current_archive
from newsroom.models import Edition
from newsroom.selection import Selection
from newsroom.snapshot import snapshot
from tests.factories import ReleaseFactory, published, publisher_user

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def other_process() -> Iterator:
    """A function that asks the archive of another process: its version, and the keys of all its editions."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.newsroom.archive_in_a_process", connection.settings_dict["NAME"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parent.parent.parent,
    ) as process:

        def ask() -> tuple[int, list[int]]:
            process.stdin.write("\n")
            process.stdin.flush()
            version, ids = json.loads(process.stdout.readline())
            return version, ids

        yield ask
        process.stdin.close()


def mine() -> tuple[int, list[int]]:
    archive = current_archive()
    return archive.version, archive.latest(Selection(), 1000)


def test_two_processes_agree_after_every_change(other_process):
    by = publisher_user()
    editions = []
    for n in range(12):
        editions.append(published(DAY + dt.timedelta(days=(n * 5) % 12)))
        assert other_process() == mine()
        if n % 3 == 2:
            release = editions[n - 1].release
            release.title = f"Corrected {n}"
            release.save()
            actions.publish(release=release, by=by)
            assert other_process() == mine()
        if n % 4 == 3:
            actions.withdraw(release=editions[n - 2].release, by=by, reason="Wrong")
            assert other_process() == mine()
    assert len(mine()[1]) == Edition.objects.live().count() == 9


def test_two_processes_see_what_is_scheduled_in_the_first_request_of_its_second(other_process):
    release = ReleaseFactory()
    assert other_process() == mine()  # both are awake
    at = timezone.now() + dt.timedelta(seconds=2)
    snapshot(release, number=1, published_at=at, live_from=at).save()
    before, after = [], []
    while (asked := timezone.now()) < at + dt.timedelta(seconds=0.5) or not after:
        answers = [other_process()[1], mine()[1]]
        if timezone.now() < at:
            before += answers
        elif asked >= at:
            after += answers
        time.sleep(0.05)
    assert before
    assert all(found == [] for found in before)
    assert all(found == [release.editions.get().pk] for found in after)


def test_many_backdated_releases_are_read_beside_the_archive_that_goes_on_answering(monkeypatch):
    kept, old = published(DAY + dt.timedelta(days=100)), published(DAY)
    assert len(current_archive()) == 2
    monkeypatch.setattr(changes, "_MOST_GAPS", 3)
    held, go = threading.Event(), threading.Event()

    from newsroom.archive import current

    def read_when_told(*args):
        held.set()
        assert go.wait(20)
        return changes_read(*args)

    changes_read = current.read_archive
    for n in range(0, 12, 2):  # each between two others
        published(DAY + dt.timedelta(days=n + 1))
    published(DAY + dt.timedelta(days=200))
    backdated = [ReleaseFactory(published_at=DAY + dt.timedelta(days=n * 2 + 2)) for n in range(5)]
    assert len(current_archive()) == 9
    for n, release in enumerate(backdated):
        at = DAY + dt.timedelta(days=n * 2 + 2)
        snapshot(release, number=1, published_at=at, live_from=at).save()
    actions.withdraw(release=old.release, by=publisher_user(), reason="Wrong")
    monkeypatch.setattr(current, "read_archive", read_when_told)
    meanwhile = current_archive()
    assert held.wait(20)
    # What was taken down is gone at once, whatever is still being read; what is yet to be added is not there.
    assert len(meanwhile) == 8
    assert old.pk not in meanwhile.latest(Selection(), 100)
    assert meanwhile.version != meanwhile.followed
    go.set()
    deadline = time.monotonic() + 20
    while len(current_archive()) != 13 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert current_archive().latest(Selection(), 100) == list(
        Edition.objects.live().newest_first().values_list("pk", flat=True)
    )
    assert kept.pk in current_archive().latest(Selection(), 100)


def test_threads_that_find_it_outdated_together_make_one_reading(monkeypatch):
    published()
    from newsroom.archive import current

    current_archive()
    published()
    made, following = [], current.follow

    def counted(*args):
        made.append(1)
        time.sleep(0.1)
        return following(*args)

    monkeypatch.setattr(current, "follow", counted)
    sizes: list[int] = []

    def ask() -> None:
        sizes.append(len(current_archive()))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (sizes, len(made)) == ([2] * 6, 1)
