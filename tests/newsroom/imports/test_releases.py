"""What a good line becomes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from newsroom.models import Edition, LegacyAddress, Release
from newsroom.snapshot import same_content, snapshot
from tests.factories import StructureFactory

from .conftest import line

pytestmark = pytest.mark.django_db
FULL = line(
    "486062",
    legacy_url="https://www.osce.org/Secretariat/486062/?download=true#top",
    kind="Press statement",
    language="fr",
    place="Vienna",
    published_at="2021-05-10T23:30:00Z",
    summary="A\n summary.",
    body_html="<div onclick='x()'>Words <b>bold</b><script>a()</script></div><table><caption>C</caption>",
    structures=["OSCE Chairmanship", "OSCE Secretariat", "secretariat", "Office in Yerevan (closed)"],
    partner_groups="Asian Partners for Co-operation",
    countries=["Czech Republic", "ALBANIE", "albania"],
    fields_of_work=["Elections"],
    meetings=["Permanent Council"],
    projects="spotlight",
    tags=["Safety", "safety", "Мир"],
)


def test_a_full_line_becomes_a_release_and_its_first_edition(run):
    assert run(FULL).counts == (1, 0, 0, 0)
    edition, release = Edition.objects.get(), Release.objects.get()
    assert (edition.number, edition.kind, edition.language, edition.place) == (1, "statement", "fr", "Vienna")
    assert edition.sources == [
        "partner:asian-partners",
        "structure:chairpersonship",
        "structure:secretariat",
        "structure:office-in-yerevan",
    ]
    assert (set(edition.countries), edition.fields_of_work) == ({"albania", "czechia"}, ["elections"])
    assert (edition.meetings, edition.projects) == (["permanent-council"], ["spotlight"])
    assert edition.tags == ["mir", "safety"]
    assert edition.body.startswith("<p>Words <strong>bold</strong></p>")
    assert (edition.summary, edition.slug) == ("A summary.", "title-486062")
    instant = dt.datetime(2021, 5, 10, 23, 30, tzinfo=dt.UTC)
    assert (edition.published_at, edition.live_from, edition.live_until) == (instant, instant, None)
    assert (edition.date, edition.published_by, edition.change_note) == (dt.date(2021, 5, 11), None, "")
    assert (release.state, release.published_at, release.date) == ("published", instant, edition.date)
    addresses = {address.path for address in release.legacy_addresses.all()}
    assert addresses == {"/Secretariat/486062", "/node/486062"}


def test_the_edition_is_the_one_that_publishing_would_make(run):
    run(FULL)
    edition = Edition.objects.get()
    release = Release.objects.get()
    made = snapshot(release, number=1, published_at=edition.published_at, live_from=edition.live_from)
    assert same_content(made, edition)
    assert (made.sha256, made.body_text) == (edition.sha256, edition.body_text)
    assert made.structures == edition.structures


def test_the_longest_slug_fits_into_the_sources(run):
    StructureFactory(slug="s" * 100)
    run(line(structures=["s" * 100]))
    assert Edition.objects.get().sources == ["structure:" + "s" * 100]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-05-10", dt.datetime(2021, 5, 10, 10, tzinfo=dt.UTC)),
        ("2021-05-10T14:30", dt.datetime(2021, 5, 10, 12, 30, tzinfo=dt.UTC)),
        ("2021-01-10 14:30:00", dt.datetime(2021, 1, 10, 13, 30, tzinfo=dt.UTC)),
        ("2021-05-10T14:30:00+05:00", dt.datetime(2021, 5, 10, 9, 30, tzinfo=dt.UTC)),
        ("1973-01-01", dt.datetime(1973, 1, 1, 11, tzinfo=dt.UTC)),
    ],
)
def test_times_are_by_the_clock_of_the_house(run, written, expected):
    run(line(published_at=written))
    assert Edition.objects.get().published_at == expected


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (None, "press-release"), ("", "press-release"), ("press-release", "press-release"),
        ("Press release", "press-release"), ("WEEKLY REPORT", "weekly-report"),
        ("spot_report", "spot-report"),
        ("Media  advisory", "media-advisory"),
        ("Press statement", "statement"), ("Statement", "statement"),
        ("News item", "news"), ("News", "news"),
        ("daily‑report", "daily-report"),
    ],
)  # fmt: skip
def test_kinds_go_by_slug_and_printed_label(run, written, kind):
    run(line(kind=written))
    assert Edition.objects.get().kind == kind


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.osce.org/a/1/", "/a/1"), ("http://www.osce.org/a/1?x=1#y", "/a/1?x=1"),
        ("www.osce.org/a/1", "/a/1"),
        ("//www.osce.org/a/1", "/a/1"), ("/a/1", "/a/1"), ("a/1", "/a/1"), ("/caf%C3%A9", "/café"),
    ],
)  # fmt: skip
def test_addresses_are_kept_as_paths(run, address, path):
    run(line("x", legacy_url=address))
    assert LegacyAddress.objects.get().path == path


def test_what_is_empty_is_left_out(run):
    run(line(countries=None, tags=[], structures=["", None], summary=None, body_html="", legacy_url=""))
    edition = Edition.objects.get()
    assert (edition.countries, edition.tags, edition.sources) == ([], [], [])
    assert (edition.summary, edition.body, edition.dateline) == ("", "", "10 May 2021 –")


def test_translations_join_their_original(run):
    outcome = run(
        line(1), line("ru", language="ru", translation_of=1), line("fr", language="fr", translation_of="ru"),
        line("early", translation_of="late"), line("late"),
    )  # fmt: skip
    assert list(outcome.reasons) == [4]
    original = Release.objects.get(legacy_id="1")
    group = Edition.objects.filter(translation_group=original.pk)
    assert set(group.values_list("language", flat=True)) == {"en", "ru", "fr"}
    assert run(line("de", language="de", translation_of="fr")).created == 1
    assert Release.objects.get(legacy_id="de").translation_of == original


def test_a_translation_cannot_turn_round(run):
    run(line(1), line(2, translation_of=1), line(3))
    outcome = run(line(1, translation_of=2), line(4, translation_of=3), line(3, translation_of=1))
    assert outcome.counts == (1, 0, 0, 2)
    assert "itself or a translation of it" in outcome.reasons[1]
    assert "there are translations" in outcome.reasons[3]


def test_tags_are_found_in_any_case_and_made_once(run):
    Tag.objects.create(name="Youth", slug="youth")
    run(line(1, tags=["YOUTH", "a b"]), line(2, tags=["A-B", "youth"]))
    assert dict(Tag.objects.values_list("name", "slug")) == {"Youth": "youth", "a b": "a-b", "A-B": "a-b_1"}
    assert {tag.name for tag in Release.objects.get(legacy_id="2").tags.all()} == {"A-B", "Youth"}


def test_the_number_of_statements_does_not_grow_with_the_lines(run):
    def statements(numbers: range, **values) -> int:
        values |= {"countries": ["albania"], "structures": ["secretariat"]}
        lines = [line(n, tags=[f"tag {n}"], **values) for n in numbers]
        lines += [line(f"{n} ru", language="ru", translation_of=n, **values) for n in numbers]
        with CaptureQueriesContext(connection) as queries:
            assert run(*lines).rejected == 0
        return len(queries)

    run(line("warm", tags=["up"]))
    assert statements(range(1)) == statements(range(10, 40))
    assert statements(range(1), summary="New.") == statements(range(10, 40), summary="New.")
    assert statements(range(1), summary="New.") == statements(range(10, 40), summary="New.") < 18
