"""Versions of a release for people to read: names instead of keys, words instead of HTML, and what differs."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taxonomy.admin_input import is_key

from .. import rich_text
from ..models import Release
from .release_merging import same
from .release_version import ROWS, THINGS, Row, Version


@dataclass(frozen=True)
class Compared:
    """One field in two versions, as words."""

    name: str
    label: str
    mine: str
    theirs: str
    base: str | None = None  # what both began with; None where that is not known

    @property
    def before_mine(self) -> str:
        """Beside which mine is shown: what both began with, or else the other version."""
        return self.theirs if self.base is None else self.base

    @property
    def before_theirs(self) -> str:
        return self.mine if self.base is None else self.base

    @property
    def only_looks(self) -> bool:
        """Whether the words are the same, and what differs is formatting, or what one does not see."""
        return self.mine == self.theirs


class Reader:
    """Reads values of the fields that a form of this class has."""

    def __init__(self, form_class: type[forms.ModelForm]):
        self.fields = form_class.base_fields

    def label(self, name: str) -> str:
        if name in ROWS:
            return capfirst(str(_row_model(name)._meta.verbose_name_plural))
        field = self.fields.get(name)
        return capfirst(str((field and field.label) or name))

    def text(self, name: str, value: Any) -> str:
        """`value` as words: of several, each on a line of its own."""
        if name in ROWS:
            return "\n".join(_row_text(name, row) for row in value)
        if name == "body":
            return _words_of(value)
        field = self.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            return "\n".join(_names(field.queryset, value if isinstance(value, list) else [value]))
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return "\n".join(value) if isinstance(value, list) else value

    def compared(self, name: str, mine: Version, theirs: Version, base: Version | None = None) -> Compared:
        before = self.text(name, base[name]) if base and name in base else None
        return Compared(name, self.label(name), self.text(name, mine[name]), self.text(name, theirs[name]), before)

    def changes(self, mine: Version, theirs: Version) -> list[Compared]:
        """The fields that both versions have, and that differ."""
        names = [name for name in mine if name in theirs and not same(name, mine[name], theirs[name])]
        return [self.compared(name, mine, theirs) for name in names]


def _words_of(html: str) -> str:
    try:
        return rich_text.read(html).text
    except ValidationError:  # too long or too deep: it was not saved, and is to be read all the same
        return strip_tags(html)


def _names(rows: Any, keys: list[str]) -> list[str]:
    """Names of the rows with these keys; a key that leads to none stands for itself."""
    known = {str(row.pk): str(row) for row in rows.filter(pk__in=[key for key in keys if is_key(key)])}
    return [known.get(key, key) for key in keys]


def _row_model(name: str) -> Any:
    return getattr(Release, name).rel.related_model


def _row_text(name: str, row: Row) -> str:
    parts = []
    for field in ROWS[name]:
        column = _row_model(name)._meta.get_field(field)
        value = row.get(field, "")
        if isinstance(column, ForeignKey) and value:
            parts += _names(column.related_model._default_manager, [value])
        elif field not in THINGS and field != "position" and value:
            parts.append(value)
    return " – ".join(parts)
