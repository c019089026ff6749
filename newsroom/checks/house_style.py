"""How this house spells English words. A line for each; what is written in the name of another body is left alone."""

import re
from collections.abc import Iterator

#: What is not written (a regular expression, in small letters) → what is. \1 is what the parentheses held.
SPELLINGS = {
    r"cooperat(e|ed|es|ing|ion|ive|ively)": r"co-operat\1",
    r"coordinat(e|ed|es|ing|ion|or|ors)": r"co-ordinat\1",
    # As in the name of the organisation itself, and in its vocabulary ("democratization", "organized crime").
    r"organis(e|ed|er|ers|es|ing|ation|ations|ational)": r"organiz\1",
    r"recognis(e|ed|es|ing)": r"recogniz\1",
    r"democratis(ation|e|ed|ing)": r"democratiz\1",
    r"center(s?)": r"centre\1",
    r"program(s?)": r"programme\1",
    r"labor": "labour",
    r"defense": "defence",
    r"neighbor(s|ing|hood|hoods)?": r"neighbour\1",
    r"percent": "per cent",
    r"email(s?)": r"e-mail\1",
    r"nongovernmental": "non-governmental",
    r"participating state(s?)": r"participating State\1",
}
_COMPILED = [(re.compile(wrong), right) for wrong, right in SPELLINGS.items()]
#: A word in small letters, or at the beginning of a line; not a part of an address, nor after "computer".
_FOUND = re.compile(
    rf"(?<![\w@./-])(?<!computer )(?P<word>{'|'.join(re.sub(r'[(](?![?])', '(?:', wrong) for wrong in SPELLINGS)})"
    r"(?![\w@]|[.-]\w)"
)
_FIRST = re.compile(r"^(\W*)(\w)", re.MULTILINE)


def misspelt(text: str) -> Iterator[tuple[str, str]]:
    """Yield what `text` spells otherwise than this house, as (written, right).

    With a capital inside a line a word is taken for a part of a name: "Shanghai Cooperation Organisation". So is
    a line's first word that one with a capital follows.
    """
    for line in text.splitlines():
        if not re.match(r"\W*\w[\w-]* [^\W\d_a-z]", line):
            line = _FIRST.sub(lambda first: first[1] + first[2].lower(), line, count=1)
        for match in _FOUND.finditer(line):
            yield match["word"], _right(match["word"])


def _right(word: str) -> str:
    return next(match.expand(right) for wrong, right in _COMPILED if (match := wrong.fullmatch(word)))
