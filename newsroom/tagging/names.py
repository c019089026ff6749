"""Names of tags, as they are compared and as they are written in addresses. No database."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii
from django.utils.text import slugify

_DOT_ABOVE = "\u0307"


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """What two names of one tag have in common: NFKC and case folding (Unicode, D147), single blanks.

    The capital İ folds to an i with a second dot, which is dropped: İstanbul and istanbul are one. What is not seen,
    such as soft hyphens, does not count.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return " ".join(seen.replace(f"i{_DOT_ABOVE}", "i").split())


def slug_of(name: str) -> str:
    """`name` as part of an address, in its own letters; of a name without any, what it is called ("tada").

    Empty where nothing is left, as of "???".
    """
    return slugify(name, allow_unicode=True) or slugify(anyascii(name))
