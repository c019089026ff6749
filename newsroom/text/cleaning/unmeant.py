"""Rules that leave out what the author did not mean as text."""

import re
from collections.abc import Callable

from ...plain_text import PICTURE as OWN_PICTURE
from .elements import Element, is_blank, rewrite, walk
from .left_out import COMMENT, DELETED, EMBEDDED, HIDDEN, PICTURE, STRUCK, LeftOut

#: Programs, data and names of documents: nobody sees them in a text.
_NAMES = """
    area base datalist head input link meta noframes noscript param rp script select source style template title track
    xml
"""
MACHINERY = frozenset(_NAMES.split())
FOREIGN = frozenset(("object", "video", "audio", "iframe", "embed", "applet", "canvas", "svg", "math"))
PICTURES = frozenset(("img", "image", "picture"))
_COMMENT_STYLE = re.compile(r"mso-element\s*:\s*comment(?!-list)\b")
_COMMENT_LIST = re.compile(r"mso-element\s*:\s*comment-list")
_COMMENT_MARK = re.compile(r"mso-(special-character\s*:\s*comment|comment-(reference|continuation))")
_COMMENT_CLASSES = frozenset(("msocomtxt", "msocomanchor", "msocomoff", "msocommentreference", "msocommenttext"))
_GOOGLE_MARK = re.compile(r"#cmnt\d+")
_GOOGLE_COMMENT = re.compile(r"#cmnt(_ref)?\d+")
_HIDDEN_STYLE = re.compile(r"(?<![\w-])(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(all|screen))")
_STRUCK_STYLE = re.compile(r"(?<![\w-])text-(decoration(-line)?|line-through)\s*:[^;]*line-through")


def leave_out_machinery(root: Element, left_out: LeftOut) -> None:
    """Programs, styles, metadata, and what stands in for a control that a browser lacks."""
    rewrite(root, lambda element: () if element.tag in MACHINERY else (element,))


def leave_out_comments(root: Element, left_out: LeftOut) -> None:
    """Comments of Word, LibreOffice and Google Docs, with the marks in the text that lead to them."""
    bodies = marks = 0
    paragraphs = {id(element) for element in walk(root) if _holds_google_comment(element)}

    def replace(element: Element) -> tuple[Element, ...]:
        nonlocal bodies, marks
        if id(element) in paragraphs:
            bodies += 1
            return ()
        if not _is_comment(element):
            return (element,)
        if _COMMENT_STYLE.search(element.get("style").lower()):
            bodies += 1
        elif "msocomanchor" in element.get("class").lower() or _GOOGLE_MARK.fullmatch(element.get("href")):
            marks += 1
        return ()

    rewrite(root, replace)
    # A comment has a mark in the text and a body below it; a paste of a part may hold either.
    left_out.counts[COMMENT] += max(bodies, marks)


def _is_comment(element: Element) -> bool:
    if _COMMENT_CLASSES & set(element.get("class").lower().split()):
        return True
    if element.tag == "a" and (_GOOGLE_COMMENT.fullmatch(element.get("href")) or element.get("class") == "comment"):
        return True
    style = element.get("style").lower()
    return bool(
        "mso-" in style and (_COMMENT_STYLE.search(style) or _COMMENT_LIST.search(style) or _COMMENT_MARK.search(style))
    )


def _holds_google_comment(element: Element) -> bool:
    """Whether it is the paragraph of a comment, which begins with the way back to the text."""
    if element.tag not in ("p", "div", "li"):
        return False
    first = next((child for child in element.children if not isinstance(child, str) or child.strip()), None)
    return isinstance(first, Element) and first.tag == "a" and first.get("href").startswith("#cmnt_ref")


def leave_out_deletions(root: Element, left_out: LeftOut) -> None:
    """Tracked deletions and what is struck through. Insertions stay."""
    _leave_out(root, left_out, _deletion)


def _deletion(element: Element) -> str:
    if element.tag == "del" or "msodel" in element.get("class").lower().split():
        return DELETED
    if element.tag in ("s", "strike") or _STRUCK_STYLE.search(element.get("style").lower()):
        return STRUCK
    return ""


def leave_out_hidden(root: Element, left_out: LeftOut) -> None:
    """Passages that are in the text but hidden."""
    _leave_out(root, left_out, _hidden)


def _hidden(element: Element) -> str:
    hidden = "hidden" in element.attributes or _HIDDEN_STYLE.search(element.get("style").lower())
    return HIDDEN if hidden else ""


def leave_out_embedded(root: Element, left_out: LeftOut) -> None:
    """Films, frames, drawings and formulas, with the words that stand in for them."""
    _leave_out(root, left_out, lambda element: EMBEDDED if element.tag in FOREIGN else "")


def _leave_out(root: Element, left_out: LeftOut, kind_of: Callable[[Element], str]) -> None:
    """Remove the elements that have a kind, and count those that somebody may miss."""

    def replace(element: Element) -> tuple[Element, ...]:
        kind = kind_of(element)
        if not kind:
            return (element,)
        if kind == EMBEDDED or not is_blank([element]):
            left_out.counts[kind] += 1
        return ()

    rewrite(root, replace)


def leave_out_pictures(root: Element, left_out: LeftOut) -> None:
    """Pictures that were not uploaded here."""

    def replace(element: Element) -> tuple[Element, ...]:
        if element.tag not in PICTURES:
            return (element,)
        if element.tag == "picture":
            return tuple(child for child in element.children if isinstance(child, Element) and child.tag == "img")
        if OWN_PICTURE.fullmatch(element.get("src")):
            return (Element("img", {name: element.get(name) for name in ("src", "alt") if name in element.attributes}),)
        left_out.counts[PICTURE] += not _is_spacer(element)
        return ()

    rewrite(root, replace)


def _is_spacer(element: Element) -> bool:
    """Pictures of one pixel count readers or fill a table; nobody misses them."""
    return any(element.get(name).strip() in ("0", "1") for name in ("width", "height"))
