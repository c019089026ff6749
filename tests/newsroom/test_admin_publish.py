"""Publishing and withdrawing from the form."""

import pytest
from django.urls import reverse

from newsroom.models import Edition, Release, Withdrawal
from tests.factories import ReleaseFactory, published

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
UNSEEN = "There are changes that readers do not see yet."


@pytest.fixture
def signed_in(client, alone):
    client.force_login(alone)
    return client


def test_publish_saves_and_publishes_and_leads_to_the_public_page(signed_in):
    page = signed_in.post(ADD, form_data(_publish=""), follow=True).content.decode()
    edition = Edition.objects.live().get()
    assert (edition.title, edition.number) == ("A title", 1)
    assert f'href="{edition.get_absolute_url()}"' in page
    assert "Published, as edition 1." in page


def test_publish_refused_keeps_all_that_was_typed(signed_in):
    page = signed_in.post(ADD, form_data(title="Kept", body="", place="", _publish=""), follow=True).content.decode()
    release = Release.objects.get()
    assert (release.title, release.state, Edition.objects.count()) == ("Kept", "draft", 0)
    assert "Give the place" in page
    assert "Write the text: it is empty." in page
    assert "what you wrote has been saved" in page


def test_save_does_not_touch_what_readers_see(signed_in):
    release = published(title="Public").release
    page = signed_in.post(change_url(release), form_data(release, title="Working"), follow=True).content.decode()
    assert Edition.objects.live().get().title == "Public"
    assert UNSEEN in page
    assert "Readers go on seeing edition 1" in page


def test_nothing_is_unseen_once_it_is_published(signed_in):
    release = published().release
    assert UNSEEN not in signed_in.get(change_url(release)).content.decode()
    signed_in.post(change_url(release), form_data(release, title="Working"))
    page = signed_in.post(change_url(release), form_data(release, title="Working", _publish=""), follow=True)
    assert UNSEEN not in page.content.decode()
    assert [edition.number for edition in Edition.objects.live()] == [2]


def test_editions_are_listed_with_their_addresses(signed_in):
    release = published(title="First").release
    signed_in.post(change_url(release), form_data(release, title="Second", _publish=""))
    page = signed_in.get(change_url(release)).content.decode()
    assert f'href="/news/{release.pk}/v1/"' in page
    assert f'href="/news/{release.pk}/second/"' in page


def test_withdraw_asks_for_a_reason_and_shows_it_to_readers(signed_in):
    release = published().release
    address = reverse("admin:newsroom_release_withdraw", args=[release.pk])
    assert signed_in.get(address).status_code == 200
    assert "This field is required." in signed_in.post(address, {"reason": " "}).content.decode()
    assert not Withdrawal.objects.exists()
    signed_in.post(address, {"reason": "The figures were wrong."})
    public = signed_in.get(f"/news/{release.pk}/")
    assert (public.status_code, "The figures were wrong." in public.content.decode()) == (410, True)
    assert "The figures were wrong." in signed_in.get(change_url(release)).content.decode()


def test_withdraw_of_nothing_is_404(signed_in):
    assert signed_in.get(reverse("admin:newsroom_release_withdraw", args=[4711])).status_code == 404


def test_an_older_text_restored_is_a_draft_and_readers_go_on_seeing_theirs(signed_in):
    release = ReleaseFactory(title="Draft")
    old = release.history.latest()
    signed_in.post(change_url(release), form_data(release, title="Public", _publish=""))
    address = reverse("admin:newsroom_release_simple_history", args=[release.pk, old.pk])
    assert "Draft" in signed_in.get(address).content.decode()
    shown = signed_in.post(address).context["adminform"].form.data
    signed_in.post(change_url(release), {name: shown.getlist(name) for name in shown if not name.startswith("_")})
    release.refresh_from_db()
    assert (release.title, release.state) == ("Draft", "draft")
    assert release.published_at is not None
    assert Edition.objects.live().get().title == "Public"


def test_delete_of_a_published_release_is_refused_in_a_sentence(signed_in):
    release = published().release
    address = reverse("admin:newsroom_release_delete", args=[release.pk])
    assert "cannot be deleted" in signed_in.get(address).content.decode()
    signed_in.post(address, {"post": "yes"})
    assert Release.objects.exists()
