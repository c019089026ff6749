"""What the editor gets back for what was pasted."""

import pytest
from django.urls import reverse

from newsroom.models import Release
from newsroom.rich_text import MAX_LENGTH, clean
from tests.newsroom.release_form import form_data

pytestmark = pytest.mark.django_db

ADDRESS = reverse("admin:newsroom_release_paste")
WORD = (
    "<html><head><title>Draft v7</title></head><body><p class=MsoNormal>Article 128<sup>1</sup><del>2</del>.<o:p></o:p></p>"
    "<div style='mso-element:comment'><p>Not for publication</p></div></body></html>"
)


def test_a_paste_becomes_what_saving_would_keep(client, author):
    client.force_login(author)
    answer = client.post(ADDRESS, {"html": WORD}).json()
    assert answer["html"] == clean(WORD) == "<p>Article 128<sup>1</sup>.</p>"
    assert answer["left_out"] == ["Left out: 1 comment, 1 deleted passage."]


@pytest.mark.parametrize("html", ["x" * (MAX_LENGTH + 1), "<blockquote>" * 2_000 + "x"])
def test_what_cannot_be_a_text_is_refused_with_a_sentence(client, author, html):
    client.force_login(author)
    response = client.post(ADDRESS, {"html": html})
    assert response.status_code == 400
    assert response.json()["error"].startswith("The text ")


def test_nothing_pasted_is_nothing_kept(client, author):
    client.force_login(author)
    assert client.post(ADDRESS).json() == {"html": "", "left_out": []}


def test_an_address_to_post_to_is_not_read(client, author):
    client.force_login(author)
    assert client.get(ADDRESS).status_code == 405


def test_saving_says_what_it_left_out(client, author):
    client.force_login(author)
    data = form_data(title="A title", body=WORD)
    page = client.post(reverse("admin:newsroom_release_add"), data, follow=True).content.decode()
    assert "Left out: 1 comment, 1 deleted passage." in page


def test_typed_texts_are_composed_and_hold_nothing_invisible(client, author):
    client.force_login(author)
    data = form_data(title="Cafe\u0301 \x93inter\xadnational\x94", summary="и\u0306", place="Z\u030curich")
    client.post(reverse("admin:newsroom_release_add"), data)
    release = Release.objects.get()
    assert (release.title, release.summary, release.place) == ("Café “international”", "й", "Žurich")
