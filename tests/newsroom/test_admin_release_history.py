"""Older texts of a release: shown, and restored as its working text."""

import re

import pytest
from django.urls import reverse

from newsroom.models import Edition, Release
from tests.factories import ReleaseFactory

from .release_form import change_url, form_data

HISTORY = "/admin/newsroom/release/{}/history/"


@pytest.fixture
def signed_in(client, publisher):
    client.force_login(publisher)
    return client


@pytest.fixture
def release(signed_in) -> Release:
    """One with the title "Older" behind "Newer"."""
    release = ReleaseFactory(title="Older")
    signed_in.post(change_url(release), form_data(release, title="Newer"))
    return release


def older(release: Release) -> str:
    return reverse("admin:newsroom_release_simple_history", args=[release.pk, release.history.earliest().pk])


def seen_in(page: str) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


@pytest.mark.django_db(transaction=True)
def test_an_older_text_is_restored_with_what_its_form_holds(signed_in, release):
    page = signed_in.get(older(release)).content.decode()
    response = signed_in.post(older(release), form_data(release, title="Older", seen=seen_in(page), _save=""))
    assert (response.status_code, response.url) == (302, change_url(release))
    assert (Release.objects.get().title, release.history.count()) == ("Older", 3)


@pytest.mark.django_db(transaction=True)
def test_an_older_text_does_not_overwrite_what_was_saved_meanwhile(signed_in, release):
    seen = seen_in(signed_in.get(older(release)).content.decode())
    signed_in.post(change_url(release), form_data(release, title="Newest"))
    response = signed_in.post(older(release), form_data(release, title="Older", seen=seen))
    assert "has saved this release since you opened it" in response.content.decode()
    assert Release.objects.get().title == "Newest"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["_publish", "_preview"])
def test_restoring_neither_publishes_nor_previews(signed_in, release, verb):
    assert signed_in.post(older(release), form_data(release, title="Older", **{verb: ""})).status_code == 403
    assert (Release.objects.get().title, Edition.objects.count()) == ("Newer", 0)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x", "²", "9" * 30, "9" * 5000])
def test_a_key_that_is_none_is_not_found(signed_in, release, key):
    assert signed_in.get(HISTORY.format(key)).status_code == 404
    for address in (HISTORY.format(key) + "1/", HISTORY.format(release.pk) + f"{key}/"):
        assert signed_in.get(address).status_code == 404
        assert signed_in.post(address, form_data(release)).status_code == 404


@pytest.mark.django_db
def test_the_text_of_a_deleted_release_is_not_found(signed_in, release):
    address = older(release)
    release.delete()
    assert signed_in.get(address).status_code == 404
