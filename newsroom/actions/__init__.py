"""The verbs. Each is atomic, locks its release, names its actor, and either does all of its work or none."""

from .publishing import missing_for_publication, next_edition, publish
from .reviewing import approve, edited, send_back, submit
from .taking import Refused
from .withdrawing import withdraw

__all__ = [
    "Refused",
    "approve",
    "edited",
    "missing_for_publication",
    "next_edition",
    "publish",
    "send_back",
    "submit",
    "withdraw",
]
