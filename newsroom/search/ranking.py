"""The order by relevance: exact for the best candidates, by date for the rest. It costs the same at any size."""

from collections.abc import Sequence

from django.db import connection
from pyroaring import BitMap

from .hits import Index, hits, names_in
from .tsquery import combined
from .words import Group, read

#: How many are ranked, and how many of these may be there for their titles.
CANDIDATES, TITLES = 500, 300
#: What a word is worth in the text, (nowhere,) in the summary, and in the title.
WEIGHTS = [0.1, 0.1, 0.4, 1.0]
#: Years after which a release counts half of one that is as good and new.
HALF_LIFE = 20
#: What it adds that all of the search is in the names of a release's terms.
NAMED = 0.02
_NOTHING = 1e-6  # a rank for those that fit by the names of their terms alone: the newer come first

_SQL = """
    SELECT edition.id, extract(epoch FROM published_at)::float8,
           ts_rank_cd(%s::float4[], search, every::tsquery, 1) + ts_rank(%s::float4[], search, whichever::tsquery, 1)
    FROM newsroom_edition AS edition
    JOIN unnest(%s::text[], %s::text[], %s::text[]) AS query (language, every, whichever) USING (language)
    WHERE edition.id = ANY(%s)
"""


def page_by_relevance(q: str, found: BitMap, index: Index, start: int, size: int) -> Sequence[int]:
    """Positions `start` to `start + size` of those `found` by `q`, the best first.

    The candidates come first, by rank; all others after them, the newest first. No position comes twice.
    """
    candidates = _candidates(q, found, index)
    ranked = _ranked(q, candidates, index)[start : start + size] if start < len(candidates) else []
    others = found - candidates
    stop = len(others) - max(0, start - len(candidates))
    more = others[max(0, stop - size + len(ranked)) : max(0, stop)]
    return [*ranked, *reversed(more)]


def _candidates(q: str, found: BitMap, index: Index) -> BitMap:
    """Those with the words in the title, then those with the words in the text, then the others: the newest of each."""
    if len(found) <= CANDIDATES:
        return found
    chosen = _newest(found & hits(q, index, named=False, in_title=True), TITLES)
    chosen |= _newest((found & hits(q, index, named=False)) - chosen, CANDIDATES - len(chosen))
    return chosen | _newest(found - chosen, CANDIDATES - len(chosen))


def _newest(positions: BitMap, size: int) -> BitMap:
    return positions[max(0, len(positions) - size) :]


def _ranked(q: str, candidates: BitMap, index: Index) -> list[int]:
    """The candidates, the best first; of equals, the newer."""
    groups, positions = read(q), list(candidates)
    position_of = dict(zip(index.edition_ids(positions), positions, strict=True))
    queries = combined(groups, index.bitmaps("lang"))
    arguments = [list(queries), *map(list, zip(*queries.values(), strict=True))] if queries else [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [WEIGHTS, WEIGHTS, *arguments, list(position_of)])
        rows = cursor.fetchall()
    named = _named(groups, candidates, index)
    years = {key: seconds / (365.25 * 86400) for key, seconds, _rank in rows}
    newest = max(years.values(), default=0.0)
    scores = {
        position_of[key]: (rank + NAMED * named.get(position_of[key], 0) + _NOTHING)
        * 0.5 ** ((newest - years[key]) / HALF_LIFE)
        for key, _seconds, rank in rows
    }
    return sorted(positions, key=lambda position: (-scores.get(position, 0), -position))


def _named(groups: Sequence[Group], candidates: BitMap, index: Index) -> dict[int, float]:
    """By position, the share of the words of a group that terms of the edition stand for."""
    names, shares = names_in(index), dict.fromkeys(candidates, 0.0)
    for group in groups:
        for atom in group.wanted:
            terms = names.meant(atom, group.wanted)
            having = BitMap.union(BitMap(), *(index.bitmaps(facet).get(value, BitMap()) for facet, value in terms))
            for position in having & candidates:
                shares[position] += 1 / len(group.wanted)
    return shares
