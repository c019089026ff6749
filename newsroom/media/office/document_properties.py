"""The properties of an Office Open XML file: who wrote it, where, and called what."""

from lxml import etree

from .package import Package, local

#: Name of an element of the core or the extended properties → name of a finding.
_NAMES = {
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "category": "category",
    "Company": "company",
    "Manager": "manager",
}


def read(package: Package) -> tuple[dict[str, str | None], int]:
    """The properties that findings name, and how many custom ones there are."""
    found: dict[str, str | None] = {}
    custom = 0
    for name, root_name in package.parts():
        if root_name not in ("coreProperties", "Properties"):
            continue
        root = package.tree(name)
        if _is_custom(root):
            custom += len(root)
        else:
            found |= {_NAMES[local(row)]: row.text for row in root.iter("{*}*") if local(row) in _NAMES}
    return found, custom


def clean(package: Package, title: str) -> None:
    """Take them out, and the small picture of what the first page once was.

    A title gives way to `title`: programs for the blind read it out.
    """
    for name in package.names():
        if name.startswith("docProps/thumbnail"):
            package.drop(name)
    for name, root_name in list(package.parts()):
        if root_name not in ("coreProperties", "Properties"):
            continue
        root = package.tree(name)
        if _is_custom(root):
            package.drop(name)
            continue
        for row in list(root.iter("{*}*")):
            if local(row) == "title":
                row.text = title
            elif local(row) in _NAMES:
                root.remove(row)
        package.change(name, root)


def _is_custom(root: etree._Element) -> bool:
    return str(etree.QName(root).namespace).endswith(("/custom-properties", "/customProperties"))
