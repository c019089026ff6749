"""Work that has failed in the background, on the first page of the desk: a real queue, a real failure."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from accounts.models import Desk, Membership, Role
from newsroom import pdf, tasks
from newsroom.actions import Refused
from newsroom.dashboard import Dashboard
from newsroom.failed_jobs import try_again
from newsroom.models import Edition
from newsroom.pdf import keeping
from tests.factories import StructureFactory, UserFactory, published, publisher_user

pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """What a worker does until there is nothing left to do; in a thread, since a browser may be at work in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()


def _work() -> None:
    with contextlib.closing(connection), app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful")


@pytest.fixture
def failed(monkeypatch) -> Edition:
    """An edition whose PDF could not be made: the worker has tried."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")

    def fail(*args) -> bytes:
        raise pdf.Failed("no space left")

    monkeypatch.setattr(keeping, "_print", fail)
    monkeypatch.setattr("newsroom.tasks.is_installed", lambda: True)
    monkeypatch.setattr(tasks.make_pdf, "retry_strategy", None)  # it has tried often enough
    edition = published(title="Quokka")
    work()
    return edition


def test_a_failure_is_told_in_plain_words_and_a_publisher_has_it_tried_again(client, failed, publisher, monkeypatch):
    (job,) = Dashboard(publisher).failed
    assert (job.edition, job.may_try) == (failed, True)
    client.force_login(publisher)
    page = client.get("/admin/").content.decode()
    assert "Failed deliveries" in page
    assert "The PDF of edition 1 could not be made." in page
    again = f"/admin/newsroom/release/failed/{job.key}/again/"
    assert again in page
    monkeypatch.setattr(keeping, "_print", lambda *args: b"%PDF-1.7 %%EOF")
    assert "is being tried again" in client.post(again, follow=True).content.decode()
    assert Job.objects.get().status == "todo"
    assert "tried again already" in client.post(again, follow=True).content.decode()
    work()
    assert pdf.kept(failed)
    assert not Job.objects.exists()
    assert "Failed deliveries" not in client.get("/admin/").content.decode()


def test_who_may_not_publish_sees_it_and_may_not_try_and_other_desks_see_nothing(client, failed, author):
    (job,) = Dashboard(author).failed
    again = f"/admin/newsroom/release/failed/{job.key}/again/"
    client.force_login(author)
    page = client.get("/admin/").content.decode()
    assert "could not be made" in page
    assert again not in page
    assert client.post(again).status_code == 403
    assert client.get(again).status_code == 405
    elsewhere = UserFactory()
    other = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    Membership.objects.create(user=elsewhere, desk=other, role=Role.PUBLISHER)
    assert Dashboard(elsewhere).failed == []
    client.force_login(elsewhere)
    assert client.post(again).status_code == 403
    client.logout()
    assert client.post(again).status_code == 302
    assert Job.objects.get().status == "failed"


def test_what_fails_for_no_release_is_told_to_those_who_may_do_everything(failed, publisher):
    app.configure_task("newsroom.unheard_of").defer(image=1)
    work()
    boss = publisher_user()
    assert [job.edition for job in Dashboard(boss).failed] == [None, failed]
    assert "newsroom.unheard_of" in Dashboard(boss).failed[0].sentence
    assert [job.edition for job in Dashboard(publisher).failed] == [failed]


def test_what_waits_in_the_queue_by_now_is_not_put_there_twice(failed, publisher):
    (job,) = Dashboard(publisher).failed
    app.configure_task("newsroom.make_pdf", queueing_lock=f"pdf-{failed.pk}").defer(edition=failed.pk)
    with pytest.raises(Refused):
        try_again(job=job.key, by=publisher)


def test_many_failures_cost_two_queries(failed, publisher, django_assert_num_queries):
    for _ in range(12):
        published()
    work()
    assert len(Dashboard(publisher).failed) == 10
    desk = Dashboard(publisher)
    assert desk.user._roles_by_desk
    with django_assert_num_queries(2):
        assert len(desk.failed) == 10
