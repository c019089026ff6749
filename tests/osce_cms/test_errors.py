"""Pages for what went wrong: they say so, lead on, and need as little as possible."""

import pytest
from django.db import OperationalError

from osce_cms.errors import words_of
from tests.factories import ReleaseFactory, published


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/news/12/border-management-college/", "border management college"),
        ("/ru/news/12/%D0%B3%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0-border/", "граница border"),
        ("/countries/atlantis/", "atlantis"),
        ("/secretariat/486062.html", "secretariat"),
        ("/border/border/", "border"),
        ("/" + "-".join("abcdefghijkl"[n] * 3 for n in range(12)), "aaa bbb ccc ddd eee fff ggg hhh"),
        ("/%00%ff/'\"><script>/", "script"),
        ("/", ""),
    ],
)
def test_the_words_of_an_address(path, words):
    assert " ".join(words_of(path)) == words


@pytest.mark.django_db
def test_what_is_not_there_is_looked_for_by_the_words_of_its_address(client):
    published(title="Border management college opens")
    response = client.get("/news/99999/border-management-college/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'value="border management college"' in html
    assert "Border management college opens" in html


@pytest.mark.django_db
def test_drafts_are_not_found_by_the_page_of_what_is_not_there(client):
    ReleaseFactory(title="Border management college opens")
    html = client.get("/news/99999/border-management-college/").content.decode()
    assert "college opens" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin-border-college/", "/media/border-college", "/x/"])
def test_every_address_without_a_page_gets_the_same_404(client, path):
    published(title="Border college")
    response = client.get(path)
    assert response.status_code == 404
    assert b"There is no such page" in response.content


def test_without_a_database_the_page_of_a_fault_still_comes_in_all_languages(client, monkeypatch):
    def no_database(request):
        raise OperationalError("the server is away")

    monkeypatch.setattr("newsroom.caching.archive_for", no_database)
    monkeypatch.setattr("newsroom.context_processors.archive_for", no_database)
    client.raise_request_exception = False
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert all(f'<li lang="{code}">' in html for code in ("fr", "de", "it", "ru", "es"))
    assert "static/css/tokens.css" in html
