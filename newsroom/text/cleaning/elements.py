"""A small tree of elements: HTML in by an HTML5 parser, HTML out as the sanitiser writes it."""

from collections.abc import Callable, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from ...plain_text import BLOCKS

#: Other elements that browsers show on lines of their own. They are containers here: their ends part words.
_CONTAINERS = """
    address article aside body caption center dd details dialog div dl dt fieldset footer form frame frameset header
    hgroup hr html legend listing main menuitem nav noframes optgroup option plaintext pre search section summary tfoot
    xmp
"""
CONTAINERS = frozenset(_CONTAINERS.split())
#: Elements that carry meaning within a line.
MARKS = frozenset(("strong", "em", "sup", "sub", "a"))
_EMPTY = frozenset(("br", "img"))
#: Wrappers that say nothing where they have no attributes: word processors nest them by the dozen.
_WRAPPERS = frozenset(("span", "font", "o:p"))
_BLANK = " \t\n\r\f\xa0\u2002\u2003\u2009\u202f\u3000"


class Element:
    """An element with its attributes and, in order, the elements and texts in it."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(
        self, tag: str, attributes: dict[str, str] | None = None, children: "list[Element | str] | None" = None
    ):
        self.tag = tag
        self.attributes: dict[str, str] = attributes or {}
        self.children: list[Element | str] = children if children is not None else []

    def get(self, name: str) -> str:
        """The value of an attribute; empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS or self.tag in CONTAINERS

    def like(self, children: "list[Element | str]") -> "Element":
        """The same element around other children."""
        return Element(self.tag, self.attributes, children)


def parse(html: str) -> Element:
    """The body of `html`, read by the rules of HTML5 (WHATWG, 13.2). Comments and the head are left out."""
    root = Element("body")
    body = LexborHTMLParser(html).body
    node, holder = body.child if body else None, root
    later: list[tuple] = []  # (next sibling, its holder) of every element that is open
    while node is not None or later:
        if node is None:
            node, holder = later.pop()
        elif node.is_text_node:
            holder.children.append(node.text_content or "")
            node = node.next
        elif node.is_element_node:
            later.append((node.next, holder))
            attributes = {name: value or "" for name, value in node.attributes.items()}
            tag = str(node.tag).lower()
            if attributes or tag not in _WRAPPERS:
                element = Element(tag, attributes)
                holder.children.append(element)
                holder = element
            node = node.child
        else:
            node = node.next
    return root


def walk(root: Element) -> Iterator[Element]:
    """All elements below `root`, in the order of the document."""
    waiting = [child for child in reversed(root.children) if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [child for child in reversed(element.children) if isinstance(child, Element)]


def depth_of(root: Element) -> int:
    """How deep elements are nested in `root`."""
    deepest, waiting = 0, [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element.children if isinstance(child, Element)]
    return deepest


def rewrite(root: Element, replace: "Callable[[Element], Iterable[Element | str]]") -> None:
    """Put in the place of each element what `replace` makes of it, the inner ones first."""
    for holder in [*reversed(list(walk(root))), root]:
        children: list[Element | str] = []
        for child in holder.children:
            if isinstance(child, str):
                children.append(child)
            else:
                children.extend(replace(child))
        holder.children = children


def text_of(node: "Element | str") -> str:
    """The words in `node`, as they stand."""
    if isinstance(node, str):
        return node
    return "".join(text_of(child) for child in node.children)


def is_blank(nodes: "Iterable[Element | str]") -> bool:
    """Whether `nodes` show nothing: neither words nor a picture."""
    return all(
        not node.strip(_BLANK) if isinstance(node, str) else node.tag != "img" and is_blank(node.children)
        for node in nodes
    )


def without(tag: str, nodes: "Iterable[Element | str]") -> "list[Element | str]":
    """`nodes` with elements of that name replaced by what is in them."""
    found: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
        else:
            inner = without(tag, node.children)
            found += inner if node.tag == tag else [node.like(inner)]
    return found


def joined(nodes: "Iterable[Element | str]") -> "list[Element | str]":
    """`nodes` with texts that touch as one, and one blank where two would meet. Empty texts go."""
    found: list[Element | str] = []
    for node in nodes:
        before = found[-1] if found else None
        if isinstance(node, str) and isinstance(before, str):
            found[-1] = before + (node[1:] if before.endswith(" ") and node.startswith(" ") else node)
        elif node != "":
            found.append(node)
    return found


def trimmed(nodes: "list[Element | str]") -> "list[Element | str]":
    """`nodes` without the white space and line breaks at both ends, in marks there too."""
    found = joined(nodes)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        _trim(found, end, strip)
    return found


def _trim(nodes: "list[Element | str]", end: int, strip: Callable[[str, str], str]) -> None:
    while nodes:
        edge = nodes[end]
        if isinstance(edge, str):
            if shorter := strip(edge, _BLANK):
                nodes[end] = shorter
                return
        elif edge.tag in MARKS and not is_blank([edge]):
            nodes[end] = inner = edge.like(list(edge.children))
            _trim(inner.children, end, strip)
            return
        elif edge.tag != "br":
            return
        del nodes[end]


def write(nodes: "Iterable[Element | str]") -> str:
    """HTML as the sanitiser writes it (WHATWG, 13.3), so that what is clean passes it unchanged."""
    parts: list[str] = []
    for node in nodes:
        _write(node, parts.append)
    return "".join(parts)


def _write(node: "Element | str", put: Callable[[str], object]) -> None:
    if isinstance(node, str):
        put(_escaped(node))
        return
    put(f"<{node.tag}")
    for name, value in node.attributes.items():
        put(f' {name}="{_escaped(value).replace(chr(34), "&quot;")}"')
    put(">")
    if node.tag not in _EMPTY:
        for child in node.children:
            _write(child, put)
        put(f"</{node.tag}>")


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;") if "\xa0" in text else text
