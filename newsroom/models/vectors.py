"""What the full-text index holds of an edition."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Value
from django.db.models.query_utils import DeferredAttribute

from ..lexemes.vectors import vector


class _WordsOfText(DeferredAttribute):
    """Makes the vector of an edition when it is first asked for, unless it came from the database."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if instance.__dict__.get(name, self) is None:
            instance.__dict__[name] = vector(instance.language, instance.title, instance.summary, instance.body_text)
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: str | None) -> None:
        instance.__dict__[self.field.attname] = value


class WordsField(SearchVectorField):
    """The words of an edition as `vector` writes them: nobody sets it.

    Made here and not by PostgreSQL, whose parser and stemmers can neither keep two lexemes at one place nor do without
    accents. A value that makes itself serves every way to save: publishing, imports, fixtures.
    """

    descriptor_class = _WordsOfText
    empty_strings_allowed = False  # as what is not set yet


def title_words() -> models.Func:
    """The words of the title alone. Not kept in the table, only in an index: ask for exactly this to be fast."""
    return models.Func("search", Value("{a}"), function="ts_filter", output_field=SearchVectorField())
