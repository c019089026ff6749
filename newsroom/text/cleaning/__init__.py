"""The one road in for texts: what the editor pastes, what a form sends and what an import reads is cleaned here.

    HTML → an HTML5 parser → elements → rules, one after another → HTML of the schema → the sanitiser

A rule is a function that changes the tree of elements. Most texts need few of them, and run few.
"""

import re

import nh3

from ...plain_text import PICTURE
from .elements import depth_of, parse, write
from .left_out import LeftOut
from .links import mend_links, mend_ways_within
from .notes import NOTE
from .rules import RULES, SCHEMA, Rule, signs_of

__all__ = ["RULES", "LeftOut", "Rule", "TooDeep", "clean_html"]

#: How deep elements may be nested once empty wrappers are gone.
MAX_DEPTH = 200
#: How often a text is read again until reading changes nothing; one is the rule.
_MAX_TURNS = 6
#: What moves within a text: another turn shows whether it has found its place. All else has after one.
_UNSETTLED = re.compile(r"#|<(img|figure|table)\b", re.IGNORECASE)


class TooDeep(ValueError):
    """Elements are nested too deeply to be a text."""


def clean_html(html: str, base: str = "") -> tuple[str, LeftOut]:
    """Return `html` in the closed schema, and what was left out of it.

    `base` is the address at which an imported text stood: its relative links start there. Words stay in their
    order; cleaning what is clean changes nothing. Raises TooDeep.
    """
    left_out = LeftOut()
    before, cleaned = html, _pass(html, base, left_out)
    for _turn in range(_MAX_TURNS):
        checked = _sanitiser.clean(cleaned)
        if checked == cleaned and (before == cleaned or not _UNSETTLED.search(html)):
            return checked, left_out
        before, cleaned = cleaned, _pass(checked, base, LeftOut())
    return _sanitiser.clean(cleaned), left_out


def _pass(html: str, base: str, left_out: LeftOut) -> str:
    root = parse(html)
    if depth_of(root) > MAX_DEPTH:
        raise TooDeep
    signs, small = signs_of(html, root), html.lower()
    for rule in RULES:
        if rule.concerns(signs, small):
            if rule.apply in (mend_links, mend_ways_within):
                rule.apply(root, left_out, base)
            else:
                rule.apply(root, left_out)
    return write(root.children)


def _kept_attribute(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        return value if PICTURE.fullmatch(value) else None
    if attribute == "id":
        return value if NOTE.fullmatch(f"#{value}") else None
    return value


#: The last word: whatever a rule overlooks, nothing else gets past it (nh3, which is Rust's ammonia on html5ever).
_sanitiser = nh3.Cleaner(
    tags=set(SCHEMA),
    attributes={
        "a": {"href", "hreflang", "id"},
        "ol": {"start", "type"},
        "img": {"src", "alt"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
    },
    attribute_filter=_kept_attribute,
    clean_content_tags={"script", "style"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)
