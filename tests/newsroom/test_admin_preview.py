"""The preview shows what publishing would, and leaves nothing behind."""

import re

import pytest
import time_machine
from django.apps import apps

from newsroom.models import Edition, Release
from tests.factories import CountryFactory, ReleaseFactory, published

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, alone):
    client.force_login(alone)
    return client


def rows() -> dict[str, int]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label != "sessions.Session"]
    return {model._meta.label: model._default_manager.count() for model in models}


def article(response) -> str:
    return re.search(r"<article.*?</article>", response.content.decode(), re.DOTALL)[0]


def test_preview_of_a_new_release_persists_nothing(signed_in):
    data = form_data(tags=["Brand new"], countries=[CountryFactory(slug="albania").pk], _preview="")
    before = rows()
    response = signed_in.post(ADD, data)
    assert response.status_code == 200
    assert "Preview" in response.content.decode()
    assert rows() == before


def test_preview_of_a_published_release_changes_nothing(signed_in):
    release = published(title="As published").release
    before = rows(), Release.objects.values().get(), Edition.objects.values().get()
    page = signed_in.post(change_url(release), form_data(release, title="Corrected", _preview="")).content.decode()
    assert "Corrected" in page
    assert (rows(), Release.objects.values().get(), Edition.objects.values().get()) == before
    assert "Corrected" not in signed_in.get(f"/news/{release.pk}/", follow=True).content.decode()


def test_preview_is_not_kept_by_anybody(signed_in):
    response = signed_in.post(ADD, form_data(_preview=""))
    assert {"private", "no-store"} <= {part.strip() for part in response["Cache-Control"].split(",")}
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@time_machine.travel("2026-03-01T12:00:00Z", tick=False)
def test_preview_equals_the_published_article(signed_in):
    text = {
        "body": "<p>Words, <strong>bold</strong> ones.</p><h2>Heading</h2>",
        "tags": ["Brand new", "Old"],
        "countries": [CountryFactory(slug="albania").pk],
    }
    preview = signed_in.post(ADD, form_data(_preview="", **text))
    signed_in.post(ADD, form_data(_publish="", **text))
    release = Release.objects.get()
    assert article(preview) == article(signed_in.get(f"/news/{release.pk}/", follow=True))
    again = signed_in.post(change_url(release), form_data(release, _preview="", **text))
    assert article(again) == article(preview)


def test_preview_of_a_form_with_errors_is_the_form(signed_in):
    data = form_data(title="", summary="Words to keep.", _preview="")
    before = rows()
    response = signed_in.post(ADD, data)
    page = response.content.decode()
    assert "This field is required." in page
    assert "Words to keep." in page
    assert rows() == before


def test_preview_writes_no_history(signed_in):
    release = ReleaseFactory()
    signed_in.post(change_url(release), form_data(release, title="Other", _preview=""))
    assert release.history.count() == 1
