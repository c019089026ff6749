"""Excel (ECMA-376, part 1, 18): comments, what is hidden, and what lies behind the cells."""

import re

from lxml import etree

from .package import Package, Unreadable, is_on, local

#: Roots of parts that hold comments, who made them, and the changes of a shared workbook.
_REMOVABLE = {"comments", "ThreadedComments", "personList", "revisions", "headers", "users"}
_COUNTED = (
    "comments",
    "tracked_changes",
    "hidden_rows",
    "hidden_columns",
    "hidden_sheets",
    "linked_files",
    "pivot_data",
)
_CELL = re.compile(r"([A-Z]{1,3})\d+")
#: How Excel begins the name of the author of a note that only stands in for a threaded comment.
_STANDS_IN = "tc="


def inspect(package: Package) -> dict[str, int]:
    """Count what findings name."""
    number = dict.fromkeys(_COUNTED, 0)
    for name, root_name in package.parts():
        match root_name:
            case "comments":
                number["comments"] += _notes(package.tree(name))
            case "ThreadedComments":
                number["comments"] += len(package.tree(name))
            case "revisions":
                number["tracked_changes"] += len(package.tree(name))
            case "workbook":
                sheets = package.tree(name).iterfind("{*}sheets/{*}sheet")
                number["hidden_sheets"] += sum(sheet.get("state") in ("hidden", "veryHidden") for sheet in sheets)
            case "worksheet":
                rows, columns = _hidden_cells(package, name)
                number["hidden_rows"] += rows
                number["hidden_columns"] += columns
            case "externalLink":
                number["linked_files"] += 1
            case "pivotCacheRecords":
                number["pivot_data"] += 1
    return number


def path(package: Package) -> str:
    """Where the file lay on the computer of whoever saved it last."""
    for name, root_name in package.parts():
        for element in package.tree(name).iter("{*}absPath") if root_name == "workbook" else ():
            return str(element.get("url", ""))
    return ""


def clean(package: Package) -> None:
    """Take comments, the log of changes and the author's folder out. What is hidden stays: formulas may need it."""
    for name, root_name in list(package.parts()):
        if root_name in _REMOVABLE:
            package.drop(name)
        elif root_name == "workbook":
            root = package.tree(name)
            for element in list(root.iter("{*}absPath")):
                _remove_with_alternatives(element)
            package.change(name, root)
    for name in package.names():
        if name.lower().endswith(".vml"):
            _clean_shapes(package, name)


def _notes(root: etree._Element) -> int:
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    stand_ins = {str(number) for number, author in enumerate(authors) if author.startswith(_STANDS_IN)}
    return sum(comment.get("authorId") not in stand_ins for comment in root.iterfind("{*}commentList/{*}comment"))


def _hidden_cells(package: Package, name: str) -> tuple[int, int]:
    """How many rows and columns are hidden, of those in which anything is written."""
    rows = 0
    ranges: list[tuple[int, int]] = []
    columns: set[int] = set()
    for element in package.stream(name, ("col", "row")):
        hidden = is_on(element, "hidden")
        if local(element) == "col":
            if hidden:
                ranges.append((int(element.get("min", 0)), int(element.get("max", 0))))
        elif hidden or ranges:
            used = [_column(cell) for cell in element if len(cell)]
            rows += bool(hidden and used)
            columns |= {column for column in used for first, last in ranges if first <= column <= last}
    return rows, len(columns)


def _column(cell: etree._Element) -> int:
    """The number of the column of a cell, from 1; 0 where it does not say."""
    match = _CELL.fullmatch(cell.get("r", ""))
    number = 0
    for letter in match[1] if match else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _clean_shapes(package: Package, name: str) -> None:
    """Take the frames of notes out of a drawing; the whole drawing where it has nothing else."""
    root = package.tree(name)
    shapes = list(root.iterchildren("{*}shape"))
    notes = [shape for shape in shapes if any(data.get("ObjectType") == "Note" for data in shape.iter("{*}ClientData"))]
    if not notes:
        return
    for shape in notes:
        root.remove(shape)
    package.change(name, root)
    if len(notes) < len(shapes) or any(True for _ in root.iterchildren("{*}group")):
        return
    for sheet, root_name in list(package.parts()):
        ids = {key for key, part in package.relationships(sheet).items() if part == name}
        if root_name in ("worksheet", "chartsheet", "dialogsheet") and ids:
            tree = package.tree(sheet)
            for element in list(tree.iterchildren("{*}legacyDrawing")):
                if ids & set(map(str, element.attrib.values())):
                    tree.remove(element)
            package.change(sheet, tree)
    package.drop(name)


def _remove_with_alternatives(element: etree._Element) -> None:
    """Remove it, and what was there only to hold it: AlternateContent, Choice."""
    while (parent := element.getparent()) is not None:
        parent.remove(element)
        if len(parent) or local(parent) not in ("Choice", "AlternateContent"):
            return
        element = parent
    raise Unreadable
