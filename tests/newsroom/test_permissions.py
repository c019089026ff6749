import itertools

import pytest
from django.contrib.auth.models import Group

from accounts.desks import Desks, roles_of
from accounts.models import Desk, Membership, Role, central_desk
from newsroom.permissions import ROLES, make_roles
from tests.factories import StructureFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_permission_of_a_role_exists():
    """A misspelt name would silently grant nothing."""
    make_roles()
    for role, names in ROLES.items():
        granted = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{codename}" for app, codename in granted} == names


def test_each_role_at_a_desk_may_do_all_that_the_one_before_it_may():
    tables = [ROLES[role] for role in Role.values]
    assert all(lower < higher for lower, higher in itertools.pairwise(tables))


def test_auditors_change_nothing():
    assert all(name.split(".")[1].startswith("view_") for name in ROLES["auditor"])


def test_groups_are_there_after_migrating():
    assert set(Group.objects.values_list("name", flat=True)) == {*Role.values, "administrator", "auditor"}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_at_any_desk_brings_its_permissions(role):
    user = UserFactory()
    assert not user.get_all_permissions()
    Membership.objects.create(user=user, desk_id=central_desk(), role=role)
    assert type(user).objects.get(pk=user.pk).get_all_permissions() == ROLES[role]


def test_a_desk_stands_for_all_below_it_and_the_central_one_for_everything():
    top, middle, leaf = StructureFactory(slug="top"), StructureFactory(slug="middle"), StructureFactory(slug="leaf")
    for child, parent in ((middle, top), (leaf, middle)):
        child.parent = parent
        child.save()
    desks = {s.slug: Desk.objects.create(structure=s) for s in (top, leaf)} | {"all": Desk.objects.get(structure=None)}
    author, chief = UserFactory(), UserFactory()
    Membership.objects.create(user=author, desk=desks["top"], role=Role.AUTHOR)
    Membership.objects.create(user=author, desk=desks["leaf"], role=Role.PUBLISHER)
    Membership.objects.create(user=chief, desk=desks["all"], role=Role.EDITOR)
    assert roles_of(author) == {desks["top"].pk: Role.AUTHOR, desks["leaf"].pk: Role.PUBLISHER}
    assert roles_of(chief) == dict.fromkeys((desk.pk for desk in desks.values()), Role.EDITOR)
    assert Desks().nearest(middle.pk) == desks["top"].pk
    assert Desks().nearest(StructureFactory(slug="other").pk) == desks["all"].pk


def test_who_is_not_active_has_no_role():
    user = UserFactory(is_active=False)
    Membership.objects.create(user=user, desk_id=central_desk(), role=Role.PUBLISHER)
    assert roles_of(user) == {}
    assert not user.get_all_permissions()
