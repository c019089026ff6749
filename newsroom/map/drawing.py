"""The map with numbers on it: every country a link with how many releases it has, shaded by that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from taxonomy.models import Country, PartnerGroup

from ..archive import Archive
from ..selection import Selection
from .shapes import Sheet, current_sheets

FACET = "country"
#: How many shades there are for countries with releases; map.css knows as many.
SHADES = 5
#: Sizes in units of the map: of a mark; of the line below the map, for names; of its text's place in it.
MARK, LINE, BASE = 5, 44, 31


@dataclass(frozen=True)
class Place:
    """A country on the map and in the table beside it. `address` is empty where there is nothing to lead to."""

    country: Country
    count: int
    shade: int  # 0 for no releases, up to SHADES
    address: str
    is_chosen: bool

    @cached_property
    def number(self) -> str:
        """The count as the language of the page writes numbers."""
        return number_format(self.count, force_grouping=True)

    @cached_property
    def label(self) -> str:
        """What is read out and shown: the country and its number."""
        if not self.count:
            return gettext("%(country)s: no releases") % {"country": self.country}
        sentence = ngettext("%(country)s: %(count)s release", "%(country)s: %(count)s releases", self.count)
        return sentence % {"country": self.country, "count": self.number}


class Shade(NamedTuple):
    """An entry of the key: the shade and the numbers it stands for. `last` is None for the darkest one."""

    number: int
    first: int
    last: int | None


@dataclass(frozen=True)
class DrawnSheet:
    """One map, as the template frames it, with its countries as markup."""

    sheet: Sheet
    address: str  # of the picture with its shapes
    countries: SafeString

    @property
    def height(self) -> int:
        """With the line below the map, which says its title, or what is pointed at."""
        return self.sheet.height + LINE

    @property
    def base(self) -> int:
        """Where the text in that line stands."""
        return self.sheet.height + BASE


@dataclass(frozen=True)
class Drawing:
    """What components/map.html shows. `places` are all countries in the order of the vocabulary, for a table."""

    sheets: list[DrawnSheet]
    shades: list[Shade]
    places: list[Place]

    @property
    def participating(self) -> list[Place]:
        return [place for place in self.places if place.country.status == Country.Status.PARTICIPATING]

    def partners(self, group: PartnerGroup) -> list[Place]:
        """Those of one group of Partners for Co-operation."""
        return [place for place in self.places if place.country.partner_group_id == group.pk]


def picture_address(sheet: Sheet) -> str:
    """Where the picture with the shapes is."""
    return reverse("map-shapes", args=[sheet.name, sheet.digest])


def draw(archive: Archive, counts: Mapping[str, int], selection: Selection | None = None) -> Drawing:
    """The map of those counts by slug of country.

    Without a `selection`, every country leads to its own page. With one, it adds itself to what is chosen, or takes
    itself out again, on the list; those without releases then lead nowhere. `counts` may come from
    `archive.totals("country")` or `result.counts["country"]`, which ignores the countries chosen.
    """
    numbers = {slug: counts.get(slug, 0) for slug in archive.choices[FACET]}
    shades = shades_up_to(max(numbers.values(), default=0))
    chosen = selection.chosen.get(FACET, ()) if selection is not None else ()
    leads_to = _leads_to(selection)
    places = []
    for slug, choice in archive.choices[FACET].items():
        country, count = choice.label, numbers[slug]
        assert isinstance(country, Country)  # noqa: S101 - what the facet declares
        is_chosen = slug in chosen
        address = leads_to(country) if selection is None or count or is_chosen else ""
        shade = max((shade.number for shade in shades if shade.first <= count), default=0)
        places.append(Place(country, count, shade, address, is_chosen))
    return Drawing(_sheets(places, selection is not None), shades, places)


def _leads_to(selection: Selection | None) -> Callable[[Country], str]:
    if selection is None:
        return Country.get_absolute_url
    list_address = reverse("release-list")

    def within(country: Country) -> str:
        query = toggled(selection, country.slug).query_string
        return f"{list_address}?{query}" if query else list_address

    return within


def toggled(selection: Selection, slug: str) -> Selection:
    """The selection with that country added, or without it where it was chosen."""
    chosen = selection.chosen.get(FACET, ())
    if slug in chosen:
        return selection.without(FACET, slug)
    return replace(selection, chosen={**selection.chosen, FACET: tuple(sorted([*chosen, slug]))})


def shades_up_to(most: int) -> list[Shade]:
    """Shades in equal ratios, as numbers of releases spread over powers of ten, from round numbers: 1, 2 or 5 …"""
    if not most:
        return []
    firsts = sorted({_round(most ** (step / SHADES)) for step in range(SHADES)})
    ends = [*[first - 1 for first in firsts[1:]], None]
    # However few there are, they reach from light to dark.
    step = (SHADES - 1) / max(len(firsts) - 1, 1)
    return [
        Shade(SHADES - round(step * (len(firsts) - n)), first, last)
        for n, (first, last) in enumerate(zip(firsts, ends, strict=True), 1)
    ]


def _round(value: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50 … that is not above `value`, which is 1 or more."""
    power = 10 ** (len(str(int(value))) - 1)
    return max(factor * power for factor in (1, 2, 5) if factor * power <= value)


def _sheets(places: list[Place], in_selection: bool) -> list[DrawnSheet]:
    """A country can be reached by keyboard and is read out on the first map that has it; on others, by pointer."""
    by_code = {place.country.code: place for place in places}
    seen: set[str] = set()
    drawn = []
    for sheet in current_sheets():
        picture = picture_address(sheet)
        parts = [_land(picture, code) for code in sheet.areas if code not in by_code]
        # In the order of the table, for walks by keyboard; but marks come last, to lie above their neighbours.
        known = [
            code for small in (False, True) for code in by_code if sheet.has(code) and (code in sheet.small) is small
        ]
        parts += [_country(sheet, picture, code, by_code[code], code not in seen, in_selection) for code in known]
        drawn.append(DrawnSheet(sheet, picture, mark_safe("\n".join(parts))))  # noqa: S308 - parts are escaped
        seen.update(known)
    return drawn


def _land(picture: str, code: str) -> str:
    """A shape that is nobody's of the vocabulary: other land."""
    return f'<use class="map-land" href="{picture}#{code}"/>'


def _country(sheet: Sheet, picture: str, code: str, place: Place, first: bool, in_selection: bool) -> str:
    """A hundred on a page: as a template, or by format_html, they would take longer than all else."""
    shape = f'<use href="{picture}#{code}"/>' if sheet.areas.get(code) else ""
    if mark := sheet.small.get(code):
        shape += f'<circle class="map-mark" cx="{mark[0]}" cy="{mark[1]}" r="{MARK}"/>'
    shape += f'<text x="4" y="{sheet.height + BASE}">{escape(place.label)}</text>'
    name = f"map-country map-shade-{place.shade}" + " map-chosen" * place.is_chosen
    if not place.address:
        return f'<g class="{name}" aria-hidden="true">{shape}</g>'
    marks = ' rel="nofollow"' * in_selection + ' aria-current="true"' * (place.is_chosen and first)
    marks += "" if first else ' tabindex="-1" aria-hidden="true"'
    return f'<a class="{name}" href="{escape(place.address)}"{marks}>{shape}</a>'
