"""Every cell of the table of states and steps, walked over HTTP; and the ways round it."""

import re

import pytest
from django.urls import reverse

from accounts.models import Desk, Membership, Role
from newsroom import actions
from newsroom.models import Edition, Event, Release
from newsroom.workflow import Action, State, step
from tests.factories import ReleaseFactory, StructureFactory, UserFactory, publisher_user

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/release/"
BUTTONS = {
    Action.EDIT: "_save",
    Action.SUBMIT: "_submit",
    Action.SEND_BACK: "_send_back",
    Action.APPROVE: "_approve",
    Action.PUBLISH: "_publish",
}
AT_THE_DESK = [role.value for role in Role]


def desk(slug: str, parent: str = "") -> Desk:
    structure = StructureFactory(slug=slug, parent=StructureFactory(slug=parent) if parent else None)
    return Desk.objects.get_or_create(structure=structure)[0]


@pytest.fixture
def members(administrator, auditor):
    """One of each: members of the desk of the releases, of a desk above it, of one beside it, and those of the house."""
    found = {"administrator": administrator, "auditor": auditor, "nobody": UserFactory()}
    for role in AT_THE_DESK:
        found[role] = UserFactory(name=role)
        Membership.objects.create(user=found[role], desk=desk("dushanbe", "field-operations"), role=role)
    found["publisher above"] = UserFactory(name="above")
    Membership.objects.create(user=found["publisher above"], desk=desk("field-operations"), role=Role.PUBLISHER)
    found["publisher elsewhere"] = UserFactory(name="elsewhere")
    Membership.objects.create(user=found["publisher elsewhere"], desk=desk("tirana"), role=Role.PUBLISHER)
    return found


def release_in(state: str, live: bool = False) -> Release:
    """A release of the desk in Dushanbe in that state; `live`: with an edition that readers see."""
    boss, release = publisher_user(), ReleaseFactory(title="Before", desk=desk("dushanbe", "field-operations"))
    if live or state in (State.PUBLISHED, State.WITHDRAWN):
        actions.publish(release=release, by=boss)
    if state == State.WITHDRAWN:
        actions.withdraw(release=release, by=boss, reason="An error.")
    elif live and state != State.PUBLISHED:
        Release.objects.filter(pk=release.pk).update(title="Corrected")
        actions.edited(release=release, by=UserFactory(is_superuser=True))
    if state in (State.REVIEW, State.READY):
        actions.submit(release=release, by=boss)
    if state == State.READY:
        actions.approve(release=release, by=boss)
    release.refresh_from_db()
    assert release.state == state
    return release


def take(client, release: Release, action: str):
    if action == Action.WITHDRAW:
        address = reverse("admin:newsroom_release_withdraw", args=[release.pk])
        return client.post(address, {"reason": "An error.", "kind": "error"})
    title = "After" if action == Action.EDIT else release.title
    fields = {BUTTONS[Action(action)]: "", "step-comment": "A comment.", "title": title, "summary": release.summary}
    fields |= {"body": release.body}
    return client.post(change_url(release), form_data(release, **fields))


ROLES = [*AT_THE_DESK, "publisher above", "publisher elsewhere", "administrator", "auditor", "nobody"]


@pytest.mark.parametrize("action", Action.values)
@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_the_table(members, client, role, action):
    client.force_login(members[role])
    rank = Role.PUBLISHER.rank if role == "publisher above" else Role(role).rank if role in AT_THE_DESK else -1
    for state in State.values:
        release = release_in(state, live=action == Action.WITHDRAW and state != State.WITHDRAWN)
        cell = step(state, action)
        open_to_them = cell is not None and rank >= cell.role.rank
        before = Event.objects.filter(release=release).count()
        if action == Action.PUBLISH and state == State.PUBLISHED:
            open_to_them = False  # nothing is scheduled and nothing new: see test_admin_publish
            continue
        answer = take(client, release, action)
        release.refresh_from_db()
        told = f"{role}, {action}, {state}: {answer.status_code} and {release.state}"
        assert release.state == (cell.then if open_to_them else state), told
        assert open_to_them or answer.status_code in (302, 403), told
        assert open_to_them or (release.title, Event.objects.filter(release=release).count()) == (release.title, before)
        if action == Action.EDIT:
            assert (release.title == "After") is open_to_them, told


@pytest.mark.parametrize("role", ROLES)
def test_buttons_are_those_of_the_table(members, client, role):
    client.force_login(members[role])
    rank = Role.PUBLISHER.rank if role == "publisher above" else Role(role).rank if role in AT_THE_DESK else -1
    for state in State.values:
        response = client.get(change_url(release_in(state)))
        if role == "nobody":
            assert response.status_code == 403
            continue
        page = response.content.decode()
        for action, button in BUTTONS.items():
            cell = step(state, action)
            assert (f'name="{button}"' in page) is (cell is not None and rank >= cell.role.rank), (role, state, action)


def test_nobody_approves_what_they_changed_last(members, client):
    """Neither by approving nor by publishing; what somebody else has approved they may publish."""
    writer = members["publisher"]
    client.force_login(writer)
    release = release_in(State.REVIEW)
    client.post(change_url(release), form_data(release, title="Mine", _save=""))
    for button in ("_approve", "_publish"):
        page = client.post(change_url(release), form_data(release, title="Mine", **{button: ""}), follow=True)
        assert "You were the last to change this text" in page.content.decode()
    release.refresh_from_db()
    assert (release.state, release.updated_by, Edition.objects.count()) == (State.REVIEW, writer, 0)
    actions.approve(release=release, by=members["publisher above"])
    client.post(change_url(release), form_data(release, title="Mine", _publish=""))
    assert Edition.objects.live().get().title == "Mine"


def test_saving_without_a_change_makes_nobody_the_last_to_change(members, client):
    release = release_in(State.REVIEW)
    Release.objects.filter(pk=release.pk).update(updated_by=members["author"])
    client.force_login(members["publisher"])
    same = {"title": release.title, "summary": release.summary, "body": release.body}
    client.post(change_url(release), form_data(release, _approve="", **same))
    release.refresh_from_db()
    assert (release.state, release.updated_by) == (State.READY, members["author"])


def test_single_handed_publishing_needs_the_desk_and_a_reason(members, client):
    client.force_login(members["publisher"])
    release = ReleaseFactory(desk=desk("dushanbe", "field-operations"))
    Desk.objects.update(single_handed=True)
    fields = {"title": "Alone", "_publish": ""}
    page = client.post(change_url(release), form_data(release, **fields | {"step-reason": " "}), follow=True)
    assert "Give the reason why nobody else approves it." in page.content.decode()
    assert not Edition.objects.exists()
    page = client.post(change_url(release), form_data(release, **fields | {"step-reason": "Night duty."}), follow=True)
    assert Edition.objects.live().get().title == "Alone"
    assert Event.objects.get(release=release, action=Action.PUBLISH).single_handed == "Night duty."
    assert "Single-handed: Night duty." in page.content.decode()


def test_a_comment_comes_with_what_is_returned_and_is_escaped(members, client):
    release = release_in(State.REVIEW)
    client.force_login(members["editor"])
    same = {"title": release.title, "summary": release.summary, "body": release.body, "_send_back": ""}
    page = client.post(change_url(release), form_data(release, **same), follow=True).content.decode()
    assert "Say what is to be changed" in page
    marked = "<script>alert(1)</script>\x00 once more"
    client.post(change_url(release), form_data(release, **same | {"step-comment": marked.replace("\x00", "")}))
    release.refresh_from_db()
    assert release.state == State.DRAFT
    page = client.get(change_url(release)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_null_byte_in_a_comment_is_refused_in_words(members, client):
    release = release_in(State.REVIEW)
    client.force_login(members["editor"])
    data = form_data(release, title=release.title, _send_back="", **{"step-comment": "a\x00b"})
    assert "Null characters are not allowed." in client.post(change_url(release), data, follow=True).content.decode()
    release.refresh_from_db()
    assert release.state == State.REVIEW


@pytest.mark.parametrize("role", ["author", "editor", "publisher", "publisher above"])
def test_new_releases_begin_at_a_desk_of_the_writer(members, client, role):
    client.force_login(members[role])
    wanted = desk("dushanbe", "field-operations")
    response = client.post(ADD, form_data(_save="", desk=wanted.pk))
    release = Release.objects.get()
    assert (response.status_code, release.updated_by, release.desk, release.state) == (
        302,
        members[role],
        wanted,
        State.DRAFT,
    )
    assert response.url == change_url(release)


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_another_desk_cannot_be_chosen(members, client, role):
    client.force_login(members[role])
    other = desk("tirana")
    assert client.post(ADD, form_data(_save="", desk=other.pk)).status_code == 200
    assert not Release.objects.exists()
    release = release_in(State.DRAFT)
    assert client.post(change_url(release), form_data(release, _save="", desk=other.pk)).status_code == 200
    release.refresh_from_db()
    assert release.desk == desk("dushanbe", "field-operations")


@pytest.mark.parametrize("role", ["publisher elsewhere", "administrator"])
def test_confidential_releases_are_unknown_to_others(members, client, role):
    client.force_login(members[role])
    secret = ReleaseFactory(title="Hush", desk=desk("dushanbe", "field-operations"), confidential=True)
    assert "Hush" not in client.get(LIST).content.decode()
    assert client.get(change_url(secret)).status_code == 302
    for address in ("history/", "delete/"):
        assert client.get(change_url(secret).replace("change/", address)).status_code in (302, 403, 404)
    assert client.post(change_url(secret), form_data(secret, _save="")).status_code in (302, 403, 404)
    query = {"term": "Hush", "app_label": "newsroom", "model_name": "release", "field_name": "translation_of"}
    assert "Hush" not in client.get("/admin/autocomplete/", query).content.decode()
    if role == "publisher elsewhere":
        data = form_data(_save="", desk=desk("tirana").pk, language="fr", translation_of=secret.pk)
        assert client.post(ADD, data).status_code == 200
    secret.refresh_from_db()
    assert (secret.title, Release.objects.count()) == ("Hush", 1)


@pytest.mark.parametrize("role", ["author", "publisher above", "auditor"])
def test_confidential_releases_are_known_at_their_desk_and_to_auditors(members, client, role):
    client.force_login(members[role])
    secret = ReleaseFactory(title="Hush", desk=desk("dushanbe", "field-operations"), confidential=True)
    assert "Hush" in client.get(LIST).content.decode()
    assert client.get(change_url(secret)).status_code == 200


def test_once_published_it_is_confidential_no_more(members, client):
    release = ReleaseFactory(title="Hush", desk=desk("dushanbe", "field-operations"), confidential=True)
    actions.publish(release=release, by=publisher_user())
    client.force_login(members["publisher elsewhere"])
    assert "Hush" in client.get(LIST).content.decode()


def test_a_text_that_moved_on_meanwhile_is_refused_and_kept(members, client):
    release = ReleaseFactory(desk=desk("dushanbe", "field-operations"))
    client.force_login(members["author"])
    data = form_data(release, title="Typed for an hour", _save="")
    page_before = client.get(change_url(release))
    assert page_before.status_code == 200
    actions.submit(release=release, by=members["editor"])
    answer = client.post(change_url(release), data)
    assert answer.status_code == 403  # the form is no longer theirs at all
    page = answer.content.decode()
    assert "went on: it is “in review” now" in page
    assert re.search(r"<textarea[^>]*>Typed for an hour</textarea>", page)
    release.refresh_from_db()
    assert release.title != "Typed for an hour"


def test_a_text_of_another_desk_is_not_given_back_but_refused(members, client):
    release = ReleaseFactory(desk=desk("dushanbe", "field-operations"))
    client.force_login(members["publisher elsewhere"])
    answer = client.post(change_url(release), form_data(release, title="Not mine", _save=""))
    assert answer.status_code == 403
    assert "Not mine" not in answer.content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_those_without_a_role_get_nowhere(client, db, signed_in):
    if signed_in:
        client.force_login(UserFactory())
    release = release_in(State.PUBLISHED)
    addresses = [
        LIST,
        ADD,
        change_url(release),
        reverse("admin:newsroom_release_withdraw", args=[release.pk]),
        reverse("admin:newsroom_release_dateline"),
    ]
    for address in addresses:
        for button in (*BUTTONS.values(), "_preview", "_schedule"):
            response = client.post(address, form_data(**{button: ""}))
            assert response.status_code == (403 if signed_in else 200)
            assert signed_in or "Sign in again" in response.content.decode()  # and what was typed is carried along
        assert client.get(address).status_code == (403 if signed_in else 302)
    assert (Release.objects.count(), Edition.objects.count()) == (1, 1)


def test_withdraw_is_not_offered_where_nothing_is_live(client, publisher):
    client.force_login(publisher)
    release = ReleaseFactory()
    assert "/withdraw/" not in client.get(change_url(release)).content.decode()
    response = client.get(reverse("admin:newsroom_release_withdraw", args=[release.pk]), follow=True)
    assert "Nothing of this release is public" in response.content.decode()
