"""The window in which a picture is chosen for a text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.samples import picture

pytestmark = pytest.mark.django_db

PICK = "/admin/newsroom/image/pick/"


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


def test_the_picker_is_for_staff_who_may_see_pictures(client, author):
    assert reverse("admin:newsroom_image_pick") == PICK
    response = client.get(PICK)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    client.force_login(factories.UserFactory())
    assert client.get(PICK).status_code == 403
    client.force_login(author)
    assert client.get(PICK).status_code == 200


def test_the_picker_offers_the_rendition_for_texts(desk):
    wide = factories.image(picture(1700, 850), title="Wide", credit="A. <Nonymous>")
    narrow = factories.image(picture(300, 300), title="Narrow", alt_text="", decorative=True)
    page = desk.get(PICK, {"CKEditorFuncNum": "-1"}).content.decode()
    assert f'data-url="{wide.rendition_url(800)}" data-id="{wide.pk}" data-alt="A full hall"' in page
    assert 'data-caption="A. &lt;Nonymous&gt;"' in page
    assert f'data-url="{narrow.rendition_url(300)}" data-id="{narrow.pk}" data-alt=""' in page
    assert '<input type="hidden" name="CKEditorFuncNum" value="-1"' in page


def test_the_picker_searches_and_turns_pages(desk, monkeypatch):
    monkeypatch.setattr("newsroom.admin.image_picker.PAGE_SIZE", 2)
    for number in range(3):
        factories.image(title=f"Quokka {number}")
    factories.image(title="Other")
    page = desk.get(PICK, {"q": "quokka", "CKEditorFuncNum": "-3"}).content.decode()
    assert page.count("data-url=") == 2
    assert "?q=quokka&amp;CKEditorFuncNum=-3&amp;page=2" in page
    page = desk.get(PICK, {"q": "quokka", "page": "2"}).content.decode()
    assert (page.count("data-url="), "Page 2 of 2" in page) == (1, True)
    assert "No picture matches." in desk.get(PICK, {"q": "numbat"}).content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00", "page=0", "page=x", "page=" + "9" * 5000, "CKEditorFuncNum=<b>", "q=" + "x" * 300]
)
def test_the_picker_stands_any_query_string(desk, query):
    factories.image()
    assert desk.get(f"{PICK}?{query}").content.decode().count("data-url=") == 1


def test_the_picker_costs_the_same_for_one_picture_and_for_three(desk):
    counts = []
    for _ in range(2):
        factories.image()
        with CaptureQueriesContext(connection) as queries:
            desk.get(PICK)
        counts.append(len(queries))
        factories.image()
    assert counts[0] == counts[1]
