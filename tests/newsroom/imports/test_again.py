"""Running an import again, with lines that are the same, changed, or overtaken by work done here."""

import datetime as dt
import json

import pgtrigger
import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from newsroom import actions
from newsroom.models import ArchiveChange, ArchiveVersion, Edition, LegacyAddress, Release
from tests.factories import publisher_user

from .conftest import line

pytestmark = pytest.mark.django_db


def version() -> int:
    return ArchiveVersion.objects.get().number


def test_the_same_again_writes_nothing(run):
    lines = [line(n, tags=["a"], countries=["albania"]) for n in range(3)]
    run(*lines)
    before, saved = version(), set(Release.objects.values_list("pk", "updated_at"))
    other_clothes = json.dumps(dict(reversed(lines[0].items())), separators=(" , ", " : ")).encode()
    assert run(other_clothes, *lines[1:]).counts == (0, 0, 3, 0)
    assert version() == before
    assert set(Release.objects.values_list("pk", "updated_at")) == saved


def test_a_batch_of_new_releases_is_one_change_of_the_archive(run):
    run(line(tags=["a", "b"]))
    before = version()
    assert run(*(line(n, tags=["a", "b"], countries=["albania"]) for n in range(2, 30))).counts == (28, 0, 0, 0)
    change = ArchiveChange.objects.get(number__gt=before)
    assert (change.what, len(change.editions)) == ("editions", 28)


def test_a_changed_line_makes_a_further_edition_and_ends_the_one_before(run):
    run(line(title="Old", countries=["albania"], tags=["x"], legacy_url="/a"))
    before = timezone.now()
    terms = {"countries": ["czechia"], "structures": ["secretariat"], "tags": ["y"]}
    changed = line(title="New", legacy_url="/b", **terms)
    assert run(changed).counts == (0, 1, 0, 0)
    old, new = Edition.objects.order_by("number")
    assert (old.title, new.title, new.number) == ("Old", "New", 2)
    assert (new.change, new.change_note, new.published_by) == ("minor", "", None)
    assert before < new.live_from == old.live_until <= timezone.now()
    assert new.published_at == old.published_at
    assert Edition.objects.live().get() == new
    assert (new.countries, new.sources, new.tags) == (["czechia"], ["structure:secretariat"], ["y"])
    release = Release.objects.get()
    assert (release.title, [tag.slug for tag in release.tags.all()]) == ("New", ["y"])
    assert set(LegacyAddress.objects.values_list("path", flat=True)) == {"/a", "/b", "/node/1"}
    assert run(changed).counts == (0, 0, 1, 0)


def test_a_new_date_is_taken_from_the_line(run):
    run(line())
    run(line(published_at="2019-01-01"))
    assert [e.published_at.year for e in Edition.objects.order_by("number")] == [2021, 2019]
    assert Release.objects.get().date == dt.date(2019, 1, 1)


def test_what_readers_cannot_see_makes_no_edition(run):
    run(line())
    before = version()
    assert run(line(legacy_url="/new", kind="Press Release", tags=None)).counts == (0, 1, 0, 0)
    assert (Edition.objects.count(), version()) == (1, before)
    assert LegacyAddress.objects.filter(path="/new").exists()


def test_another_order_of_the_vocabulary_is_no_work_done_here(run):
    run(line(countries=["albania", "czechia"]))
    release = Release.objects.get()
    for country in release.countries.all():
        country.position = 1000 - country.position
        country.save()
    assert run(line(title="New", countries=["albania", "czechia"])).counts == (0, 1, 0, 0)


def edited(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(title="Edited")


def tagged(release: Release) -> None:
    release.tags.add("by hand")


def unreadable(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(body="<blockquote>" * 40 + "x")


def published_anew(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(title="Corrected", place="Vienna", body="<p>a</p>")
    actions.publish(release=release, by=publisher_user())


def withdrawn(release: Release) -> None:
    actions.withdraw(release=release, by=publisher_user(), reason="Wrong.")


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (edited, "edited here"),
        (tagged, "edited here"),
        (unreadable, "edited here"),
        (published_anew, "published anew"),
        (withdrawn, "withdrawn"),
    ],
)
def test_work_done_here_is_never_overwritten(run, work, reason):
    old = line(structures=["secretariat"])
    run(old)
    release = Release.objects.get()
    work(release)
    before = list(Release.objects.values()), list(Edition.objects.values())
    outcome = run(line(title="From the file", structures=["secretariat"]), line(2))
    assert outcome.counts == (1, 0, 0, 1)
    assert reason in outcome.reasons[1]
    assert list(Release.objects.filter(pk=release.pk).values()) == before[0]
    assert list(Edition.objects.filter(release=release).values()) == before[1]
    assert run(old).counts == (0, 0, 1, 0)


def test_an_address_of_another_release_is_refused_later_too(run):
    run(line("a", legacy_url="/x"))
    assert "/x is the former address" in run(line("b", legacy_url="/x")).reasons[1]
    assert "/node/5 is the former" in run(line("c", legacy_url="/node/5"), line(5)).reasons[2]


HOUR = dt.timedelta(hours=1)


def titles_live_at(*instants: dt.datetime) -> list[str | None]:
    return [Edition.objects.live(at).values_list("title", flat=True).first() for at in instants]


def test_a_release_of_the_future_is_scheduled_and_can_be_changed_unseen(run):
    now = timezone.now()
    soon, later = now + HOUR, now + 3 * HOUR
    run(line(title="One", published_at=soon.isoformat()))
    assert titles_live_at(now, soon) == [None, "One"]
    run(line(title="Two", published_at=soon.isoformat()))
    assert titles_live_at(timezone.now(), soon, later) == [None, "Two", "Two"]
    run(line(title="Three", published_at=later.isoformat()))
    assert titles_live_at(timezone.now(), soon, later) == [None, None, "Three"]
    run(line(title="Four", published_at="2020-01-01"))
    assert titles_live_at(timezone.now(), soon, later) == ["Four", "Four", "Four"]


def test_a_change_with_a_date_ahead_waits_for_it_and_may_be_put_off(run):
    now = timezone.now()
    soon, later = now + HOUR, now + 3 * HOUR
    run(line(title="One"))
    run(line(title="Two", published_at=soon.isoformat()))
    assert titles_live_at(timezone.now(), soon, later) == ["One", "Two", "Two"]
    run(line(title="Three", published_at=later.isoformat()))
    assert titles_live_at(timezone.now(), soon, later) == ["One", "One", "Three"]
    with time_machine.travel(later + HOUR):
        assert titles_live_at(timezone.now()) == ["Three"]


def test_a_text_that_was_cleaned_by_older_rules_was_not_edited(run):
    run(line(1, body_html="<p>Some words.</p>"))
    older = "Some <b>words</b>, cleaned as it was then."
    Release.objects.update(body=older)
    with transaction.atomic(), pgtrigger.ignore("newsroom.Edition:sealed"):
        Edition.objects.update(body=older)
    assert run(line(1, body_html="<p>Other words.</p>")).counts == (0, 1, 0, 0)
