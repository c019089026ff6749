"""Who may do what with the preview links of a release. Pure data, beside the table of workflow.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

from .workflow import State


class LinkAction(TextChoices):
    SEE = "see", _("see the recipients of preview links, when they were opened, and comments")
    MAKE = "make", _("make a preview link")
    REVOKE = "revoke", _("revoke a preview link")


_ON_THE_WAY = (State.DRAFT, State.REVIEW, State.READY, State.PUBLISHED)

#: (state, action) → the least role at the release's desk that may. What is not here is refused to everyone: what was
#: withdrawn is shown to nobody until it is in work again.
LINK_ROLES: dict[tuple[str, str], Role] = {
    **{(state, LinkAction.SEE): Role.AUTHOR for state in State},
    **{(state, LinkAction.MAKE): Role.EDITOR for state in _ON_THE_WAY},
    **{(state, LinkAction.REVOKE): Role.EDITOR for state in State},
}
