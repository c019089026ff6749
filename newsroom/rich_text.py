"""The closed schema of a body: what the editor offers, and what the server lets through.

Whatever its road (editor, paste, import), a body is cleaned here before it is saved, and again when it is
published; templates may therefore print an edition's body as it stands.
"""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taxonomy.letters import tidy

from .plain_text import Reading, read_clean
from .text.cleaning import LeftOut, TooDeep, clean_html

#: Characters of HTML. The longest reports run to some 100,000; full-text search takes a megabyte at most.
MAX_LENGTH = 400_000
MAX_DEPTH = 30
MAX_RAW_DEPTH = 1_000  # before cleaning: word processors wrap words in spans, not a thousand deep

#: django-prose-editor's extensions: the editor can make nothing else.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": {"pickerUrl": "/admin/newsroom/image/pick/"},
    "Image": True,
    "Caption": True,
    "NoSpellCheck": False,  # on by default; press officers want their browser's spell check
}

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that hold nothing, or that end where the next one begins: left open, they do not nest.
_CLOSED_BY_THE_NEXT = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option", "br", "hr", "img", "col", "wbr")
)


def printable(text: str) -> str:
    """`text` as it may be stored: see taxonomy.letters.tidy."""
    return tidy(text)


class Body(NamedTuple):
    """A cleaned body, what one reading of it gave, and what cleaning left out."""

    html: str
    text: str
    image_ids: list[int]
    left_out: LeftOut = LeftOut()


def clean(html: str) -> str:
    """Return `html` reduced to the schema: same words, its tags and attributes only, links to web, mail or telephone.

    Cleaning what is clean changes nothing. Raises ValidationError where the text is too long or nested too
    deeply to be a release.
    """
    return _clean(html)[0]


def read(html: str, base: str = "") -> Body:
    """Clean `html` and read it at once: what clean(), plain_text() and image_ids() return. Raises as clean().

    `base` is the address at which an imported text stood, where its relative links start.
    """
    cleaned, reading, left_out = _clean(html, base)
    return Body(cleaned, reading.text, reading.image_ids, left_out)


def _clean(html: str, base: str = "") -> tuple[str, Reading, LeftOut]:
    _refuse_long(html)
    if _raw_depth(html) > MAX_RAW_DEPTH:
        raise _too_deep()
    try:
        cleaned, left_out = clean_html(html, base)
    except TooDeep as error:
        raise _too_deep() from error
    _refuse_long(cleaned)  # repairing what was never closed repeats it
    reading = read_clean(cleaned)
    if reading.depth > MAX_DEPTH:
        raise _too_deep()
    return cleaned, reading, left_out


def _too_deep() -> ValidationError:
    return ValidationError(_("The text is nested too deeply. Paste it again without its formatting."))


def _raw_depth(html: str) -> int:
    """How deep `html`, as it came, may be nested at the most: a parser's time grows with the square of it."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() not in _CLOSED_BY_THE_NEXT:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _refuse_long(html: str) -> None:
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            _("The text has %(length)d characters of HTML; at most %(most)d can be kept. Shorten it or attach a file."),
            params={"length": len(html), "most": MAX_LENGTH},
        )


def plain_text(html: str) -> str:
    """The words of cleaned `html`: one line per paragraph, heading, list entry or table row."""
    return read_clean(html).text


def image_ids(html: str) -> list[int]:
    """Keys of the pictures that cleaned `html` shows, in order, each once."""
    return read_clean(html).image_ids
