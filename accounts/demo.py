"""Accounts with which anybody can try the demonstration. Never made on a database of somebody's own."""

from django.contrib.auth.models import Group

from .models import FOR_THE_HOUSE, Membership, Role, User, central_desk

PASSWORD = "demonstration"  # noqa: S105 - printed by `make serve`, and made on the embedded database alone
ROLES = (*Role.values, *FOR_THE_HOUSE)


def demo_email(role: str) -> str:
    return f"{role}@example.org"


def make_demo_accounts() -> None:
    """One account for each role that does not have one yet. The groups of the roles must exist."""
    for role in ROLES:
        if not User.objects.filter(email=demo_email(role)).exists():
            user = User.objects.create_user(demo_email(role), PASSWORD, name=f"Demo {role}", is_staff=True)
            if role in Role.values:
                Membership.objects.create(user=user, desk_id=central_desk(), role=role)
            else:
                user.groups.add(Group.objects.get(name=role))
