"""The verbs of preview links, and where a link leads as its release goes on."""

import datetime as dt
import hashlib
import logging
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Desk, Membership, Role, central_desk
from newsroom import actions, preview_actions
from newsroom.models import PreviewComment, PreviewLink, PreviewOpening
from newsroom.preview_rules import LINK_ROLES, LinkAction
from newsroom.workflow import State
from tests.factories import (
    ReleaseFactory,
    StructureFactory,
    UserFactory,
    preview_link,
    published,
    publisher_user,
    schedule,
    user_in_role,
)

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def token_of(address: str) -> str:
    return address.split("/")[2]


def look(address: str) -> preview_actions.Shown:
    return preview_actions.look(token=token_of(address))


def in_state(state: str):
    """A release in that state, by the road that leads there."""
    release = ReleaseFactory(title="Working text")
    if state == State.WITHDRAWN:
        actions.publish(release=release, by=publisher_user())
        actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    elif state == State.PUBLISHED:
        schedule(release, timezone.now() + HOUR)
    elif state != State.DRAFT:
        type(release).objects.filter(pk=release.pk).update(state=state, published_at=timezone.now())
    release.refresh_from_db()
    return release


def make(release, by, **fields):
    wanted = {"recipient": "Ana", "expires_at": timezone.now() + HOUR} | fields
    return preview_actions.make_link(release=release, by=by, **wanted)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", [*Role, "administrator", "auditor", "elsewhere"])
@pytest.mark.parametrize("action", [LinkAction.MAKE, LinkAction.REVOKE])
def test_the_table_of_roles_is_what_the_verbs_obey(caplog, state, role, action):
    release = in_state(state)
    if role == "elsewhere":
        user = UserFactory()
        desk = Desk.objects.create(structure=StructureFactory(slug="mission"))
        Membership.objects.create(user=user, desk=desk, role=Role.PUBLISHER)
    else:
        user = user_in_role(role)
    link = PreviewLink.objects.create(
        release=release, recipient="Bo", digest="0" * 64, made_by=publisher_user(), expires_at=timezone.now() + HOUR
    )
    least = LINK_ROLES.get((state, action))
    rank = Role(role).rank if role in Role.values else -1

    def act():
        return make(release, user) if action == LinkAction.MAKE else preview_actions.revoke_link(link=link, by=user)

    if least and rank >= least.rank:
        act()
        return
    with (
        pytest.raises(PermissionDenied if least or rank < Role.EDITOR.rank else actions.Refused),
        caplog.at_level(logging.WARNING),
    ):
        act()
    assert PreviewLink.objects.get().revoked_at is None


def test_a_refusal_is_logged_with_who_and_what(caplog, author):
    release = ReleaseFactory()
    with pytest.raises(PermissionDenied):
        make(release, author)
    assert f"{author.pk} may not make of release {release.pk}" in caplog.text


def test_only_the_digest_of_a_token_of_256_bits_is_kept(editor):
    link, token = make(ReleaseFactory(), editor)
    assert len(token) == 43
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(PreviewLink.objects.values().get())


def test_links_differ_and_a_recipient_has_one_at_a_time(editor):
    release = ReleaseFactory()
    link, one = make(release, editor, recipient="Ana  Reporter")
    _, other = make(release, editor, recipient="Bo")
    assert one != other
    with pytest.raises(actions.Refused, match="open link already"):
        make(release, editor, recipient=" ana reporter ")
    preview_actions.revoke_link(link=link, by=editor)
    make(release, editor, recipient="Ana Reporter")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recipient": " \x00\n "}, "for whom"),
        ({"recipient": "x" * 151}, "150 characters"),
        ({"expires_at": dt.datetime(2021, 5, 10, tzinfo=dt.UTC)}, "has passed"),
        ({"expires_at": dt.datetime(9999, 12, 31, tzinfo=dt.UTC)}, "90 days"),
    ],
)
def test_what_will_not_do_is_refused_in_words(editor, fields, sentence):
    with pytest.raises(actions.Refused, match=sentence):
        make(ReleaseFactory(), editor, **fields)
    assert not PreviewLink.objects.exists()


def test_half_a_character_in_a_name_is_replaced(editor):
    link, _ = make(ReleaseFactory(), editor, recipient="Ana \ud800")
    assert link.recipient == "Ana ?"


def test_what_readers_see_already_needs_no_link(editor):
    with pytest.raises(actions.Refused, match="see all of this already"):
        make(published().release, editor)


def test_it_closes_to_the_second(editor):
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as clock:
        _, address = preview_link(ReleaseFactory(), days=1)
        clock.move_to("2026-03-02T11:59:59Z")
        assert look(address).edition
        clock.move_to("2026-03-02T12:00:00Z")
        with pytest.raises(preview_actions.Closed):
            look(address)


def test_a_revoked_link_opens_nothing_and_is_revoked_once(editor):
    link, address = preview_link(ReleaseFactory())
    preview_actions.revoke_link(link=link, by=editor)
    with pytest.raises(preview_actions.Closed):
        look(address)
    with pytest.raises(actions.Refused, match="already"):
        preview_actions.revoke_link(link=link, by=editor)
    link.refresh_from_db()
    assert link.revoked_by == editor


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "a" * 5000, "..", "0" * 43, "é"])
def test_whatever_is_no_token_opens_nothing_and_is_logged(caplog, token):
    preview_link(ReleaseFactory())
    with pytest.raises(preview_actions.Closed):
        preview_actions.look(token=token)
    assert "not open" in caplog.text


def test_a_token_with_one_character_changed_opens_nothing():
    _, address = preview_link(ReleaseFactory())
    token = token_of(address)
    for at in (0, 20, 42):
        other = "A" if token[at] != "A" else "B"
        with pytest.raises(preview_actions.Closed):
            preview_actions.look(token=token[:at] + other + token[at + 1 :])
    for changed in (token.swapcase(), token + "=", token[:-1], token + "A"):
        with pytest.raises(preview_actions.Closed):
            preview_actions.look(token=changed)


def test_it_shows_the_working_text_as_it_stands():
    release = ReleaseFactory(title="First words")
    _, address = preview_link(release)
    type(release).objects.filter(pk=release.pk).update(title="Second words")
    shown = look(address)
    assert (shown.edition.title, shown.scheduled) == ("Second words", False)


def test_it_shows_what_is_scheduled_rather_than_what_is_still_being_written():
    release = ReleaseFactory(title="Scheduled words")
    edition = schedule(release, timezone.now() + HOUR)
    _, address = preview_link(release)
    release.refresh_from_db()
    release.title = "Later words"
    release.save()
    actions.edited(release=release, by=publisher_user())
    shown = look(address)
    assert (shown.edition, shown.edition.title, shown.scheduled) == (edition, "Scheduled words", True)


def test_it_leads_to_the_public_page_at_the_second_at_which_readers_see_it():
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as clock:
        release = ReleaseFactory()
        _, address = preview_link(release)
        schedule(release, timezone.now() + HOUR)
        clock.move_to("2026-03-01T12:59:59Z")
        assert look(address).edition
        clock.move_to("2026-03-01T13:00:00Z")
        assert look(address).edition is None


def test_who_was_shown_one_text_is_not_shown_the_next():
    release = ReleaseFactory(title="As published")
    _, address = preview_link(release)
    actions.publish(release=release, by=publisher_user())
    type(release).objects.filter(pk=release.pk).update(title="A correction in work", state=State.DRAFT)
    assert look(address).edition is None
    _, new = preview_link(release, recipient="Somebody else")
    assert look(new).edition.title == "A correction in work"


def test_a_withdrawal_ends_what_was_shown():
    release = published().release
    type(release).objects.filter(pk=release.pk).update(state=State.DRAFT)
    _, address = preview_link(release)
    actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    assert look(address).edition is None
    type(release).objects.filter(pk=release.pk).update(state=State.DRAFT)
    assert look(address).edition is None


def test_each_opening_is_noted_with_its_instant_and_nothing_else():
    link, address = preview_link(ReleaseFactory())
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        PreviewLink.objects.update(made_at="2026-02-28T12:00:00Z", expires_at="2026-03-02T12:00:00Z")
        for _ in range(2):
            preview_actions.open_link(token=token_of(address))
    assert {field.name for field in PreviewOpening._meta.get_fields()} == {"id", "link", "at"}
    assert list(link.openings.values_list("at", flat=True)) == [dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)] * 2


@pytest.fixture
def asked_for_facts():
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)


def comment(address: str, text: str) -> PreviewComment:
    return preview_actions.comment(token=token_of(address), text=text)


@pytest.mark.usefixtures("asked_for_facts")
def test_comments_are_plain_text_and_the_same_one_twice_is_one():
    link, address = preview_link(ReleaseFactory())
    comment(address, " <b>Page 2</b>\r\nis wrong\x00 \ud800 ")
    comment(address, "<b>Page 2</b>\nis wrong ?")
    assert [kept.text for kept in link.comments.all()] == ["<b>Page 2</b>\nis wrong ?"]


@pytest.mark.usefixtures("asked_for_facts")
def test_comments_that_will_not_do_are_refused_in_words(monkeypatch):
    _, address = preview_link(ReleaseFactory())
    for text, sentence in ((" \x00 ", "Write a comment"), ("x" * 2001, "2001 characters")):
        with pytest.raises(actions.Refused, match=sentence):
            comment(address, text)
    comment(address, "x" * 2000)
    monkeypatch.setattr(preview_actions, "MOST_COMMENTS", 1)
    with pytest.raises(actions.Refused, match="No more comments"):
        comment(address, "One more")
    assert PreviewComment.objects.count() == 1


def test_a_desk_that_asks_for_none_gets_no_comments():
    _, address = preview_link(ReleaseFactory())
    with pytest.raises(actions.Refused, match="takes no comments"):
        comment(address, "Page 2 is wrong")


def test_what_is_over_long_ago_is_forgotten():
    release = ReleaseFactory()
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False):
        _old, address = preview_link(release, recipient="Old", days=2)
        preview_actions.open_link(token=token_of(address))
        revoked, _ = preview_link(release, recipient="Revoked", days=90)
        preview_actions.revoke_link(link=revoked, by=publisher_user())
    with time_machine.travel("2026-06-15T12:00:00Z", tick=False):
        recent, _ = preview_link(release, recipient="Recent", days=2)
    with time_machine.travel("2026-07-10T12:00:00Z", tick=False):
        out = StringIO()
        call_command("forget_previews", stdout=out)
        assert out.getvalue() == "2 preview links deleted.\n"
    assert list(PreviewLink.objects.all()) == [recent]
    assert not PreviewOpening.objects.exists()
