"""Every role against every way into a release."""

import pytest
from django.urls import reverse

from newsroom.models import Edition, Release, Withdrawal
from tests.factories import ReleaseFactory, UserFactory, published

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/release/"
ROLES = ["author", "editor", "publisher", "administrator"]
MAY_PUBLISH = {"publisher", "administrator"}


@pytest.fixture(params=ROLES)
def role(request):
    return request.param


@pytest.fixture
def member(role, request, client):
    user = request.getfixturevalue(role)
    client.force_login(user)
    return user


def test_list_add_and_change_are_open_to_all_roles(member, client):
    release = ReleaseFactory()
    for address in (LIST, ADD, change_url(release), change_url(release).replace("change", "history")):
        assert client.get(address).status_code == 200, address


def test_saving_is_open_to_all_roles_and_names_who_saved(member, client):
    response = client.post(ADD, form_data(_save=""))
    release = Release.objects.get()
    assert (response.status_code, release.updated_by, release.state) == (302, member, "draft")
    assert response.url == change_url(release)


def test_preview_is_open_to_all_roles(member, client):
    response = client.post(ADD, form_data(_preview=""))
    assert (response.status_code, Release.objects.count()) == (200, 0)
    assert "A title" in response.content.decode()


def test_publish_is_for_those_who_may(role, member, client):
    release = ReleaseFactory(title="Before")
    response = client.post(change_url(release), form_data(release, title="After", _publish=""))
    release.refresh_from_db()
    if role in MAY_PUBLISH:
        assert (response.status_code, Edition.objects.get().title) == (302, "After")
    else:
        assert (response.status_code, Edition.objects.count(), release.title) == (403, 0, "Before")


def test_publish_of_a_new_release_is_for_those_who_may(role, member, client):
    response = client.post(ADD, form_data(_publish=""))
    expected = (302, 1, 1) if role in MAY_PUBLISH else (403, 0, 0)
    assert (response.status_code, Edition.objects.count(), Release.objects.count()) == expected


@pytest.mark.parametrize("method", ["get", "post"])
def test_withdraw_is_for_those_who_may(role, member, client, method):
    release = published().release
    address = reverse("admin:newsroom_release_withdraw", args=[release.pk])
    response = getattr(client, method)(address, {"reason": "A mistake."})
    if role in MAY_PUBLISH:
        assert response.status_code == (302 if method == "post" else 200)
        assert Withdrawal.objects.count() == (1 if method == "post" else 0)
    else:
        assert (response.status_code, Withdrawal.objects.count()) == (403, 0)


def test_buttons_are_shown_to_those_who_may(role, member, client):
    page = client.get(change_url(published().release)).content.decode()
    assert 'name="_save"' in page
    assert 'name="_preview"' in page
    assert ('name="_publish"' in page) is (role in MAY_PUBLISH)
    assert ("/withdraw/" in page) is (role in MAY_PUBLISH)


def test_withdraw_is_not_offered_where_nothing_is_live(client, publisher):
    client.force_login(publisher)
    release = ReleaseFactory()
    assert "/withdraw/" not in client.get(change_url(release)).content.decode()
    response = client.get(reverse("admin:newsroom_release_withdraw", args=[release.pk]), follow=True)
    assert "Nothing of this release is public" in response.content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_those_without_a_role_get_nowhere(client, db, signed_in):
    if signed_in:
        client.force_login(UserFactory())
    release = published().release
    addresses = [
        LIST,
        ADD,
        change_url(release),
        reverse("admin:newsroom_release_withdraw", args=[release.pk]),
        reverse("admin:newsroom_release_dateline"),
    ]
    for address in addresses:
        for button in ("_save", "_preview", "_publish"):
            response = client.post(address, form_data(**{button: ""}))
            assert response.status_code == (403 if signed_in else 302)
            assert signed_in or "/login/" in response.url
        assert client.get(address).status_code == (403 if signed_in else 302)
    assert (Release.objects.count(), Edition.objects.count()) == (1, 1)
