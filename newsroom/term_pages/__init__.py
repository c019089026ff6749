"""What stands on the page of a term: its place among the others, its numbers, its latest news.

place      what stands above, below and before it: read from the archive, without a query
numbers    by the values of other facets
latest     its news of each type
"""

from .latest import KindOfNews, by_kind
from .numbers import Ranking, rankings
from .place import Entry, Place, present_term

__all__ = ["Entry", "KindOfNews", "Place", "Ranking", "by_kind", "present_term", "rankings"]
