"""Older texts of a release: listed, compared with the present one, and restored as its working text."""

import re

import pytest
from django.urls import reverse

from newsroom import actions
from newsroom.models import Edition, Release
from tests.client import unspoken
from tests.factories import CountryFactory, ReleaseFactory, StructureFactory, publisher_user
from tests.newsroom.test_admin_stale import BASE

from .release_form import change_url, form_data

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="([^"]+)"')
HISTORY = "/admin/newsroom/release/{}/history/"


@pytest.fixture
def signed_in(client, publisher):
    client.force_login(publisher)
    return client


@pytest.fixture
def release(signed_in) -> Release:
    """One with the title "Older" and a country behind "Newer" and another."""
    one, other = CountryFactory(slug="one"), CountryFactory(slug="other")
    release = ReleaseFactory(title="Made")
    signed_in.post(change_url(release), form_data(release, title="Older", countries=[one.pk]))
    signed_in.post(change_url(release), form_data(release, title="Newer", countries=[other.pk]))
    return release


def older(release: Release) -> str:
    record = release.history.filter(title="Older").first()
    return reverse("admin:newsroom_release_simple_history", args=[release.pk, record.pk])


def test_the_list_says_who_changed_what(signed_in, publisher, release):
    html = signed_in.get(HISTORY.format(release.pk)).content.decode()
    assert "Title, Countries" in html
    assert "the first text" in html
    assert str(publisher) in html


def test_steps_that_change_no_word_are_no_revisions(signed_in, release):
    rows = signed_in.get(HISTORY.format(release.pk)).content.decode().count('<th scope="row">')
    release.refresh_from_db()
    actions.publish(release=release, by=publisher_user())
    assert release.history.count() == 3
    assert signed_in.get(HISTORY.format(release.pk)).content.decode().count('<th scope="row">') == rows == 3


def test_a_revision_is_shown_beside_the_present_text(signed_in, release):
    html = signed_in.get(older(release)).content.decode()
    for piece in ("<del>Older", "<ins>Newer", "<del>One", "<ins>Other"):
        assert piece in unspoken(html), piece


def test_an_older_text_opens_in_the_form_and_is_saved_there(signed_in, release):
    response = signed_in.post(older(release))
    html = response.content.decode()
    assert ">\nOlder</textarea>" in html
    assert f'action="{change_url(release)}"' in html
    assert "It is not saved yet" in html
    assert Release.objects.get().title == "Newer"
    shown = response.context["adminform"].form.data
    data = {name: shown.getlist(name) for name in shown if not name.startswith("_")}
    assert signed_in.post(change_url(release), data).status_code == 302
    saved = Release.objects.get()
    assert (saved.title, [country.slug for country in saved.countries.all()]) == ("Older", ["one"])


def test_sources_of_an_older_text_come_back(signed_in):
    one, other = StructureFactory(slug="one"), StructureFactory(slug="other")
    release = ReleaseFactory(sources=[one])
    signed_in.post(change_url(release), form_data(release, title="Older"))
    signed_in.post(change_url(release), form_data(release) | {"sources-0-structure": other.pk, "title": "Newer"})
    response = signed_in.post(older(release))
    shown = response.context["adminform"].form.data
    signed_in.post(change_url(release), {name: shown.getlist(name) for name in shown if not name.startswith("_")})
    assert [source.structure for source in release.sources.all()] == [one]


def test_an_older_text_does_not_overwrite_what_was_saved_meanwhile(signed_in, release):
    html = signed_in.post(older(release)).content.decode()
    shown = {"title": "Older", "base": BASE.search(html)[1], "seen": SEEN.search(html)[1]}
    signed_in.post(change_url(release), form_data(release, title="Newest"))
    html = signed_in.post(change_url(release), form_data(release) | shown).content.decode()
    assert 'name="take-title"' in html
    assert Release.objects.get().title == "Newest"


@pytest.mark.parametrize("verb", ["_publish", "_preview", "_save"])
def test_restoring_neither_saves_nor_publishes(signed_in, release, verb):
    assert signed_in.post(older(release), form_data(release, title="Older", **{verb: ""})).status_code == 200
    assert (Release.objects.get().title, Edition.objects.count()) == ("Newer", 0)


def test_whoever_may_only_look_compares_and_restores_nothing(client, auditor, release):
    client.force_login(auditor)
    html = client.get(older(release)).content.decode()
    assert "<del>Older" in unspoken(html)
    assert "Restore this text" not in html
    assert client.post(older(release)).status_code == 403
    assert client.get(HISTORY.format(release.pk)).status_code == 200


def test_a_term_that_is_gone_is_refused_in_words(signed_in, release):
    from taxonomy.models import Country

    Country.objects.filter(slug="one").delete()
    assert signed_in.get(older(release)).status_code == 200
    assert "Select a valid choice" in signed_in.post(older(release)).content.decode()


@pytest.mark.parametrize("key", ["x", "²", "9" * 30, "9" * 5000])
def test_a_key_that_is_none_is_not_found(signed_in, release, key):
    assert signed_in.get(HISTORY.format(key)).status_code == 404
    for address in (HISTORY.format(key) + "1/", HISTORY.format(release.pk) + f"{key}/"):
        assert signed_in.get(address).status_code == 404
        assert signed_in.post(address, form_data(release)).status_code == 404


def test_the_revision_of_another_release_is_not_found(signed_in, release):
    other = ReleaseFactory()
    address = reverse("admin:newsroom_release_simple_history", args=[release.pk, other.history.first().pk])
    assert signed_in.get(address).status_code == 404


def test_the_text_of_a_deleted_release_is_not_found(signed_in, release):
    address = older(release)
    release.delete()
    assert signed_in.get(address).status_code == 404
