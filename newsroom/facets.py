"""The ways to narrow a selection, each declared once: form, list, feeds, archive and admin read this table."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure

from . import languages
from .models import Kind


class Choice(NamedTuple):
    """One value of a facet. `label` is text, or an object whose text depends on the active language."""

    value: str
    label: object
    parent: str | None = None


@dataclass(frozen=True)
class Facet:
    """One parameter of the query string.

    `field` is the edition's field that holds the value or the list of values, `choices` gives all values in
    the order in which readers see them, parents before their children. A value counts for its ancestors too.
    """

    name: str
    label: str | Promise
    field: str
    choices: Callable[[], Iterable[Choice]]
    #: Name of the URL pattern of the values' own pages, where they have any.
    url_name: str = ""


def _terms(model) -> Callable[[], Iterable[Choice]]:
    def choices():
        terms = list(model._default_manager.all())
        slugs = {term.pk: term.slug for term in terms}
        return [Choice(term.slug, term, slugs.get(getattr(term, "parent_id", None))) for term in terms]

    return choices


FACETS: tuple[Facet, ...] = (
    Facet("country", _("Countries"), "countries", _terms(Country), url_name="country"),
    Facet("structure", _("Structures"), "structures", _terms(Structure), url_name="structure"),
    Facet("field", _("Fields of work"), "fields_of_work", _terms(FieldOfWork), url_name="field-of-work"),
    Facet("partner", _("Partner groups"), "partner_groups", _terms(PartnerGroup), url_name="partner-group"),
    Facet("meeting", _("Meetings and conferences"), "meetings", _terms(MeetingSeries), url_name="meeting-series"),
    Facet("project", _("Projects"), "projects", _terms(Project), url_name="project"),
    Facet("tag", _("Tags"), "tags", lambda: [Choice(tag.slug, tag.name) for tag in Tag.objects.order_by("name")]),
    Facet("kind", _("Types"), "kind", lambda: [Choice(*pair) for pair in Kind.choices]),
    Facet("lang", _("Languages"), "language", lambda: [Choice(*pair) for pair in languages.CHOICES]),
)

BY_NAME = {facet.name: facet for facet in FACETS}
