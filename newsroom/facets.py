"""The ways to narrow a selection, each declared once: form, list, feeds, archive and admin read this table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from taxonomy.branches import branches
from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure
from taxonomy.models.term import Term

from . import languages
from .models import Edition, Kind

#: Of an open vocabulary, the list offers the most frequent only; a chosen one is always offered.
MOST_TAGS = 25


class Choice(NamedTuple):
    """One value of a facet. `label` is text, or a term, whose name depends on the active language."""

    value: str
    label: object
    parent: str | None = None


@dataclass(frozen=True)
class Facet:
    """One parameter of the query string.

    `field` is the edition's field that holds the value or the list of values. The values are the terms of
    `model`, or else what `others` returns.
    """

    name: str
    label: str | Promise
    field: str
    model: type[Term] | None = None
    others: Callable[[], Iterable[Choice]] = tuple
    open: bool = False  # anybody may add values: only those that editions have are offered

    @cached_property
    def is_list(self) -> bool:
        """Whether an edition has any number of values, and not just one."""
        return isinstance(Edition._meta.get_field(self.field), ArrayField)

    @property
    def terms(self) -> type[Term]:
        """The model of a facet whose values are terms."""
        if self.model is None:
            raise TypeError(f"The values of {self.name} are no terms")
        return self.model

    def choices(self) -> Iterable[Choice]:
        """All values in the order in which readers see them, a branch below its root.

        An edition that has a value counts for the value's ancestors too, and a former name for its successor.
        """
        if self.model is None:
            return self.others()
        return [Choice(term.slug, term, above) for term, above in branches(self.model)]


FACETS: tuple[Facet, ...] = (
    Facet("country", _("Countries"), "countries", Country),
    Facet("structure", _("Structures"), "structures", Structure),
    Facet("field", _("Fields of work"), "fields_of_work", FieldOfWork),
    Facet("partner", _("Partner groups"), "partner_groups", PartnerGroup),
    Facet("meeting", _("Meetings and conferences"), "meetings", MeetingSeries),
    Facet("project", _("Projects"), "projects", Project),
    Facet(
        "tag",
        _("Tags"),
        "tags",
        others=lambda: [Choice(tag.slug, tag.name) for tag in Tag.objects.order_by("name")],
        open=True,
    ),
    Facet("kind", _("Types"), "kind", others=lambda: [Choice(*pair) for pair in Kind.choices]),
    Facet("lang", _("Languages"), "language", others=lambda: [Choice(*pair) for pair in languages.CHOICES]),
)

BY_NAME = {facet.name: facet for facet in FACETS}
