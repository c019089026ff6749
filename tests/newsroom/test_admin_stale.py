"""Two editors on one release: the second one's save never takes the first one's words away."""

import pytest

from newsroom.models import Edition
from tests.factories import ReleaseFactory
from tests.newsroom.release_form import change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_a_stale_form_is_refused_and_keeps_what_was_typed(client, author, publisher, button):
    release = ReleaseFactory(title="As it was")
    stale = form_data(release, title="Mine", **{button: "1"})
    client.force_login(author)
    client.post(change_url(release), form_data(release, title="Theirs"))
    client.force_login(publisher)
    html = client.post(change_url(release), stale).content.decode()
    release.refresh_from_db()
    assert release.title == "Theirs"
    assert f"{author} has saved this release since you opened it" in html
    assert ">Mine</textarea>" in html.replace("\n", "")
    assert not Edition.objects.exists()


def test_the_same_editor_saves_again_and_again(client, author):
    release = ReleaseFactory()
    client.force_login(author)
    for title in ("One", "Two"):
        assert client.post(change_url(release), form_data(release, title=title)).status_code == 302
    release.refresh_from_db()
    assert release.title == "Two"


def test_the_form_tells_what_it_began_with(client, author):
    release = ReleaseFactory()
    client.force_login(author)
    html = client.get(change_url(release)).content.decode()
    assert f'name="seen" value="{release.updated_at.isoformat()}"' in html
