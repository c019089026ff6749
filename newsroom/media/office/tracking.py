"""Tracked changes of Word (ECMA-376, part 1, 17.13.5), accepted as Word itself would."""

from lxml import etree

from .package import local

_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
#: What formatting was before; and cells that were added or merged.
_MARKS = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "numberingChange",
    "cellIns",
    "cellMerge",
)
_RANGES = tuple(
    f"{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
#: What is one change each.
CHANGES = frozenset((*_INSERTED, *_DELETED, *_MARKS, "cellDel"))
#: Where an insertion or a deletion is a mark on what is around it, and no wrapper.
_PROPERTIES = ("rPr", "trPr")


def accept_changes(root: etree._Element) -> None:
    """Make `root`, a part of the text, what it is with all insertions kept and all deletions gone."""
    space = etree.QName(root).namespace

    def found(*names: str) -> list[etree._Element]:
        return list(root.iter(*(f"{{{space}}}{name}" for name in names)))

    for mark in found(*_DELETED):
        match _name_of_parent(mark):
            case "trPr":
                _remove_from_table(mark, "tr")
            case "rPr":
                pass  # the end of a paragraph: below, once it is known what is left of it
            case _:
                _remove(mark)
    for mark in found("cellDel"):
        _remove_from_table(mark, "tc")
    for mark in found(*_INSERTED):
        if _name_of_parent(mark) in _PROPERTIES:
            _remove(mark)
        else:
            _unwrap(mark)
    for mark in found(*_MARKS, *_RANGES):
        _remove(mark)
    for mark in found(*_DELETED):
        _join_with_next(mark)


def _join_with_next(mark: etree._Element) -> None:
    """The end of a paragraph was deleted: what is left of it goes to the beginning of the next one."""
    paragraph = next(mark.iterancestors("{*}p"), None)
    _remove(mark)
    if paragraph is None:
        return
    content = [child for child in paragraph if not _is_named(child, "pPr")]
    following = next(
        (one for one in paragraph.itersiblings() if not _is_named(one, "bookmarkStart", "bookmarkEnd")), None
    )
    if following is not None and _is_named(following, "p"):
        at = 1 if len(following) and _is_named(following[0], "pPr") else 0
        following[at:at] = content
        _remove(paragraph)
    elif not content and following is not None and not _is_named(following, "sectPr"):
        _remove(paragraph)


def _remove_from_table(mark: etree._Element, name: str) -> None:
    """Remove the row or cell that `mark` is on, and with it a row or table of which nothing else is left."""
    gone = next(mark.iterancestors(f"{{*}}{name}"), None)
    above = gone.getparent() if gone is not None else None
    if gone is None or above is None:
        return
    above.remove(gone)
    if not any(True for _ in above.iter("{*}tr", "{*}tc") if _ is not above):
        if local(above) == "tr" and (table := above.getparent()) is not None:
            table.remove(above)
            above = table
        if local(above) == "tbl" and above.find(".//{*}tr") is None:
            _remove(above)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def _is_named(element: etree._Element, *names: str) -> bool:
    return isinstance(element.tag, str) and local(element) in names
