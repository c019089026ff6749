"""The parts of an Office Open XML file (ECMA-376, part 2): read with care, and written without some of them."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from lxml import etree

#: Bytes of one part that is read as a whole; as a tree it takes about ten times as much memory. Sheets are streamed.
MOST_BYTES = 20 * 1024 * 1024

CONTENT_TYPES = "[Content_Types].xml"


class Unreadable(Exception):
    """A part that is no XML, or too large."""


def local(element: etree._Element) -> str:
    """The name of `element` without its namespace, which differs between the two variants of the format."""
    return etree.QName(element).localname


def is_on(element: etree._Element, attribute: str, *, default: bool = False) -> bool:
    """The value of a switch (ECMA-376, part 1, 22.9.2.7), whatever the namespace of the attribute."""
    for name, value in element.attrib.items():
        if etree.QName(name).localname == attribute:
            return value not in ("0", "false", "off")
    return default


class Package:
    """An archive that check_attachment() let pass; its entries unpack to no more than their sizes say."""

    def __init__(self, archive: zipfile.ZipFile):
        self._archive = archive
        self._sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        self._packing = {entry.filename: entry.compress_type for entry in archive.infolist()}
        self._changed: dict[str, etree._Element] = {}
        self._dropped: set[str] = set()

    def parts(self) -> Iterator[tuple[str, str]]:
        """Names of all XML parts, each with the name of its root element: what a part is, wherever it lies."""
        for name in self._sizes:
            if name.lower().endswith((".xml", ".rels")) and name not in self._dropped:
                yield name, self._root_name(name)

    def names(self) -> list[str]:
        return [name for name in self._sizes if name not in self._dropped]

    def tree(self, name: str) -> etree._Element:
        """The root of a part. Raises Unreadable."""
        if name in self._changed:
            return self._changed[name]
        if self._sizes[name] > MOST_BYTES:
            raise Unreadable(name)
        try:
            root = etree.fromstring(self._archive.read(name), _parser())
        except etree.XMLSyntaxError as error:
            raise Unreadable(name) from error
        # Where entities are declared; forbidden (part 2, 8.1.4).
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
            raise Unreadable(name)
        return root

    def stream(self, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """The elements of a part with these names, each once it is complete, one at a time. Raises Unreadable."""
        with self._archive.open(name) as file:
            try:
                events = etree.iterparse(
                    file, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
                )
                for _event, element in events:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except etree.XMLSyntaxError as error:
                raise Unreadable(name) from error

    def change(self, name: str, root: etree._Element) -> None:
        """Write `root` in place of the part."""
        self._changed[name] = root

    def drop(self, name: str) -> None:
        """Leave the part out, with its own relationships and all that lead to it."""
        self._dropped |= {name, rels_of(name)}

    def relationships(self, name: str) -> dict[str, str]:
        """Id of each relationship of a part inside the package → the part it leads to."""
        rels = rels_of(name)
        if rels not in self._sizes or rels in self._dropped:
            return {}
        rows = self.tree(rels).iterchildren("{*}Relationship")
        return {row.get("Id", ""): _target(rels, row) for row in rows if row.get("TargetMode") != "External"}

    def written(self) -> bytes:
        """The archive with what was changed, without what was dropped."""
        if self._dropped:
            self._forget_dropped()
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self.names():
                entry = zipfile.ZipInfo(name)  # without the time that the original tells
                # The first entry of an OpenDocument file must not be packed.
                entry.compress_type = self._packing[name] and zipfile.ZIP_DEFLATED
                if name in self._changed:
                    content = etree.tostring(
                        self._changed[name], xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                    archive.writestr(entry, content)
                else:
                    with self._archive.open(name) as source, archive.open(entry, "w", force_zip64=True) as copy:
                        _copy(source, copy)
        return target.getvalue()

    def _root_name(self, name: str) -> str:
        """The local name of the root; empty where there is none."""
        with self._archive.open(name) as file:
            try:
                parser = etree.iterparse(file, events=("start",), resolve_entities=False, no_network=True)
                for _event, element in parser:
                    return local(element)
            except etree.XMLSyntaxError:
                pass
        return ""

    def _forget_dropped(self) -> None:
        """Take relationships and content types of dropped parts out."""
        for name, root_name in list(self.parts()):
            if root_name not in ("Relationships", "Types"):
                continue
            root = self.tree(name)
            for row in list(root.iterchildren("{*}*")):
                part = _target(name, row) if root_name == "Relationships" else row.get("PartName", "").lstrip("/")
                if part in self._dropped and row.get("TargetMode") != "External":
                    root.remove(row)
                    self.change(name, root)


def rels_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(rels: str, row: etree._Element) -> str:
    """The part that a row of the relationships `rels` leads to: relative to the part they belong to, or absolute."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, row.get("Target", ""))).lstrip("/")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while block := source.read(1 << 16):
        target.write(block)
