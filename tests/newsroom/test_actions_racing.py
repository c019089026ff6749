"""Many hands at one release, and hands that die in the middle: real threads, real processes, a real PostgreSQL."""

import os
import signal
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from newsroom import actions
from newsroom.models import Edition, Event, Release, Withdrawal
from newsroom.workflow import State
from tests.factories import ReleaseFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(db) -> User:
    return UserFactory(is_superuser=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run all in threads that start together, and return what each gave or raised."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index: int) -> None:
        try:
            barrier.wait()
            answers[index] = calls[index]()
        except Exception as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_twenty_publishes_of_one_release_make_one_edition(boss):
    release = ReleaseFactory()
    answers = at_once(*[lambda: actions.publish(release=release, by=boss)] * 20)
    made = [answer for answer in answers if isinstance(answer, Edition)]
    refused = [answer for answer in answers if isinstance(answer, actions.Refused)]
    assert (len(made), len(refused)) == (1, 19)
    assert list(Edition.objects.all()) == made
    assert Event.objects.filter(action="publish").count() == 1


def test_a_publish_racing_a_withdrawal_leaves_one_of_both_orders(boss):
    for _ in range(5):
        release = ReleaseFactory()
        actions.publish(release=release, by=boss)
        Release.objects.filter(pk=release.pk).update(title="Better")
        actions.edited(release=release, by=boss)
        other = UserFactory(is_superuser=True)
        at_once(
            lambda release=release, other=other: actions.publish(release=release, by=other),
            lambda release=release: actions.withdraw(release=release, by=boss, reason="An error."),
        )
        release.refresh_from_db()
        live = release.editions.live().count()
        gone = Withdrawal.objects.filter(edition__release=release).count()
        assert gone == 1
        assert (release.state, live) in ((State.PUBLISHED, 1), (State.WITHDRAWN, 0))
        numbers = list(release.editions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_save_racing_a_publish_leaves_a_draft_or_a_published_text(boss):
    for _ in range(5):
        release, other = ReleaseFactory(), UserFactory(is_superuser=True)
        at_once(
            lambda release=release: actions.publish(release=release, by=boss),
            lambda release=release, other=other: actions.edited(release=release, by=other),
        )
        release.refresh_from_db()
        assert release.state in (State.DRAFT, State.PUBLISHED)
        assert release.editions.live().count() == 1
        assert release.published_at == release.editions.get().published_at


def test_an_approval_racing_a_return_is_one_or_the_other(boss):
    release = ReleaseFactory()
    actions.submit(release=release, by=boss)
    answers = at_once(
        lambda: actions.approve(release=release, by=boss),
        lambda: actions.send_back(release=release, by=boss, comment="Once more."),
    )
    release.refresh_from_db()
    assert not [answer for answer in answers if isinstance(answer, PermissionDenied)]
    assert release.state in (State.DRAFT, State.READY)  # approved, then returned, or returned, and then not approved


def killed_before(statement: int, call: Callable[[], object]) -> bool:
    """Run `call` in a process of its own that is killed before it sends that statement; whether it came so far."""
    child = os.fork()
    if child == 0:
        connection.connection = None  # the parent's, which must not be closed from here
        seen = 0

        def count(execute, sql, params, many, context):
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                call()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def wait_for_the_end_of_others() -> None:
    """Until no transaction of a killed process is open any more."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(others)
        while cursor.fetchone()[0]:
            cursor.execute(others)


@pytest.mark.parametrize("further", [False, True], ids=["first edition", "further edition"])
def test_a_publish_killed_at_any_statement_has_happened_whole_or_not_at_all(boss, further):
    release = ReleaseFactory()
    if further:
        actions.publish(release=release, by=boss)
        Release.objects.filter(pk=release.pk).update(title="Better")
        actions.edited(release=release, by=boss)
        Release.objects.filter(pk=release.pk).update(updated_by=None)
    before = state_of(release)
    statement = 0
    while True:
        statement += 1
        came_so_far = killed_before(statement, lambda: actions.publish(release=release, by=boss))
        wait_for_the_end_of_others()
        if not came_so_far:
            break
        assert state_of(release) == before, f"killed before statement {statement}"
    assert statement > 10
    state, numbers, live, events = state_of(release)
    assert (state, numbers, live) == (State.PUBLISHED, before[1] + [len(before[1]) + 1], 1)
    assert events == before[3] + 1


def state_of(release: Release) -> tuple[str, list[int], int, int]:
    release.refresh_from_db()
    numbers = list(release.editions.order_by("number").values_list("number", flat=True))
    return release.state, numbers, release.editions.live().count(), release.events.count()
