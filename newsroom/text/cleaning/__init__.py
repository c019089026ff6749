"""The one road in for texts: what the editor pastes, what a form sends and what an import reads is cleaned here.

    HTML → an HTML5 parser → elements → rules, one after another → HTML of the schema → the sanitiser

A rule is a function that changes the tree of elements. Most texts need few of them, and run few.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import nh3

from ...plain_text import PICTURE
from .blocks import build_blocks, reduce_attributes
from .elements import BLOCKS, MARKS, Element, depth_of, parse, walk, write
from .left_out import LeftOut
from .links import mend_links, mend_ways_within
from .marks import (
    OLD_NAMES,
    PRESERVED,
    drop_empty_marks,
    keep_lines,
    name_headings,
    name_marks,
    part_at_blank_lines,
    quote,
    tidy_characters,
)
from .notes import NOTE, link_notes, name_targets
from .tables import sort_out_tables
from .unmeant import (
    FOREIGN,
    MACHINERY,
    PICTURES,
    leave_out_comments,
    leave_out_deletions,
    leave_out_embedded,
    leave_out_hidden,
    leave_out_machinery,
    leave_out_pictures,
)
from .word_lists import build_lists

__all__ = ["RULES", "LeftOut", "Rule", "TooDeep", "clean_html"]

_SCHEMA = BLOCKS | MARKS | {"br", "img"}
#: How deep elements may be nested once empty wrappers are gone.
MAX_DEPTH = 200
#: How often a text is read again until reading changes nothing; one is the rule.
_MAX_TURNS = 6
#: What moves within a text: another turn shows whether it has found its place. All else has after one.
_UNSETTLED = re.compile(r"#|<(img|figure|table)\b", re.IGNORECASE)


class TooDeep(ValueError):
    """Elements are nested too deeply to be a text."""


class Rule(NamedTuple):
    """A step of cleaning. `before` and `after` show what it is for; a test cleans the one and expects the other.

    It is run where a text has one of the signs (see _signs_of) or one of the words (in small letters); always where
    neither is given.
    """

    apply: Callable[..., None]  # of the tree and of what is left out
    before: str
    after: str
    signs: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def _signs_of(html: str, root: Element) -> set[str]:
    """What a text has: "<tag" and "@attribute" for each, and three that stand for many.

    "<?" is any tag that is not of the schema, "@" any attribute, "é" any character that is not plain ASCII.
    """
    signs = set()
    for element in walk(root):
        signs.add(f"<{element.tag}")
        signs.update(f"@{name}" for name in element.attributes)
        if element.attributes:
            signs.add("@")
        if element.tag not in _SCHEMA:
            signs.add("<?")
    if "&" in html or not html.isascii() or not html.replace("\n", "").isprintable():
        signs.add("é")
    return signs


def _signs(*signs: str) -> frozenset[str]:
    return frozenset(signs)


def _tags(names: Iterable[str]) -> frozenset[str]:
    return frozenset(f"<{name}" for name in names)


RULES = (
    Rule(leave_out_machinery, "<p>Text</p><title>Draft v7</title>", "<p>Text</p>", signs=_tags(MACHINERY)),
    Rule(
        leave_out_comments,
        '<p>Text<a class="msocomanchor">[A1]</a></p><div style="mso-element:comment">Why?</div>',
        "<p>Text</p>",
        words=("mso", "#cmnt", "comment"),
    ),
    Rule(
        leave_out_deletions,
        "<p>On <s>Monday</s> <del>at 9</del><ins>Tuesday</ins></p>",
        "<p>On Tuesday</p>",
        signs=_signs("<del", "<s", "<strike"),
        words=("line-through", "msodel"),
    ),
    Rule(
        leave_out_hidden,
        '<p style="display:none">Secret</p><p>Text</p>',
        "<p>Text</p>",
        signs=_signs("@hidden", "@style"),
    ),
    Rule(
        leave_out_embedded, "<p>Text</p><video>Your browser shows no films</video>", "<p>Text</p>", signs=_tags(FOREIGN)
    ),
    Rule(leave_out_pictures, '<p>Text<img src="https://example.org/a.jpg"></p>', "<p>Text</p>", signs=_tags(PICTURES)),
    Rule(
        build_lists,
        '<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">b.</span>Second</p>',
        '<ol start="2" type="a"><li>Second</li></ol>',
        words=("mso-list", "msolist"),
    ),
    Rule(keep_lines, "<pre>One\nTwo</pre>", "<p>One<br>Two</p>", signs=_tags(PRESERVED)),
    Rule(quote, "<p>He said <q>yes</q></p>", "<p>He said “yes”</p>", signs=_signs("<q")),
    Rule(name_headings, "<h1>One</h1><h4>Two</h4>", "<h2>One</h2><h3>Two</h3>", signs=_tags(OLD_NAMES)),
    Rule(
        name_targets,
        '<p>A<a href="#n" id="r">*</a></p><ul><li id="n"><a href="#r">*</a> B</li></ul>',
        '<p>A<sup><a href="#note-1" id="note-ref-1" rel="noopener">*</a></sup></p>'
        '<p><a href="#note-ref-1" id="note-1" rel="noopener">*</a> B</p>',
        words=("#",),
    ),
    Rule(
        name_marks,
        '<p><b style="font-weight:normal">plain</b> <b>bold</b> <span style="vertical-align:super">1</span></p>',
        "<p>plain <strong>bold</strong> <sup>1</sup></p>",
        signs=_signs("<?", "@style"),
    ),
    Rule(
        tidy_characters,
        "<p>inter&shy;national &#147;Itʼs&#148;</p>",
        "<p>international “Itʼs”</p>",
        signs=_signs("é"),
    ),
    Rule(
        mend_links,
        '<p><a href="https://www.google.com/url?q=https://osce.org/a">A</a> <a href="www.osce.org">B</a></p>',
        '<p><a href="https://osce.org/a" rel="noopener">A</a> <a href="https://www.osce.org" rel="noopener">B</a></p>',
        signs=_signs("<a"),
    ),
    Rule(
        drop_empty_marks,
        "<p>a<b> </b><i></i>b</p>",
        "<p>a b</p>",
        signs=_tags(MARKS) | _signs("<?", "@style"),
    ),
    Rule(
        sort_out_tables,
        "<table><tr><td>Only a frame</td></tr></table>",
        "<p>Only a frame</p>",
        signs=_signs("<table"),
    ),
    Rule(
        part_at_blank_lines,
        "One.\n\nTwo.",
        "<p>One.</p><p>Two.</p>",
        words=("\n\n", "\n\r", "\n "),
    ),
    Rule(
        build_blocks,
        "<dl><dt>When</dt><dd>10 May</dd></dl>Bare<br><br>text<p>&nbsp;</p>",
        "<p>When</p><p>10 May</p><p>Bare</p><p>text</p>",
    ),
    Rule(
        link_notes,
        '<p>A<a href="#n" name="r">[1]</a></p><p><a href="#r" name="n">[1]</a> B</p>',
        '<p>A<sup><a href="#note-1" id="note-ref-1" rel="noopener">[1]</a></sup></p>'
        '<p><a href="#note-ref-1" id="note-1" rel="noopener">[1]</a> B</p>',
        words=("#",),
    ),
    Rule(
        mend_ways_within,
        '<p id="top">A</p><p><a href="#top">Back to top</a></p>',
        "<p>A</p><p>Back to top</p>",
        signs=_signs("@name", "@id"),
        words=("#",),
    ),
    Rule(
        reduce_attributes,
        '<ol class="x" start="x"><li>Text</li></ol>',
        "<ol><li>Text</li></ol>",
        signs=_signs("@"),
    ),
)


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
    signs, small = _signs_of(html, root), html.lower()
    for rule in RULES:
        always = not rule.signs and not rule.words
        if always or not rule.signs.isdisjoint(signs) or any(word in small for word in rule.words):
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
    tags=set(_SCHEMA),
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
