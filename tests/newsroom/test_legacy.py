"""Addresses of the former site."""

import datetime as dt

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from newsroom import actions
from newsroom.models import Edition, LegacyAddress, Release
from newsroom.snapshot import snapshot
from tests.factories import ReleaseFactory, published, publisher_user

pytestmark = pytest.mark.django_db


def ask(path: str) -> str:
    """Where a request for `path` is sent; 404 as an exception."""
    response = Client().get("/" + path.strip("/"))
    if response.status_code == 404:
        raise Http404
    assert response.status_code == 301
    return response["Location"]


def at_its_former_address(release: Release) -> None:
    LegacyAddress.objects.create(path="/Secretariat/1", release=release)


def test_a_live_release_is_found_at_its_former_address():
    edition = published(title="Found")
    at_its_former_address(edition.release)
    for path in ("Secretariat/1", "Secretariat/1/", "/Secretariat/1"):
        assert ask(path) == edition.get_absolute_url()


def test_the_live_edition_gives_the_address():
    edition = published(title="Old")
    at_its_former_address(edition.release)
    Release.objects.update(title="New")
    actions.publish(release=edition.release, by=publisher_user())
    assert ask("Secretariat/1").endswith("/new/")


def test_a_withdrawn_release_leads_to_the_page_that_says_so(client):
    edition = published(title="Gone")
    at_its_former_address(edition.release)
    actions.withdraw(release=edition.release, by=publisher_user(), reason="Wrong.")
    assert ask("Secretariat/1") == f"/news/{edition.release_id}/"  # without the words of its title
    assert client.get(ask("Secretariat/1")).status_code == 410


@pytest.mark.parametrize("path", ["secretariat/1", "Secretariat", "a%00b", "x" * 3000, "a//2"])
def test_other_paths_are_not_found(path):
    at_its_former_address(published().release)
    with pytest.raises(Http404):
        ask(path)


def scheduled(release: Release, never: bool = False) -> None:
    ahead = timezone.now() + dt.timedelta(hours=1)
    edition = snapshot(release, number=1, published_at=ahead, live_from=ahead)
    edition.live_until = ahead if never else None
    edition.save()


@pytest.mark.parametrize("state", ["draft", "scheduled", "scheduled in vain"])
def test_what_nobody_has_seen_is_not_revealed(state, time_machine):
    release = ReleaseFactory(title="Quokka")
    at_its_former_address(release)
    if state != "draft":
        scheduled(release, never=state == "scheduled in vain")
    with pytest.raises(Http404):
        ask("Secretariat/1")
    if state == "scheduled in vain":
        time_machine.move_to(timezone.now() + dt.timedelta(hours=2))
        with pytest.raises(Http404):
            ask("Secretariat/1")
    assert not Edition.objects.live().exists()


@pytest.mark.parametrize("path", ["/news", "/countries", "/about"])
def test_a_missing_slash_is_still_mended(client, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, path + "/")


@pytest.mark.parametrize("path", ["/secretariat/%00", "/" + "x" * 5000, "/node/1"])
def test_addresses_that_no_release_had_are_not_found(client, path):
    assert client.get(path).status_code == 404
