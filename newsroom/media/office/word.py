"""Word (ECMA-376, part 1, 17): comments, tracked changes and hidden text."""

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from .package import Package, is_on, local
from .tracking import CHANGES, accept_changes

_STORIES = {"document", "hdr", "ftr", "footnotes", "endnotes", "glossaryDocument"}
#: Roots of the parts that hold comments and who made them.
_COMMENTS = {"comments", "commentsEx", "commentsIds", "commentsExtensible", "people"}
#: What a run can show besides text.
_DRAWINGS = {"drawing", "pict", "object"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def inspect(package: Package) -> dict[str, int]:
    """Count what findings name."""
    styles = _hiding_styles(package)
    comments = changes = hidden = 0
    for name, root_name in package.parts():
        if root_name == "comments":
            comments += sum(local(row) == "comment" for row in package.tree(name))
        elif root_name in _STORIES:
            root = package.tree(name)
            changes += sum(1 for _ in _own(root, CHANGES))
            hidden += sum(1 for _ in _hidden_rows(root)) + _passages(root, styles)
    return {"comments": comments, "tracked_changes": changes, "hidden_text": hidden}


def path(package: Package) -> str:
    """Where the template lies that the file was made from, unless only its name is told."""
    for _name, row in _templates(package):
        target = unquote(row.get("Target", "")).removeprefix("file:///")
        if "/" in target or "\\" in target:
            return target
    return ""


def clean(package: Package) -> None:
    """Accept all changes, and take comments, hidden text and the way to the template out."""
    styles = _hiding_styles(package)
    for name, row in list(_templates(package)):
        if (relationships := row.getparent()) is not None:
            relationships.remove(row)
            package.change(name, relationships)
    for name, root_name in list(package.parts()):
        if root_name in _COMMENTS:
            package.drop(name)
        elif root_name == "settings":
            root = package.tree(name)
            for template in list(root.iterchildren("{*}attachedTemplate")):
                root.remove(template)
            package.change(name, root)
        elif root_name in _STORIES:
            root = package.tree(name)
            accept_changes(root)
            for hidden in [*_hidden_rows(root), *(run for run in _runs(root) if _is_hidden(run, styles))]:
                if (parent := hidden.getparent()) is not None:
                    parent.remove(hidden)
            _remove_comment_marks(root)
            package.change(name, root)


def _templates(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """The relationships to templates elsewhere, and the parts they are in."""
    for name, root_name in package.parts():
        for row in package.tree(name).iterchildren("{*}Relationship") if root_name == "Relationships" else ():
            if row.get("Type", "").endswith("/attachedTemplate") and row.get("TargetMode") == "External":
                yield name, row


def _own(root: etree._Element, names: frozenset[str] | set[str]) -> Iterator[etree._Element]:
    """Elements of the namespace of `root` with these names, but not what older programs are shown instead."""
    space = etree.QName(root).namespace
    return (one for one in root.iter(*(f"{{{space}}}{name}" for name in names)) if not _is_fallback(one))


def _runs(root: etree._Element) -> Iterator[etree._Element]:
    """All runs in which there is something to see."""
    for run in root.iter("{*}r"):
        if any(_shows(child) for child in run.iterchildren("{*}*")):
            yield run


def _shows(child: etree._Element) -> bool:
    return local(child) in _DRAWINGS or (local(child) == "t" and bool((child.text or "").strip()))


def _is_fallback(element: etree._Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _passages(root: etree._Element, styles: set[str]) -> int:
    """How many stretches of hidden runs there are; a program cuts one passage into many runs."""
    number, open_in = 0, None
    for run in _runs(root):
        if _is_fallback(run):
            continue
        paragraph = next(run.iterancestors("{*}p"), None)
        hidden = _is_hidden(run, styles)
        number += hidden and open_in is not paragraph
        open_in = paragraph if hidden else None
    return number


def _is_hidden(run: etree._Element, styles: set[str]) -> bool:
    vanish = run.find("{*}rPr/{*}vanish")
    if vanish is not None:
        return is_on(vanish, "val", default=True)
    paragraph = next(run.iterancestors("{*}p"), None)
    named = [run.find("{*}rPr/{*}rStyle"), paragraph.find("{*}pPr/{*}pStyle") if paragraph is not None else None]
    return any(_value(style) in styles for style in named if style is not None)


def _hidden_rows(root: etree._Element) -> Iterator[etree._Element]:
    for row in root.iter("{*}tr"):
        mark = row.find("{*}trPr/{*}hidden")
        if mark is not None and is_on(mark, "val", default=True):
            yield row


def _hiding_styles(package: Package) -> set[str]:
    """The ids of styles that hide what is written in them, by themselves or through what they are based on."""
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for name, root_name in package.parts():
        for style in package.tree(name).iterchildren("{*}style") if root_name == "styles" else ():
            key = next((value for at, value in style.attrib.items() if etree.QName(at).localname == "styleId"), "")
            vanish, basis = style.find("{*}rPr/{*}vanish"), style.find("{*}basedOn")
            own[str(key)] = None if vanish is None else is_on(vanish, "val", default=True)
            if basis is not None:
                based[str(key)] = _value(basis)

    def hides(key: str, seen: tuple[str, ...] = ()) -> bool:
        if own.get(key) is not None:
            return bool(own[key])
        return key in based and key not in seen and hides(based[key], (*seen, key))

    return {key for key in own if hides(key)}


def _value(element: etree._Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if etree.QName(name).localname == "val"), "")


def _remove_comment_marks(root: etree._Element) -> None:
    for mark in list(root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")):
        parent = mark.getparent()
        if parent is None:
            continue
        parent.remove(mark)
        above = parent.getparent()
        if local(parent) == "r" and all(local(child) == "rPr" for child in parent) and above is not None:
            above.remove(parent)
