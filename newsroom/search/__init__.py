"""Full text: from the words a reader typed to editions, their order and the passages that hold the words."""

from .hits import hits
from .matching import TooSlow, matching_ids
from .passages import Passage, passages
from .ranking import page_by_relevance
from .similar import similar_ids
from .words import Atom

__all__ = ["Atom", "Passage", "TooSlow", "hits", "matching_ids", "page_by_relevance", "passages", "similar_ids"]
