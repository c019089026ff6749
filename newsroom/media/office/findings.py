"""What a file can hold besides what its readers see, and how it is said to the person who uploaded it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

#: Characters of a value that are kept; somebody may have written a whole text into a property.
MOST_CHARACTERS = 200

#: Properties, by their names in findings: the sentence that says the value.
PROPERTIES = {
    "author": _("Author: %(value)s"),
    "last_modified_by": _("Last modified by: %(value)s"),
    "company": _("Company: %(value)s"),
    "manager": _("Manager: %(value)s"),
    "title": _("Title in the properties: %(value)s"),
    "subject": _("Subject: %(value)s"),
    "keywords": _("Keywords: %(value)s"),
    "description": _("Description: %(value)s"),
    "category": _("Category: %(value)s"),
    "path": _("Folder on a computer or network: %(value)s"),
}
_NUMBERED = {
    "custom_properties": ngettext_lazy("%(number)d custom property", "%(number)d custom properties", "number"),
    "comments": ngettext_lazy("%(number)d comment", "%(number)d comments", "number"),
    "tracked_changes": ngettext_lazy("%(number)d tracked change", "%(number)d tracked changes", "number"),
    "hidden_text": ngettext_lazy("%(number)d passage of hidden text", "%(number)d passages of hidden text", "number"),
    "hidden_rows": ngettext_lazy("%(number)d hidden row", "%(number)d hidden rows", "number"),
    "hidden_columns": ngettext_lazy("%(number)d hidden column", "%(number)d hidden columns", "number"),
    "hidden_sheets": ngettext_lazy("%(number)d hidden sheet", "%(number)d hidden sheets", "number"),
    "hidden_slides": ngettext_lazy("%(number)d hidden slide", "%(number)d hidden slides", "number"),
    "notes": ngettext_lazy("Speaker notes on %(number)d slide", "Speaker notes on %(number)d slides", "number"),
    "annotations": ngettext_lazy("%(number)d annotation", "%(number)d annotations", "number"),
    "embedded_files": ngettext_lazy("%(number)d embedded file", "%(number)d embedded files", "number"),
    "linked_files": ngettext_lazy(
        "Data copied from %(number)d other file", "Data copied from %(number)d other files", "number"
    ),
    "pivot_data": ngettext_lazy(
        "Source data of %(number)d pivot table", "Source data of %(number)d pivot tables", "number"
    ),
    "scripts": ngettext_lazy("%(number)d script (JavaScript)", "%(number)d scripts (JavaScript)", "number"),
    "hidden_layers": ngettext_lazy("%(number)d hidden layer", "%(number)d hidden layers", "number"),
}  # fmt: skip
#: The only finding of a file that could not be searched.
UNREADABLE = "unreadable"
#: What makes it impossible to look into a file, or to clean it.
_OBSTACLES = {
    UNREADABLE: _("This file could not be searched for hidden data. Open it and look for yourself."),
    "signed": _("It has a digital signature, which would no longer hold if anything were removed."),
    "protected": _("It is protected against changes."),
}


class Finding(NamedTuple):
    """Something found: `what` is a name from this module, with a value or a number as its sentence needs."""

    what: str
    value: str = ""
    number: int = 0

    @property
    def sentence(self) -> str:
        """It in the active language."""
        if self.what in PROPERTIES:
            return str(PROPERTIES[self.what]) % {"value": self.value}
        if self.what in _NUMBERED:
            return str(_NUMBERED[self.what] % {"number": self.number})
        return str(_OBSTACLES[self.what])

    def as_kept(self) -> dict[str, Any]:
        """It as JSON, as the database keeps it; from_kept() reads it."""
        return {key: value for key, value in self._asdict().items() if value}


def from_kept(kept: Iterable[dict[str, Any]]) -> list[Finding]:
    return [Finding(**row) for row in kept]


def properties(found: dict[str, str | None]) -> Iterator[Finding]:
    """The properties that have a value."""
    for what in PROPERTIES:
        # Without NUL and half characters, which a PDF may hold and the database may not.
        words = "".join(sign if sign.isprintable() else " " for sign in found.get(what) or "").split()
        if words:
            yield Finding(what, " ".join(words)[:MOST_CHARACTERS])


def numbered(found: dict[str, int]) -> Iterator[Finding]:
    """What there is any of."""
    for what in _NUMBERED:
        if number := found.get(what):
            yield Finding(what, number=number)


OBSTACLES = frozenset(_OBSTACLES)
