"""What the full-text index holds of an edition."""

from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Value

from .. import languages


def _plain(field: str) -> models.Func:
    """The text without strokes: PostgreSQL takes "Dniester/Nistru" for the path of a file, and for one word."""
    return models.Func(field, Value("/"), Value(" "), function="translate", output_field=models.TextField())


def _by_language(*weights: tuple[str, str]) -> models.Case:
    """A vector of weighted fields, each release by the rules of its own language."""

    def weighted(configuration: str):
        return reduce(
            add, (SearchVector(_plain(name), weight=weight, config=configuration) for name, weight in weights)
        )

    cases = [
        models.When(language__in=codes, then=weighted(configuration))
        for configuration, codes in languages.search_configurations().items()
        if configuration != "simple"
    ]
    return models.Case(*cases, default=weighted("simple"), output_field=SearchVectorField())


def text_vector() -> models.Case:
    """The words of an edition, title over summary over text: the column that searches read."""
    return _by_language(("title", "A"), ("summary", "B"), ("body_text", "D"))


def title_vector() -> models.Case:
    """The words of the title alone. Not kept in the table, only in an index: ask for exactly this to be fast."""
    return _by_language(("title", "A"))
