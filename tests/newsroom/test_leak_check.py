"""The leak check finds nothing for any state, and finds what is planted."""

import datetime as dt
from functools import partial
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.utils import timezone, translation

from newsroom import actions, release_page
from newsroom.leak_check import ADDRESSES, leak_check, public_names
from newsroom.management.commands import leak_check as command
from newsroom.models import Edition, Image, LegacyAddress, Release
from newsroom.models.edition import EditionQuerySet
from newsroom.views import home, media
from newsroom.workflow import State
from osce_cms.page_cache import PageCache
from tests import factories
from tests.factories import CountryFactory, FieldFactory, publisher_user, release_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_connection")]
HOUR = dt.timedelta(hours=1)
BODY = "<p>Envoys met behind closed doors in the old mint and agreed on a timetable.</p><p>More follows in May.</p>"


@pytest.fixture
def site() -> PageCache:
    """The real thing: the page cache around Django, with nothing in it."""
    caches["pages"].clear()
    return PageCache(WSGIHandler())


@pytest.fixture
def release(db) -> Release:
    """A draft with everything: terms, a picture beside and one in the text, a file, a former address, a sibling."""
    terms = {"countries": [CountryFactory(slug="albania")], "fields_of_work": [FieldFactory(slug="elections")]}
    inside = factories.image(title="Inside")
    figure = f'<figure><img src="/media/images/{inside.pk}/800.webp" alt="The old mint"></figure>'
    beside, file = factories.image(), factories.attachment()
    draft = release_with(
        beside, file, title="Envoys agree on a timetable", summary="", body=BODY + figure, tags=["Envoys"], **terms
    )
    LegacyAddress.objects.create(path="/secretariat/1", release=draft)
    factories.published(title="A sibling that readers see", **terms)
    factories.published(title="The same in French", language="fr", translation_of=draft, **terms)
    return draft


#: As the site does it, in one language of its interface: the others are the same code, and take the same time again.
check = partial(leak_check, languages=["en"])


def publish(release: Release, **options) -> Edition:
    if at := options.get("at"):
        factories.dated(at, release)
    return actions.publish(release=release, by=publisher_user(), **options)


def into(release: Release, state: str) -> Release:
    """Bring the draft into a state, named as people do."""
    if state == "scheduled":
        publish(release, at=timezone.now() + HOUR)
    elif state in ("published", "published with a new draft", "published with a scheduled correction", "withdrawn"):
        publish(release)
    if state == "withdrawn":
        actions.withdraw(release=release, by=publisher_user(), reason="Issued too early.")
    elif state.startswith("published with"):
        Release.objects.filter(pk=release.pk).update(
            title="Envoys part without any result", body="<p>What was agreed on Monday fell apart on Tuesday night.</p>"
        )
        release.refresh_from_db()
        if state == "published with a scheduled correction":
            publish(release, at=timezone.now() + HOUR)
        else:
            actions.edited(release=release, by=publisher_user())
    elif state == "cancelled":
        publish(release, at=timezone.now() + HOUR)
        actions.withdraw(release=release, by=publisher_user(), reason="Not yet.")
    elif state in (State.REVIEW, State.READY):
        actions.submit(release=release, by=publisher_user())
        if state == State.READY:
            Release.objects.update(updated_by=None)
            actions.approve(release=release, by=publisher_user())
    release.refresh_from_db()
    return release


@pytest.mark.parametrize(
    "state",
    [
        State.DRAFT,
        State.REVIEW,
        State.READY,
        "scheduled",
        "cancelled",
        "published",
        "published with a new draft",
        "published with a scheduled correction",
        "withdrawn",
    ],
)
def test_nothing_leaks_in_any_state(site, release, state):
    if state in (State.REVIEW, State.READY):
        Release.objects.filter(pk=release.pk).update(published_at=timezone.now())
    report = check(into(release, state), site)
    assert [(asked.address, asked.leaks) for asked in report.leaking] == []
    assert len(report.asked) > 50
    assert (report.hidden == 0) == (state == "published")


def addresses(report) -> set[str]:
    return {asked.address for asked in report.leaking}


def test_words_on_any_page_are_found_however_they_are_written(site, release, monkeypatch):
    """In a list page's markup: cut short, in capitals, through entities, with tags between."""
    for said in (
        "… BEHIND closed doors in the OLD MINT …",
        "behind <mark>closed</mark> doors&nbsp;in\nthe <em>old</em> m<b>int</b>",
        "&amp;lt;p&amp;gt;behind closed doors in the old&amp;lt;/p&amp;gt;",
        "Envoys agree &#111;n a timetable",
    ):
        monkeypatch.setattr(home, "render", lambda *args, said=said: HttpResponse(f"<html><p>{said}</p></html>"))
        assert "/" in addresses(check(release, site)), said


def test_the_address_alone_betrays_a_release_that_nobody_may_know_of(site, release, monkeypatch):
    monkeypatch.setattr(home, "render", lambda *args: HttpResponse(f'<a href="/news/{release.pk}/x/">Soon</a>'))
    assert "/" in addresses(check(release, site))


def test_the_address_of_another_release_betrays_nothing(site, release, monkeypatch):
    monkeypatch.setattr(home, "render", lambda *args: HttpResponse(f'<a href="/news/{release.pk}0/x/">Other</a>'))
    assert addresses(check(release, site)) == set()


def test_a_scheduled_edition_taken_for_a_live_one_is_found_everywhere(site, release, monkeypatch):
    into(release, "scheduled")
    monkeypatch.setattr(EditionQuerySet, "live", lambda self, at=None: self.all())
    monkeypatch.setattr(release_page._live, "_written", None)  # its SQL would be what live() has said before
    found = addresses(check(release, site))
    slug = "envoys-agree-on-a-timetable"
    assert {f"/news/{release.pk}/", f"/news/{release.pk}/{slug}/", "/sitemap-releases.xml"} <= found


def test_media_that_open_are_found(site, release, monkeypatch):
    monkeypatch.setattr(media, "_may_see", lambda request, model, pk, fits: (model.objects.get(pk=pk), media.PUBLIC))
    found = addresses(check(release, site))
    assert {image.rendition_url(400) for image in Image.objects.all()} <= found
    assert any(address.startswith("/media/files/") for address in found)


def test_a_picture_given_out_at_another_address_is_found(site, release, monkeypatch):
    picture = Image.objects.first()
    content = picture.file.storage.open(picture.rendition_path(400)).read()
    monkeypatch.setattr(home, "render", lambda *args: HttpResponse(content, content_type="image/webp"))
    assert "/" in addresses(check(release, site))


def test_a_page_that_the_cache_has_kept_too_long_is_found(site, release, monkeypatch):
    """Made when the text was up, and given out although it was withdrawn since."""
    publish(release)
    monkeypatch.setattr("osce_cms.page_cache.wrapper.current_version", lambda: 1)
    monkeypatch.setattr("newsroom.archive.current.current_version", lambda: 1)
    first = check(release, site)
    check(release, site)
    assert not first.leaking
    actions.withdraw(release=release, by=publisher_user(), reason="Issued too early.")
    release.refresh_from_db()
    assert f"/news/{release.pk}/envoys-agree-on-a-timetable/" in addresses(check(release, site))


def test_what_others_have_published_is_no_leak(site, release):
    factories.published(title="Boilerplate", body="<p>Envoys met behind closed doors in the old mint, and so on.</p>")
    Release.objects.filter(pk=release.pk).update(body="<p>Envoys met behind closed doors in the old mint, and so.</p>")
    release.refresh_from_db()
    assert addresses(check(release, site)) == set()


def test_a_translation_in_work_may_hold_sentences_of_its_original(site, release):
    original = factories.published(
        title="Original", body="<p>The council met on Monday and took note of the report.</p>"
    )
    Release.objects.filter(pk=release.pk).update(language="ru", body=original.body, translation_of=original.release)
    release.refresh_from_db()
    assert addresses(check(release, site)) == set()


def test_media_that_something_public_shows_too_are_no_leak(site, release):
    shared = release.images.first()
    publish(release_with(shared, title="Shows the same picture"))
    report = check(release, site)
    assert addresses(report) == set()
    assert 200 in {asked.status for asked in report.asked if asked.address == shared.rendition_url(400)}


def test_it_asks_in_every_language_and_leaves_the_callers_alone(site, release):
    translation.activate("fr")
    asked = {asked.address for asked in leak_check(release, site).asked}
    assert translation.get_language() == "fr"
    for prefix in ("", "/fr", "/de", "/it", "/ru", "/es"):
        assert {f"{prefix}/", f"{prefix}/news/", f"{prefix}/news/feed.atom", f"{prefix}/countries/albania/"} <= asked
    assert {"/secretariat/1", "/robots.txt", "/sitemap.xml", "/sitemap-terms.xml"} <= asked
    sibling = Edition.objects.get(title="A sibling that readers see")
    assert sibling.get_absolute_url() in asked


def test_it_writes_nothing(site, release):
    before = Release.objects.values().get(pk=release.pk), Edition.objects.count()
    check(release, site)
    assert (Release.objects.values().get(pk=release.pk), Edition.objects.count()) == before


def test_the_leak_check_knows_every_public_address():
    unknown = public_names() - set(ADDRESSES)
    assert unknown == set(), "name them in newsroom/leak_check/addresses.py, and say where a draft could show"


def test_the_registry_names_no_address_that_is_not_there():
    assert set(ADDRESSES) - public_names() == set()


def test_the_command_says_what_it_found_and_fails_upon_a_leak(release, monkeypatch):
    monkeypatch.setattr(command, "leak_check", check)
    out = StringIO()
    call_command("leak_check", release.pk, stdout=out)
    assert f"{release.pk} Envoys agree on a timetable:" in out.getvalue()
    assert "Nothing leaks of 1 releases." in out.getvalue()
    monkeypatch.setattr(home, "render", lambda *args: HttpResponse(BODY))
    with pytest.raises(CommandError, match="leak"):
        call_command("leak_check", stdout=out)
    with pytest.raises(CommandError, match="no release 999999999"):
        call_command("leak_check", 999999999, stdout=out)
