"""Overviews of the vocabulary, and the page of each term with its own latest news."""

from dataclasses import dataclass, field
from typing import Any, Self

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from taxonomy.models import Chairpersonship, Country, FieldOfWork, PartnerGroup, Structure
from taxonomy.models.term import Term

from ..archive import Archive, archive_for
from ..cards import cards
from ..facets import BY_NAME
from ..map import draw
from ..selection import Selection

LATEST = 10


def overview(request: HttpRequest, facet: str) -> HttpResponse:
    """All terms of one facet, each with the number of its news."""
    archive = archive_for(request)
    template = {"country": "taxonomy/countries.html"}.get(facet, "taxonomy/overview.html")
    context: dict[str, Any] = {"facet": BY_NAME[facet]}
    if facet == "country":
        context["drawing"] = drawing = draw(archive, archive.totals(facet))
        context["chair"] = Chairpersonship.objects.on(timezone.localdate())
        context["partners"] = [(group, drawing.partners(group)) for group in PartnerGroup.objects.all()]
    else:
        context["branches"] = _branches(archive, facet)
    return render(request, template, context)


@dataclass
class Branch:
    """A term, the number of its news, and what stands below it."""

    term: object
    count: int
    children: list[Self] = field(default_factory=list)


def _branches(archive: Archive, facet: str) -> list[Branch]:
    """The terms as trees, in the order of the vocabulary."""
    counts = archive.totals(facet)
    choices = archive.choices[facet]
    branches = {value: Branch(choice.label, counts.get(value, 0)) for value, choice in choices.items()}
    roots: list[Branch] = []
    for value, choice in choices.items():
        (branches[choice.parent].children if choice.parent else roots).append(branches[value])
    return roots


def detail(request: HttpRequest, facet: str, slug: str) -> HttpResponse:
    """One term: what it is, where it belongs, and its latest news."""
    archive = archive_for(request)
    term = get_object_or_404(BY_NAME[facet].terms, slug=slug)
    selection = Selection.of(**{facet: slug})
    context = {
        "facet": BY_NAME[facet],
        "term": term,
        "selection": selection,
        "total": archive.totals(facet).get(slug, 0),
        "latest": cards(archive.latest(selection, LATEST), archive, "h3"),
        **_about(term),
    }
    return render(request, "taxonomy/term.html", context)


def _about(term: Term) -> dict[str, Any]:
    """What only some kinds of term have."""
    if isinstance(term, (Structure, FieldOfWork)):
        return {
            "ancestors": term.ancestors(),
            "children": term.children.all(),
            "predecessors": term.predecessors.all(),
        }
    if isinstance(term, Country):
        return {
            "structures": term.structures.all(),
            "chairpersonships": term.chairpersonships.order_by("year"),
        }
    return {"countries": term.countries.all()} if hasattr(term, "countries") else {}
