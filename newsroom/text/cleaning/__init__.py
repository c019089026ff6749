"""The one road in for texts: what the editor pastes, what a form sends and what an import reads is cleaned here.

    HTML → an HTML5 parser → elements → rules, one after another → HTML of the schema → the sanitiser

A rule is a function that changes the tree of elements. It is run where one of its hints is in the HTML, since
most texts need few of them.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import nh3

from ...plain_text import PICTURE
from .blocks import build_blocks, reduce_attributes
from .elements import BLOCKS, MARKS, depth_of, parse, write
from .left_out import LeftOut
from .links import mend_links
from .marks import (
    drop_empty_marks,
    keep_lines,
    name_headings,
    name_marks,
    part_at_blank_lines,
    quote,
    tidy_characters,
)
from .notes import NOTE, link_notes
from .tables import sort_out_tables
from .unmeant import (
    leave_out_comments,
    leave_out_deletions,
    leave_out_embedded,
    leave_out_hidden,
    leave_out_machinery,
    leave_out_pictures,
)
from .word_lists import build_lists

__all__ = ["RULES", "LeftOut", "Rule", "TooDeep", "clean_html"]

#: How deep elements may be nested once empty wrappers are gone.
MAX_DEPTH = 200
#: How often a text is read again until reading changes nothing; one is the rule.
_MAX_TURNS = 6


class TooDeep(ValueError):
    """Elements are nested too deeply to be a text."""


class Rule(NamedTuple):
    """A step of cleaning. `before` and `after` show what it is for; a test cleans the one and expects the other."""

    apply: Callable[..., None]  # of the tree and of what is left out
    hints: tuple[str, ...]  # of which one is in the HTML, in small letters; none: always
    before: str
    after: str


RULES = (
    Rule(leave_out_machinery, (), "<p>Text</p><title>Draft v7</title>", "<p>Text</p>"),
    Rule(
        leave_out_comments,
        ("mso", "#cmnt", 'class="comment"'),
        '<p>Text<a class="msocomanchor">[A1]</a></p><div style="mso-element:comment">Why?</div>',
        "<p>Text</p>",
    ),
    Rule(
        leave_out_deletions,
        ("<del", "<s", "line-through", "msodel"),
        "<p>On <s>Monday</s> <del>at 9</del><ins>Tuesday</ins></p>",
        "<p>On Tuesday</p>",
    ),
    Rule(
        leave_out_hidden,
        ("hidden", "display", "mso-hide"),
        '<p style="display:none">Secret</p><p>Text</p>',
        "<p>Text</p>",
    ),
    Rule(
        leave_out_embedded,
        ("<object", "<video", "<audio", "<iframe", "<embed", "<applet", "<canvas", "<svg", "<math"),
        "<p>Text</p><video>Your browser shows no films</video>",
        "<p>Text</p>",
    ),
    Rule(leave_out_pictures, ("<im", "<pict"), '<p>Text<img src="https://example.org/a.jpg"></p>', "<p>Text</p>"),
    Rule(
        build_lists,
        ("mso-list", "msolist"),
        '<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">b.</span>Second</p>',
        '<ol start="2" type="a"><li>Second</li></ol>',
    ),
    Rule(
        link_notes,
        ("#",),
        '<p>A<a href="#n" name="r">[1]</a></p><p><a href="#r" name="n">[1]</a> B</p>',
        '<p>A<sup><a href="#note-1" id="note-ref-1" rel="noopener">[1]</a></sup></p>'
        '<p><a href="#note-ref-1" id="note-1" rel="noopener">[1]</a> B</p>',
    ),
    Rule(
        keep_lines, ("<pre", "<listing", "<xmp", "<plaintext", "<textarea"), "<pre>One\nTwo</pre>", "<p>One<br>Two</p>"
    ),
    Rule(quote, ("<q",), "<p>He said <q>yes</q></p>", "<p>He said “yes”</p>"),
    Rule(
        name_headings,
        ("<h1", "<h4", "<h5", "<h6", "<dir", "<menu"),
        "<h1>One</h1><h4>Two</h4>",
        "<h2>One</h2><h3>Two</h3>",
    ),
    Rule(
        name_marks,
        (),
        '<p><b style="font-weight:normal">plain</b> <b>bold</b> <span style="vertical-align:super">1</span></p>',
        "<p>plain <strong>bold</strong> <sup>1</sup></p>",
    ),
    Rule(tidy_characters, (), "<p>inter&shy;national &#147;Itʼs&#148;</p>", "<p>international “Itʼs”</p>"),
    Rule(
        mend_links,
        ("<a",),
        '<p><a href="https://www.google.com/url?q=https://osce.org/a">A</a> <a href="www.osce.org">B</a></p>',
        '<p><a href="https://osce.org/a" rel="noopener">A</a> <a href="https://www.osce.org" rel="noopener">B</a></p>',
    ),
    Rule(drop_empty_marks, ("<",), "<p>a<b> </b><i></i>b</p>", "<p>a b</p>"),
    Rule(
        sort_out_tables,
        ("<table",),
        "<table><tr><td>Only a frame</td></tr></table>",
        "<p>Only a frame</p>",
    ),
    Rule(part_at_blank_lines, ("\n\n", "\n\r\n", "\n "), "One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    Rule(
        build_blocks,
        (),
        "<dl><dt>When</dt><dd>10 May</dd></dl>Bare<br><br>text<p>&nbsp;</p>",
        "<p>When</p><p>10 May</p><p>Bare</p><p>text</p>",
    ),
    Rule(reduce_attributes, (), '<ol class="x" start="x"><li>Text</li></ol>', "<ol><li>Text</li></ol>"),
)


def clean_html(html: str, base: str = "") -> tuple[str, LeftOut]:
    """Return `html` in the closed schema, and what was left out of it.

    `base` is the address at which an imported text stood: its relative links start there. Words stay in their
    order; cleaning what is clean changes nothing. Raises TooDeep.
    """
    left_out = LeftOut()
    cleaned = _pass(html, base, left_out)
    for _turn in range(_MAX_TURNS):
        checked = _sanitiser.clean(cleaned)
        if checked == cleaned:
            break
        cleaned = _pass(checked, base, LeftOut())
    return _sanitiser.clean(cleaned), left_out


def _pass(html: str, base: str, left_out: LeftOut) -> str:
    root = parse(html)
    if depth_of(root) > MAX_DEPTH:
        raise TooDeep
    seen = html.lower()
    for rule in RULES:
        if not rule.hints or any(hint in seen for hint in rule.hints):
            apply = partial(mend_links, base=base) if rule.apply is mend_links else rule.apply
            apply(root, left_out)
    return write(root.children)


def _kept_attribute(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        return value if PICTURE.fullmatch(value) else None
    if attribute == "id":
        return value if NOTE.fullmatch(f"#{value}") else None
    return value


#: The last word: whatever a rule overlooks, nothing else gets past it (nh3, which is Rust's ammonia on html5ever).
_sanitiser = nh3.Cleaner(
    tags=set(BLOCKS | MARKS | {"br", "img"}),
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
