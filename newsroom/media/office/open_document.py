"""OpenDocument (OASIS, version 1.3): properties, comments, tracked changes, notes, and what is hidden."""

from collections.abc import Iterator

from lxml import etree

from .package import Package, local

_NAMES = {
    "initial-creator": "author",
    "creator": "last_modified_by",
    "title": "title",
    "subject": "subject",
    "description": "description",
    "keyword": "keywords",
}
_META, _CONTENT = "meta.xml", ("content.xml", "styles.xml")
_HIDDEN_CELLS = ("collapse", "filter")
_CHANGE_MARKS = ("{*}change", "{*}change-start", "{*}change-end", "{*}annotation-end")


def properties(package: Package) -> dict[str, str | None]:
    if _META not in package.names():
        return {}
    return {_NAMES[local(row)]: row.text for row in package.tree(_META).iter("{*}*") if local(row) in _NAMES}


def inspect(package: Package) -> dict[str, int]:
    """Count what findings name."""
    number = dict.fromkeys(
        ("custom_properties", "comments", "tracked_changes", "hidden_text", "hidden_rows", "hidden_columns",
         "hidden_sheets", "hidden_slides", "notes"), 0
    )  # fmt: skip
    if _META in package.names():
        number["custom_properties"] = sum(1 for _ in package.tree(_META).iter("{*}user-defined"))
    styles = _styles(package)
    for root in [package.tree(name) for name in _CONTENT if name in package.names()]:
        number["comments"] += sum(1 for _ in root.iter("{*}annotation"))
        number["tracked_changes"] += sum(len(changes) for changes in root.iter("{*}tracked-changes"))
        number["hidden_text"] += sum(1 for _ in _hidden_text(root, styles))
        for what, tag in (("hidden_rows", "table-row"), ("hidden_columns", "table-column")):
            hidden = (row for row in root.iter(f"{{*}}{tag}") if _get(row, "visibility") in _HIDDEN_CELLS)
            number[what] += sum(_repeated(row) for row in hidden)
        number["hidden_sheets"] += sum(_styled(table, styles, "display", "false") for table in root.iter("{*}table"))
        for page in root.iter("{*}page"):
            number["hidden_slides"] += _styled(page, styles, "visibility", "hidden")
            number["notes"] += any(
                "".join(map(str, box.itertext())).strip() for box in page.iterfind("{*}notes//{*}text-box")
            )
    return number


def clean(package: Package, title: str) -> None:
    """Take properties, comments, notes and hidden text out, and accept all changes.

    What was deleted lies among the changes, and goes with them.
    """
    if _META in package.names():
        _clean_properties(package, title)
    styles = _styles(package)
    for name in _CONTENT:
        if name in package.names():
            root = package.tree(name)
            notes = (one for one in root.iter("{*}notes") if next(one.iterancestors("{*}page"), None) is not None)
            marks = root.iter("{*}annotation", "{*}tracked-changes", *_CHANGE_MARKS)
            for element in [*_hidden_text(root, styles), *marks, *notes]:
                _remove(element)
            package.change(name, root)


def _clean_properties(package: Package, title: str) -> None:
    root = package.tree(_META)
    for row in list(root.iter("{*}*")):
        if local(row) == "title":
            row.text = title
        elif local(row) in _NAMES or local(row) == "user-defined":
            _remove(row)
    package.change(_META, root)


def _styles(package: Package) -> dict[str, etree._Element]:
    """All styles, by name."""
    roots = [package.tree(name) for name in _CONTENT if name in package.names()]
    return {str(_get(style, "name")): style for root in roots for style in root.iter("{*}style")}


def _hidden_text(root: etree._Element, styles: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """Passages and paragraphs of a hiding style, and fields that show their text on a condition only."""
    for text in root.iter("{*}span", "{*}p", "{*}h", "{*}hidden-text", "{*}hidden-paragraph"):
        if local(text).startswith("hidden-") or _styled(text, styles, "display", "none"):
            yield text


def _get(element: etree._Element, attribute: str) -> str | None:
    """An attribute, whatever its namespace."""
    return next(
        (str(value) for name, value in element.attrib.items() if etree.QName(name).localname == attribute), None
    )


def _styled(element: etree._Element, styles: dict[str, etree._Element], attribute: str, value: str) -> bool:
    """Whether the style that `element` names has that attribute with that value in its properties."""
    style = styles.get(_get(element, "style-name") or "")
    return style is not None and any(_get(properties, attribute) == value for properties in style)


def _repeated(row: etree._Element) -> int:
    """A row or column stands for so many; for one where it only fills the sheet to its end."""
    times = _get(row, "number-rows-repeated") or _get(row, "number-columns-repeated") or "1"
    return int(times) if times.isdecimal() and int(times) < 1000 else 1


def _remove(element: etree._Element) -> None:
    """Remove it, not the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
