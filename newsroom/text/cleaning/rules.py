"""The rules by which texts are cleaned, in their order, each with its example."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .blocks import build_blocks, reduce_attributes
from .elements import BLOCKS, MARKS, Element, walk
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
from .notes import link_notes, name_targets
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

#: All elements that a clean text may have.
SCHEMA = BLOCKS | MARKS | {"br", "img"}


class Rule(NamedTuple):
    """A step of cleaning. `before` and `after` show what it is for; a test cleans the one and expects the other.

    It is run where a text has one of the signs (see signs_of) or one of the words (in small letters); always where
    neither is given.
    """

    apply: Callable[..., None]  # of the tree and of what is left out
    before: str
    after: str
    signs: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def concerns(self, signs: set[str], html: str) -> bool:
        """Whether it may change a text with those signs; `html` is the text in small letters."""
        if not self.signs and not self.words:
            return True
        return not self.signs.isdisjoint(signs) or any(word in html for word in self.words)


def signs_of(html: str, root: Element) -> set[str]:
    """What a text has: "<tag" and "@attribute" for each, and three that stand for many.

    "<?" is any tag that is not of the schema, "@" any attribute, "é" any character that is not plain ASCII.
    """
    signs = set()
    for element in walk(root):
        signs.add(f"<{element.tag}")
        signs.update(f"@{name}" for name in element.attributes)
        if element.attributes:
            signs.add("@")
        if element.tag not in SCHEMA:
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
        signs=_signs("@data-aria-level"),
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
