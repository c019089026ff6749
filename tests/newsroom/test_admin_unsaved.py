"""What is typed and not saved is kept for its author alone; who else has a form open is told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Desk, Membership
from newsroom import editing_actions
from newsroom.models import Presence, Release, Unsaved
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, user_in_role
from tests.newsroom.release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
NEW = "/admin/newsroom/release/unsaved/"


def unsaved_url(release: Release) -> str:
    return reverse("admin:newsroom_release_unsaved", args=[release.pk])


def presence_url(release: Release) -> str:
    return reverse("admin:newsroom_release_presence", args=[release.pk])


@pytest.fixture
def release(db) -> Release:
    return ReleaseFactory(title="As saved")


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def stranger(author):
    """An author at the desk of another structure: the release belongs to the organisation's."""
    desk = Desk.objects.create(structure=StructureFactory(slug="elsewhere"))
    user = UserFactory(name="Stranger")
    Membership.objects.create(user=user, desk=desk, role="publisher")
    return user


def test_what_is_typed_is_kept_and_offered_and_comes_back(signed_in, release):
    typed = form_data(release, title="Typed", date="the tenth")
    assert "kept for you at" in signed_in.post(unsaved_url(release), typed).json()["sentence"]
    assert Release.objects.get().title == "As saved"
    assert "You have unsaved text of" in signed_in.get(change_url(release)).content.decode()
    html = signed_in.post(change_url(release), {"_restore": ""}).content.decode()
    assert ">\nTyped</textarea>" in html
    assert 'value="the tenth"' in html
    assert "It is not saved yet" in html
    assert Release.objects.get().title == "As saved"


def test_it_is_one_row_however_often_it_is_kept(signed_in, author, release):
    for title in ("T", "Ty", "Typed"):
        signed_in.post(unsaved_url(release), form_data(release, title=title))
        signed_in.post(NEW, form_data(title=title))
    assert Unsaved.objects.filter(user=author).count() == 2
    assert {kept.data["title"][0] for kept in Unsaved.objects.all()} == {"Typed"}


def test_a_new_release_is_kept_too_until_it_is_saved(signed_in, author):
    signed_in.post(NEW, form_data(title="Not yet"))
    assert "You have unsaved text of" in signed_in.get(ADD).content.decode()
    assert ">\nNot yet</textarea>" in signed_in.post(ADD, {"_restore": ""}).content.decode()
    assert not Release.objects.exists()
    assert signed_in.post(ADD, form_data(title="Saved")).status_code == 302
    assert not Unsaved.objects.exists()


def test_saving_removes_it_and_so_does_discarding(signed_in, release):
    for data in (form_data(release, title="Saved"), {"_discard": ""}):
        signed_in.post(unsaved_url(release), form_data(release, title="Typed"))
        assert signed_in.post(change_url(release), data).status_code == 302
        assert not Unsaved.objects.exists()


def test_a_form_that_is_refused_keeps_it(signed_in, release):
    signed_in.post(unsaved_url(release), form_data(release, title="Typed"))
    assert signed_in.post(change_url(release), form_data(release, title="", date="x")).status_code == 200
    assert Unsaved.objects.exists()


def test_what_is_the_same_as_the_saved_text_is_not_offered(signed_in, release):
    signed_in.post(change_url(release), form_data(release))
    signed_in.post(unsaved_url(release), form_data(release))
    assert "You have unsaved text" not in signed_in.get(change_url(release)).content.decode()


def test_nobody_else_is_shown_it(client, author, publisher, release):
    editing_actions.keep_unsaved(release=release, by=author, data={"title": ["Secret words"]})
    client.force_login(publisher)
    assert "unsaved text" not in client.get(change_url(release)).content.decode()
    response = client.post(change_url(release), {"_restore": ""}, follow=True)
    assert "There is no unsaved text of yours any more." in response.content.decode()
    assert "Secret words" not in response.content.decode()
    client.post(change_url(release), {"_discard": ""})
    client.post(unsaved_url(release), form_data(release, title="Mine"))
    assert Unsaved.objects.get(user=author).data == {"title": ["Secret words"]}


def test_what_somebody_saved_meanwhile_is_not_overwritten_by_restored_text(
    client, signed_in, publisher, author, release
):
    signed_in.post(unsaved_url(release), form_data(release, title="Typed"))
    client.force_login(publisher)
    client.post(change_url(release), form_data(release, title="Theirs"))
    client.force_login(author)
    kept = Unsaved.objects.get().data
    html = client.post(change_url(release), {"_restore": ""}).content.decode()
    assert f'value="{kept["seen"][0]}"' in html
    html = client.post(change_url(release), kept | {"_save": "1"}).content.decode()
    assert 'name="take-title"' in html
    assert Release.objects.get().title == "Theirs"


def test_null_characters_and_what_is_no_form_are_kept_as_far_as_can_be(signed_in, release):
    response = signed_in.post(
        unsaved_url(release), {"title": "a\x00b", "x\x00": "y", "sources-TOTAL_FORMS": "9" * 5000}
    )
    assert response.status_code == 200
    assert Unsaved.objects.get().data["title"] == ["ab"]
    assert signed_in.get(change_url(release)).status_code == 200
    assert ">\nab</textarea>" in signed_in.post(change_url(release), {"_restore": ""}).content.decode()


def test_more_than_the_site_takes_in_is_not_kept(signed_in, release):
    assert signed_in.post(unsaved_url(release), {"body": "x" * 4_000_000}).status_code == 413
    assert not Unsaved.objects.exists()


@pytest.mark.parametrize("address", [unsaved_url, presence_url])
def test_whoever_may_not_edit_is_refused(client, author, auditor, stranger, release, address):
    for user in (auditor, stranger):
        client.force_login(user)
        assert client.post(address(release), form_data(release)).status_code == 403
    release.state = "review"
    release.published_at = timezone.now()
    release.save()
    client.force_login(author)
    assert client.post(address(release), form_data(release)).status_code == 403
    assert not Unsaved.objects.exists()
    assert not Presence.objects.exists()


def test_whoever_may_write_nothing_keeps_no_new_release(client, auditor, administrator):
    for user in (auditor, administrator):
        client.force_login(user)
        assert client.post(NEW, form_data()).status_code == 403


@pytest.mark.parametrize("address", [unsaved_url, presence_url])
def test_the_script_is_told_that_nobody_is_signed_in(client, release, address):
    response = client.post(address(release), form_data(release))
    assert (response.status_code, response.json()) == (403, {"signed_out": True})
    assert client.get(address(release)).status_code == 405


@pytest.mark.parametrize("key", ["9" * 18, "9" * 30])
@pytest.mark.parametrize("name", ["unsaved", "presence"])
def test_a_release_that_is_none_is_not_found(signed_in, key, name):
    assert signed_in.post(f"/admin/newsroom/release/{key}/{name}/", {}).status_code in (404, 302)


def test_who_else_has_the_form_open_is_told_by_name(client, author, publisher, release):
    client.force_login(author)
    assert client.post(presence_url(release), {"seen": release.updated_at.isoformat()}).json() == {
        "others": "",
        "newer": "",
    }
    client.force_login(publisher)
    answer = client.post(presence_url(release), {"seen": release.updated_at.isoformat()}).json()
    assert answer["others"] == f"Also open at this moment: {author}."
    html = client.get(change_url(release)).content.decode()
    assert f"Also open at this moment: {author}." in html
    assert author.email not in html


def test_whoever_closed_the_form_is_forgotten_and_swept_away(client, author, publisher, release):
    long_ago = timezone.now() - dt.timedelta(seconds=61)
    Presence.objects.create(release=release, user=author, seen_at=long_ago)
    Presence.objects.create(release=ReleaseFactory(), user=author, seen_at=long_ago)
    client.force_login(publisher)
    assert client.get(change_url(release)).status_code == 200
    assert Presence.objects.count() == 2, "showing a page wrote to the database"
    assert client.post(presence_url(release)).json()["others"] == ""
    assert [row.user for row in Presence.objects.all()] == [publisher]


def test_whoever_writes_at_an_older_text_is_told_at_once(client, author, publisher, release):
    seen = release.updated_at.isoformat()
    client.force_login(publisher)
    client.post(change_url(release), form_data(release, title="Theirs"))
    client.force_login(author)
    assert f"{publisher} has saved this release" in client.post(presence_url(release), {"seen": seen}).json()["newer"]


def test_two_authors_keep_their_own(client, release, author):
    other = user_in_role("author")
    for user, title in ((author, "One"), (other, "Other")):
        client.force_login(user)
        client.post(unsaved_url(release), form_data(release, title=title))
    assert {(kept.user, kept.data["title"][0]) for kept in Unsaved.objects.all()} == {(author, "One"), (other, "Other")}
