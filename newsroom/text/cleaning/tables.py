"""A rule for tables: those of data stay, those that only lay out a page become paragraphs."""

from .elements import Element, is_blank, rewrite, walk
from .left_out import LeftOut

_SECTIONS = ("thead", "tbody", "tfoot")


def sort_out_tables(root: Element, left_out: LeftOut) -> None:
    """Heads first, feet last, captions before the table; cells of layout tables as blocks, in their order."""
    outer = {id(table) for table in walk(root) if table.tag == "table" and any(e.tag == "table" for e in walk(table))}
    rewrite(root, lambda element: _sorted(element, id(element) in outer) if element.tag == "table" else [element])


def _sorted(table: Element, holds_tables: bool) -> "list[Element | str]":
    parts: dict[str, list[Element]] = {name: [] for name in ("caption", *_SECTIONS)}
    others: list[Element | str] = []
    for child in table.children:
        if isinstance(child, Element) and child.tag in parts:
            parts[child.tag].append(child)
        elif isinstance(child, Element) and child.tag not in ("colgroup", "col"):
            others.append(child)
    captions: list[Element | str] = [Element("p", {}, caption.children) for caption in parts["caption"]]
    heads, rows = _rows(parts["thead"]), _rows(parts["tbody"]) + _rows(parts["tfoot"])
    before = [*captions, *others]
    if is_blank([*heads, *rows]):
        return before
    if not heads and _is_layout(table, rows, holds_tables):
        return [*before, *(Element("div", {}, cell.children) for row in rows for cell in _cells(row))]
    sections = [Element("thead", {}, [*heads])] if heads else []
    return [*before, Element("table", {}, [*sections, *([Element("tbody", {}, [*rows])] if rows else [])])]


def _rows(sections: list[Element]) -> list[Element]:
    rows = [row for section in sections for row in section.children if isinstance(row, Element) and row.tag == "tr"]
    return [Element("tr", {}, [*_cells(row)]) for row in rows if _cells(row)]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]


def _is_layout(table: Element, rows: list[Element], holds_tables: bool) -> bool:
    """Whether a table without a head says nothing by its rows and columns."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(cell.tag == "th" for row in rows for cell in _cells(row)):
        return False
    return holds_tables or len(rows) == 1 or all(len(_cells(row)) == 1 for row in rows)
