"""From the names on a line to the terms of the vocabulary."""

from dataclasses import dataclass
from typing import Any

from accounts.desks import Desks
from accounts.models import Desk, central_desk
from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure
from taxonomy.models.term import Term
from taxonomy.names import NameIndex

from . import values
from .rejects import Unusable

_MODELS: dict[str, type[Term]] = {
    "partner_groups": PartnerGroup,
    "structures": Structure,
    "countries": Country,
    "fields_of_work": FieldOfWork,
    "meetings": MeetingSeries,
    "projects": Project,
}
#: Of the unknown names of one line, so many are told.
_TOLD = 10
#: Names that need not be folded again.
_REMEMBERED = 10_000


class UnknownNames(Unusable):
    """Names that nothing in the vocabulary goes by; `names` are pairs of the line's key and a name."""

    def __init__(self, names: list[tuple[str, str]]):
        told = [f"{key} “{name}”" for key, name in names[:_TOLD]]
        more = f"; and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
        super().__init__(f"Not in the vocabulary: {'; '.join(told)}{more}.")
        self.names = names


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one release, each once. `sources` holds partner groups first, then structures."""

    sources: list[Any]  # PartnerGroup | Structure
    countries: list[Term]
    fields_of_work: list[Term]
    meetings: list[Term]
    projects: list[Term]
    desk: Desk  # that stands for the first structure

    def source_keys(self) -> list[tuple[int | None, int | None]]:
        """Of each source the keys of its structure and of its partner group, one of which is None."""
        return [(term.pk, None) if isinstance(term, Structure) else (None, term.pk) for term in self.sources]


class Vocabulary:
    """All terms by all their names, and the desks, read once for a whole file."""

    def __init__(self) -> None:
        self._indexes = {key: NameIndex(model) for key, model in _MODELS.items()}
        self._met: dict[tuple[str, str], Term] = {}  # the same few hundred names come again and again
        self._desks = Desks()
        self._central = self._desks.by_structure.get(None) or central_desk()
        self._by_key = Desk.objects.select_related("structure").in_bulk()

    def resolve(self, data: dict[str, Any]) -> Terms:
        """Find the terms that the lists in `data` name. Raises UnknownNames where nothing goes by some of them."""
        unknown: list[tuple[str, str]] = []
        found = {key: self._find(key, values.names(data, key), unknown) for key in _MODELS}
        if unknown:
            raise UnknownNames(unknown)
        structures = found.pop("structures")
        sources = found.pop("partner_groups") + structures
        return Terms(sources=sources, desk=self._desk(structures), **found)

    def nearest(self, key: str, name: str) -> str | None:
        """The name in the vocabulary that is most like `name`; None where none is much like it."""
        return self._indexes[key].nearest(name)

    def _desk(self, structures: list[Term]) -> Desk:
        """The nearest desk of the first of `structures`; of none, that of the whole organisation."""
        nearest = self._desks.nearest(structures[0].pk if structures else None)
        return self._by_key[nearest or self._central]

    def _find(self, key: str, names: list[str], unknown: list[tuple[str, str]]) -> list[Term]:
        """The terms of `names`, each once; what is not found is added to `unknown`."""
        terms: dict[int, Term] = {}
        for name in names:
            if term := self._met.get((key, name)) or self._look_up(key, name):
                terms.setdefault(term.pk, term)
            else:
                unknown.append((key, name[:100]))
        return list(terms.values())

    def _look_up(self, key: str, name: str) -> Term | None:
        term = self._indexes[key].get(name)
        if term and len(self._met) < _REMEMBERED:
            self._met[key, name] = term
        return term
