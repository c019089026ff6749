"""Checks beside the form: what was saved is checked with it, and what is typed without saving anything."""

import datetime as dt

import pytest
from django.utils.formats import date_format

from newsroom.models import Edition, Event, Release
from tests.factories import ReleaseFactory, image, publisher_user
from tests.newsroom.release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    client.force_login(publisher_user())
    return client


def test_the_form_shows_what_is_found_and_leads_to_the_fields(signed_in):
    release = ReleaseFactory(place="", title="Judges met for closer cooperation")
    html = signed_in.get(change_url(release)).content.decode()
    assert 'href="#id_place"' in html
    assert 'id="id_place"' in html
    assert "House style" in html
    bare = ReleaseFactory(sources=[])
    html = signed_in.get(change_url(bare)).content.decode()
    assert 'href="#sources-group"' in html
    assert 'id="sources-group"' in html
    assert 'id="releaseimage_set-group"' in html


def test_a_near_duplicate_is_a_link(signed_in):
    twin, release = (ReleaseFactory(title="The same title for two texts of two desks") for _ in range(2))
    assert f'href="{change_url(twin)}"' in signed_in.get(change_url(release)).content.decode()


@pytest.mark.parametrize("how", ["checks", "checks-fragment"])
def test_what_is_typed_is_checked_and_nothing_is_saved(signed_in, how):
    release = ReleaseFactory()
    before = Release.objects.values().get(pk=release.pk)
    data = form_data(release, title="Of cooperation", place="", tags="brand new", _preview=how)
    response = signed_in.post(change_url(release), data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Give the place" in html
    assert "“co-operation”, not “cooperation”" in html
    assert "no-store" in response["Cache-Control"]
    assert Release.objects.values().get(pk=release.pk) == before
    assert (release.history.count(), Edition.objects.count(), Event.objects.count()) == (1, 0, 0)
    assert ('href="#id_place"' in html) is (how == "checks-fragment")


def test_the_moment_that_is_typed_counts_before_it_is_set(signed_in):
    release = ReleaseFactory()
    tomorrow = release.date + dt.timedelta(days=1)
    said = {"step-day": tomorrow.isoformat(), "step-hour": "14:00", "_preview": "checks-fragment"}
    html = signed_in.post(change_url(release), form_data(release, **said)).content.decode()
    assert f"is to be published on {date_format(tomorrow)}" in html
    nonsense = form_data(release, **said | {"step-day": "0000-99-99"})
    assert "is to be published on" not in signed_in.post(change_url(release), nonsense).content.decode()


def test_a_release_that_is_not_saved_yet_is_checked_too(signed_in):
    html = signed_in.post(ADD, form_data(place="", _preview="checks-fragment")).content.decode()
    assert html.lstrip().startswith("<section")
    assert "Give the place" in html
    assert not Release.objects.exists()


def test_a_form_that_cannot_be_read_comes_back_with_its_errors(signed_in):
    release = ReleaseFactory()
    html = signed_in.post(change_url(release), form_data(release, title="", _preview="checks")).content.decode()
    assert "errornote" in html
    assert "release_form" in html


def test_hostile_words_are_shown_as_words(signed_in):
    release = ReleaseFactory(body='<p>x <a href="/<script>alert(1)</script>">y</a></p>')
    html = signed_in.get(change_url(release)).content.decode()
    assert "<script>alert" not in html
    for title in ("a\0b", "\ud800", "<b>cooperation</b>"):
        data = form_data(release, title=title.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
        assert signed_in.post(change_url(release), data | {"_preview": "checks"}).status_code == 200


def test_auditors_check_nothing_and_strangers_see_nothing(client, auditor):
    release = ReleaseFactory(place="")
    data = form_data(release, _preview="checks-fragment")
    response = client.post(change_url(release), data)
    assert response.status_code == 200
    assert "Sign in again" in response.content.decode()  # what was typed is carried through signing in
    client.force_login(auditor)
    assert client.post(change_url(release), data).status_code == 403


def test_pictures_lead_to_their_rows(signed_in):
    release = ReleaseFactory(body=f'<p>x</p><figure><img src="/media/images/{image().pk}/960.webp"></figure>')
    assert 'href="#id_body"' in signed_in.get(change_url(release)).content.decode()
