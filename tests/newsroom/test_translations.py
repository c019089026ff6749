"""Translations: how one begins, what it rests on, and publishing several languages or none."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Desk, Membership, Role, User
from newsroom import actions, translation_actions
from newsroom.actions import Refused
from newsroom.models import Edition, Event, Release, ReleaseImage, TranslationBasis
from newsroom.models.translation import TranslationBasisQuerySet
from tests.factories import (
    ContactFactory,
    CountryFactory,
    FieldFactory,
    PartnerGroupFactory,
    ReleaseFactory,
    StructureFactory,
    UserFactory,
    attachment,
    dated,
    image,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return UserFactory(is_superuser=True)


def translated(original: Release, language: str, by: User | None = None, **words: str) -> Release:
    """A translation that could be published as it stands, by somebody else than who made it."""
    sister = translation_actions.translate(release=original, into=language, by=by or UserFactory(is_superuser=True))
    words = {"title": f"In {language}", "summary": "", "body": "<p>Words.</p>"} | words
    Release.objects.filter(pk=sister.pk).update(**words)
    sister.refresh_from_db()
    return sister


def save(release: Release, **fields: str) -> None:
    for name, value in fields.items():
        setattr(release, name, value)
    release.save()


def outdated() -> list[int]:
    bases: TranslationBasisQuerySet = TranslationBasis.objects.outdated()
    return list(bases.values_list("translation", flat=True))


def test_a_translation_has_all_of_its_original_but_the_words(boss):
    desk = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    pictures = [image(title="One"), image(title="Two")]
    original = ReleaseFactory(
        kind="statement",
        place="Tirana",
        desk=desk,
        confidential=True,
        sources=[PartnerGroupFactory(slug="asian"), StructureFactory(slug="secretariat")],
        countries=[CountryFactory(slug="albania")],
        fields_of_work=[FieldFactory(slug="media")],
        tags=["water"],
    )
    original.contacts.add(ContactFactory())
    original.attachments.add(attachment())
    for position, picture in enumerate(reversed(pictures)):
        ReleaseImage.objects.create(release=original, image=picture, position=position, caption=f"Caption {position}")

    sister = translation_actions.translate(release=original, into="ru", by=boss)

    sister = Release.objects.get(pk=sister.pk)
    assert (sister.translation_of, sister.language, sister.state, sister.updated_by) == (original, "ru", "draft", boss)
    assert (sister.title, sister.summary, sister.body) == ("", "", "")
    assert str(sister) == "Untitled (Russian)"
    for name in ("kind", "place", "date", "desk", "confidential"):
        assert getattr(sister, name) == getattr(original, name), name
    for name in ("countries", "fields_of_work", "meetings", "projects", "contacts", "tags", "attachments"):
        assert list(getattr(sister, name).all()) == list(getattr(original, name).all()), name
    assert [str(source) for source in sister.sources.all()] == [str(source) for source in original.sources.all()]
    rows = list(sister.releaseimage_set.values_list("image", "caption", "position"))
    assert rows == [(pictures[1].pk, "Caption 0", 0), (pictures[0].pk, "Caption 1", 1)]
    assert sister.history.get().history_user == boss


def test_a_translation_of_a_translation_goes_back_to_the_original(boss):
    original = ReleaseFactory()
    russian = translation_actions.translate(release=original, into="ru", by=boss)
    french = translation_actions.translate(release=russian, into="fr", by=boss)
    assert french.translation_of == original
    assert set(translation_actions.group_of(russian)) == {original, russian, french}


@pytest.mark.parametrize(
    ("into", "words"),
    [("ru", "there in Russian already"), ("en", "there in English already"), ("xx", "from the list"), ("", "from the list"), ("r\x00", "from the list")],
)  # fmt: skip
def test_a_language_that_is_there_or_none_of_ours_is_refused_in_a_sentence(boss, into, words):
    original = ReleaseFactory()
    sister = translation_actions.translate(release=original, into="ru", by=boss)
    for release in (original, sister):
        with pytest.raises(Refused, match=words):
            translation_actions.translate(release=release, into=into, by=boss)
    assert Release.objects.count() == 2


def test_only_who_writes_at_the_desk_of_the_original_begins_a_translation(author, auditor, administrator):
    desk = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    elsewhere, here = UserFactory(), UserFactory()
    Membership.objects.create(
        user=elsewhere, desk=Desk.objects.create(structure=StructureFactory(slug="baku")), role=Role.PUBLISHER
    )
    Membership.objects.create(user=here, desk=desk, role=Role.AUTHOR)
    original = ReleaseFactory(desk=desk)
    for user in (elsewhere, auditor, administrator):
        with pytest.raises(PermissionDenied):
            translation_actions.translate(release=original, into="ru", by=user)
    assert translation_actions.translate(release=original, into="ru", by=here).updated_by == here
    assert translation_actions.translate(release=original, into="fr", by=author)  # of the desk above


def test_a_translation_falls_behind_when_its_original_says_something_else(boss):
    original = ReleaseFactory(title="Before")
    sister = translation_actions.translate(release=original, into="ru", by=boss)
    assert outdated() == []
    save(original, place="Warsaw")  # saved, with the same words
    assert outdated() == []
    save(original, title="After")
    assert outdated() == [sister.pk]
    save(original, title="Before")
    assert outdated() == []
    save(original, body="<p>A body of <strong>text</strong>.</p>")
    assert outdated() == [sister.pk]
    Release.objects.filter(pk=sister.pk).update(translation_of=ReleaseFactory())
    assert outdated() == []  # what it was made from says nothing of what it is tied to now


def test_bringing_a_translation_up_to_date_notes_what_was_read(boss):
    original = ReleaseFactory()
    sister = translation_actions.translate(release=original, into="ru", by=boss)
    save(original, title="After")
    read = original.updated_at.isoformat()
    basis = translation_actions.bring_up_to_date(release=sister, by=boss, read=read)
    assert (basis.title, basis.by, outdated()) == ("After", boss, [])
    save(original, title="After that")
    with pytest.raises(Refused, match="saved again since"):
        translation_actions.bring_up_to_date(release=sister, by=boss, read=read)
    assert outdated() == [sister.pk]
    with pytest.raises(Refused, match="not a translation"):
        translation_actions.bring_up_to_date(release=original, by=boss, read=read)


def test_bringing_up_to_date_is_for_those_whose_text_it_is(boss, author):
    original = ReleaseFactory()
    sister = translation_actions.translate(release=original, into="ru", by=boss)
    save(original, title="After")
    actions.submit(release=sister, by=boss)
    with pytest.raises(PermissionDenied):  # in review it is the editors'
        translation_actions.bring_up_to_date(release=sister, by=author, read=original.updated_at.isoformat())
    assert outdated() == [sister.pk]


def test_a_group_appears_in_one_instant(boss, publisher):
    original = ReleaseFactory()
    group = [original, *(translated(original, language) for language in ("ru", "fr"))]
    at = timezone.now() + dt.timedelta(hours=1)
    dated(at, *group)
    editions = translation_actions.publish_together(releases=reversed(group), by=publisher, at=at, comment="Go")
    assert [edition.release for edition in editions] == group
    assert {edition.live_from for edition in editions} == {at}
    assert {edition.translation_group for edition in editions} == {original.pk}
    assert not Edition.objects.live().exists()
    assert set(Edition.objects.live(at)) == set(editions)
    assert Event.objects.filter(action="publish", comment="Go").count() == 3


def test_one_that_is_refused_holds_back_all_and_every_reason_is_told(boss, publisher):
    original = ReleaseFactory(place="")
    whole = translated(original, "fr", title="Entier", body="<p>Mots.</p>")
    Release.objects.filter(pk=whole.pk).update(place="Vienne")
    empty = translation_actions.translate(release=original, into="ru", by=boss)
    with pytest.raises(Refused) as refused:
        translation_actions.publish_together(releases=[original, whole, empty], by=publisher)
    assert set(refused.value.reasons) == {
        "English, Russian: Give the place: the dateline is made from it.",
        "Russian: Write the title: it is empty.",
        "Russian: Write the text: it is empty.",
    }
    assert not Edition.objects.exists()
    assert not Event.objects.exists()
    assert set(Release.objects.values_list("state", flat=True)) == {"draft"}


def test_four_eyes_are_asked_of_each_language(boss, publisher):
    original = ReleaseFactory()
    sister = translated(original, "ru", publisher)
    with pytest.raises(Refused, match=r"^Russian: You were the last"):
        translation_actions.publish_together(releases=[original, sister], by=publisher)
    assert not Edition.objects.exists()
    translation_actions.publish_together(releases=[original, sister], by=boss)
    assert Edition.objects.live().count() == 2


def test_whoever_may_not_publish_one_publishes_none(boss):
    original = ReleaseFactory()
    sister = translated(original, "ru")
    desk = Desk.objects.create(structure=StructureFactory(slug="tirana"))
    Release.objects.filter(pk=sister.pk).update(desk=desk)
    here = UserFactory()
    Membership.objects.create(user=here, desk=desk, role=Role.PUBLISHER)
    with pytest.raises(PermissionDenied):
        translation_actions.publish_together(releases=[original, sister], by=here)
    assert not Edition.objects.exists()
    assert len(translation_actions.publish_together(releases=[sister], by=here)) == 1


def test_what_does_not_belong_together_is_not_published_together(boss):
    with pytest.raises(Refused, match="not translations of one another"):
        translation_actions.publish_together(releases=[ReleaseFactory(), ReleaseFactory()], by=boss)
    with pytest.raises(Refused, match="at least one"):
        translation_actions.publish_together(releases=[], by=boss)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("at", [dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2101, 1, 1, tzinfo=dt.UTC)])
def test_an_impossible_time_is_said_once_for_all(boss, at):
    original = ReleaseFactory()
    sister = translated(original, "ru")
    with pytest.raises(Refused, match=r"^English, Russian: That") as refused:
        translation_actions.publish_together(releases=[original, sister], by=boss, at=at)
    assert len(refused.value.reasons) == 1


def test_each_language_says_in_its_own_words_what_was_wrong(boss):
    original = ReleaseFactory()
    sister = translated(original, "ru")
    translation_actions.publish_together(releases=[original, sister], by=boss)
    save(original, title="Other")
    save(sister, title="Другой")
    notes = {original.pk: ("correction", "The title."), sister.pk: ("correction", "Заголовок.")}
    editions = translation_actions.publish_together(releases=[original, sister], by=boss, changes=notes)
    assert [(edition.change, edition.change_note) for edition in editions] == list(notes.values())


def test_a_scheduled_group_goes_live_with_no_worker_and_pages_link_to_each_other(boss, client):
    original = ReleaseFactory(title="Water")
    sister = translated(original, "ru", title="Вода")
    now = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    with time_machine.travel(now, tick=False):
        at = now + dt.timedelta(hours=3)
        dated(at, original, sister)
        english, russian = translation_actions.publish_together(releases=[original, sister], by=boss, at=at)
    for moment, status in ((at - dt.timedelta(milliseconds=1), 404), (at, 200)):
        with time_machine.travel(moment, tick=False):
            pages = [client.get(edition.get_absolute_url()) for edition in (english, russian)]
        assert [page.status_code for page in pages] == [status, status]
    assert russian.get_absolute_url() in pages[0].content.decode()
    assert english.get_absolute_url() in pages[1].content.decode()


def test_looking_for_what_is_behind_costs_one_query_for_any_number(boss):
    for _ in range(3):
        original = ReleaseFactory()
        translation_actions.translate(release=original, into="ru", by=boss)
        save(original, title="After")
    with CaptureQueriesContext(connection) as queries:
        assert len(outdated()) == 3
    assert len(queries) == 1


def test_a_translation_that_came_from_elsewhere_is_not_called_behind():
    original = published().release
    ReleaseFactory(language="ru", translation_of=original)
    save(original, title="After")
    assert outdated() == []
