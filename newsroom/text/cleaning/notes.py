"""A rule for footnotes: a way from the text to each note and back, and all notes at the end."""

import re

from .elements import Element, is_blank, text_of, walk
from .left_out import LeftOut

#: Ways to notes and back. They find each other by these names also after an editor has dropped their ids.
NOTE = re.compile(r"#note-(ref-)?([1-9]\d{0,3})")
#: Characters of "[12]", "note 3" or "*"; a longer link is a sentence, and no reference.
_MOST_OF_LABEL = 12
_SAYS_SOMETHING = re.compile(r"[\w*†‡§]")


def name_targets(root: Element, left_out: LeftOut) -> None:
    """An anchor in front of all that a link leads to, since blocks are rebuilt before notes are linked."""
    wanted = {_fragment(element) for element in walk(root) if element.tag == "a"}
    for element in list(walk(root)):
        if element.tag != "a" and element.get("id") in wanted:
            _first_line(element).children.insert(0, Element("a", {"name": element.get("id")}))


def _first_line(element: Element) -> Element:
    """The innermost block with which `element` begins: an anchor between blocks would be a blank paragraph."""
    for child in element.children:
        if isinstance(child, Element) and child.is_block:
            return _first_line(child)
        if not is_blank([child]):
            break
    return element


def link_notes(root: Element, left_out: LeftOut) -> None:
    """Footnotes of Word, LibreOffice, Google Docs, Drupal and Markdown: references and notes that lead to each other.

    Other ways within a page lose their link: what they led to has no address here.
    """
    _Notes(root).link()


def _fragment(link: Element) -> str:
    return link.get("href").rpartition("#")[2]


def _is_label(link: Element) -> bool:
    return 0 < len(text_of(link).strip()) <= _MOST_OF_LABEL


class _Notes:
    def __init__(self, root: Element):
        self._root = root
        self._holders = {id(child): holder for holder in (root, *walk(root)) for child in holder.children}
        self._links = [element for element in walk(root) if element.tag == "a" and "#" in element.get("href")]
        self._targets = self._named()

    def link(self) -> None:
        """Number the notes in the order in which the text refers to them."""
        numbers: dict[int, int] = {}  # the way back → number of its note
        linked: set[int] = set()
        for reference in self._links:
            back = None if id(reference) in linked else self._back(reference, numbers)
            if back is not None:
                is_first = id(back) not in numbers
                number = numbers.setdefault(id(back), len(numbers) + 1)
                self._set_reference(reference, number, is_first)
                linked |= {id(reference), id(back)}
        backs = {id(link): link for link in self._links}
        for key, number in numbers.items():
            self._set_note(backs[key], number)
        for link in self._links:
            if id(link) not in linked and link.get("href").startswith("#"):
                link.attributes = {"href": "#"}  # no note: the rule for such ways removes it

    def _named(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for element in walk(self._root):
            for name in (element.get("id"), element.get("name")):
                if name:
                    found.setdefault(name, element)
        for link in self._links:
            if way := NOTE.fullmatch(link.get("href")):
                found.setdefault(f"note-{way[2]}" if way[1] else f"note-ref-{way[2]}", link)
        return found

    def _back(self, reference: Element, numbers: dict[int, int]) -> Element | None:
        """The link that leads from the note of `reference` back to the text; None where it is no reference.

        It leads to the paragraph of the reference, or to an earlier reference to the same note.
        """
        target = self._targets.get(_fragment(reference))
        if target is None or not _is_label(reference) or self._block(target) is self._block(reference):
            return None
        for link in self._links:
            if _is_label(link) and self._belongs(link, target):
                origin = self._targets.get(_fragment(link))
                if origin is not None and self._block(origin) is self._block(reference):
                    return link
                if id(link) in numbers:
                    return link
        return None

    def _belongs(self, link: Element, target: Element) -> bool:
        """Whether `link` is part of the note at `target`, which may be an empty anchor in front of it."""
        if link is target or self._is_within(link, target):
            return True
        return not target.get("href") and target.tag == "a" and self._block(link) is self._block(target)

    def _is_within(self, element: Element, outer: Element) -> bool:
        while id(element) in self._holders:
            element = self._holders[id(element)]
            if element is outer:
                return True
        return False

    def _block(self, element: Element) -> Element:
        while not element.is_block and id(element) in self._holders:
            element = self._holders[id(element)]
        return element

    def _set_reference(self, link: Element, number: int, is_first: bool) -> None:
        label = text_of(link).strip() or str(number)
        link.attributes = {"href": f"#note-{number}"} | ({"id": f"note-ref-{number}"} if is_first else {})
        link.children = [label]
        holder = self._holders[id(link)]
        around = holder
        while not around.is_block:
            if around.tag == "sup":
                return
            around = self._holders[id(around)]
        at = next(at for at, child in enumerate(holder.children) if child is link)
        holder.children[at] = raised = Element("sup", {}, [link])
        self._holders[id(raised)], self._holders[id(link)] = holder, raised

    def _set_note(self, back: Element, number: int) -> None:
        label = text_of(back).strip()
        if not _SAYS_SOMETHING.search(label):  # an arrow: the note needs the label of its reference
            label = text_of(self._targets_of(number)).strip() or str(number)
            self._remove(back)
            block = self._block(back)
            block.children.insert(0, " ")
            block.children.insert(0, back)
            self._holders[id(back)] = block
        back.attributes = {"href": f"#note-ref-{number}", "id": f"note-{number}"}
        back.children = [label]
        self._part_from_what_follows(back)
        self._move_to_the_end(back)

    def _part_from_what_follows(self, back: Element) -> None:
        """A blank behind the label, which some programs leave to their styles."""
        around = back
        while not self._holders[id(around)].is_block:
            around = self._holders[id(around)]
        siblings = self._holders[id(around)].children
        after = siblings[next(at for at, child in enumerate(siblings) if child is around) + 1 :]
        if after and not text_of(after[0])[:1].isspace():
            siblings.insert(len(siblings) - len(after), " ")

    def _targets_of(self, number: int) -> Element:
        return next(link for link in self._links if link.get("id") == f"note-ref-{number}")

    def _remove(self, element: Element) -> None:
        holder = self._holders[id(element)]
        holder.children = [child for child in holder.children if child is not element]

    def _move_to_the_end(self, back: Element) -> None:
        """A note that has a block to itself stands at the end of the text."""
        block = self._block(back)
        shared = any(link is not back and link.get("id") and self._block(link) is block for link in self._links)
        if shared or block.tag not in ("p", "li"):
            return
        self._remove(block)
        self._root.children.append(Element("p", {}, block.children))
