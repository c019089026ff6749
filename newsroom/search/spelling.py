"""One word, written in more than one way: "co-operation" is "cooperation", "organised" is "organized"."""

import re

#: Openings of words that some houses set off by a hyphen, and others do not.
_SET_OFF = ("anti", "co", "counter", "cyber", "inter", "multi", "non", "post", "pre", "sub", "trans")
_PLAIN = re.compile(rf"({'|'.join(_SET_OFF)})([a-z]{{4,}})")
_IZE = re.compile(r"([a-z]{3,})i([sz])(e|ed|es|er|ers|ing|ation|ations)")
_HYPHENED = re.compile(r"[^\W\d_]+(-[^\W\d_]+)+")


def is_compound(word: str) -> bool:
    """Whether `word` is letters joined by hyphens, such as "co-operation"."""
    return bool(_HYPHENED.fullmatch(word))


def variants(word: str) -> list[str]:
    """Other spellings of `word` that mean the same: without its hyphens, with the one that may be missing, s for z.

    A spelling that nobody uses finds nothing, and does no harm.
    """
    if is_compound(word):
        return [word.replace("-", "")]
    found = []
    if match := _PLAIN.fullmatch(word):
        found.append(f"{match[1]}-{match[2]}")
    if match := _IZE.fullmatch(word):
        found.append(f"{match[1]}i{'z' if match[2] == 's' else 's'}{match[3]}")
    return found
