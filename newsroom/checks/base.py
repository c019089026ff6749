"""What a check is, and what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .draft import Draft

#: Rows below the form, by the field that a problem names: where the link to them leads.
_GROUPS = {"sources": "sources-group", "images": "releaseimage_set-group", "attachments": "releaseattachment_set-group"}


class Level(TextChoices):
    ERROR = "error", _("error")  # keeps the release from being published
    WARNING = "warning", _("warning")


@dataclass(frozen=True)
class Found:
    """What a check says: a sentence for the editor, and what it takes from the check where it says nothing else."""

    sentence: str
    field: str = ""
    level: Level | None = None
    release: int | None = None  # key of another release that the sentence speaks of


@dataclass(frozen=True)
class Problem:
    """Something found in a release. `field` names the field of its form that it is about."""

    level: Level
    sentence: str
    field: str
    check: str
    release: int | None = None

    @property
    def anchor(self) -> str:
        """Where the field stands in the form: the id of an element."""
        return _GROUPS.get(self.field, f"id_{self.field}")


class Check:
    """One rule. A subclass says of what level and about which field it is, and finds what breaks it.

    `bad` and `good` are its example: what sets a draft that breaks the rule, and one that only looks like it, apart
    from draft.SAMPLE. A test runs both.
    """

    level: ClassVar[Level] = Level.WARNING
    field: ClassVar[str]
    bad: ClassVar[dict[str, Any]]
    good: ClassVar[dict[str, Any]] = {}

    def find(self, draft: Draft) -> Iterator[Found | str]:
        """Yield what is wrong: a sentence, or a Found where it needs more. Reads `draft` and nothing else."""
        raise NotImplementedError

    def examine(self, draft: Draft) -> Iterator[Problem]:
        """Yield what find() finds, with all that is said of it."""
        for said in self.find(draft):
            found = said if isinstance(said, Found) else Found(said)
            level, field = found.level or self.level, found.field or self.field
            yield Problem(level, found.sentence, field, type(self).__name__, found.release)
