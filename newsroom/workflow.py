"""The states of a release, the steps between them, and who may take them. Pure data: no database, no users.

A release is *scheduled* when it is published and its edition's time lies ahead: that is no state of its own, since
nothing has to happen for it to pass.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class State(TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Action(TextChoices):
    EDIT = "edit", _("edit")
    SUBMIT = "submit", _("submit for review")
    SEND_BACK = "send_back", _("return with a comment")
    APPROVE = "approve", _("approve")
    PUBLISH = "publish", _("publish, at once or at a set time")
    WITHDRAW = "withdraw", _("withdraw")


@dataclass(frozen=True)
class Step:
    """A cell of the table: the least role at the release's desk that may take the step, and where it leads."""

    role: Role
    then: State


_AUTHOR, _EDITOR, _PUBLISHER = Role
_D, _R, _Y, _P, _W = State

#: (state, action) → step. What is not here is refused to everyone.
STEPS: dict[tuple[str, str], Step] = {
    (_D, Action.EDIT): Step(_AUTHOR, _D),
    (_R, Action.EDIT): Step(_EDITOR, _R),
    (_Y, Action.EDIT): Step(_EDITOR, _R),  # what was approved is no longer what is there
    (_P, Action.EDIT): Step(_AUTHOR, _D),  # the edition that is up stays up
    (_W, Action.EDIT): Step(_AUTHOR, _D),
    (_D, Action.SUBMIT): Step(_AUTHOR, _R),
    (_R, Action.SEND_BACK): Step(_EDITOR, _D),
    (_Y, Action.SEND_BACK): Step(_EDITOR, _D),
    (_R, Action.APPROVE): Step(_PUBLISHER, _Y),
    # To publish what nobody has approved is to approve it: the rule of four eyes holds there too.
    (_D, Action.PUBLISH): Step(_PUBLISHER, _P),
    (_R, Action.PUBLISH): Step(_PUBLISHER, _P),
    (_Y, Action.PUBLISH): Step(_PUBLISHER, _P),
    (_P, Action.PUBLISH): Step(_PUBLISHER, _P),  # what is scheduled, at another time
    (_W, Action.PUBLISH): Step(_PUBLISHER, _P),
    # From any state, where an edition is up or scheduled: a text in work must not keep a mistake standing.
    **{(state, Action.WITHDRAW): Step(_PUBLISHER, _W) for state in (_D, _R, _Y, _P)},
}

#: Steps that approve the text as it stands: not for whoever changed it last.
APPROVING = {(_R, Action.APPROVE), *((state, Action.PUBLISH) for state in (_D, _R, _W))}


def step(state: str, action: str) -> Step | None:
    """The step that `action` is in `state`, or None where it is not open."""
    return STEPS.get((state, action))


def least_role(action: str) -> Role:
    """The least role that may take `action` in any state."""
    return min((found.role for (_state, name), found in STEPS.items() if name == action), key=lambda role: role.rank)


def as_markdown() -> str:
    """The table for people: steps down, states across; in a cell who may take the step, and what follows."""
    head = ["", *(str(state.label) for state in State)]
    rows = [head, ["---"] * len(head)]
    for action in Action:
        cells = [STEPS.get((state, action)) for state in State]
        rows.append([f"**{action.label}**", *(_cell(cell, state) for cell, state in zip(cells, State, strict=True))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Step | None, state: State) -> str:
    if cell is None:
        return "–"
    return f"{cell.role.label}" if cell.then == state else f"{cell.role.label} → {cell.then.label}"
