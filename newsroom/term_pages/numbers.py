"""The numbers of a term's news by the values of other facets."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure
from taxonomy.models.term import Term

from ..archive import Archive, Result
from ..facets import BY_NAME, Facet
from ..selection import Selection

#: So many values of a facet are shown at once; the others can be unfolded.
MOST = 6
#: Kind of term → the facets by whose values its news is counted.
_COUNTED: dict[type[Term], tuple[str, ...]] = {
    Country: ("field", "structure"),
    Structure: ("country", "field"),
    FieldOfWork: ("country", "structure"),
    PartnerGroup: ("country", "field", "meeting"),
    MeetingSeries: ("country", "field", "structure"),
    Project: ("country", "field", "structure"),
}


@dataclass(frozen=True)
class Row:
    """A value, how many there are of it, in percent of the most frequent one, and the selection of these."""

    label: object
    count: int
    share: float
    query: str


class Ranking(NamedTuple):
    """The values of a facet among a term's news, the most frequent first."""

    facet: Facet
    first: list[Row]
    others: list[Row]


def rankings(term: Term, selection: Selection, result: Result, archive: Archive) -> list[Ranking]:
    """By which values the news of a term, which is the `selection`, divides; facets without any are left out."""
    made = [_ranking(BY_NAME[name], selection, result, archive) for name in _COUNTED[type(term)]]
    return [ranking for ranking in made if ranking.first]


def _ranking(facet: Facet, selection: Selection, result: Result, archive: Archive) -> Ranking:
    counts = result.counts[facet.name]
    values = [value for value, choice in archive.choices[facet.name].items() if value in counts and _tells(choice)]
    values.sort(key=lambda value: -counts[value])
    greatest = counts[values[0]] if values else 1
    rows = [
        Row(
            archive.choices[facet.name][value].label,
            counts[value],
            round(100 * counts[value] / greatest, 1),
            replace(selection, chosen={**selection.chosen, facet.name: (value,)}).query_string,
        )
        for value in values
    ]
    return Ranking(facet, rows[:MOST], rows[MOST:])


def _tells(choice: Any) -> bool:
    """Whether a value says something beside those that it stands above or below: sub-fields and headings do not."""
    term = choice.label
    if isinstance(term, Structure):
        return term.kind != Structure.Kind.GROUP and not term.is_former_name
    return choice.parent is None
