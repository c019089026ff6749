"""Every address of the desk, asked by those who may not have it."""

import pytest
from django.urls import reverse

from tests.factories import ReleaseFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESSES = [
    ("admin:index", False),
    ("admin:newsroom_release_changelist", False),
    ("admin:newsroom_release_add", False),
    ("admin:newsroom_release_dateline", False),
    ("admin:newsroom_release_calendar", False),
    ("admin:newsroom_image_pick", False),
    ("admin:newsroom_release_paste", False),
    ("admin:newsroom_page_paste", False),
    ("admin:accounts_desk_changelist", False),
    ("admin:accounts_desk_add", False),
    ("admin:newsroom_lead_changelist", False),
    ("admin:newsroom_lead_add", False),
    ("admin:newsroom_mediaevent_changelist", False),
    ("admin:newsroom_mediaevent_add", False),
    ("admin:newsroom_release_change", True),
    ("admin:newsroom_release_history", True),
    ("admin:newsroom_release_delete", True),
    ("admin:newsroom_release_withdraw", True),
    ("admin:newsroom_release_preview_add", True),
    ("admin:newsroom_release_leak_check", True),
    ("admin:newsroom_release_translate", True),
    ("admin:newsroom_release_together", True),
]


def address(name: str, of_a_release: bool) -> str:
    return reverse(name, args=[ReleaseFactory().pk] if of_a_release else [])


@pytest.mark.parametrize(("name", "of_a_release"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_in_without_signing_in(client, name, of_a_release, method):
    response = getattr(client, method)(address(name, of_a_release))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(("name", "of_a_release"), [entry for entry in ADDRESSES if entry[0] != "admin:index"])
def test_staff_without_a_role_are_refused(client, name, of_a_release):
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address(name, of_a_release)).status_code == 403
