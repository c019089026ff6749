"""Preview links and the leak check on the form of a release."""

import datetime as dt
import re
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Desk, Membership, Role, central_desk
from newsroom.admin import release_leak_check
from newsroom.leak_check import leak_check
from newsroom.models import PreviewLink, Release
from newsroom.workflow import State
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, preview_link, published

from .release_form import change_url

pytestmark = pytest.mark.django_db


def add_url(release: Release) -> str:
    return reverse("admin:newsroom_release_preview_add", args=[release.pk])


def revoke_url(link: PreviewLink) -> str:
    return reverse("admin:newsroom_release_preview_revoke", args=[link.release_id, link.pk])


def leak_url(release: Release) -> str:
    return reverse("admin:newsroom_release_leak_check", args=[release.pk])


def data(**fields) -> dict[str, str]:
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    return {"recipient": "Ana Reporter", "day": tomorrow.date().isoformat(), "hour": "14:00"} | fields


@pytest.fixture
def elsewhere(db):
    """A publisher of another desk."""
    user = UserFactory()
    desk = Desk.objects.create(structure=StructureFactory(slug="mission"))
    Membership.objects.create(user=user, desk=desk, role=Role.PUBLISHER)
    return user


def test_making_a_link_shows_its_address_this_once(client, editor):
    client.force_login(editor)
    release = ReleaseFactory(title="Embargoed words")
    response = client.post(add_url(release), data())
    address = re.search(r'value="http://testserver(/preview/[\w-]{43}/)"', response.content.decode())[1]
    assert "no-store" in response["Cache-Control"]
    link = PreviewLink.objects.get()
    assert (link.recipient, link.made_by) == ("Ana Reporter", editor)
    client.logout()
    assert "Embargoed words" in client.get(address).content.decode()
    client.force_login(editor)
    form = client.get(change_url(release)).content.decode()
    assert "Ana Reporter" in form
    assert address.split("/")[2] not in form


def test_a_link_closes_by_the_clocks_of_the_desk(client, editor):
    Desk.objects.filter(pk=central_desk()).update(time_zone="Asia/Dushanbe")
    client.force_login(editor)
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        client.force_login(editor)
        page = client.post(add_url(ReleaseFactory()), data(day="2026-03-02", hour="14:00")).content.decode()
    assert PreviewLink.objects.get().expires_at == dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    assert "2 March 2026, 14:00 Dushanbe, 09:00 UTC" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recipient": ""}, "required"),
        ({"recipient": "Ana\x00Reporter"}, "Null characters"),
        ({"recipient": "x" * 151}, "150 characters"),
        ({"day": "yesterday"}, "valid date"),
        ({"day": "2021-05-10"}, "has passed"),
        ({"day": "9999-12-31", "hour": "23:59"}, "90 days"),
        ({"day": "0001-01-01", "hour": "00:00"}, ""),
        ({"hour": "25:99"}, "valid time"),
    ],
)
def test_what_will_not_do_is_refused_in_words_and_nothing_is_lost(client, editor, fields, sentence):
    client.force_login(editor)
    response = client.post(add_url(ReleaseFactory()), data(**fields))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    kept = fields.get("recipient", "Ana Reporter")
    assert f'value="{kept}"' in response.content.decode() or not kept.isprintable() or not kept
    assert not PreviewLink.objects.exists()


def test_an_hour_that_clocks_skip_is_refused(client, editor):
    with time_machine.travel("2026-03-20T12:00:00Z", tick=False):
        client.force_login(editor)
        response = client.post(add_url(ReleaseFactory()), data(day="2026-03-29", hour="02:30"))
    assert "put forward" in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_of_an_hour_that_clocks_show_twice_the_first_counts(client, editor):
    with time_machine.travel("2026-10-20T12:00:00Z", tick=False):
        client.force_login(editor)
        client.post(add_url(ReleaseFactory()), data(day="2026-10-25", hour="02:30"))
    assert PreviewLink.objects.get().expires_at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("role", ["author", "editor", "publisher", "administrator", "auditor"])
def test_who_may_make_and_revoke_links(client, request, role):
    client.force_login(request.getfixturevalue(role))
    release = ReleaseFactory()
    link, _ = preview_link(release, recipient="Bo")
    may = role in ("editor", "publisher")
    for address in (add_url(release), revoke_url(link)):
        assert client.get(address).status_code == (200 if may else 403)
    assert client.post(add_url(release), data()).status_code == (200 if may else 403)
    assert client.post(revoke_url(link)).status_code == (302 if may else 403)
    assert PreviewLink.objects.count() == (2 if may else 1)
    link.refresh_from_db()
    assert bool(link.revoked_at) == may


def test_publishers_of_another_desk_are_refused_and_see_no_recipients(client, elsewhere):
    client.force_login(elsewhere)
    release = ReleaseFactory()
    link, _ = preview_link(release, recipient="Bo Reporter")
    for address in (add_url(release), revoke_url(link), leak_url(release)):
        assert client.get(address).status_code == 403
        assert client.post(address, data()).status_code == 403
    response = client.get(change_url(release))
    assert "Bo Reporter" not in response.content.decode()
    assert PreviewLink.objects.count() == 1


def test_a_confidential_release_of_another_desk_is_not_there(client, elsewhere):
    client.force_login(elsewhere)
    release = ReleaseFactory(confidential=True)
    link, _ = preview_link(release)
    for address in (add_url(release), revoke_url(link), leak_url(release)):
        assert client.get(address).status_code == 404


def test_nobody_gets_in_without_signing_in(client):
    release = ReleaseFactory()
    link, _ = preview_link(release)
    for address in (add_url(release), revoke_url(link), leak_url(release)):
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/")


def test_a_link_is_revoked_under_its_own_release_only(client, editor):
    client.force_login(editor)
    link, _ = preview_link(ReleaseFactory())
    forged = reverse("admin:newsroom_release_preview_revoke", args=[ReleaseFactory().pk, link.pk])
    assert client.post(forged).status_code == 404
    assert (
        client.post(f"/admin/newsroom/release/{link.release_id}/previews/9999999999999999999999/revoke/").status_code
        == 404
    )
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_revoked_link_says_so_on_the_form_and_cannot_be_revoked_again(client, editor):
    client.force_login(editor)
    link, address = preview_link(ReleaseFactory())
    page = client.post(revoke_url(link), follow=True).content.decode()
    assert "opens nothing any more" in page
    assert "revoked on" in page
    assert revoke_url(link) not in page
    assert client.get(address).status_code == 404
    assert "revoked already" in client.post(revoke_url(link), follow=True).content.decode()


def test_what_is_withdrawn_gets_no_new_links(client, editor):
    client.force_login(editor)
    release = published().release
    Release.objects.filter(pk=release.pk).update(state=State.WITHDRAWN)
    response = client.get(add_url(release), follow=True)
    assert "that cannot be done now" in response.content.decode()
    assert add_url(release) not in response.content.decode()


def test_the_form_tells_openings_and_comments_as_text(client, editor):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    release = ReleaseFactory()
    _, address = preview_link(release, recipient="Ana <i>Reporter</i>")
    for _ in range(2):
        client.get(address)
    client.post(address, {"text": "<script>alert(1)</script>\nPage 2"})
    client.force_login(editor)
    page = client.get(change_url(release)).content.decode()
    assert "opened 2 times, last on" in page
    assert "Ana &lt;i&gt;Reporter&lt;/i&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Page 2" in page


def test_many_links_cost_no_more_queries_than_one(client, editor):
    release = ReleaseFactory()
    client.force_login(editor)
    counts = []
    for recipients in (["Ana"], [f"Reporter {number}" for number in range(10)]):
        for name in recipients:
            preview_link(release, recipient=name)
        with CaptureQueriesContext(connection) as queries:
            client.get(change_url(release))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_form_of_a_new_release_has_no_links(client, editor):
    client.force_login(editor)
    assert "Preview links" not in client.get("/admin/newsroom/release/add/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_leak_check_is_asked_by_post_and_says_what_it_asked(client, author, monkeypatch):
    monkeypatch.setattr(release_leak_check, "leak_check", partial(leak_check, languages=["en", "ru"]))
    client.force_login(author)
    release = ReleaseFactory(title="Words that nobody knows yet")
    before = client.get(leak_url(release)).content.decode()
    assert "Nothing leaks" not in before
    response = client.post(leak_url(release))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nothing leaks" in page
    assert f"/news/{release.pk}/" in page
    assert "/ru/news/" in page
    assert client.get(leak_url(release)).status_code == 200  # still signed in, whoever asked in between
