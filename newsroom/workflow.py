"""The states of a release and the steps between them. Pure data: no database, no users."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: (state, action) → state that follows. What is not here is refused.
TRANSITIONS: dict[tuple[str, str], State] = {
    (State.DRAFT, "publish"): State.PUBLISHED,
    (State.PUBLISHED, "publish"): State.PUBLISHED,  # a further edition replaces the one that is up
    (State.PUBLISHED, "withdraw"): State.WITHDRAWN,
    (State.WITHDRAWN, "publish"): State.PUBLISHED,
}


def next_state(state: str, action: str) -> State | None:
    """The state that `action` leads to from `state`, or None where the action is not open."""
    return TRANSITIONS.get((state, action))
