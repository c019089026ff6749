"""Signed out while writing: what was typed is carried through signing in, and to nobody else."""

import json
import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from newsroom.models import Release
from tests.client import StrictClient
from tests.factories import ReleaseFactory
from tests.newsroom.release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
AGAIN = "/admin/sign-in-again/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', re.S)


def hidden(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(html):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def client() -> StrictClient:
    """A browser whose tokens are asked for, as in real life."""
    return StrictClient(enforce_csrf_checks=True)


def token(html: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]


def test_a_form_posted_after_the_session_is_gone_is_carried_through_signing_in(client, author):
    client.force_login(author)
    opened = page(client.get(ADD))
    Session.objects.all().delete()
    typed = form_data(title="Words <b>&</b> “more”", body="<p>One</p>\n<p>Two</p>", tags=["a", "b"])
    html = page(client.post(ADD, typed | {"csrfmiddlewaretoken": token(opened), "_save": ""}))
    assert "Nothing you typed is lost" in html
    data = hidden(html) | {"username": author.email, "password": "demo"}
    html = page(client.post(AGAIN, data))
    assert "You are signed in" in html
    carried = hidden(html)
    assert carried["title"] == ["Words <b>&</b> “more”"]
    assert f'action="{ADD}"' in html
    assert not Release.objects.exists()
    assert client.post(ADD, carried).status_code == 302
    saved = Release.objects.get()
    assert (saved.title, sorted(saved.tags.names())) == ("Words <b>&</b> “more”", ["a", "b"])
    assert "Two" in saved.body


def test_a_wrong_password_keeps_what_was_typed(client, author):
    opened = page(client.get("/admin/login/"))
    html = page(client.post(ADD, form_data(title="Typed") | {"csrfmiddlewaretoken": token(opened)}))
    html = page(client.post(AGAIN, hidden(html) | {"username": author.email, "password": "wrong"}))
    assert "Please enter the correct" in html
    assert json.loads(hidden(html)["carried"][0])["title"] == ["Typed"]


def test_a_form_with_the_token_of_an_earlier_signing_in_is_handed_back(client, author):
    release = ReleaseFactory(title="Before")
    client.force_login(author)
    old = token(page(client.get(change_url(release))))
    client.cookies.pop("csrftoken")
    client.get(change_url(release))
    data = form_data(release, title="Typed") | {"csrfmiddlewaretoken": old, "_save": ""}
    html = page(client.post(change_url(release), data, headers={"origin": "http://testserver"}))
    assert "You are signed in, and this page holds what you wrote" in html
    assert Release.objects.get().title == "Before"
    assert client.post(change_url(release), hidden(html)).status_code == 302
    assert Release.objects.get().title == "Typed"


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_what_another_site_posts_is_refused_and_not_handed_back(author, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    response = client.post(ADD, form_data(title="Forged"), headers=headers)
    assert response.status_code == 403
    assert "Forged" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/admin/",
        "//evil.example/admin/",
        "/news/",
        "/admin/login/",
        "/admin/logout/",
        AGAIN,
        "javascript:alert(1)",
        "/admin/\x00",
        "",
    ],
)
def test_it_is_handed_on_to_forms_of_the_admin_only(author, address):
    data = {"next": address, "carried": "{}", "username": author.email, "password": "demo"}
    response = Client().post(AGAIN, data)
    assert response.status_code in (400, 200)
    if response.status_code == 200:
        assert 'action="/admin/' in response.content.decode()
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize("carried", ["", "x", "[]", "{", '{"a": 1}', '{"a": [1]}', '{"a": ["\\ud800"]}', "[" * 100_000])
def test_what_cannot_have_been_carried_is_refused_in_words(author, carried):
    data = {"next": ADD, "carried": carried, "username": author.email, "password": "demo"}
    response = Client().post(AGAIN, data)
    assert response.status_code == 400
    assert "Go back" in response.content.decode()


def test_passwords_are_never_carried(client, author):
    opened = page(client.get("/admin/login/"))
    data = {"password1": "s3cret!", "email": "a@b.example", "csrfmiddlewaretoken": token(opened)}
    assert "s3cret!" not in page(client.post("/admin/accounts/user/add/", data))


def test_signing_in_again_by_get_is_no_page():
    assert Client().get(AGAIN).status_code == 405


def test_signing_out_once_more_asks_for_nothing(author):
    assert Client().post("/admin/logout/", {"x": "y"}).status_code == 302
