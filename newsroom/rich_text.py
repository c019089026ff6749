"""The closed schema of a body: what the editor offers, and what the server lets through.

Whatever its road (editor, paste, import), a body is cleaned here before it is saved, and again when it is
published; templates may therefore print an edition's body as it stands.
"""

import re
from typing import NamedTuple

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .plain_text import BLOCKS, PICTURE, Reading, read_clean

#: Characters of HTML. The longest reports run to some 100,000; full-text search takes a megabyte at most.
MAX_LENGTH = 400_000
MAX_DEPTH = 30
MAX_RAW_DEPTH = 1_000  # before cleaning: word processors wrap words in spans, not a thousand deep
#: How often a body is read again until reading changes nothing; two are the rule.
MAX_TURNS = 6

#: django-prose-editor's extensions: the editor can make nothing else.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},  # no letters or Roman numbers: they would not be kept
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": {"pickerUrl": "/admin/newsroom/image/pick/"},
    "Image": True,
    "Caption": True,
    "NoSpellCheck": False,  # on by default; press officers want their browser's spell check
}

_ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "ol": {"start"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
# Word processors and old archives write these; the schema has one word for each.
_SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
_SYNONYM = re.compile(rf"<(/?)({'|'.join(_SYNONYMS)})(?=[\s/>])", re.IGNORECASE)


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src") and not PICTURE.fullmatch(value):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=BLOCKS | {"strong", "em", "a", "br", "img"},
    attributes=_ATTRIBUTES,
    attribute_filter=_own_pictures_only,
    clean_content_tags={"script", "style"},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)
_BARE_IMAGE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that hold nothing, or that end where the next one begins: left open, they do not nest.
_CLOSED_BY_THE_NEXT = {
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "option",
    "br",
    "hr",
    "img",
    "col",
    "wbr",
}
_EMPTY = re.compile(r"<(p|h2|h3|figure|blockquote)>\s*(?:<br>\s*)?</\1>")


#: No text needs these, and no feed may contain them (XML 1.0, section 2.2).
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r") | {0x7F, 0xEF})  # 0xEF begins \ufffe and \uffff
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def printable(text: str) -> str:
    """`text` without control characters, which a paste may bring along unseen."""
    return text if text.isprintable() or not _may_hold_controls(text) else _CONTROLS.sub("", text)


def _may_hold_controls(text: str) -> bool:
    """Quicker than looking with an expression: long texts are rarely printable, since they have line breaks."""
    written = text.encode("utf-8", "surrogatepass")
    return len(written) != len(written.translate(None, _CONTROL_BYTES))


class Body(NamedTuple):
    """A cleaned body and what one reading of it gave."""

    html: str
    text: str
    image_ids: list[int]


def clean(html: str) -> str:
    """Return `html` reduced to the schema: same words, its tags and attributes only, links to web or mail.

    Cleaning what is clean changes nothing. Raises ValidationError where the text is too long or nested too
    deeply to be a release.
    """
    return _clean(html)[0]


def read(html: str) -> Body:
    """Clean `html` and read it at once: what clean(), plain_text() and image_ids() say. Raises as clean()."""
    cleaned, reading = _clean(html)
    return Body(cleaned, reading.text, reading.image_ids)


def _clean(html: str) -> tuple[str, Reading]:
    html = printable(html)
    _refuse_long(html)
    _refuse_deep(_depth(html))
    before = _SYNONYM.sub(lambda tag: f"<{tag[1]}{_SYNONYMS[tag[2].lower()]}", html)
    cleaned = _pass(before)
    # What stood in a table or a heading without its tag belongs elsewhere: the parser moves it when it reads
    # again, and a text that is cleaned at every saving should not move then.
    for _turn in range(MAX_TURNS):
        reading = _read_checked(cleaned)
        if cleaned == before:  # one turn of a text that was clean already
            return cleaned, reading
        before, cleaned = cleaned, _pass(cleaned)
        if before == cleaned:
            return cleaned, reading
    return cleaned, _read_checked(cleaned)


def _read_checked(cleaned: str) -> Reading:
    _refuse_long(cleaned)  # repairing what was never closed repeats it
    reading = read_clean(cleaned)
    _refuse_deep(reading.depth, MAX_DEPTH)
    return reading


def _refuse_deep(depth: int, most: int = MAX_RAW_DEPTH) -> None:
    if depth > most:
        raise ValidationError(_("The text is nested too deeply. Paste it again without its formatting."))


def _depth(html: str) -> int:
    """How deep `html`, as it came, may be nested at the most: the cleaner's time grows with the square of it."""
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


def _pass(html: str) -> str:
    html = _BARE_IMAGE.sub("", _cleaner.clean(html))
    for _level in range(MAX_DEPTH):  # a block may be empty for those in it that were
        html, found = _EMPTY.subn("", html)
        if not found:
            break
    return html.strip()


def plain_text(html: str) -> str:
    """The words of cleaned `html`: one line per paragraph, heading, list entry or table row."""
    return read_clean(html).text


def image_ids(html: str) -> list[int]:
    """Keys of the pictures that cleaned `html` shows, in order, each once."""
    return read_clean(html).image_ids
