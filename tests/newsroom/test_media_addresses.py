"""Addresses that somebody may try: nothing but renditions, and files under their own names, is given."""

import pytest

from newsroom import actions
from tests import factories
from tests.factories import publisher_user, release_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    """A picture and a file that a live edition shows."""
    image, file = factories.image(), factories.attachment()
    actions.publish(release=release_with(image, file), by=publisher_user())
    return image, file


def statuses(client, addresses) -> list[int]:
    return [client.get(address).status_code for address in addresses]


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 30, "9" * 5000, "-1", "0", "1e3", "٣", "1%00"])
def test_numbers_no_database_knows_are_not_found(client, public, number):
    image, _ = public
    addresses = [f"/media/images/{number}/800.webp", f"/media/images/{image.pk}/{number}.webp"]
    assert statuses(client, [*addresses, f"/media/files/{number}/a.pdf"]) == [404, 404, 404]


@pytest.mark.parametrize(
    "name",
    [
        "other.pdf",
        "report_2021.pdf",
        "Report_2021.pdf%00",
        "Report_2021.pdf/",
        "Report_2021.pdf%0A",
        "..",
        "%2e%2e",
        "../../secret_key",
        "..%2f..%2fsecret_key",
        "..%5C..%5Csecret_key",
        "%2Fetc%2Fpasswd",
        "",
        "x" * 4000,
    ],
)
def test_a_file_answers_to_its_own_name_alone(client, public, name):
    _, file = public
    assert client.get(file.get_absolute_url()).status_code == 200
    assert client.get(f"/media/files/{file.pk}/{name}").status_code == 404


def test_the_originals_have_no_address(client, public, administrator):
    image, file = public
    width = f"/media/images/{image.pk}"
    addresses = [
        image.file.url,
        file.file.url,
        f"/{image.file.name}",
        f"/media/{image.file.name}",
        f"/static/{image.file.name}",
        f"{width}/original.jpg",
        f"{width}/999.webp",
        f"{width}/original.webp",
        f"{width}/800.png",
        f"{width}/800.jpeg",
        f"{width}/800.AVIF",
        f"{width}/800",
        f"{width}/",
        f"{width}/../{image.file.name}",
    ]
    assert set(statuses(client, addresses)) == {404}
    client.force_login(administrator)
    assert set(statuses(client, addresses)) == {404}


def test_a_file_that_the_storage_lost_is_not_found(client, public):
    image, file = public
    image.file.storage.delete(image.rendition_path(800))
    file.file.storage.delete(file.file.name)
    assert statuses(client, [image.rendition_url(800), file.get_absolute_url()]) == [404, 404]
