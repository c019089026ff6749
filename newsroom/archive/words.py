"""Which positions hold the words of a reader."""

from typing import TYPE_CHECKING

from pyroaring import BitMap

from ..search import matching_ids

if TYPE_CHECKING:
    from .index import Archive


class Words:
    def matching(self, q: str, archive: "Archive") -> BitMap:
        return archive.order.positions_of(matching_ids(q, archive.values["lang"].bitmaps))
