"""What the digest of a record covers, and that anybody can take it again."""

import datetime as dt
import hashlib
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
import rfc8785
from django.core.files.base import ContentFile
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from newsroom import actions, records
from newsroom.media import hashing
from newsroom.models import Attachment, Edition, Image
from tests import factories, samples
from tests.factories import CountryFactory, ReleaseFactory, published, publisher_user, release_with, schedule
from tests.newsroom.test_public_record import again, take_down

ROOT = Path(__file__).resolve().parent.parent.parent
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
)


@given(_VALUES)
def test_canonical_json_is_that_of_rfc_8785(value):
    assert records.canonical(value) == rfc8785.dumps(value)


def record(client, edition: Edition) -> bytes:
    response = client.get(f"/news/{edition.release_id}/v{edition.number}/record.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return response.content


@pytest.mark.django_db
def test_anybody_can_take_the_digest_again(client):
    release = release_with(factories.image(credit="A. Photographer"), factories.attachment(), tags=["organized crime"])
    edition = actions.publish(release=release, by=publisher_user())
    content = record(client, edition)
    assert hashlib.sha256(content).hexdigest() == edition.record_sha256
    assert rfc8785.dumps(json.loads(content)) == content
    said = json.loads(content)
    assert said["content"]["title"] == edition.title
    assert said["files"]["attachments"] == {str(edition.attachment_ids[0]): hashlib.sha256(samples.PDF).hexdigest()}
    assert said["tags"] == ["organized-crime"]
    page = client.get(edition.get_absolute_url()).content.decode()
    assert page.count(edition.record_sha256) == page.count(edition.sha256) + 1  # in the citation too
    assert edition.record_sha256 in client.get(f"/news/{release.pk}/v1/text.txt").content.decode()
    assert edition.record_sha256 in client.get(f"/news/{release.pk}/v1/cite.ris").content.decode()
    assert edition.record_sha256 in client.get(f"/news/{release.pk}/versions/").content.decode()


@pytest.mark.django_db
def test_whatever_readers_see_changes_the_digest():
    picture, file = factories.image(), factories.attachment()
    edition = actions.publish(release=release_with(picture, file), by=publisher_user())
    before = records.record_of(edition)
    changes = {
        "kind": "statement", "language": "fr", "title": "x", "summary": "x", "body": "<p>x</p>", "body_text": "x",
        "place": "Minsk", "date": dt.date(2020, 1, 1), "sources": ["structure:x"], "countries": ["x"],
        "fields_of_work": ["x"], "meetings": ["x"], "projects": ["x"], "tags": ["x"], "contacts": [{"name": "x"}],
        "images": [edition.images[0] | {"caption": "x"}], "attachments": [], "number": 7, "change": "minor",
        "change_note": "x", "published_at": edition.published_at + dt.timedelta(microseconds=1),
        "live_from": edition.live_from + dt.timedelta(microseconds=1), "translation_group": 99, "image_ids": [],
        "attachment_ids": [],
    }  # fmt: skip
    beside = {"id", "release", "slug", "structures", "partner_groups", "desk", "live_until", "published_by", "sha256"}
    beside |= {"record_sha256", "languages_to_follow", "search"}
    assert {field.name for field in Edition._meta.fields} == changes.keys() | beside
    for name, value in changes.items():
        was = getattr(edition, name)
        setattr(edition, name, value)
        assert records.record_of(edition) != before, name
        setattr(edition, name, was)
    Image.objects.update(sha256="0" * 64)
    assert records.record_of(edition) != before
    assert edition.record_sha256 == hashlib.sha256(before).hexdigest()


@pytest.mark.django_db
def test_corrections_have_records_of_their_own(client):
    first = published()
    second = again(first, "correction", "There were sixteen.", summary="Sixteen.")
    assert first.record_sha256 != second.record_sha256
    assert json.loads(record(client, second))["edition"]["change_note"] == "There were sixteen."
    assert hashlib.sha256(record(client, first)).hexdigest() == first.record_sha256


@pytest.mark.django_db
def test_a_record_is_read_where_the_page_of_its_edition_is(client):
    draft = ReleaseFactory()
    assert client.get(f"/news/{draft.pk}/v1/record.json").status_code == 404
    ahead = schedule(ReleaseFactory(), dt.datetime(2090, 1, 1, 12, tzinfo=dt.UTC))
    assert client.get(f"/news/{ahead.release_id}/v1/record.json").status_code == 404
    edition = published()
    take_down(edition, "error")
    assert client.get(f"/news/{edition.release_id}/v1/record.json").status_code == 404


@pytest.mark.django_db
def test_an_edition_of_before_there_were_records_says_nothing_of_one(client):
    edition = published()
    old = Edition.objects.get(pk=edition.pk)
    old.pk, old.number, old.record_sha256 = None, 2, ""
    Edition.objects.filter(pk=edition.pk).update(live_until=old.live_from + dt.timedelta(hours=1))
    old.live_from += dt.timedelta(hours=1)
    old.save()
    assert client.get(f"/news/{edition.release_id}/v2/record.json").status_code == 404
    assert old.digest == edition.sha256


@pytest.mark.django_db
def test_digests_of_older_files_are_taken_when_they_are_needed(capsys):
    picture, file = factories.image(), factories.attachment()
    wanted = (picture.sha256, file.sha256)
    Image.objects.update(sha256="")
    Attachment.objects.update(sha256="")
    edition = actions.publish(release=release_with(picture, file), by=publisher_user())
    assert (Image.objects.get().sha256, Attachment.objects.get().sha256) == wanted
    assert edition.record_sha256
    Attachment.objects.update(sha256="")
    call_command("hash_files")
    assert Attachment.objects.get().sha256 == wanted[1]


@pytest.mark.django_db
def test_an_edition_whose_file_is_lost_has_no_record_but_is_published():
    file = factories.attachment()
    Attachment.objects.update(sha256="")
    file.file.storage.delete(file.file.name)
    edition = actions.publish(release=release_with(file), by=publisher_user())
    assert edition.record_sha256 == ""


@pytest.mark.django_db
def test_publishing_what_differs_in_nothing_is_still_refused():
    edition = actions.publish(release=release_with(factories.image(), factories.attachment()), by=publisher_user())
    with pytest.raises(actions.Refused, match="Nothing has changed"):
        actions.publish(release=edition.release, by=publisher_user())


# --- Verifying ----------------------------------------------------------------------------------


def verdict(client, content: bytes) -> str:
    return client.post("/verify/", {"file": ContentFile(content, "a.pdf"), "hash": "1"}).content.decode()


@pytest.mark.django_db
def test_the_digest_of_a_record_is_known(client):
    edition = published()
    page = client.get(f"/verify/?sha256={edition.record_sha256}").content.decode()
    assert "This is the current version" in page
    assert edition.title in page


@pytest.mark.django_db
def test_a_file_that_was_attached_is_known_by_its_digest_and_by_itself(client):
    file = factories.attachment()
    release = release_with(file)
    assert "Not found" in verdict(client, samples.PDF)  # of a draft
    edition = actions.publish(release=release, by=publisher_user())
    for page in (verdict(client, samples.PDF), client.get(f"/verify/?sha256={file.sha256}").content.decode()):
        assert "This file is attached to edition 1, which is the current version" in page
        assert edition.title in page
    assert "Not found" in verdict(client, samples.PDF + b" ")
    release.releaseattachment_set.all().delete()
    again(edition, "correction", "The report was wrong.")
    page = verdict(client, samples.PDF)
    assert "This file was attached to edition 1, which is not the current version" in page
    assert "The report was wrong." in page
    take_down(Edition.objects.latest("pk"), "error")
    page = verdict(client, samples.PDF)
    assert "withdrawn since" in page
    assert edition.title not in page


@pytest.mark.django_db
def test_our_pdf_is_known_by_its_digest(client, monkeypatch):
    monkeypatch.setattr(
        "newsroom.pdf.keeping._print", lambda edition, *rest: b"%PDF of " + edition.title.encode() + b"%%EOF"
    )
    monkeypatch.setattr("newsroom.views.pdf.is_installed", lambda: True)
    edition = published()
    content = client.get(f"/news/{edition.release_id}/v1/release.pdf").content
    assert "This file is our PDF of edition 1, which is the current version" in verdict(client, content)
    again(edition, "correction", "It was wrong.", summary="Another one.")
    assert "This file is our PDF of edition 1, which is not the current version" in verdict(client, content)


@pytest.mark.django_db
def test_files_that_cannot_be_verified_get_a_sentence(client, settings):
    settings.MAX_ATTACHMENT_BYTES = 1000
    for data in (
        {"hash": "1"},
        {"hash": "1", "file": ContentFile(b"", "a")},
        {"hash": "1", "file": ContentFile(b"x" * 1001, "a")},
    ):
        response = client.post("/verify/", data)
        assert response.status_code == 400
        assert 'class="error"' in response.content.decode()
    for hostile in (b"\x00" * 900, b"--x\r\n" * 50):
        assert "Not found" in verdict(client, hostile)


@pytest.mark.django_db
def test_a_file_that_is_verified_is_not_kept(client, settings):
    before = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert "Not found" in verdict(client, b"secret" * 1_000_000)
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == before


def test_the_digest_of_a_file_is_that_of_all_of_it():
    file = BytesIO(b"abc")
    file.read()
    assert hashing.sha256_of(file) == hashlib.sha256(b"abc").hexdigest()
    assert file.read() == b"abc"


def test_the_example_in_the_decision_is_right():
    text = (ROOT / "docs/adr/0013-what-the-digest-covers.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)\n```", text, re.S)
    assert f"`{hashlib.sha256(rfc8785.dumps(json.loads(example))).hexdigest()}`" in text


@pytest.mark.django_db
def test_pictures_in_the_text_are_covered_too():
    picture = factories.image()
    figure = f'<figure><img src="/media/images/{picture.pk}/800.webp" alt="x"></figure><p>Words.</p>'
    edition = published(body=figure, countries=[CountryFactory()])
    assert json.loads(records.record_of(edition))["files"]["images"] == {str(picture.pk): picture.sha256}
