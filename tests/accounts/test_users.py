import pytest
from django.db import IntegrityError, transaction

from accounts.demo import PASSWORD, ROLES, demo_email, make_demo_accounts
from accounts.models import Membership, User, central_desk

pytestmark = pytest.mark.django_db


def test_a_user_is_known_by_an_address_in_any_case(client):
    User.objects.create_user("Press@example.org", "a long password")
    assert client.login(username="press@EXAMPLE.org", password="a long password")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("PRESS@example.org", "x")


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_demo_accounts_have_one_role_each_and_are_made_once(client):
    make_demo_accounts()
    make_demo_accounts()
    roles = {user.email: [*user.groups.values_list("name", flat=True)] for user in User.objects.all()}
    for membership in Membership.objects.select_related("user"):
        assert membership.desk_id == central_desk()
        roles[membership.user.email].append(membership.role)
    assert roles == {demo_email(role): [role] for role in ROLES}
    assert not User.objects.filter(is_superuser=True).exists()
    assert client.login(username=demo_email("publisher"), password=PASSWORD)
