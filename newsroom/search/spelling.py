"""One word, written in more than one way: "co-operation" is "cooperation"."""

import re

#: Openings of words that some houses set off by a hyphen, and others do not.
_SET_OFF = ("anti", "co", "counter", "cyber", "inter", "multi", "non", "post", "pre", "sub", "trans")
_PLAIN = re.compile(rf"({'|'.join(_SET_OFF)})([a-z]{{4,}})")
_HYPHENED = re.compile(r"[^\W\d_]+(-[^\W\d_]+)+")


def is_compound(word: str) -> bool:
    """Whether `word` is letters joined by hyphens, such as "co-operation"."""
    return bool(_HYPHENED.fullmatch(word))


def variants(word: str) -> list[str]:
    """Other spellings of `word` that mean the same: without its hyphens, or with the one that may be missing.

    A spelling that nobody uses finds nothing, and does no harm.
    """
    if is_compound(word):
        return [word.replace("-", "")]
    if found := _PLAIN.fullmatch(word):
        return [f"{found[1]}-{found[2]}"]
    return []
