import pytest
from django.contrib.auth.models import Group

from newsroom.permissions import ROLES, make_roles

pytestmark = pytest.mark.django_db


def test_every_permission_of_a_role_exists():
    """A misspelt name would silently grant nothing."""
    make_roles()
    for role, names in ROLES.items():
        granted = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{codename}" for app, codename in granted} == names


def test_each_role_may_do_all_that_the_one_before_it_may():
    tables = list(ROLES.values())
    assert all(lower < higher for lower, higher in zip(tables, tables[1:], strict=False))


def test_roles_are_there_after_migrating():
    assert set(Group.objects.values_list("name", flat=True)) == {
        "author",
        "editor",
        "publisher",
        "administrator",
    }
