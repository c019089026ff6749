"""The form of a term."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .names import owners


class LinesField(forms.Field):
    """Texts, one a line: names hold commas, never line breaks. In and out: a list, each text once."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def __init__(self, *, max_length: int, **kwargs: Any):
        self.max_length = max_length
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[str]:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if too_long := [line for line in value if len(line) > self.max_length]:
            raise ValidationError(
                _("“%(line)s…” is too long: at most %(most)d characters a line."),
                params={"line": too_long[0][:30], "most": self.max_length},
            )
        if any("\x00" in line for line in value):
            raise ValidationError(_("Null characters are not allowed."))

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return (initial or []) != self.to_python(data)


class TermForm(forms.ModelForm):
    also_known_as = LinesField(
        label=_("Also known as"),
        max_length=200,
        required=False,
        help_text=_("Former, variant and short names, one a line. Imports and searches understand them."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            for name in (f"name_{code}", f"formal_name_{code}"):
                if name in self.fields:  # their group says what they are, each which language it is in
                    self.fields[name].label, self.fields[name].help_text = language, ""

    def clean(self) -> dict[str, Any]:
        """Refuse names, in any language, that another term of this kind goes by."""
        data = super().clean() or self.cleaned_data
        names = [data.get(f"name_{code}") for code, _name in settings.LANGUAGES] + data.get("also_known_as", [])
        for name, other in owners(self._meta.model, filter(None, names), excluding=self.instance.pk).items():
            field = "also_known_as" if name in data.get("also_known_as", []) else None
            self.add_error(
                field,
                ValidationError(_("“%(name)s” already stands for %(other)s."), params={"name": name, "other": other}),
            )
        return data
