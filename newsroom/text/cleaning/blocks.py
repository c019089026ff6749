"""A rule for blocks: every word in a paragraph, heading, list, table or quotation, and no blank ones."""

from collections.abc import Iterable, Iterator

from .elements import MARKS, Element, is_blank, joined, trimmed, walk, without
from .left_out import LeftOut


def build_blocks(root: Element, left_out: LeftOut) -> None:
    """Ends of blocks part words; bare text and what double line breaks part are paragraphs; blank blocks go."""
    root.children = [*_blocks(root.children)]


def _blocks(nodes: "Iterable[Element | str]") -> list[Element]:
    """`nodes` as blocks of the schema."""
    found: list[Element] = []
    run: list[Element | str] = []
    stray: Element | None = None  # the list of items that stand in none
    for node in _spread(nodes):
        if isinstance(node, str) or not node.is_block:
            if not run and isinstance(node, str) and node.isspace():
                continue  # between blocks
            run.append(node)
            stray = stray if is_blank([node]) else None
            continue
        found += _paragraphs(run)
        run = []
        if node.tag != "li":
            stray = None
            found += _block(node)
            continue
        if stray is None:
            stray = Element("ul")
            found.append(stray)
        stray.children += _item(node)
    found += _paragraphs(run)
    return [block for block in found if block.tag != "ul" or block.children]


def _block(element: Element) -> list[Element]:
    tag = element.tag
    if tag == "p" and len(element.children) == 1 and isinstance(element.children[0], str):  # as most are
        words = trimmed(element.children)
        return [Element("p", {}, words)] if words else []
    if tag in ("h2", "h3"):
        return [Element(tag, {}, b.children) if b.tag == "p" else b for b in _blocks(element.children)]
    if tag in ("ul", "ol"):
        items = _items(element)
        return [Element(tag, _numbering(element), [*items])] if items else []
    if tag == "blockquote":
        inner = _blocks(element.children)
        return [Element(tag, {}, [*inner])] if inner else []
    if tag == "table":
        for cell in (part for part in walk(element) if part.tag in ("td", "th")):
            cell.children = _content(cell.children)
        return [element]
    if tag == "figure":
        return _figure(element)
    return _blocks(element.children)


def _numbering(list_: Element) -> dict[str, str]:
    """The attributes of a list; where its first item has a number of its own, the list begins with that."""
    first = next((node for node in list_.children if isinstance(node, Element) and node.tag == "li"), None)
    value = first.get("value") if first and list_.tag == "ol" else ""
    return {"start": value} | list_.attributes if value else list_.attributes


def _items(list_: Element) -> list[Element]:
    items: list[Element] = []
    for node in list_.children:
        if isinstance(node, Element) and node.tag == "li":
            items += _item(node)
        elif isinstance(node, Element) and node.tag in ("ul", "ol") and items:
            nested = _block(node)
            items[-1].children = [*_blocks(items[-1].children), *nested]
        elif not is_blank([node]):
            items += _item(Element("li", {}, [node]))
    return items


def _item(item: Element) -> list[Element]:
    content = _content(item.children)
    return [Element("li", {}, content)] if content else []


def _content(nodes: "list[Element | str]") -> "list[Element | str]":
    """What an item or a cell holds: a line as it is, else blocks."""
    blocks = _blocks(nodes)
    is_line = not any(isinstance(node, Element) and node.is_block for node in _spread(nodes))
    return blocks[0].children if is_line and len(blocks) == 1 else [*blocks]


def _figure(element: Element) -> list[Element]:
    """A picture with its caption; whatever else stood in the figure stands after it."""
    pictures = [part for part in walk(element) if part.tag == "img"]
    if not pictures:
        return _blocks(element.children)
    rest = without("img", element.children)
    captions = [node for node in rest if isinstance(node, Element) and node.tag == "figcaption"]
    lines = [line for caption in captions for block in _blocks(caption.children) for line in _lines(block)]
    caption = joined(node for line in lines for node in (*line, " "))
    content: list[Element | str] = [*pictures, *([Element("figcaption", {}, trimmed(caption))] if caption else [])]
    return [Element("figure", {}, content), *_blocks(node for node in rest if node not in captions)]


def _lines(block: Element) -> "Iterator[list[Element | str]]":
    """What `block` holds, without the blocks in it."""
    if not any(isinstance(node, Element) and node.is_block for node in block.children):
        yield block.children
        return
    for node in block.children:
        if isinstance(node, Element):
            yield from _lines(node)


def _paragraphs(run: "list[Element | str]") -> Iterator[Element]:
    """Paragraphs of what stands in one line, or in lines with empty ones between."""
    for part in _at_double_breaks(joined(run)):
        content = trimmed(part)
        if not is_blank(content):
            yield Element("p", {}, content)


def _at_double_breaks(nodes: "list[Element | str]") -> "Iterator[list[Element | str]]":
    part: list[Element | str] = []
    breaks = 0
    for node in nodes:
        if isinstance(node, Element) and node.tag == "br":
            breaks += 1
        elif not is_blank([node]):
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(node)
    yield part


def _spread(nodes: "Iterable[Element | str]") -> "Iterator[Element | str]":
    """`nodes`, with marks that hold blocks or empty lines put inside these."""
    for node in nodes:
        if isinstance(node, Element) and node.tag in MARKS and _needs_spreading(node):
            yield from _put_inside(node, node.children)
        else:
            yield node


def _needs_spreading(mark: Element) -> bool:
    inner = [*walk(mark)]
    return any(part.is_block for part in inner) or sum(part.tag == "br" for part in inner) > 1


def _put_inside(mark: Element, nodes: "Iterable[Element | str]") -> "Iterator[Element | str]":
    run: list[Element | str] = []
    for node in _spread(nodes):
        if isinstance(node, Element) and (node.is_block or node.tag == "br"):
            yield from _wrapped(mark, run)
            run = []
            yield node if node.tag == "br" else node.like([*_put_inside(mark, node.children)])
        else:
            run.append(node)
    yield from _wrapped(mark, run)


def _wrapped(mark: Element, run: "list[Element | str]") -> "list[Element | str]":
    return run if is_blank(run) else [mark.like(without(mark.tag, run))]


def reduce_attributes(root: Element, left_out: LeftOut) -> None:
    """Only attributes of the schema, with values that make sense."""
    for element in walk(root):
        element.attributes = {
            name: value
            for name, value in element.attributes.items()
            if name in _ATTRIBUTES.get(element.tag, ()) and (name not in _VALUES or value in _VALUES[name])
        }
        if element.tag == "a":
            element.attributes["rel"] = "noopener"


_ATTRIBUTES = {
    "a": ("href", "hreflang", "id"),
    "ol": ("start", "type"),
    "img": ("src", "alt"),
    "th": ("colspan", "rowspan", "scope"),
    "td": ("colspan", "rowspan"),
}
_NUMBERS = frozenset(map(str, range(1, 1000)))
_VALUES: dict[str, frozenset[str]] = {
    "start": _NUMBERS | {"0"},
    "colspan": _NUMBERS,
    "rowspan": _NUMBERS,
    "type": frozenset("aAiI"),
    "scope": frozenset(("row", "col", "rowgroup", "colgroup")),
}
