"""What is found in a saved release: read from the real tables, in a number of queries that does not grow."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Desk
from newsroom import actions
from newsroom.checks import Level, errors, problems
from newsroom.models import Attachment, Image, LegacyAddress, Page, Release, ReleaseAttachment
from newsroom.snapshot import snapshot
from tests import office_files
from tests.factories import (
    ContactFactory,
    CountryFactory,
    ReleaseFactory,
    StructureFactory,
    attachment,
    image,
    published,
    publisher_user,
    release_with,
)

pytestmark = pytest.mark.django_db


def today_in(zone: str = "Europe/Vienna") -> dt.date:
    return timezone.localdate(timezone=Desk(time_zone=zone).zone)


def release(**fields) -> Release:
    return ReleaseFactory(**{"date": today_in(), "title": "A title of its own"} | fields)


def found(one: Release, at: dt.datetime | None = None) -> dict[str, str]:
    return {problem.check: problem.sentence for problem in problems(Release.objects.get(pk=one.pk), at)}


def with_link(address: str) -> Release:
    return release(body=f'<p>See <a href="{address}">this</a>.</p>')


def test_a_sound_release_has_none():
    assert found(release()) == {}


def test_errors_stand_first_and_say_where(publisher):
    one = release(sources=[], place="", body="", title="x" * 130)
    all_ = problems(one)
    assert [(problem.check, problem.anchor) for problem in all_] == [
        ("HasSource", "sources-group"), ("HasPlace", "id_place"), ("HasText", "id_body"), ("TitleIsShort", "id_title"),
    ]  # fmt: skip
    assert [problem.level for problem in all_] == [Level.ERROR] * 3 + [Level.WARNING]
    assert errors(one) == all_[:3]
    with pytest.raises(actions.Refused) as refused:
        actions.publish(release=one, by=publisher)
    assert list(refused.value.reasons) == [problem.sentence for problem in all_[:3]]


def test_warnings_keep_nothing_back(publisher):
    one = release(title="x" * 130, date=dt.date(2021, 5, 10))
    assert set(found(one)) == {"TitleIsShort", "DateFitsSchedule"}
    assert actions.publish(release=one, by=publisher).number == 1


def test_a_text_that_cannot_be_kept_says_why_and_is_not_published(publisher):
    one = release(body="<blockquote>" * 40 + "Deep")
    assert "nested" in found(one)["TextCanBeKept"]
    with pytest.raises(actions.Refused, match="nested"):
        actions.publish(release=one, by=publisher)


# The date of the text against its schedule


def test_a_schedule_on_another_day_than_the_text_bears_is_refused_by_the_clock_of_the_desk(publisher):
    desk = Desk.objects.create(structure=StructureFactory(slug="astana"), time_zone="Asia/Almaty")
    at = dt.datetime(2030, 5, 9, 20, 0, tzinfo=dt.UTC)  # the tenth in Astana, the ninth in Vienna
    with time_machine.travel(at - dt.timedelta(days=3), tick=False):
        one = release(date=dt.date(2030, 5, 10), desk=desk)
        assert "DateFitsSchedule" not in found(one, at)
        other = release(date=dt.date(2030, 5, 10), title="In Vienna")
        with pytest.raises(actions.Refused, match="dated"):
            actions.publish(release=other, by=publisher, at=at)
        assert actions.publish(release=one, by=publisher, at=at).live_from == at


def test_a_further_edition_keeps_the_date_of_the_first(publisher):
    first = published(title="A title of its own")
    at = timezone.now() + dt.timedelta(days=3)
    one = first.release
    one.title = "Better"
    one.save()
    assert "DateFitsSchedule" not in found(one, at)
    assert actions.publish(release=one, by=publisher, at=at, change_note="Better title").number == 2


def test_what_is_scheduled_and_never_began_is_still_the_first():
    at = timezone.now() + dt.timedelta(days=3)
    one = release()
    snapshot(one, number=1, published_at=at, live_from=at).save()
    assert "DateFitsSchedule" in found(one, at)


# Pictures


def test_pictures_in_the_text_are_described_there():
    picture = image(alt_text="A full hall")
    tag = '<figure><img src="/media/images/{}/960.webp" alt="{}"></figure>'
    assert "PicturesAreDescribed" in found(release(body="<p>x</p>" + tag.format(picture.pk, "")))
    assert "PicturesAreDescribed" in found(release(body="<p>x</p>" + tag.format(picture.pk, " &nbsp;")))
    assert found(release(body="<p>Seen.</p>" + tag.format(picture.pk, "A hall"), title="Another")) == {}
    assert "PicturesExist" in found(release(body="<p>x</p>" + tag.format(picture.pk + 1, "A hall")))
    ornament = image(alt_text="", decorative=True)
    assert "PicturesAreDescribed" not in found(release(body="<p>x</p>" + tag.format(ornament.pk, "")))


def test_main_pictures_are_described_by_more_than_a_blank():
    picture = image()
    one = release_with(picture, date=today_in())
    assert "PicturesAreDescribed" not in found(one)
    Image.objects.filter(pk=picture.pk).update(alt_text=" ")
    assert "PicturesAreDescribed" in found(one)


# Links


@pytest.mark.parametrize(
    "address",
    [
        "/news/999999/", "/news/999999/v1/", "/countries/atlantis/", "/structures/nowhere/", "/about/nothing/", "/secretariat/1",
        "/media/images/999999/960.webp", "/media/files/999999/x.pdf", "/admin/", "/ru/countries/atlantis/", "news/5/",
        "http://newsroom.example.org/news/999999/", "/%00", "/news/99999999999999999999/", "/" + "x" * 3000,
        "//newsroom.example.org/countries/atlantis/", "/countries/../news/999999/",
    ],
)  # fmt: skip
def test_links_into_this_site_that_find_nothing_are_errors(address, publisher):
    one = with_link(address)
    assert "LinksLeadSomewhere" in found(one)
    with pytest.raises(actions.Refused):
        actions.publish(release=one, by=publisher)


def test_links_that_find_something_public_are_none():
    CountryFactory(slug="albania")
    Page.objects.create(slug="contact", title="Contact", body="<p>x</p>")
    edition = published(title="Linked to")
    LegacyAddress.objects.create(path="/secretariat/1", release=edition.release)
    for address in (
        edition.get_absolute_url(), f"/news/{edition.release_id}/", f"/news/{edition.release_id}/v1/", "/news/", "/",
        f"/ru/news/{edition.release_id}/", "/countries/albania/", "/countries/", "/about/contact/", "/secretariat/1",
        "/secretariat/1/", "/news/?country=albania", "https://www.example.com/news/999999/", "mailto:press@example.org",
        f"http://newsroom.example.org/news/{edition.release_id}/", "/news/feed.atom",
    ):  # fmt: skip
        assert "LinksLeadSomewhere" not in found(with_link(address)), address


def test_links_are_asked_as_of_the_instant_of_publication():
    at = timezone.now() + dt.timedelta(days=1)
    coming = release(title="Coming")
    snapshot(coming, number=1, published_at=at, live_from=at).save()
    one = with_link(f"/news/{coming.pk}/")
    assert "LinksLeadSomewhere" in found(one)
    assert "LinksLeadSomewhere" in found(one, at - dt.timedelta(seconds=1))
    assert "LinksLeadSomewhere" not in found(one, at)
    actions.withdraw(release=published(title="Wrong").release, by=publisher_user(), reason="x")
    assert "LinksLeadSomewhere" in found(with_link(f"/news/{Release.objects.get(title='Wrong').pk}/"))


def test_pictures_and_files_may_be_linked_to_where_an_edition_or_the_release_itself_shows_them():
    file, picture = attachment(), image()
    links = f'<p>a <a href="/media/files/{file.pk}/{file.filename}">b</a> <a href="/media/images/{picture.pk}/960.webp">c</a></p>'
    assert "LinksLeadSomewhere" in found(release(body=links))
    own = release_with(file, picture, body=links, date=today_in())
    assert "LinksLeadSomewhere" not in found(own)
    actions.publish(release=own, by=publisher_user())
    assert "LinksLeadSomewhere" not in found(release(body=links))


# What else there is


def test_countries_are_those_of_the_vocabulary_and_its_languages():
    CountryFactory(slug="albania", name="Albania", name_ru="Албания", capital="Tirana")
    serbia = CountryFactory(slug="serbia", name="Serbia", name_ru="Сербия", capital="Belgrade")
    one = release(title="Judges from Albania", countries=[serbia])
    assert found(one) == {
        "CountriesAreTagged": "Named in the text, but not among its countries: Albania.",
        "CountriesAreNamed": "Among its countries, but not named in the text: Serbia.",
    }
    assert set(found(release(title="Судьи из Албании", language="ru"))) == {"CountriesAreTagged"}
    assert found(release(title="Gjykatës nga Shqipëria", language="sq", countries=[serbia])) == {}


def test_who_issues_a_release_says_where_it_works():
    serbia = CountryFactory(slug="serbia", name="Serbia", capital="Belgrade")
    mission = StructureFactory(slug="mission-to-serbia", country=serbia)
    assert found(release(countries=[serbia], sources=[mission])) == {}


def test_near_duplicates_are_looked_for_among_what_is_public_and_what_is_being_written():
    body = "<p>Twenty-five officers of the border police ended a course on document security today.</p>"
    one = release(title="Border police complete a course on documents", body=body)
    assert found(one) == {}
    twin = release(title="Border police complete a course on documents", body=body)
    assert problems(one)[0].release == twin.pk
    actions.publish(release=twin, by=publisher_user())
    assert "NothingTwice" in found(one)
    Release.objects.filter(pk=twin.pk).update(updated_at=timezone.now() - dt.timedelta(days=100))
    assert "NothingTwice" in found(one), "readers see it since today"
    assert "NothingTwice" not in found(release(title=one.title, body=body, language="fr"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        assert "NothingTwice" not in found(one)


def test_what_is_confidential_betrays_itself_to_nobody():
    body = "<p>Twenty-five officers of the border police ended a course on document security today.</p>"
    one = release(title="Border police complete a course on documents", body=body)
    secret = release(title=one.title, body=body, confidential=True)
    assert found(one) == {}
    at = timezone.now() + dt.timedelta(days=1)
    snapshot(secret, number=1, published_at=at, live_from=at).save()
    Release.objects.filter(pk=secret.pk).update(state="published", published_at=at)
    assert found(one) == {}
    with time_machine.travel(at + dt.timedelta(hours=1)):
        assert "NothingTwice" in found(one)


def test_a_contact_past_its_date_is_told_by_the_clock_of_the_desk():
    one = release()
    one.contacts.set([ContactFactory(name="A. Smith", valid_until=today_in() - dt.timedelta(days=1)), ContactFactory()])
    assert "A. Smith" in found(one)["ContactPastItsDate"]
    with time_machine.travel(timezone.now() - dt.timedelta(days=1)):
        assert "ContactPastItsDate" not in found(one)


def test_the_number_of_queries_is_the_same_for_few_and_many():
    def queries(one: Release, ask) -> int:
        one = Release.objects.select_related("desk").get(pk=one.pk)
        with CaptureQueriesContext(connection) as seen:
            ask(one)
        return len(seen)

    few, many = release(body="<p>x</p>"), release(title="Many", countries=[CountryFactory() for _ in range(9)])
    for n in range(5):
        published(title=f"Neighbour {n}")
        many.contacts.add(ContactFactory())
    assert queries(few, problems) == queries(many, problems) <= 10
    assert queries(few, errors) == queries(many, errors) <= 4
    links = "".join(f'<a href="/news/{n}/">x</a> <a href="/countries/{n}/">x</a>' for n in range(50))
    assert queries(release(body=f"<p>{links}</p>"), problems) == queries(few, problems) + 2


def test_files_say_what_their_readers_could_find():
    one = release()
    hiding = attachment(office_files.docx("<w:p/>", comments=2), "a.docx", title="Report")
    titled = attachment(office_files.pdf(title="Agenda"), "b.pdf", title="Agenda")
    old, damaged = attachment(title="Old"), attachment(b"%PDF-1.7\nnothing of the kind\n%%EOF", title="Damaged")
    signed = attachment(office_files.pdf(flags=3, title="Signed"), title="Signed")
    Attachment.objects.filter(pk=old.pk).update(findings=None)
    for file in (hiding, titled, old, damaged, signed):
        ReleaseAttachment.objects.create(release=one, attachment=file)
    said = [problem.sentence for problem in problems(one) if problem.check == "FilesHideNothing"]
    assert said[0] == "Readers of the file “Report” can find: 2 comments. Open it among the files to remove this."
    assert "“Agenda” can find: Author: Ana Author; 1 annotation;" in said[1]
    assert "Title in" not in said[1]
    assert said[2] == "The file “Old” has not been searched for hidden data. Look into it before you publish."
    assert said[3] == "The file “Damaged” has not been searched for hidden data. Look into it before you publish."
    assert said[4] == said[1].replace("Agenda", "Signed")  # that it is signed is no hidden data
    assert [problem.check for problem in errors(one)] == []
