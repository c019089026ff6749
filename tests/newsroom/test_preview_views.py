"""What a recipient meets behind a preview link, and what others do not."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone

from accounts.models import Desk, central_desk
from newsroom import actions, preview_actions
from newsroom.leak_check.asking import Reader
from newsroom.models import PreviewComment, PreviewLink, PreviewOpening, Release, ReleaseImage
from newsroom.workflow import State
from osce_cms.page_cache import PageCache
from tests import factories, samples
from tests.factories import (
    CountryFactory,
    ReleaseFactory,
    preview_link,
    published,
    publisher_user,
    release_with,
    schedule,
)

pytestmark = pytest.mark.django_db
NOWHERE = f"/preview/{'0' * 43}/"


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def assert_private(response) -> None:
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"].startswith("noindex")


def test_the_page_is_the_release_marked_with_embargo_and_recipient(client):
    Desk.objects.filter(pk=central_desk()).update(time_zone="Asia/Dushanbe")
    release = ReleaseFactory(title="Talks in Dushanbe", countries=[CountryFactory(slug="tajikistan")])
    at = dt.datetime(2030, 5, 10, 9, tzinfo=dt.UTC)
    schedule(release, at)
    _, address = preview_link(release, recipient="Ana <b>Reporter</b>")
    response = client.get(address)
    text = response.content.decode()
    assert "EMBARGOED until 10 May 2030, 14:00 Dushanbe, 09:00 UTC" in text
    assert "Ana &lt;b&gt;Reporter&lt;/b&gt;" in text
    assert "Talks in Dushanbe" in text
    assert "A body of text." in text
    assert_private(response)
    assert '<meta name="robots" content="noindex' in text
    assert "canonical" not in text
    assert not response.cookies


def test_a_text_without_a_time_says_so(client):
    _, address = preview_link(ReleaseFactory())
    text = page(client, address)
    assert "EMBARGOED until it is published" in text
    assert "No time has been set yet." in text


@pytest.mark.parametrize(("language", "spoken"), [("ru", "ru"), ("fr", "fr"), ("tg", "en")])
def test_the_page_speaks_the_language_of_the_text_where_the_interface_has_it(client, language, spoken):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    release = ReleaseFactory(language=language)
    schedule(release, dt.datetime(2030, 5, 10, 9, tzinfo=dt.UTC))
    _, address = preview_link(release)
    for response in (client.get(address), client.post(address, {"text": "Good"}), client.post(address, {"text": ""})):
        text = response.content.decode()
        assert f'<html lang="{spoken}">' in text
        assert response["Content-Language"] == spoken
        assert ("10 мая 2030" in text) == (language == "ru")
    assert '<html lang="en">' in client.get(NOWHERE).content.decode()


def test_programs_that_unfold_links_find_no_title_in_the_head(client):
    _, address = preview_link(ReleaseFactory(title="Secret headline", summary="Secret summary"))
    head = page(client, address).split("</head>")[0]
    assert "Secret" not in head


def test_a_new_tag_shows_before_any_edition_has_it(client):
    _, address = preview_link(ReleaseFactory(tags=["Brand new"]))
    assert "Brand new" in page(client, address)


def test_what_opens_nothing_looks_the_same_whatever_the_reason(client, editor):
    revoked, was_revoked = preview_link(ReleaseFactory())
    preview_actions.revoke_link(link=revoked, by=editor)
    expired, is_expired = preview_link(ReleaseFactory())
    PreviewLink.objects.filter(pk=expired.pk).update(
        made_at=timezone.now() - dt.timedelta(days=2), expires_at=timezone.now() - dt.timedelta(days=1)
    )
    _, good = preview_link(ReleaseFactory(title="Hidden words"))
    tampered = good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:]
    responses = [client.get(at) for at in (NOWHERE, was_revoked, is_expired, tampered, "/preview/x/", "/preview/%00/")]
    assert {response.status_code for response in responses} == {404}
    assert len({response.content for response in responses}) == 1
    assert len({str(sorted(response.headers.items())) for response in responses}) == 1
    assert "Ask the press desk" in responses[0].content.decode()
    assert_private(responses[0])
    assert not PreviewOpening.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}]
)
def test_fetching_ahead_is_told_to_come_again_and_not_noted(client, headers):
    _, address = preview_link(ReleaseFactory(title="Hidden words"))
    for at in (address, NOWHERE):
        response = client.get(at, headers=headers)
        assert (response.status_code, response.content) == (503, b"")
        assert_private(response)
    assert not PreviewOpening.objects.exists()


def test_head_has_the_headers_only_and_is_not_noted(client):
    _, address = preview_link(ReleaseFactory())
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b"")
    assert_private(response)
    assert not PreviewOpening.objects.exists()
    client.get(address)
    assert PreviewOpening.objects.count() == 1


def test_other_methods_are_refused_and_write_nothing(client):
    _, address = preview_link(ReleaseFactory())
    for method in (client.put, client.delete, client.patch):
        response = method(address)
        assert response.status_code == 405
        assert_private(response)
    assert not PreviewOpening.objects.exists()


def test_after_publication_it_leads_to_the_public_page_until_it_expires(client):
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as clock:
        picture = factories.image()
        release = release_with(picture, title="Soon public")
        _, address = preview_link(release)
        schedule(release, timezone.now() + dt.timedelta(hours=1))
        clock.move_to("2026-03-01T13:00:00Z")
        response = client.get(address)
        assert response.status_code == 302
        assert_private(response)
        assert "Soon public" in client.get(address, follow=True).content.decode()
        assert client.get(f"{address}media/images/{picture.pk}/800.webp")["Location"] == picture.rendition_url(800)
        assert not PreviewOpening.objects.exists()
        clock.move_to("2026-03-02T12:00:00Z")
        assert client.get(address).status_code == 404


def test_after_withdrawal_it_leads_to_the_notice(client):
    release = published().release
    Release.objects.filter(pk=release.pk).update(state=State.DRAFT, title="New words")
    _, address = preview_link(release)
    assert "New words" in page(client, address)
    actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    response = client.get(address, follow=True)
    assert response.status_code == 410
    assert "New words" not in response.content.decode()


@pytest.fixture
def media():
    """A picture beside the text, one in it, and a file; the release that has them."""
    beside, inside, file = factories.image(), factories.image(), factories.attachment()
    body = f'<p>Words.</p><figure><img src="/media/images/{inside.pk}/800.webp" alt="x"></figure>'
    return beside, inside, file, release_with(beside, file, body=body)


def test_pictures_and_files_open_through_the_link_and_no_other_way(client, media):
    beside, inside, file, release = media
    _, address = preview_link(release)
    text = page(client, address)
    prefix = address.rstrip("/")
    ordinary = [beside.rendition_url(800), inside.rendition_url(800), file.get_absolute_url()]
    for at in ordinary:
        assert f"{prefix}{at}" in text
        assert f'"{at}' not in text
        assert f" {at}" not in text
        assert client.get(at).status_code == 404
        assert client.get(NOWHERE.rstrip("/") + at).status_code == 404
        response = client.get(prefix + at)
        assert response.status_code == 200
        assert_private(response)
        assert len(b"".join(response)) > 0
    assert b"".join(client.get(prefix + ordinary[2])) == samples.PDF


def test_no_link_opens_what_another_release_shows(client, media):
    other, other_file = factories.image(), factories.attachment()
    release_with(other, other_file)
    _, address = preview_link(media[3])
    prefix = address.rstrip("/")
    wrong = [
        prefix + other.rendition_url(800),
        prefix + other_file.get_absolute_url(),
        prefix + media[0].rendition_url(123),
        f"{prefix}/media/files/{media[2].pk}/other.pdf",
        f"{prefix}/media/images/999999999999999999/800.webp",
        f"{prefix}/media/files/{media[2].pk}/%00",
    ]
    answers = [client.get(at) for at in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content for answer in answers} == {client.get(NOWHERE).content}


def test_media_close_with_the_link_and_when_they_are_taken_out(client, editor, media):
    beside, inside, _, release = media
    link, address = preview_link(release)
    prefix = address.rstrip("/")
    ReleaseImage.objects.all().delete()
    assert client.get(prefix + beside.rendition_url(800)).status_code == 404
    assert client.get(prefix + inside.rendition_url(800)).status_code == 200
    preview_actions.revoke_link(link=link, by=editor)
    assert client.get(prefix + inside.rendition_url(800)).status_code == 404


def test_of_a_scheduled_edition_the_media_open_too(client, media):
    beside, inside, file, release = media
    schedule(release, timezone.now() + dt.timedelta(hours=1))
    _, address = preview_link(release)
    for at in (beside.rendition_url(400), inside.rendition_url(400), file.get_absolute_url()):
        assert client.get(address.rstrip("/") + at).status_code == 200


def test_comments_are_offered_where_the_desk_asks_for_them_only(client):
    _, address = preview_link(ReleaseFactory())
    assert "<textarea" not in page(client, address)
    response = client.post(address, {"text": "Kept <words>"})
    assert response.status_code == 400
    assert "takes no comments" in response.content.decode()
    assert "Kept &lt;words&gt;" in response.content.decode()
    assert not PreviewComment.objects.exists()


def test_a_comment_with_markup_is_kept_and_shown_as_text(client):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    _, address = preview_link(ReleaseFactory())
    assert "<textarea" in page(client, address)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(address, {"text": "<script>alert(1)</script> & more"})
    assert response.status_code == 200
    text = response.content.decode()
    assert "has your comment" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text
    assert "<script>alert" not in text
    assert_private(response)
    assert PreviewComment.objects.get().text == "<script>alert(1)</script> & more"
    assert "&lt;script&gt;" in page(client, address)


def test_a_comment_that_is_too_long_is_refused_and_nothing_is_lost(client):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    _, address = preview_link(ReleaseFactory())
    response = client.post(address, {"text": "word " * 500})
    assert response.status_code == 400
    assert "2499 characters" in response.content.decode()
    assert "word word word" in response.content.decode()


def test_a_comment_through_a_closed_link_is_given_back(client):
    response = client.post(NOWHERE, {"text": "My <b>words</b>"})
    assert response.status_code == 404
    assert "My &lt;b&gt;words&lt;/b&gt;" in response.content.decode()


def test_a_comment_sent_after_publication_is_given_back(client):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    release = ReleaseFactory()
    _, address = preview_link(release)
    actions.publish(release=release, by=publisher_user())
    response = client.post(address, {"text": "Too late"})
    assert response.status_code == 400
    assert "Too late" in response.content.decode()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=%00%ff%ed%a0%80"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"text=%2B2AA-"),
        ("multipart/form-data; boundary=x", b"--x\r\ngarbage"),
        (
            "multipart/form-data; boundary=x; charset=utf-7",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--\r\n',
        ),
        ("text/plain", b"text=words"),
    ],
)
def test_crafted_comments_never_break_the_page(client, content_type, body):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    _, address = preview_link(ReleaseFactory())
    assert client.generic("POST", address, body, content_type=content_type).status_code in (200, 400)


def test_recipients_see_their_own_comments_only(client):
    Desk.objects.filter(pk=central_desk()).update(fact_checking=True)
    release = ReleaseFactory()
    _, ana = preview_link(release, recipient="Ana")
    _, bo = preview_link(release, recipient="Bo")
    client.post(ana, {"text": "From Ana"})
    assert "From Ana" not in page(client, bo)
    assert "Ana" not in page(client, bo)


@pytest.mark.usefixtures("lasting_connection")
def test_the_page_cache_keeps_no_preview(client):
    caches["pages"].clear()
    reader = Reader(PageCache(WSGIHandler()))
    _, address = preview_link(ReleaseFactory(title="Hidden words"))
    for _time in range(3):
        assert b"Hidden words" in reader.get(address).body
    assert PreviewOpening.objects.count() == 3
    assert not caches["pages"]._cache


def test_robots_are_told_to_stay_away(client):
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()
