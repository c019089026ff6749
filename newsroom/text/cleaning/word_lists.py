"""A rule for lists of word processors, which are paragraphs with a typed marker and a style that names their level."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .elements import Element, text_of, walk
from .left_out import LeftOut

_LEVEL = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d+)")
_IGNORED = re.compile(r"mso-list\s*:\s*ignore")
#: A marker that was copied as text: a bullet or a number, and the blanks of a tabulator.
_TYPED = re.compile(r"\s*([·•▪§o\uf0b7–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])(?:\xa0|\t|\s{2,})[\s\xa0]*")
_NUMBER = re.compile(r"\(?(?:\d+\.)*(\d+|[a-z]{1,5}|[A-Z]{1,5})[.)]?")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Item(NamedTuple):
    name: str  # of its list
    level: int
    marker: str
    content: "list[Element | str]"


class _Open(NamedTuple):
    level: int
    key: tuple[str, str]  # name of the list, kind of its marker
    list: Element


def build_lists(root: Element, left_out: LeftOut) -> None:
    """Word's paragraphs of lists as lists, nested as their levels say, with the numbers that were shown."""
    for holder in (root, *list(walk(root))):
        if any(isinstance(child, Element) and (_may_be_item(child) or _is_leveled(child)) for child in holder.children):
            holder.children = list(_built(_opened(holder.children)))


def _may_be_item(element: Element) -> bool:
    return element.tag in ("p", "div") and (
        "mso-list" in element.get("style").lower() or "msolist" in element.get("class").lower()
    )


def _is_leveled(element: Element) -> bool:
    """Whether it is a list of Word on the web: one for each item, whose level is an attribute; or a wrapper of it."""
    if element.tag == "div":
        lists = [child for child in element.children if isinstance(child, Element)]
        return bool(lists) and all(map(_is_leveled, lists))
    items = [child for child in element.children if isinstance(child, Element)]
    return (
        element.tag in ("ul", "ol") and bool(items) and all(item.get("data-aria-level").isdecimal() for item in items)
    )


def _opened(children: "list[Element | str]") -> "Iterator[Element | str]":
    """`children`, with each item of a leveled list as a paragraph such as Word itself writes."""
    for child in children:
        if not isinstance(child, Element) or not _is_leveled(child):
            yield child
        elif child.tag == "div":
            yield from _opened(child.children)
        else:
            for item in child.children:
                if isinstance(item, Element):
                    yield _as_paragraph(item, child)


def _as_paragraph(item: Element, list_: Element) -> Element:
    marker = "·" if list_.tag == "ul" else f"{list_.get('start') or 1}."
    style = f"mso-list:l{item.get('data-listid') or 0} level{item.get('data-aria-level')}"
    return Element("p", {"style": style}, [Element("span", {"style": "mso-list:ignore"}, [marker]), *item.children])


def _built(children: "Iterable[Element | str]") -> "Iterator[Element | str]":
    open_: list[_Open] = []
    for child in children:
        item = _item(child) if isinstance(child, Element) and _may_be_item(child) else None
        if item:
            while open_ and (open_[-1].level > item.level or _is_another(open_[-1], item)):
                open_.pop()
            if not open_ or open_[-1].level < item.level:
                new = _new_list(item)
                if open_:
                    _last_item(open_[-1].list).children.append(new.list)
                else:
                    yield new.list
                open_.append(new)
            open_[-1].list.children.append(Element("li", {}, item.content))
        elif isinstance(child, Element) or child.strip():
            open_.clear()
            yield child


def _is_another(last: _Open, item: _Item) -> bool:
    return last.level == item.level and last.key != (item.name, _kind(item.marker, last.key[1]))


def _last_item(list_: Element) -> Element:
    return next(child for child in reversed(list_.children) if isinstance(child, Element))


def _item(element: Element) -> _Item | None:
    found = _LEVEL.search(element.get("style").lower())
    if found:
        return _Item(found[1], int(found[2]), _take_marker(element), element.children)
    if "mso-list" in element.get("style").lower():  # none, or skipped: a further paragraph of an item
        return None
    first = next(_texts(element), None)
    typed = _TYPED.match(text_of(element)) if first else None
    if not typed or first is None or not _TYPED.match(first[0].children[first[1]]):  # type: ignore[arg-type]
        return None
    holder, at = first
    holder.children[at] = _TYPED.sub("", str(holder.children[at]), count=1)
    return _Item("", 1, typed[1], element.children)


def _texts(element: Element) -> Iterator[tuple[Element, int]]:
    """Where the texts of `element` are that are not blank."""
    for holder in (element, *walk(element)):
        for at, child in enumerate(holder.children):
            if isinstance(child, str) and child.strip():
                yield holder, at


def _take_marker(element: Element) -> str:
    """Remove the marker that Word typed, and return it."""
    for holder in (element, *walk(element)):
        for child in holder.children:
            if isinstance(child, Element) and _IGNORED.search(child.get("style").lower()):
                holder.children.remove(child)
                return text_of(child).strip(" \xa0\t\n")
    return ""


def _kind(marker: str, before: str = "") -> str:
    """The `type` of an ordered list as HTML has it; "-" for a list that is not numbered.

    A letter such as v is a Roman number after others (`before`), else a letter.
    """
    found = _NUMBER.fullmatch(marker)
    if not found or marker == "o":
        return "-"
    number = found[1]
    if number.isdecimal():
        return "1"
    roman = set(number.lower()) <= _ROMAN.keys() and (len(number) > 1 or number in "iI" or before in ("i", "I"))
    return ("i" if roman else "a") if number.islower() else ("I" if roman else "A")


def _new_list(item: _Item) -> _Open:
    kind = _kind(item.marker)
    attributes = {} if kind in "-1" else {"type": kind}
    if kind != "-" and (start := _value(item.marker, kind)) != 1:
        attributes = {"start": str(start)} | attributes
    return _Open(item.level, (item.name, kind), Element("ul" if kind == "-" else "ol", attributes))


def _value(marker: str, kind: str) -> int:
    number = _NUMBER.fullmatch(marker)[1].lower()  # type: ignore[index]
    if kind == "1":
        return int(number)
    if kind in "aA":
        return ord(number[0]) - ord("a") + 1
    values = [_ROMAN[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
