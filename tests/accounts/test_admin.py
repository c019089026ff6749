"""Users in the admin: nobody hands out more than they have."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import Desk, User, central_desk
from tests.factories import UserFactory, user_in_role

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/accounts/user/", "/admin/accounts/user/add/"
PASSWORD = "correct horse battery"


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def role(name: str) -> int:
    return Group.objects.get(name=name).pk


def memberships(**row) -> dict:
    """The rows of desks of the form: none, or a new one."""
    rows = {"memberships-TOTAL_FORMS": int(bool(row)), "memberships-INITIAL_FORMS": 0}
    return rows | {f"memberships-0-{name}": value for name, value in row.items()}


def change(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


@pytest.mark.parametrize("name", ["author", "editor", "publisher"])
def test_users_are_closed_to_other_roles(client, name):
    client.force_login(user_in_role(name))
    for address in (LIST, ADD):
        assert client.get(address).status_code == 403


def test_a_user_is_added_by_email_and_can_sign_in(signed_in, client):
    data = {
        "email": "New@Example.org",
        "name": "New",
        "groups": [role("auditor")],
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | memberships(role="editor", desk=central_desk())
    assert signed_in.post(ADD, data).status_code == 302
    user = User.objects.get(email="New@example.org")
    assert [group.name for group in user.groups.all()] == ["auditor"]
    assert [str(membership) for membership in user.memberships.all()] == ["Central press desk: editor"]
    assert client.login(username="new@example.org", password=PASSWORD)


def test_an_address_in_use_is_refused_in_any_case(signed_in):
    UserFactory(email="somebody@example.org")
    data = {"email": "Somebody@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "Somebody has this e-mail address already." in signed_in.post(ADD, data).content.decode()


def test_a_weak_password_is_refused(signed_in):
    data = {"email": "new@example.org", "password1": "12345", "password2": "12345"}
    assert "too short" in signed_in.post(ADD, data).content.decode()


def test_an_administrator_grants_roles_and_no_more(signed_in):
    user = UserFactory()
    data = memberships(role="publisher", desk=central_desk()) | {
        "email": user.email,
        "groups": [role("administrator")],
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": [Permission.objects.get(codename="delete_user").pk],
    }
    assert signed_in.post(change(user), data).status_code == 302
    user.refresh_from_db()
    assert [group.name for group in user.groups.all()] == ["administrator"]
    assert [membership.role for membership in user.memberships.all()] == ["publisher"]
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


def test_an_administrator_cannot_raise_themselves(signed_in, administrator):
    data = {
        "email": administrator.email,
        "groups": [role("administrator")],
        "is_active": "on",
        "is_staff": "on",
    }
    more = memberships(role="publisher", desk=central_desk()) | {"is_superuser": "on"}
    assert signed_in.post(change(administrator), data | more).status_code == 403
    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert not administrator.memberships.exists()


def test_a_role_beyond_ones_own_cannot_be_granted(signed_in):
    beyond = Group.objects.create(name="beyond")
    beyond.permissions.add(Permission.objects.get(codename="delete_user"))
    user = UserFactory()
    page = signed_in.get(change(user)).content.decode()
    assert "beyond" not in page
    data = memberships() | {"email": user.email, "groups": [beyond.pk], "is_active": "on"}
    response = signed_in.post(change(user), data)
    assert response.status_code == 200
    assert not user.groups.exists()


@pytest.mark.parametrize("kind", ["superuser", "beyond", "inactive beyond"])
def test_those_with_more_powers_cannot_be_edited(signed_in, kind):
    user = UserFactory(is_superuser=kind == "superuser", is_active=kind != "inactive beyond")
    if kind != "superuser":
        user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    data = memberships() | {"email": "taken@example.org", "is_active": "on", "is_staff": "on"}
    assert signed_in.post(change(user), data).status_code == 403
    password = {"password1": PASSWORD, "password2": PASSWORD}
    assert signed_in.post(f"{LIST}{user.pk}/password/", password).status_code == 403
    assert User.objects.get(pk=user.pk).email == user.email


def test_a_superuser_can_grant_all(client):
    client.force_login(UserFactory(is_superuser=True))
    user = UserFactory()
    assert 'name="is_superuser"' in client.get(change(user)).content.decode()


def test_a_password_is_set_for_somebody_else(signed_in, client):
    user = UserFactory()
    response = signed_in.post(f"{LIST}{user.pk}/password/", {"password1": PASSWORD, "password2": PASSWORD})
    assert response.status_code == 302
    assert client.login(username=user.email, password=PASSWORD)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_takes_as_many_queries_for_many_rows(signed_in, rows, django_assert_num_queries):
    for _ in range(rows):
        user_in_role("author")
    with django_assert_num_queries(11):
        signed_in.get(LIST)


@pytest.mark.parametrize("name", ["author", "editor", "publisher", "auditor"])
def test_desks_are_changed_by_administrators_alone(client, administrator, name):
    client.force_login(user_in_role(name))
    desk = Desk.objects.get()
    address = f"/admin/accounts/desk/{desk.pk}/change/"
    assert client.get(address).status_code == 200
    data = {"time_zone": "Asia/Dushanbe", "single_handed": "on"}
    assert client.post(address, data).status_code == 403
    client.force_login(administrator)
    assert client.post(address, data | {"time_zone": "Moon/Base"}).status_code == 200
    assert client.post(address, data).status_code == 302
    desk.refresh_from_db()
    assert (desk.time_zone, desk.single_handed) == ("Asia/Dushanbe", True)
    assert client.post(f"/admin/accounts/desk/{desk.pk}/delete/", {"post": "yes"}).status_code == 403


def test_groups_are_not_edited_by_hand(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/admin/auth/group/").status_code == 404
