"""One word, written in more than one way: "organised" is "organized"."""

import re

_IZE = re.compile(r"([a-z]{3,})i([sz])(e|ed|es|er|ers|ing|ation|ations)", re.IGNORECASE)


def variants(word: str) -> list[str]:
    """Other spellings of `word` that mean the same: s for z, z for s.

    A spelling that nobody uses finds nothing, and does no harm.
    """
    if match := _IZE.fullmatch(word):
        return [f"{match[1]}i{'z' if match[2] in 'sS' else 's'}{match[3]}"]
    return []
