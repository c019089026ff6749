"""Rules for what carries meaning within a line: emphasis, raised and lowered figures, quotations, characters."""

import re

from taxonomy.letters import tidy

from .elements import BLOCKS, CONTAINERS, MARKS, Element, is_blank, rewrite, walk, without
from .left_out import LeftOut

_NAMES = {"b": "strong", "i": "em"}
OLD_NAMES = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "dir": "ul", "menu": "ul"}
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(normal|lighter|[1-5]00)")
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique)")
_NOT_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*normal")
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*super")
_LOWERED = re.compile(r"(?<![\w-])vertical-align\s*:\s*sub")
#: Styles of word processors that stand for marks. Only of elements within a line: a style of a block is its look.
_STYLED = ((_BOLD, "strong"), (_ITALIC, "em"), (_RAISED, "sup"), (_LOWERED, "sub"))
_KEPT = BLOCKS | CONTAINERS | MARKS | {"br", "img"}
PRESERVED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))


def name_headings(root: Element, left_out: LeftOut) -> None:
    """Headings in two levels, since the first belongs to the title; old names of lists."""
    for element in walk(root):
        element.tag = OLD_NAMES.get(element.tag, element.tag)


def name_marks(root: Element, left_out: LeftOut) -> None:
    """One element for each mark, whether it was written as an element or as a style. Other wrappers go."""
    rewrite(root, _marked)


def _marked(element: Element) -> "list[Element | str]":
    tag, style = _NAMES.get(element.tag, element.tag), element.get("style").lower()
    element.tag = tag
    if (tag == "strong" and _NOT_BOLD.search(style)) or (tag == "em" and _NOT_ITALIC.search(style)):
        return element.children
    if tag in _KEPT:
        return [element]
    children = element.children
    for pattern, mark in _STYLED:
        if pattern.search(style):
            children = [Element(mark, {}, children)]
    return children


def quote(root: Element, left_out: LeftOut) -> None:
    """Quotation marks that browsers would put around <q> are part of the words."""
    rewrite(root, lambda element: ["“", *element.children, "”"] if element.tag == "q" else [element])


def keep_lines(root: Element, left_out: LeftOut) -> None:
    """Line breaks of preformatted text."""
    for element in list(walk(root)):
        if element.tag in PRESERVED:
            for holder in (element, *walk(element)):
                holder.children = [part for child in holder.children for part in _broken(child)]


def _broken(child: "Element | str") -> "list[Element | str]":
    if not isinstance(child, str):
        return [child]
    parts: list[Element | str] = []
    for line in child.replace("\r\n", "\n").split("\n"):
        parts += [line, Element("br")]
    return parts[:-1]


def part_at_blank_lines(root: Element, left_out: LeftOut) -> None:
    """Paragraphs of a text that was typed without any, as many systems of the time allowed."""
    if any(element.tag in ("p", "br", "div") for element in walk(root)):
        return
    children: list[Element | str] = []
    for child in root.children:
        parts = re.split(r"\n\s*\n", child) if isinstance(child, str) else [child]
        for number, part in enumerate(parts):
            children += [Element("br"), Element("br"), part] if number else [part]
    root.children = children


def tidy_characters(root: Element, left_out: LeftOut) -> None:
    """Composed letters, Windows-1252 for C1 codes, nothing invisible."""
    for element in (root, *walk(root)):
        element.children = [tidy(child) if isinstance(child, str) else child for child in element.children]


def drop_empty_marks(root: Element, left_out: LeftOut) -> None:
    """Marks around nothing, and marks within the same mark."""

    def replace(element: Element) -> "list[Element | str]":
        if element.tag not in MARKS or element.get("name") or element.get("id"):
            return [element]
        if is_blank(element.children):
            return element.children
        return [element.like(without(element.tag, element.children))]

    rewrite(root, replace)
