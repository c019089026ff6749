"""The field for free keywords: suggests those in use, and takes new ones."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from ..rich_text import printable
from ..tagging import key_of, slug_of

#: Characters of a name and of its slug. Their columns take 100: the rest is for what sets equal slugs apart.
MAX_LENGTH = 90


class TagsWidget(AutocompleteSelectMultiple):
    """Django's autocomplete over names of tags. A name that is typed and not found becomes a choice."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict[str, Any]:
        new_ones = {"data-tags": "true", "data-token-separators": '[",", ";"]'}
        return super().build_attrs(base_attrs, extra_attrs) | new_ones

    def format_value(self, value: Any) -> list[str]:
        return [tag.name if isinstance(tag, Tag) else str(tag) for tag in value or ()]

    def optgroups(self, name: str, value: Sequence[str], attrs: dict | None = None) -> list:
        options = [self.create_option(name, tag, tag, True, index) for index, tag in enumerate(value)]
        return [(None, options, 0)]


class TagsField(forms.Field):
    """In and out: a list of names. Spellings of one tag (see tagging.key_of) are one."""

    def clean(self, value: Iterable[str] | None) -> list[str]:
        if any("\x00" in name for name in value or ()):
            raise ValidationError(_("Null characters are not allowed."))
        return super().clean(value)

    def to_python(self, value: Iterable[str] | None) -> list[str]:
        names = [_tidied(name) for name in value or ()]
        return list({key_of(name): name for name in reversed(names) if key_of(name)}.values())[::-1]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        slugs = {name: slug_of(name) for name in value}
        if too_long := [name for name, slug in slugs.items() if max(len(name), len(slug)) > MAX_LENGTH]:
            raise ValidationError(
                _("“%(tag)s…” is too long for a tag: at most %(most)d characters."),
                params={"tag": too_long[0][:30], "most": MAX_LENGTH},
            )
        if nameless := [name for name, slug in slugs.items() if not slug]:
            raise ValidationError(
                _("“%(tag)s” cannot be a tag: it needs a letter or a digit for its address."),
                params={"tag": nameless[0]},
            )

    def has_changed(self, initial: Iterable[Any] | None, data: Iterable[str] | None) -> bool:
        before = {tag.name if isinstance(tag, Tag) else str(tag) for tag in initial or ()}
        return before != set(self.to_python(data))


def _tidied(name: str) -> str:
    """`name` with one encoding for each letter, no control characters and single spaces."""
    return " ".join(printable(unicodedata.normalize("NFKC", name)).split())
