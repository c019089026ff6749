"""Several archives over one database, and one archive asked by several threads."""

import datetime as dt
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from newsroom import actions
from newsroom.archive import changes, current, current_archive
from newsroom.models import ArchiveChange, Edition
from newsroom.selection import Selection
from newsroom.snapshot import snapshot
from newsroom.version import current_version
from tests.factories import ReleaseFactory, published, publisher_user, schedule

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


@pytest.fixture
def held_reading(monkeypatch, settings) -> Callable[[], AbstractContextManager[None]]:
    """A function that gives a block, at whose end all that is being read beside has been read, and not before."""
    settings.ARCHIVE_WAIT_MS = 0
    read = current.read_archive

    @contextmanager
    def held() -> Iterator[None]:
        begun, go = threading.Event(), threading.Event()

        def read_when_told(*args):
            begun.set()
            assert go.wait(20)
            return read(*args)

        with monkeypatch.context() as patch:
            patch.setattr(current, "read_archive", read_when_told)
            yield
            assert begun.wait(20)
            go.set()
            assert current._reader
            current._reader.join(20)

    return held


def live() -> list[int]:
    return list(Edition.objects.live().newest_first().values_list("pk", flat=True))


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


def test_many_backdated_releases_are_read_beside_the_archive_that_goes_on_answering(monkeypatch, held_reading):
    kept, old = published(DAY + dt.timedelta(days=100)), published(DAY)
    assert len(current_archive()) == 2
    monkeypatch.setattr(changes, "_MOST_GAPS", 3)
    for n in range(0, 12, 2):  # each between two others
        published(DAY + dt.timedelta(days=n + 1))
    published(DAY + dt.timedelta(days=200))
    backdated = [ReleaseFactory(published_at=DAY + dt.timedelta(days=n * 2 + 2)) for n in range(5)]
    assert len(current_archive()) == 9
    for n, release in enumerate(backdated):
        at = DAY + dt.timedelta(days=n * 2 + 2)
        snapshot(release, number=1, published_at=at, live_from=at).save()
    actions.withdraw(release=old.release, by=publisher_user(), reason="Wrong")
    with held_reading():
        meanwhile = current_archive()
        # What was taken down is gone at once, whatever is still being read; what is yet to be added is not there.
        assert len(meanwhile) == 8
        assert old.pk not in meanwhile.latest(Selection(), 100)
        assert meanwhile.version != meanwhile.followed
        assert current_archive() is meanwhile, "what is remembered of it would be lost"
    assert mine()[1] == live()
    assert len(live()) == 13
    assert kept.pk in live()


@pytest.mark.parametrize("lost", ["too many to be named", "too many together", "too long ago"])
def test_changes_that_nobody_names_are_read_beside_and_what_began_and_ended_is_right_at_once(
    monkeypatch, held_reading, lost
):
    wrong, old = published(DAY + dt.timedelta(days=1)), published(DAY)
    before = current_archive()
    actions.withdraw(release=old.release, by=publisher_user(), reason="Wrong")
    wrong.release.title = "Corrected"
    wrong.release.save()
    corrected = actions.publish(release=wrong.release, by=publisher_user())
    if lost == "too many to be named":
        ArchiveChange.objects.filter(number__gt=before.version).update(what="bulk", editions=None)
    elif lost == "too many together":
        monkeypatch.setattr(changes, "_MOST_EDITIONS", 4)
        schedule(
            ReleaseFactory(), timezone.now() + dt.timedelta(hours=1)
        )  # is a fifth that has neither begun nor ended
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('newsroom_archive_number', nextval('newsroom_archive_number') + 2000)")
    new = published(DAY + dt.timedelta(days=2))
    if lost == "too long ago":
        assert not ArchiveChange.objects.filter(number__lte=before.version).exists()
    with held_reading():
        meanwhile = mine()
        assert meanwhile == (before.version, live())
    assert mine() == (current_version(), live())
    assert live() == [new.pk, corrected.pk]


def test_where_more_began_and_ended_than_can_be_followed_the_request_waits_for_the_reading(monkeypatch):
    editions = [published(DAY + dt.timedelta(days=n)) for n in range(3)]
    before = current_archive()
    for edition in editions:
        actions.withdraw(release=edition.release, by=publisher_user(), reason="Wrong")
    ArchiveChange.objects.filter(number__gt=before.version).update(what="bulk", editions=None)
    monkeypatch.setattr(changes, "_MOST_EDITIONS", 2)
    assert mine() == (current_version(), [])


def test_threads_that_find_it_outdated_together_make_one_reading(monkeypatch):
    published()
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
