"""The site's menu, built from the tables of the vocabulary."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Chairpersonship, Country, FieldOfWork, MeetingSeries, PartnerGroup, Structure
from .models.term import Term


@dataclass(frozen=True)
class Entry:
    """One line of the menu: what it says, where it leads ("" for a mere heading), and what stands below it."""

    label: str
    url: str = ""
    children: tuple[Self, ...] = ()

    @property
    def ways(self) -> list[Self]:
        """Those below it that lead to one page."""
        return [child for child in self.children if not child.children]

    @property
    def groups(self) -> list[Self]:
        """Those below it that have others below them in turn."""
        return [child for child in self.children if child.children]


def build_menu(today: dt.date) -> tuple[Entry, ...]:
    """The whole menu as it reads on that day, in the active language. Six queries, whatever the size of the tables."""
    roots = FieldOfWork.objects.filter(parent=None)
    work = (
        Entry(_("Fields of work"), reverse("field-of-work-list"), _entries(roots)),
        Entry(_("Field operations"), reverse("structure", args=["field-operations"])),
        Entry(_("Projects"), reverse("project-list")),
        Entry(
            _("Meetings and conferences"),
            reverse("meeting-series-list"),
            _entries(MeetingSeries.objects.all()),
        ),
        Entry(_("Partnerships"), reverse("partner-group-list")),
    )
    return (
        Entry(_("Our work"), "", work),
        Entry(_("Fields of work"), reverse("field-of-work-list")),
        Entry(_("Countries"), reverse("country-list"), _countries(today)),
        Entry(_("Structures and institutions"), reverse("structure-list"), _structures()),
        Entry(_("About us"), reverse("about")),
    )


def _entry(term: Term) -> Entry:
    return Entry(term.name, term.get_absolute_url())


def _entries(terms) -> tuple[Entry, ...]:
    return tuple(_entry(term) for term in terms)


def _countries(today: dt.date) -> tuple[Entry, ...]:
    chair = Chairpersonship.objects.on(today)
    states = tuple(
        Entry(country_label(country, chair), country.get_absolute_url())
        for country in Country.objects.filter(status=Country.Status.PARTICIPATING)
    )
    return (
        Entry(_("All"), reverse("country-list")),
        Entry(_("Participating States"), reverse("country-list") + "#participating-states", states),
        *_entries(PartnerGroup.objects.all()),
    )


def country_label(country: Country, chair: Chairpersonship | None) -> str:
    """The name of a country in the menu: the one that chairs the organisation is marked as such."""
    if chair and chair.country_id == country.pk:
        return _("%(country)s – OSCE Chairpersonship %(year)d") % {
            "country": country.name,
            "year": chair.year,
        }
    return country.name


def _structures() -> tuple[Entry, ...]:
    shown = list(Structure.objects.filter(in_menu=True))
    below: dict[int | None, list[Structure]] = {}
    for structure in shown:
        below.setdefault(structure.parent_id, []).append(structure)
    roots = tuple(
        Entry(root.name, root.get_absolute_url(), _entries(below.get(root.pk, ()))) for root in below.get(None, ())
    )
    return (*roots, Entry(_("Organizational structure"), reverse("structure-list")))
