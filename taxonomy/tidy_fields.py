"""Form fields that take text as it may be stored, whatever keyboard or clipboard it comes from."""

from typing import Any

from django import forms

from .letters import tidy


class TidyCharField(forms.CharField):
    """A text in composed letters, without characters that show nothing (see letters.tidy)."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str) or "\0" in text:  # which the field's validators refuse in words
            return text
        return tidy(text)
