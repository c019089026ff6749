"""What stands beside the text of a release: its terms as links, its sources, and what has become of them since.

Names and addresses of terms cost more to look up than all else on the page, so each link is made once for an archive
and a language, which is another object, or another language, whenever the vocabulary says something else.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote
from weakref import WeakKeyDictionary

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taxonomy.models import Chairpersonship, Structure

from .archive import Archive
from .facets import BY_NAME, Choice
from .models import Edition

#: Of more terms than these in a line, the page folds away all but so many.
MOST, SHOWN = 14, 10
#: The facets whose terms the page lists, in its order.
_LISTED = ("field", "country", "structure", "partner", "meeting", "project", "tag")


class Fact(NamedTuple):
    """A line of facts: terms that lead to their pages."""

    facet: str
    label: str | Promise
    links: list[SafeString]

    @property
    def shown(self) -> SafeString:
        """The first ones as items of a list: all, unless they are very many."""
        return _items(self.links if len(self.links) <= MOST else self.links[:SHOWN])

    @property
    def rest(self) -> SafeString:
        """Those that are folded away, where there are very many."""
        return _items(self.links[SHOWN:] if len(self.links) > MOST else [])

    @property
    def rest_count(self) -> int:
        return len(self.links) - SHOWN


def _items(links: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(f"<li>{link}</li>" for link in links))  # noqa: S308 - each of them is HTML


class Facts:
    """The terms of an archive in one language. What names no term any more is left out."""

    def __init__(self, archive: Archive):
        self._choices = archive.choices
        self._links: dict[tuple[str, str], SafeString] = {}
        self._sources: dict[str, str] = {}
        self._chairs: dict[int, Chairpersonship] | None = None
        self._by_key: dict[int, Choice] | None = None
        self._list = reverse("release-list")

    def lines(self, edition: Edition) -> list[Fact]:
        """The terms of `edition` by facet, those that it has."""
        found = [(BY_NAME[name], self._of(name, getattr(edition, BY_NAME[name].field))) for name in _LISTED]
        return [Fact(facet.name, facet.label, links) for facet, links in found if links]

    def sources(self, edition: Edition) -> list[str]:
        """How `edition` names those that issue it, in its order."""
        return [name for source in edition.sources if (name := self._source(source))]

    def notes(self, edition: Edition, today: dt.date) -> list[SafeString]:
        """What readers of today should know of the time of `edition`: who chaired, which sources have closed since."""
        notes = [self._chaired(edition.date.year)] if edition.date.year < today.year else []
        notes += [self._closed(slug, edition.date, today) for slug in edition.structures]
        return [note for note in notes if note]

    def _of(self, facet: str, slugs: Iterable[str]) -> list[SafeString]:
        known = self._choices[facet]
        return [self._link(facet, known[slug]) for slug in slugs if slug in known]

    def _link(self, facet: str, choice: Choice) -> SafeString:
        key = (facet, choice.value)
        if key not in self._links:
            address = getattr(choice.label, "get_absolute_url", None)
            self._links[key] = (
                format_html('<a href="{}">{}</a>', address(), choice.label)
                if address
                else format_html(
                    '<a rel="nofollow" href="{}?{}={}">{}</a>', self._list, facet, quote(choice.value), choice.label
                )
            )
        return self._links[key]

    def kind(self, edition: Edition) -> SafeString:
        """Its type, as a link to all others of it."""
        return self._link("kind", self._choices["kind"][edition.kind])

    def _source(self, source: str) -> str:
        if source not in self._sources:
            facet, _colon, slug = source.partition(":")
            choice = self._choices[facet].get(slug)
            label = choice.label if choice else ""
            self._sources[source] = getattr(label, "source_name", None) or str(label)
        return self._sources[source]

    def _chaired(self, year: int) -> SafeString | None:
        if self._chairs is None:
            self._chairs = {chair.year: chair for chair in Chairpersonship.objects.select_related("country")}
        chair = self._chairs.get(year)
        if chair is None:
            return None
        choice = self._choices["country"].get(chair.country.slug) if chair.country else None
        state = self._link("country", choice) if choice else chair.held_by or str(chair.country)
        return format_html(_("Published under the Chairpersonship of {state} ({year})."), state=state, year=year)

    def _closed(self, slug: str, date: dt.date, today: dt.date) -> SafeString | None:
        """That the structure has closed since `date`, and what took its place."""
        choice = self._choices["structure"].get(slug)
        term = choice.label if choice else None
        if choice is None or not isinstance(term, Structure) or not term.is_closed(today):
            return None
        if term.closed[:7] < date.isoformat()[: len(term.closed[:7])]:
            return None  # it had closed already, as readers of the day knew
        link, year = self._link("structure", choice), term.closed[:4]
        successor = self._choice_of(term.successor_id)
        if successor is None:
            return format_html(_("{structure} closed in {year}."), structure=link, year=year)
        sentence = _("{structure} existed until {year}. {successor} took its place.")
        return format_html(sentence, structure=link, year=year, successor=self._link("structure", successor))

    def _choice_of(self, key: int | None) -> Choice | None:
        if self._by_key is None:
            self._by_key = {choice.label.pk: choice for choice in self._choices["structure"].values()}  # type: ignore[attr-defined]
        return self._by_key.get(key) if key else None


_remembered: WeakKeyDictionary[Archive, dict[str, Facts]] = WeakKeyDictionary()


def facts_of(archive: Archive) -> Facts:
    """The facts of `archive` in the active language."""
    by_language, language = _remembered.setdefault(archive, {}), get_language() or ""
    if language not in by_language:
        by_language[language] = Facts(archive)
    return by_language[language]
