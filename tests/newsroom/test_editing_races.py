"""Real threads on a real PostgreSQL: saves that race each other and a publication."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from newsroom import actions, editing_actions
from newsroom.models import Edition, Presence, Release, Unsaved
from tests.factories import ReleaseFactory, user_in_role
from tests.newsroom.release_form import change_url, form_data
from tests.newsroom.test_admin_stale import BASE

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs) -> list:
    """What the jobs return, all of them begun in the same moment."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_of_two_saves_and_a_publication_none_is_lost_or_overwritten(author, editor, publisher):
    for _round in range(5):
        release = ReleaseFactory(title="Before")
        saves = []
        for user, title in ((author, "One"), (editor, "Other")):
            client = Client()
            client.force_login(user)
            base = BASE.search(client.get(change_url(release)).content.decode())[1]
            data = form_data(release, sources=[], title=title, base=base, _save="1")
            saves.append(lambda client=client, data=data, release=release: client.post(change_url(release), data))
        *answers, edition = at_once(*saves, lambda release=release: actions.publish(release=release, by=publisher))
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        saved, asked = sorted(answers, key=lambda answer: -answer.status_code)
        winner = "One" if saved is answers[0] else "Other"
        assert Release.objects.get(pk=release.pk).title == winner
        assert "has saved this release since you opened it" in asked.content.decode()
        assert Edition.objects.get(release=release).title == edition.title
        assert edition.title in ("Before", winner)


def test_many_browsers_of_many_people_note_presence_and_keep_text_at_once():
    release = ReleaseFactory()
    users = [user_in_role("author") for _ in range(4)]

    def write(user, number):
        editing_actions.note_presence(release=release, by=user)
        editing_actions.keep_unsaved(release=release, by=user, data={"title": [str(number)]})

    at_once(*[lambda user=user, number=number: write(user, number) for user in users for number in range(3)])
    assert Presence.objects.count() == Unsaved.objects.count() == len(users)
