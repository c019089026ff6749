"""Corrections and withdrawals as readers find them: on pages, in lists and in feeds."""

import datetime as dt
import json
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from newsroom import actions
from newsroom.models import Edition, Withdrawal
from tests.factories import CountryFactory, published, publisher_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def again(edition: Edition, change: str = "", note: str = "", at: dt.datetime | None = None, **fields) -> Edition:
    """A further edition of the same release, with these fields changed."""
    release = edition.release
    for name, value in fields.items():
        setattr(release, name, value)
    release.save()
    return actions.publish(release=release, by=publisher_user(), change=change, change_note=note, at=at)


def take_down(edition: Edition, kind: str, **fields) -> Withdrawal:
    return actions.withdraw(release=edition.release, by=publisher_user(), reason="It was <wrong>.", kind=kind, **fields)


def text(client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def feed_entry(client, edition: Edition) -> dict:
    items = json.loads(client.get("/news/feed.json").content)["items"]
    return next(item for item in items if item["id"].endswith(f"/{edition.release_id}"))


def test_a_correction_stands_on_every_later_edition_and_a_minor_fix_says_nothing(client):
    first = published(body="<p>Twelve observers.</p>")
    again(first, "correction", "There were <fourteen>.", body="<p>Fourteen observers.</p>")
    again(first, "update", "The list is attached.", body="<p>Fourteen observers, listed.</p>")
    last = again(first, "minor", body="<p>Fourteen observers, as listed.</p>")
    page = text(client, last.get_absolute_url())
    assert "There were &lt;fourteen&gt;." in page
    assert "The list is attached." in page
    assert page.count("change-note-kind") == 2
    assert "There were" not in text(client, f"/news/{first.release_id}/v1/")
    assert "The list" not in text(client, f"/news/{first.release_id}/v2/")


@pytest.mark.parametrize(("change", "mark"), [("correction", "Corrected"), ("update", "Updated"), ("minor", None)])
def test_lists_mark_corrections_and_updates(client, change, mark):
    albania = CountryFactory(slug="albania")
    first = published(countries=[albania])
    again(first, change, "" if change == "minor" else "A note.", title="Another title")
    for address in ("/", "/news/", "/countries/albania/"):
        page = text(client, address)
        assert ("change-mark" in page) is bool(mark), address
        assert mark is None or mark in page


def test_an_update_does_not_hide_the_mark_of_a_correction(client):
    first = published()
    again(first, "correction", "It was Tuesday.", title="Two")
    again(first, "update", "More to come.", title="Three")
    assert "Corrected" in text(client, "/news/")


def test_feeds_move_with_corrections_and_updates_but_not_with_minor_fixes(client):
    with time_machine.travel("2090-03-01T12:00:00Z", tick=False) as clock:
        first = published(summary="Old <summary>.")
        before = feed_entry(client, first)
        clock.shift(3600)
        again(first, "minor", title="A typo less")
        fixed = feed_entry(client, first)
        assert (fixed["title"], fixed["date_modified"]) == ("A typo less", before["date_modified"])
        assert "_changes" not in fixed
        clock.shift(3600)
        corrected = again(first, "correction", "There were <fourteen>.", title="Fourteen")
        clock.shift(3600)
        again(first, "minor", title="Fourteen, and a comma")
        entry = feed_entry(client, first)
        assert dt.datetime.fromisoformat(entry["date_modified"]) == corrected.live_from
        assert entry["_changes"] == [
            {"kind": "correction", "date": corrected.live_from.isoformat(), "note": "There were <fourteen>."}
        ]
        assert entry["content_text"].startswith("correction, 1 March 2090: There were <fourteen>.\n\nOld <summary>.")
        atom = ElementTree.fromstring(client.get("/news/feed.atom").content).find(f"{ATOM}entry")
        assert dt.datetime.fromisoformat(atom.find(f"{ATOM}updated").text) == corrected.live_from
        assert "There were &lt;fourteen&gt;." in atom.find(f"{ATOM}summary").text
        assert "correction" in [category.get("term") for category in atom.findall(f"{ATOM}category")]


def test_a_scheduled_correction_changes_page_list_and_feed_at_its_second_and_no_earlier(client):
    with time_machine.travel("2090-03-01T12:00:00Z", tick=False) as clock:
        first = published(title="Twelve observers")
        clock.shift(60)
        at = timezone.now() + dt.timedelta(seconds=90)
        again(first, "correction", "There were fourteen.", at=at, title="Fourteen observers")
        addresses = (
            "/",
            "/news/",
            f"/news/{first.release_id}/",
            "/news/feed.json",
            f"/news/{first.release_id}/versions/",
        )
        clock.shift(89)
        for address in addresses:
            page = text(client, address)
            assert "Twelve" in page, address
            assert "ourteen" not in page, address
        assert client.get(f"/news/{first.release_id}/v2/").status_code == 404
        clock.shift(1)
        for address in addresses:
            assert "There were fourteen." in text(client, address) or "Corrected" in text(client, address), address
            assert "Fourteen observers" in text(client, address), address


def test_lists_cost_the_same_queries_for_one_corrected_release_and_for_many(client, django_assert_num_queries):
    def corrected():
        again(published(), "correction", "A note.", title="Corrected title")

    def warm():
        """Reads the archive and the menu, but makes no card."""
        client.get("/news/feed.atom")
        client.get("/about/")

    corrected()
    warm()
    with django_assert_num_queries(3):  # the version, the editions, their changes
        client.get("/news/")
    for _ in range(5):
        corrected()
    warm()
    with django_assert_num_queries(3):
        client.get("/news/")


def test_what_was_issued_in_error_is_gone_at_every_address(client):
    first = published(title="Wrong numbers")
    again(first, "update", "Quokka note.", title="Wrong numbers still")
    take_down(first, "error")
    for end in ("", "wrong-numbers-still/", "v1/", "v2/", "versions/"):
        response = client.get(f"/news/{first.release_id}/{end}")
        page = response.content.decode()
        assert response.status_code == 410, end
        assert "It was &lt;wrong&gt;." in page
        assert "Wrong numbers" not in page
    assert client.get(f"/news/{first.release_id}/v3/").status_code == 404


def test_what_is_superseded_leads_to_what_holds_now_as_long_as_that_is_public(client):
    old, new = published(title="Old rules"), published(title="New rules")
    take_down(old, "superseded", superseded_by=new.release)
    for end in ("", "v1/", "versions/"):
        response = client.get(f"/news/{old.release_id}/{end}")
        assert response.status_code == 410
        assert new.get_absolute_url() in response.content.decode()
        assert "Old rules" not in response.content.decode()
    take_down(new, "error")
    page = client.get(f"/news/{old.release_id}/").content.decode()
    assert new.get_absolute_url() not in page
    assert "New rules" not in page


def test_what_is_retracted_is_kept_for_the_record_and_nowhere_else(client):
    first = published(title="Quokka first", countries=[CountryFactory(slug="albania")])
    last = again(first, "update", "More.", title="Quokka last")
    take_down(first, "retracted")
    wrong = client.get(f"/news/{first.release_id}/")
    assert (wrong.status_code, wrong["Location"]) == (301, last.get_absolute_url())
    response = client.get(last.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in page
    assert page.index("It was &lt;wrong&gt;.") < page.index("<h1>Quokka last</h1>")
    for end in ("v1/", "v2/", "versions/"):
        response = client.get(f"/news/{first.release_id}/{end}")
        assert response.status_code == 200
        assert "It was &lt;wrong&gt;." in response.content.decode(), end
    elsewhere = ("/", "/news/", "/news/?q=Quokka", "/countries/albania/", "/news/feed.json", "/sitemap-releases.xml")
    for address in elsewhere:
        assert "Quokka last" not in text(client, address), address
        assert "quokka-last" not in text(client, address), address


def test_a_retracted_release_that_is_published_again_shows_its_new_text_without_the_notice(client):
    first = published(title="One")
    take_down(first, "retracted")
    second = again(first, "correction", "It holds after all.", title="Two")
    assert "change-note-kind" in text(client, second.get_absolute_url())
    assert "It was &lt;wrong&gt;." not in text(client, second.get_absolute_url())
    assert "It was &lt;wrong&gt;." in text(client, f"/news/{first.release_id}/v1/")


def test_after_an_error_the_gone_edition_stays_gone(client):
    first = published(title="Quokka")
    take_down(first, "error")
    again(first, "correction", "Another animal.", title="Wombat")
    assert client.get(f"/news/{first.release_id}/v1/").status_code == 410
    page = text(client, f"/news/{first.release_id}/versions/")
    assert "Its text is gone." in page
    assert "Quokka" not in page
    take_down(first, "retracted")  # what was gone is not brought back by a later retraction
    assert client.get(f"/news/{first.release_id}/v1/").status_code == 410
    assert client.get(f"/news/{first.release_id}/v2/").status_code == 200


def test_after_an_error_the_note_of_the_gone_edition_stays_gone_too(client):
    first = published(title="Numbers", countries=[CountryFactory(slug="albania")])
    again(first, "update", "Quokka note.", body="<p>Second.</p>")
    take_down(first, "error")
    third = again(first, "minor", "", body="<p>Third.</p>")
    addresses = [third.get_absolute_url(), "/", "/news/", "/news/feed.atom", "/news/feed.json", "/countries/albania/"]
    addresses += [f"/news/{first.release_id}/{end}" for end in ("versions/", "v3/", "v3/text.txt", "v3/cite.ris")]
    addresses += [f"/verify/?sha256={edition.sha256}" for edition in Edition.objects.all()]
    for address in addresses:
        page = text(client, address)
        assert "Quokka note" not in page, address
        assert "change-mark-update" not in page or "versions" in address, address
    assert "change-note-kind" not in text(client, third.get_absolute_url())
