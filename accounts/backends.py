"""Signing in, and what follows from being a member of a desk."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from .models import User


class DeskBackend(ModelBackend):
    """Django's own, where a role at a desk, any desk, brings the permissions of the group that is called like it.

    They say which forms and lists of the admin somebody may open at all; whether a release is theirs to change
    is asked of its desk besides (newsroom.permissions).
    """

    def _get_group_permissions(self, user: User) -> QuerySet[Permission]:
        roles = user.memberships.values("role")
        return Permission.objects.filter(Q(group__user=user) | Q(group__name__in=roles)).distinct()

    def with_perm(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("Permissions by desk are asked of a user, not looked up backwards")
