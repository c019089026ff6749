"""Reading cleaned HTML for its words, its pictures and its depth.

What the cleaner writes is regular: tags in small letters, attributes in double quotes, no stray angle brackets
or quotes. Expressions read that three times as fast as a parser of any HTML would.
"""

import re
from html import unescape
from typing import NamedTuple

#: Elements that stand on lines of their own.
BLOCKS = frozenset(
    (
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
    )
)
#: The address of a picture of this house, with its key.
PICTURE = re.compile(r"/media/images/(\d{1,18})/\d{1,5}\.webp")
_HOLDS_NOTHING = ("br", "img")
#: Raised and lowered figures, which as plain figures would be part of the number before them.
_OFF_THE_LINE = re.compile(r"<(sup|sub)>(.*?)</\1>", re.DOTALL)
_RAISED = str.maketrans("0123456789+−-=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼")
_LOWERED = str.maketrans("0123456789+−-=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌")
_BETWEEN_TAGS = re.compile(r"(<[^>]*>|&[a-z]+;)")
_SEPARATORS = dict.fromkeys(BLOCKS, "\n") | dict.fromkeys(("br", "th", "td"), " ")
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*>')
_SOURCE = re.compile(r'\ssrc="([^"]*)"')


class Reading(NamedTuple):
    """What cleaned HTML holds."""

    text: str  # one line per paragraph, heading, list entry or table row
    image_ids: list[int]  # keys of the pictures, in order, each once
    depth: int  # how deep elements are nested


def read_clean(html: str) -> Reading:
    """Read `html`, which the cleaner has written."""
    if "<su" in html:
        html = _OFF_THE_LINE.sub(_figures, html)
    parts = _TAG.split(html)
    closings, tags, attributes, texts = parts[1::4], parts[2::4], parts[3::4], parts[0::4]
    pictures = [_picture(words) for tag, words in zip(tags, attributes, strict=True) if tag == "img"]
    return Reading(
        text=_text(tags, texts),
        image_ids=list(dict.fromkeys(key for key in pictures if key is not None)),
        depth=_depth(closings, tags),
    )


def _figures(found: re.Match[str]) -> str:
    """What is raised or lowered, in the letters that Unicode has for it: 128¹, CO₂. A note in brackets stays [1]."""
    inner = found[2]
    if _BETWEEN_TAGS.sub("", inner).lstrip().startswith(("[", "(")):
        return inner
    table = _RAISED if found[1] == "sup" else _LOWERED
    parts = _BETWEEN_TAGS.split(inner)
    return "".join(part if number % 2 else part.translate(table) for number, part in enumerate(parts))


def _text(tags: list[str], texts: list[str]) -> str:
    """The words of `texts`, between which `tags` stand."""
    parts = [texts[0].replace("\n", " ")]
    for tag, text in zip(tags, texts[1:], strict=True):
        parts.append(_SEPARATORS.get(tag, ""))
        parts.append(text.replace("\n", " "))
    words = "".join(parts)
    if "&" in words:
        words = unescape(words)
    lines = map(_spaced, words.split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(line: str) -> str:
    """`line` with its white space as single blanks. The only white space that is printable is a blank."""
    if "  " not in line and line.isprintable():
        return line.strip(" ")
    return " ".join(line.split())


def _picture(attributes: str) -> int | None:
    source = _SOURCE.search(attributes)
    match = PICTURE.fullmatch(source[1]) if source else None
    return int(match[1]) if match else None


def _depth(closings: list[str], tags: list[str]) -> int:
    depth = deepest = 0
    for closing, tag in zip(closings, tags, strict=True):
        if tag not in _HOLDS_NOTHING:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest
