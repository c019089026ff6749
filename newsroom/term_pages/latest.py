"""The latest news of a term, of each type."""

from dataclasses import replace
from typing import NamedTuple

from ..archive import Archive, Result
from ..models import Edition
from ..selection import Selection

#: So many headlines of each type.
MOST = 3


class KindOfNews(NamedTuple):
    """One type of news among those of a term: its latest editions, their number in all, and the selection of them."""

    label: object
    latest: list[Edition]
    total: int
    query: str


def by_kind(selection: Selection, result: Result, archive: Archive) -> list[KindOfNews]:
    """The types that the `selection` has, the most frequent first. One query; nothing where there is one type only."""
    counts = result.counts["kind"]
    kinds = sorted((kind for kind in archive.choices["kind"] if kind in counts), key=lambda kind: -counts[kind])
    if len(kinds) < 2:
        return []
    chosen = {kind: replace(selection, chosen={**selection.chosen, "kind": (kind,)}) for kind in kinds}
    ids = {kind: archive.latest(narrowed, MOST) for kind, narrowed in chosen.items()}
    wanted = {pk for latest in ids.values() for pk in latest}
    found = Edition.objects.live().only("release_id", "language", "title", "slug", "date").in_bulk(wanted)
    return [
        KindOfNews(
            archive.choices["kind"][kind].label,
            [found[pk] for pk in ids[kind] if pk in found],
            counts[kind],
            chosen[kind].query_string,
        )
        for kind in kinds
    ]
