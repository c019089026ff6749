"""The verbs: what they do, whom they refuse, and that nothing they did can be undone by the back door."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from newsroom import actions
from newsroom.models import Edition, Release, Withdrawal
from newsroom.snapshot import same_content, slug_of, snapshot
from tests.factories import CountryFactory, ReleaseFactory, published

pytestmark = pytest.mark.django_db


def test_publish_makes_a_live_edition_complete_in_itself(publisher):
    release = ReleaseFactory(title="Trial", countries=[CountryFactory(slug="albania")], tags=["alpha"])
    edition = actions.publish(release=release, by=publisher, change_note="First")
    edition.refresh_from_db()
    assert Edition.objects.live().get() == edition
    assert (edition.number, edition.title, edition.slug, edition.countries) == (
        1,
        "Trial",
        "trial",
        ["albania"],
    )
    assert (edition.sources, edition.structures, edition.tags) == (
        ["structure:secretariat"],
        ["secretariat"],
        ["alpha"],
    )
    assert (edition.published_by, edition.change_note, edition.body_text) == (
        publisher,
        "",
        "A body of text.",
    )
    release.refresh_from_db()
    assert (release.state, release.published_at) == ("published", edition.published_at)


def test_a_further_edition_replaces_the_first_in_the_same_instant_and_keeps_its_date(publisher):
    release = ReleaseFactory()
    first = actions.publish(release=release, by=publisher)
    release.title = "Better"  # saved over what `publish` has written: the date comes from the editions
    release.save()
    second = actions.publish(release=release, by=publisher)
    first.refresh_from_db()
    assert (second.number, second.published_at) == (2, first.published_at)
    assert first.live_until == second.live_from
    assert list(Edition.objects.live()) == [second]


@pytest.mark.parametrize("role", ["author", "editor"])
@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_authors_and_editors_neither_publish_nor_withdraw(request, role, action):
    user, release = request.getfixturevalue(role), published().release
    with pytest.raises(PermissionDenied):
        getattr(actions, action)(release=release, by=user, **({"reason": "x"} if action == "withdraw" else {}))
    assert Edition.objects.live().count() == 1
    assert not Withdrawal.objects.exists()


def test_somebody_switched_off_does_nothing_any_more(publisher):
    publisher.is_active = False
    with pytest.raises(PermissionDenied):
        actions.publish(release=ReleaseFactory(), by=publisher)


@pytest.mark.parametrize(
    ("lacking", "words"), [({"sources": []}, "source"), ({"place": " "}, "place"), ({"body": ""}, "text")]
)
def test_publish_refuses_what_is_incomplete_and_says_what_is_missing(publisher, lacking, words):
    release = ReleaseFactory(**lacking)
    with pytest.raises(actions.Refused, match=words):
        actions.publish(release=release, by=publisher)
    release.refresh_from_db()
    assert (release.state, Edition.objects.count()) == ("draft", 0)


def test_publish_cleans_what_came_by_another_road(publisher):
    release = ReleaseFactory(body="<p onclick='x()'>a<script>alert(1)</script></p>")
    assert actions.publish(release=release, by=publisher).body == "<p>a</p>"


def test_withdraw_takes_the_edition_down_and_leaves_a_trace(publisher):
    edition = published()
    trace = actions.withdraw(release=edition.release, by=publisher, reason=" Wrong. ")
    assert (trace.edition, trace.by, trace.reason) == (edition, publisher, "Wrong.")
    assert not Edition.objects.live().exists()
    assert Release.objects.get().state == "withdrawn"


def test_withdraw_wants_a_reason_and_something_public(publisher):
    with pytest.raises(actions.Refused, match="reason"):
        actions.withdraw(release=published().release, by=publisher, reason=" ")
    with pytest.raises(actions.Refused, match="public"):
        actions.withdraw(release=ReleaseFactory(), by=publisher, reason="x")


def test_a_withdrawn_release_may_be_published_again(publisher):
    release = published().release
    actions.withdraw(release=release, by=publisher, reason="Wrong")
    again = actions.publish(release=release, by=publisher)
    assert list(Edition.objects.live()) == [again]
    assert again.number == 2


@pytest.mark.parametrize(
    "forge",
    [
        lambda edition: Edition.objects.filter(pk=edition.pk).update(title="forged"),
        lambda edition: Edition.objects.update(published_at=timezone.now() - dt.timedelta(days=1)),
        lambda edition: edition.delete(),
        lambda edition: Edition.objects.all().delete(),
        lambda edition: Edition.objects.bulk_update([_retitled(edition)], ["title"]),
        lambda edition: _retitled(edition).save(),
    ],
)
def test_a_sealed_edition_resists_the_orm(forge):
    edition = published(title="True")
    with pytest.raises(DatabaseError), transaction.atomic():
        forge(edition)
    assert Edition.objects.get().title == "True"


def _retitled(edition: Edition) -> Edition:
    edition.title = "forged"
    return edition


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM newsroom_edition",
        "UPDATE newsroom_edition SET title = 'forged'",
        "UPDATE newsroom_edition SET live_from = live_from - interval '1 day'",
        "UPDATE newsroom_edition SET countries = '{atlantis}', live_until = now()",
        "UPDATE newsroom_edition SET body = body || 'x'",
        "INSERT INTO newsroom_edition SELECT * FROM newsroom_edition",
    ],
)
def test_a_sealed_edition_resists_sql(sql):
    edition = published()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert same_content(Edition.objects.get(), edition)


@pytest.mark.parametrize("ending", ["live_from", "now() - interval '1 hour'"])
def test_what_readers_see_cannot_end_in_hindsight(ending):
    long_ago = dt.datetime(2021, 5, 10, tzinfo=dt.UTC)
    snapshot(ReleaseFactory(), number=1, published_at=long_ago, live_from=long_ago).save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE newsroom_edition SET live_until = {ending}")
    assert Edition.objects.live().count() == 1


@pytest.mark.parametrize("table", ["newsroom_edition", "newsroom_withdrawal"])
def test_the_tables_of_record_cannot_be_emptied(table):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


def scheduled(release: Release) -> Edition:
    """An edition that begins tomorrow, as an import makes it."""
    tomorrow = timezone.now() + dt.timedelta(days=1)
    edition = snapshot(release, number=1, published_at=tomorrow, live_from=tomorrow)
    edition.save()
    release.state, release.published_at = "published", tomorrow
    release.save()
    return edition


def test_publish_overtakes_what_is_scheduled_which_readers_then_never_see(publisher, client):
    release = ReleaseFactory(body="<p>Embargoed.</p>")
    first = scheduled(release)
    release.body = "<p>Released.</p>"
    release.save()
    second = actions.publish(release=release, by=publisher)
    assert second.published_at <= timezone.now()
    with time_machine.travel(first.live_from + dt.timedelta(hours=1), tick=False):
        assert list(Edition.objects.live()) == [second]
        assert client.get(f"/news/{release.pk}/v1/").status_code == 404
        assert client.get(second.get_absolute_url()).status_code == 200


def test_withdraw_cancels_what_is_scheduled_and_leaves_a_draft(publisher):
    release = ReleaseFactory()
    first = scheduled(release)
    assert actions.withdraw(release=release, by=publisher, reason="Too early") is None
    release.refresh_from_db()
    assert (release.state, release.published_at) == ("draft", None)
    assert not Edition.objects.live(first.live_from + dt.timedelta(days=1)).exists()
    assert not Withdrawal.objects.exists()


def test_what_was_withdrawn_stays_down_when_a_better_text_follows(publisher, client):
    release = ReleaseFactory(body="<p>Libel.</p>")
    for body in ("<p>Libel.</p>", "<p>Libel still.</p>"):
        release.body = body
        release.save()
        actions.publish(release=release, by=publisher)
    actions.withdraw(release=release, by=publisher, reason="Wrong")
    release.refresh_from_db()
    release.body = "<p>Right.</p>"
    release.save()
    third = actions.publish(release=release, by=publisher)
    assert [client.get(f"/news/{release.pk}/v{n}/").status_code for n in (1, 2, 3)] == [410, 410, 200]
    assert client.get(third.get_absolute_url()).status_code == 200


def test_publish_refuses_a_text_that_readers_see_already(publisher):
    release = published().release
    with pytest.raises(actions.Refused, match="changed"):
        actions.publish(release=release, by=publisher)
    assert Edition.objects.count() == 1


def test_publish_refuses_more_words_than_the_search_can_take(publisher):
    letters = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
    words = ("".join(letters[(n // 33**k) % 33] for k in range(9)) for n in range(0, 38_000 * 7919, 7919))
    release = ReleaseFactory(language="ka", body=f"<p>{' '.join(words)}</p>")
    with pytest.raises(actions.Refused, match="too long"):
        actions.publish(release=release, by=publisher)
    assert not Edition.objects.exists()


def test_an_edition_that_has_ended_cannot_be_revived():
    edition = published()
    Edition.objects.filter(pk=edition.pk).update(live_until=edition.live_from)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(live_until=None)


def test_a_withdrawal_cannot_be_removed_or_reworded(publisher):
    trace = actions.withdraw(release=published().release, by=publisher, reason="Wrong")
    for forge in (trace.delete, lambda: Withdrawal.objects.update(reason="Right")):
        with pytest.raises(DatabaseError), transaction.atomic():
            forge()


def test_a_release_has_one_live_edition_at_a_time():
    edition = published()
    twin = snapshot(edition.release, number=2, published_at=edition.published_at, live_from=edition.live_from)
    with pytest.raises(IntegrityError, match="edition_alone_in_its_time"), transaction.atomic():
        twin.save()


def test_a_published_release_has_a_time_of_publication():
    with pytest.raises(IntegrityError, match="release_published_at_a_time"), transaction.atomic():
        ReleaseFactory(state="published", published_at=None)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Fight & flight!", "fight-flight"),
        ("Вода и границы", "voda-i-granitsy"),
        ("Żółć, Ægir – Straße", "zolc-aegir-strasse"),
        ("!!!", "release"),
        ("V5", "release-v5"),
        ("word " * 60, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs_are_latin_short_and_never_empty(title, slug):
    assert slug_of(title) == slug
