"""The addresses of pictures and files: open while an edition that can be read shows them, and to staff."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom import actions
from newsroom.media.usage import showing
from newsroom.models import Edition, Image, ReleaseAttachment, ReleaseImage
from newsroom.snapshot import snapshot
from tests import factories
from tests.factories import ReleaseFactory, publisher_user, release_with
from tests.samples import PDF, office

pytestmark = pytest.mark.django_db


def show(*media) -> None:
    actions.publish(release=release_with(*media), by=publisher_user())


@pytest.fixture
def both():
    """A picture and a file, and their addresses."""
    image, file = factories.image(), factories.attachment()
    return (image, file), (image.rendition_url(800), file.get_absolute_url())


def statuses(client, addresses) -> list[int]:
    return [client.get(address).status_code for address in addresses]


def test_media_follow_the_life_of_their_release(client, both, author):
    media, addresses = both
    release = release_with(*media)
    staff = Client()
    staff.force_login(author)
    assert statuses(client, addresses) == [404, 404]
    assert statuses(staff, addresses) == [200, 200]
    actions.publish(release=release, by=publisher_user())
    assert statuses(client, addresses) == [200, 200]
    actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    assert statuses(client, addresses) == [404, 404]
    assert statuses(staff, addresses) == [200, 200]


def test_media_open_and_close_at_the_second(client, both):
    media, addresses = both
    now = timezone.now()
    edition = snapshot(release_with(*media), number=1, published_at=now, live_from=now + dt.timedelta(hours=1))
    edition.save()
    assert statuses(client, addresses) == [404, 404]
    Edition.objects.filter(pk=edition.pk).update(live_until=now + dt.timedelta(hours=2))
    for hours, expected in ((1, 200), (2, 404)):
        at = now + dt.timedelta(hours=hours)
        assert Edition.objects.live(at).filter(showing(Image, media[0].pk)).exists() == (expected == 200)


def test_media_that_a_correction_dropped_open_as_long_as_the_old_edition_can_be_read(client, both):
    media, addresses = both
    release = release_with(*media)
    actions.publish(release=release, by=publisher_user())
    ReleaseImage.objects.all().delete()
    ReleaseAttachment.objects.all().delete()
    actions.publish(release=release, by=publisher_user())
    page = client.get(f"/news/{release.pk}/v1/").content.decode()
    assert all(address in page for address in addresses)
    assert statuses(client, addresses) == [200, 200]
    actions.withdraw(release=release, by=publisher_user(), reason="Not ours to show.")
    assert client.get(f"/news/{release.pk}/v1/").status_code == 410
    assert statuses(client, addresses) == [404, 404]


def test_media_of_a_retracted_release_open_with_its_text(client, both):
    media, addresses = both
    release = release_with(*media)
    actions.publish(release=release, by=publisher_user())
    actions.withdraw(release=release, by=publisher_user(), reason="It does not hold.", kind="retracted")
    assert client.get(f"/news/{release.pk}/", follow=True).status_code == 200
    assert statuses(client, addresses) == [200, 200]


def test_a_picture_in_the_text_counts(client):
    image, other = factories.image(), factories.image()
    release = ReleaseFactory(body=f'<p>x</p><figure><img src="/media/images/{image.pk}/800.webp" alt="x"></figure>')
    assert client.get(image.rendition_url(400)).status_code == 404
    actions.publish(release=release, by=publisher_user())
    assert client.get(image.rendition_url(400)).status_code == 200
    assert client.get(other.rendition_url(400)).status_code == 404


def test_a_picture_is_given_with_the_right_headers(client):
    image = factories.image()
    show(image)
    response = client.get(image.rendition_url(800))
    content = b"".join(response)
    assert content[8:12] == b"WEBP"
    assert response["Content-Type"] == "image/webp"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.get(image.rendition_url(800, "avif"))["Content-Type"] == "image/avif"
    assert client.get(image.rendition_url(800, "jpg"))["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == "public, max-age=270, s-maxage=30"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert "Cookie" not in response.get("Vary", "")


def test_a_pdf_is_shown_and_an_office_file_is_downloaded(client):
    pdf = factories.attachment(language="ru")
    word = factories.attachment(office("docx"), "Доклад.docx")
    show(pdf, word)
    shown, downloaded = client.get(pdf.get_absolute_url()), client.get(word.get_absolute_url())
    assert b"".join(shown) == PDF
    assert (shown["Content-Type"], shown["Content-Language"]) == ("application/pdf", "ru")
    assert shown["Content-Disposition"] == 'inline; filename="Report_2021.pdf"'
    assert "script-src 'none'" in shown["Content-Security-Policy"]
    assert downloaded["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Доклад.docx')}"
    assert downloaded["Content-Type"].endswith("wordprocessingml.document")
    policy = downloaded["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    for response in (shown, downloaded):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=270, s-maxage=30"


def test_staff_see_what_is_not_public_and_no_cache_keeps_it(client, both, author):
    _, addresses = both
    client.force_login(author)
    for address in addresses:
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_only_staff_who_may_see_releases_do(client, both, author):
    _, addresses = both
    for flags, roles in (({"is_staff": False}, True), ({"is_active": False}, True), ({}, False)):
        user = factories.user_in_role("author")
        for name, value in flags.items():
            setattr(user, name, value)
        user.save()
        if not roles:
            user.memberships.all().delete()
        client.force_login(user)
        assert statuses(client, addresses) == [404, 404]


def test_what_is_not_public_answers_as_what_never_existed(client, both):
    (image, file), _ = both
    hidden = [client.get(image.rendition_url(800)), client.get(file.get_absolute_url())]
    never = [client.get("/media/images/999999/800.webp"), client.get("/media/files/999999/Report_2021.pdf")]
    for one, other in zip(hidden, never, strict=True):
        assert (one.status_code, other.status_code) == (404, 404)
        assert dict(one.headers) == dict(other.headers)
        assert one.content == other.content.replace(b"999999", str(image.pk).encode())


def test_an_unchanged_medium_is_not_sent_again(client, both):
    media, addresses = both
    show(*media)
    for address in addresses:
        etag = client.get(address)["ETag"]
        response = client.get(address, headers={"If-None-Match": etag})
        assert (response.status_code, response.content) == (304, b"")
        assert response["Cache-Control"] == "public, max-age=270, s-maxage=30"
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(media[0].rendition_url(400))["ETag"] != client.get(media[0].rendition_url(800))["ETag"]
    actions.withdraw(release=media[0].releases.get(), by=publisher_user(), reason="An error.")
    assert client.get(addresses[0], headers={"If-None-Match": etag}).status_code == 404


def test_head_is_answered_and_nothing_can_be_sent(both):
    media, addresses = both
    show(*media)
    client = Client(enforce_csrf_checks=True)
    for address in addresses:
        response = client.head(address)
        assert (response.status_code, response.getvalue()) == (200, b"")
        assert int(response["Content-Length"]) > 0
        for method in (client.post, client.put, client.delete, client.patch):
            assert method(address).status_code == 405


def test_a_public_medium_costs_one_query_however_many_editions_show_it(client, both, author):
    media, addresses = both
    client.force_login(author)  # whose browser sends a cookie that public media do not ask for
    for _ in range(3):
        show(*media)
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            assert len(queries) == 1


def test_editions_that_show_a_medium_are_found_by_the_index(both):
    (image, file), _ = both
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for medium, index in ((image, "edition_images"), (file, "edition_attachments")):
        plan = Edition.objects.order_by().filter(showing(type(medium), medium.pk)).explain()
        assert index in plan
