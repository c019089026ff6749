"""The editions of a release that readers have seen, and what each made of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .archive import Archive
from .facets import FACETS
from .models import Edition, Withdrawal
from .public_record import readable

#: So many editions are compared; of those before, the page tells all but the words.
MOST_COMPARED = 20

#: What has no words to compare, and is told by its name alone.
_BESIDE = (
    ("contacts", _("press contacts")),
    ("images", _("pictures")),
    ("attachments", _("files")),
    ("kind", _("type")),
    ("language", _("language")),
)


@dataclass(frozen=True)
class TermChange:
    """A term that came or went."""

    kind: str  # "removed" or "added", as in newsroom.differences
    label: str


@dataclass
class Comparison:
    """What an edition made of the one before."""

    before: Edition
    after: Edition
    archive: Archive

    @cached_property
    def texts(self) -> list[tuple[Promise, str, str]]:
        """(what it is, before, after) of all whose words changed."""
        pairs = [
            (_("Title"), self.before.title, self.after.title),
            (_("Dateline"), self.before.dateline, self.after.dateline),
            (_("Summary"), self.before.summary, self.after.summary),
            (_("Text"), self.before.body_text, self.after.body_text),
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]

    @cached_property
    def terms(self) -> list[TermChange]:
        """Terms and sources that came and went, by the names they have today; slugs of those that are gone."""
        found = []
        for facet in FACETS:
            if facet.is_list:
                before, after = getattr(self.before, facet.field), getattr(self.after, facet.field)
                found += [TermChange("removed", self._name(facet.name, slug)) for slug in before if slug not in after]
                found += [TermChange("added", self._name(facet.name, slug)) for slug in after if slug not in before]
        return found

    @cached_property
    def beside(self) -> Sequence[str | Promise]:
        """Names of what else is different: pictures, files, contacts ..."""
        found: list[str | Promise] = [
            label for name, label in _BESIDE if getattr(self.before, name) != getattr(self.after, name)
        ]
        if self.before.body != self.after.body and self.before.body_text == self.after.body_text:
            found.append(_("the look of the text, its links or its pictures"))
        return found

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.terms or self.beside)

    def _name(self, facet: str, slug: str) -> str:
        choice = self.archive.choices[facet].get(slug)
        return str(choice.label) if choice else slug


@dataclass(frozen=True)
class Version:
    """One edition as the page of versions tells it."""

    edition: Edition
    is_readable: bool  # otherwise neither title nor text may be told
    withdrawal: Withdrawal | None
    comparison: Comparison | None


def versions_of(release_id: int, archive: Archive) -> list[Version]:
    """Every edition of a release that readers have seen, newest first; none of one that is not public. Two queries."""
    begun = Edition.objects.begun().filter(release_id=release_id).for_lists().order_by("-number")
    editions = list(begun.select_related("withdrawal"))
    texts = readable().for_page().filter(release_id=release_id).order_by("-number")
    to_compare = {edition.number: edition for edition in texts[: MOST_COMPARED + 1]}
    kept = set(texts.values_list("number", flat=True))
    found = []
    for edition, older in zip_longest(editions, editions[1:]):
        before, after = to_compare.get(older.number) if older else None, to_compare.get(edition.number)
        found.append(
            Version(
                edition=edition,
                is_readable=edition.number in kept,
                withdrawal=getattr(edition, "withdrawal", None),
                comparison=Comparison(before, after, archive) if before and after else None,
            )
        )
    return found
