"""Who may do what: the four roles, as groups with Django permissions."""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from accounts.models import User

_VOCABULARY = [
    "country",
    "structure",
    "fieldofwork",
    "partnergroup",
    "meetingseries",
    "project",
    "chairpersonship",
]


def _permissions(app: str, models: list[str], verbs: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for model in models for verb in verbs.split()}


_AUTHOR = (
    _permissions("newsroom", ["release"], "view add change")
    | _permissions("newsroom", ["image", "attachment", "contact"], "view add change")
    | _permissions("newsroom", ["releasesource", "releaseimage", "releaseattachment"], "view add change delete")
    | _permissions("newsroom", ["edition", "page"], "view")
    | _permissions("taggit", ["tag"], "view add")
    | _permissions("taxonomy", _VOCABULARY, "view")
)
_EDITOR = _AUTHOR | _permissions("newsroom", ["release"], "delete") | _permissions("newsroom", ["page"], "add change")
_PUBLISHER = _EDITOR | {"newsroom.publish_release", "newsroom.withdraw_release"}
_ADMINISTRATOR = (
    _PUBLISHER
    | _permissions("newsroom", ["image", "attachment", "contact", "page"], "delete")
    | _permissions("taxonomy", _VOCABULARY, "add change delete")
    | _permissions("taggit", ["tag"], "change delete")
    | _permissions("accounts", ["user"], "view add change")
    | _permissions("auth", ["group"], "view")
)

#: Role → permissions ("app.codename"). Each role may do all that the one before it may.
ROLES: dict[str, set[str]] = {
    "author": _AUTHOR,
    "editor": _EDITOR,
    "publisher": _PUBLISHER,
    "administrator": _ADMINISTRATOR,
}

#: What an action on a release asks of the one who does it.
NEEDED = {"publish": "newsroom.publish_release", "withdraw": "newsroom.withdraw_release"}


def may(user: User, action: str) -> bool:
    """Whether `user` may take this action ("publish", "withdraw") on releases."""
    return user.has_perm(NEEDED[action])


def make_roles() -> None:
    """Bring the groups of the four roles in step with the table above. Safe to call again."""
    for role, names in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        wanted = Q()
        for name in names:
            app, codename = name.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        found = Permission.objects.filter(wanted)
        if found.count() != len(names):
            raise ImproperlyConfigured(f"Of the permissions of the role {role}, some do not exist")
        group.permissions.set(found)
