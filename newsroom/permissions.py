"""Who may do what.

Two questions are asked. *May they open this form or list at all?* is Django's, answered by the permissions of groups:
those of author, editor and publisher come with a membership of any desk, those of administrator and auditor by the
group itself. *Is this release theirs?* is asked of its desk, by the table in workflow.py.
"""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils import timezone

from accounts.desks import roles_of
from accounts.models import ADMINISTRATOR, AUDITOR, Role, User

from . import workflow
from .models import Release

_VOCABULARY = [
    "country",
    "structure",
    "fieldofwork",
    "partnergroup",
    "meetingseries",
    "project",
    "chairpersonship",
]
_FIRST_PAGE = ["lead", "mediaevent"]


def _permissions(app: str, models: list[str], verbs: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for model in models for verb in verbs.split()}


_AUTHOR = (
    _permissions("newsroom", ["release"], "view add change")
    | _permissions("newsroom", ["image", "attachment", "contact"], "view add change")
    | _permissions("newsroom", ["releasesource", "releaseimage", "releaseattachment"], "view add change delete")
    | _permissions("newsroom", ["edition", "page"], "view")
    | _permissions("taggit", ["tag"], "view add")
    | _permissions("taxonomy", _VOCABULARY, "view")
    | _permissions("newsroom", _FIRST_PAGE, "view")
    | _permissions("accounts", ["desk"], "view")
)
_EDITOR = (
    _AUTHOR
    | _permissions("newsroom", ["release"], "delete")
    | _permissions("newsroom", ["page"], "add change")
    | _permissions("newsroom", _FIRST_PAGE, "add change delete")
)
_PUBLISHER = _EDITOR | {"newsroom.publish_release", "newsroom.withdraw_release"}
_ADMINISTRATOR = (
    _permissions("newsroom", ["image", "attachment", "contact", "page"], "view add change delete")
    | _permissions("newsroom", ["release", "releasesource", "releaseimage", "releaseattachment", "edition"], "view")
    | _permissions("newsroom", _FIRST_PAGE, "view")
    | _permissions("taxonomy", _VOCABULARY, "view add change delete")
    | _permissions("taggit", ["tag"], "view add change delete")
    | _permissions("accounts", ["user", "desk"], "view add change")
    | _permissions("accounts", ["desk"], "delete")
    | _permissions("accounts", ["membership"], "view add change delete")
    | _permissions("auth", ["group"], "view")
)
#: Reads everything, confidential releases too, and changes nothing.
_AUDITOR = (
    _permissions("newsroom", ["release", "releasesource", "releaseimage", "releaseattachment", "edition"], "view")
    | _permissions("newsroom", ["image", "attachment", "contact", "page", *_FIRST_PAGE], "view")
    | _permissions("taxonomy", _VOCABULARY, "view")
    | _permissions("taggit", ["tag"], "view")
    | _permissions("accounts", ["user", "desk", "membership"], "view")
)

#: Group → permissions ("app.codename"). The first three come with a role at a desk; each holds what the last does.
ROLES: dict[str, set[str]] = {
    Role.AUTHOR.value: _AUTHOR,
    Role.EDITOR.value: _EDITOR,
    Role.PUBLISHER.value: _PUBLISHER,
    ADMINISTRATOR: _ADMINISTRATOR,
    AUDITOR: _AUDITOR,
}


def may(user: User, action: str, release: Release) -> bool:
    """Whether `user` has the role at the desk of `release` that `action` (workflow.Action) asks for in its state.

    Whether the step is open to anybody, and whether the four eyes are four, is the action's own question.
    """
    step = workflow.step(release.state, action)
    return step is not None and has_role(user, release.desk_id, step.role)


def has_role(user: User, desk: int | None, least: Role) -> bool:
    """Whether `user` has at least this role at the desk with this key."""
    role = roles_of(user).get(desk) if desk else None
    return role is not None and role.rank >= least.rank


def reads_everything(user: User) -> bool:
    """Whether confidential releases of all desks are open to `user`: superusers and auditors.

    Read once for a user object, as accounts.desks.roles_of().
    """
    if not hasattr(user, "_reads_everything"):
        user._reads_everything = (  # type: ignore[attr-defined]
            user.is_superuser or user.groups.filter(name=AUDITOR).exists()
        )
    return user._reads_everything  # type: ignore[attr-defined]


def seen_by(user: User) -> Q:
    """Condition on releases: those whose existence `user` may know of."""
    if reads_everything(user):
        return Q()
    return Q(confidential=False) | Q(published_at__lte=timezone.now()) | Q(desk__in=list(roles_of(user)))


def make_roles() -> None:
    """Bring the groups in step with the table above. Safe to call again.

    Raises ImproperlyConfigured where a permission does not exist.
    """
    known = {
        f"{app}.{codename}": key
        for key, app, codename in Permission.objects.order_by().values_list("pk", "content_type__app_label", "codename")
    }
    for role, names in ROLES.items():
        if not names <= known.keys():
            raise ImproperlyConfigured(f"Of the permissions of the role {role}, some do not exist")
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in names)
