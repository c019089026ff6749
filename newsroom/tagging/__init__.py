"""Free keywords: which names are one tag, and under which address its news stands."""

from .names import key_of, slug_of
from .store import FoldedTags, owner_of

__all__ = ["FoldedTags", "key_of", "owner_of", "slug_of"]
