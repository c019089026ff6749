"""Overviews of the vocabulary, and the page of each term with its own latest news."""

from dataclasses import dataclass, field
from typing import Any, Self

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from taxonomy.models import Chairpersonship, Country, PartnerGroup, Structure

from ..archive import Archive, Result, archive_for
from ..caching import hold_until
from ..cards import cards
from ..facets import BY_NAME
from ..map import Drawing, draw
from ..press_contacts import duty_contacts
from ..selection import Selection
from ..term_pages import Place, by_kind, present_term, rankings
from ..timeline import year_chart

LATEST = 6
#: Facets whose terms are shown on a map: where their releases are about.
MAPPED = {"structure", "field"}


def overview(request: HttpRequest, facet: str) -> HttpResponse:
    """All terms of one facet, each with the number of its news."""
    archive = archive_for(request)
    templates = {"country": "taxonomy/countries.html", "structure": "taxonomy/structures.html"}
    context: dict[str, Any] = {"facet": BY_NAME[facet]}
    if facet == "country":
        context["drawing"] = drawing = draw(archive, archive.totals(facet))
        context["chair"] = Chairpersonship.objects.on(timezone.localdate())
        context["partners"] = [(group, drawing.partners(group)) for group in PartnerGroup.objects.all()]
    else:
        context["branches"] = _branches(archive, facet)
    return render(request, templates.get(facet, "taxonomy/overview.html"), context)


@dataclass
class Branch:
    """A term, the number of its news, and what stands below it."""

    term: Any
    count: int
    query: str  # the selection of its news
    children: list[Self] = field(default_factory=list)

    @property
    def is_at_work(self) -> bool:
        """Whether something right below it has not been closed."""
        return any(not child.term.is_closed() for child in self.children)


def _branches(archive: Archive, facet: str) -> list[Branch]:
    """The terms as trees, in the order of the vocabulary. Former names are left out, they count for present ones."""
    counts = archive.totals(facet)
    choices = archive.choices[facet]
    terms: dict[str, Any] = {value: present_term(choices, value) for value in choices}
    branches = {
        value: Branch(term, counts.get(value, 0), Selection.of(**{facet: value}).query_string)
        for value, term in terms.items()
        if term.slug == value
    }
    roots: list[Branch] = []
    for value, branch in branches.items():
        above = choices[value].parent
        (branches[terms[above].slug].children if above else roots).append(branch)
    return roots


def detail(request: HttpRequest, facet: str, slug: str) -> HttpResponse:
    """One term: what it is, where it belongs, its numbers, its latest news. A former name leads to the present one.

    404 for a slug that no term has.
    """
    archive = archive_for(request)
    term = present_term(archive.choices[facet], slug)
    if term is None:
        raise Http404
    if term.slug != slug:
        # Asked for anew each time, as other redirects are: whose former name it is may be corrected.
        return redirect(f"{term.get_absolute_url()}#formerly-{slug}", permanent=True)
    selection = Selection.of(**{facet: slug})
    result = archive.select(selection, 1, LATEST)
    place = Place(archive, BY_NAME[facet], term)
    context = {
        "facet": BY_NAME[facet],
        "term": term,
        "kind_of_term": _kind_of(term),
        "place": place,
        "crumbs": _crumbs(facet, place),
        "selection": selection,
        "total": result.total,
        "latest": cards(result.edition_ids, archive, "h3"),
        "by_kind": by_kind(selection, result, archive),
        "chart": year_chart(selection, result.years, reverse("release-list")),
        "rankings": rankings(term, selection, result, archive),
        "drawing": _map(facet, selection, result, archive),
        **_asked_of_the_database(request, term, place),
    }
    return render(request, "taxonomy/term.html", context)


def _map(facet: str, selection: Selection, result: Result, archive: Archive) -> Drawing | None:
    """Where a structure or a field of work is at work; None where that is one country, or none."""
    countries = result.counts["country"]
    return draw(archive, countries, selection) if facet in MAPPED and len(countries) > 1 else None


def _kind_of(term: Any) -> str:
    """What kind of term it is, for the line above its name."""
    if isinstance(term, Country):
        return term.get_status_display()
    if isinstance(term, Structure) and term.kind != Structure.Kind.GROUP:
        return term.get_kind_display()
    return str(term._meta.verbose_name)


def _crumbs(facet: str, place: Place) -> list[tuple[object, str]]:
    """The way down to the term: label and address of each step before it."""
    start = (BY_NAME[facet].label, BY_NAME[facet].terms.list_address())
    return [start, *((term, term.get_absolute_url()) for term in place.ancestors)]


def _asked_of_the_database(request: HttpRequest, term: Any, place: Place) -> dict[str, Any]:
    """What the archive does not know, one query at the most: when a country chaired, whom to ask about a structure."""
    if isinstance(term, Country):
        return {"chairpersonships": list(Chairpersonship.objects.filter(country=term.pk).order_by("year"))}
    if isinstance(term, Structure):
        contacts = duty_contacts(place.desk_structures(), timezone.now())
        hold_until(request, contacts.until)
        return {"contacts": contacts.shown}
    return {}
