"""Digits that are not those of ASCII, where visitors and staff may type them: an answer in words, never a 500."""

import pytest

from taxonomy.models import FieldOfWork
from tests.factories import FieldFactory, StructureFactory, published

pytestmark = pytest.mark.django_db

TWO, YEAR, DAY = "٢", "٢٠٢١", "٢٠٢١-٠٥-١٠"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/news/?from={YEAR}", 400), (f"/news/?to={DAY}", 400), ("/news/?from=2021-0٥", 400), (f"/news/?page={TWO}", 400),
        ("/news/?page=１", 400), (f"/news/?country={TWO}", 404), (f"/news/?tag={YEAR}", 404), (f"/news/{TWO}/", 404),
        (f"/news/{TWO}/x/", 404), (f"/news/1/v{TWO}/", 404), (f"/news/feed.atom?after={TWO}", 400), (f"/news/?q={DAY}", 200),
        (f"/news/map/?from={YEAR}", 400), (f"/countries/{TWO}/", 404), (f"/about/{TWO}/", 404), (f"/media/images/{TWO}/320.jpg", 404),
        (f"/media/files/{TWO}/x.pdf", 404), (f"/sitemap-releases.xml?p={TWO}", 404), (f"/verify/?sha256={TWO * 64}", 400),
    ],
)  # fmt: skip
def test_readers_are_answered(client, address, status):
    published()
    assert client.get(address).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/newsroom/release/?q={TWO}", f"/admin/newsroom/release/?structure={TWO}", f"/admin/newsroom/release/?p={TWO}",
        f"/admin/newsroom/release/?date__gte={DAY}", f"/admin/newsroom/release/coming/?month={YEAR}-٠٥",
        f"/admin/newsroom/release/{TWO}/change/", f"/admin/newsroom/release/{TWO}/history/", f"/admin/taxonomy/structure/{TWO}/change/",
        f"/admin/newsroom/image/pick/?page={TWO}", f"/admin/newsroom/release/dateline/?date={DAY}&place=x&language=en",
        f"/admin/autocomplete/?app_label=newsroom&model_name=release&field_name=countries&term=a&page={TWO}",
    ],
)  # fmt: skip
def test_staff_are_answered(client, administrator, address):
    administrator.is_superuser = True
    administrator.save()
    StructureFactory()
    client.force_login(administrator)
    assert client.get(address).status_code in (200, 302, 400, 404)


@pytest.mark.parametrize("field", ["opened", "closed"])
def test_the_form_of_a_term_refuses_such_a_date_in_words(client, administrator, field):
    administrator.is_superuser = True
    administrator.save()
    client.force_login(administrator)
    term = FieldFactory(slug="water", name="Water")
    response = client.post(
        f"/admin/taxonomy/fieldofwork/{term.pk}/change/",
        {"name_en": "Water", "position": "1", "also_known_as": "", "parent": "", "successor": "", field: "١٩٩٥-٠٩-٢٨"},
    )
    assert "Write a year (1995), a month (1995-09) or a day (1995-09-28)." in response.content.decode()
    FieldOfWork.objects.update(closed="٢٠٠٠")  # from before
    assert client.get("/fields-of-work/water/").status_code == 200
