"""PowerPoint (ECMA-376, part 1, 19): comments, speaker notes, and slides and shapes that are hidden."""

from lxml import etree

from .package import Package, is_on

_REMOVABLE = {"cmLst", "cmAuthorLst", "authorLst", "notes"}
#: What stands on a page of notes by itself.
_NOT_NOTES = {"sldImg", "sldNum", "dt", "hdr", "ftr"}


def inspect(package: Package) -> dict[str, int]:
    """Count what findings name."""
    number = dict.fromkeys(("comments", "notes", "hidden_slides", "hidden_text"), 0)
    for name, root_name in package.parts():
        match root_name:
            case "cmLst":
                number["comments"] += sum(1 for _ in package.tree(name).iter("{*}cm", "{*}reply"))
            case "notes":
                number["notes"] += _has_notes(package.tree(name))
            case "sld":
                slide = package.tree(name)
                number["hidden_slides"] += not is_on(slide, "show", default=True)
                number["hidden_text"] += _hidden_shapes(slide)
    return number


def clean(package: Package) -> None:
    """Take comments and notes out. Hidden slides and shapes stay: links and animations may lead to them."""
    for name, root_name in list(package.parts()):
        if root_name in _REMOVABLE:
            package.drop(name)


def _has_notes(root: etree._Element) -> bool:
    for shape in root.iter("{*}sp"):
        holder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
        if (holder is None or holder.get("type") not in _NOT_NOTES) and _has_text(shape):
            return True
    return False


def _hidden_shapes(slide: etree._Element) -> int:
    hidden = (shape for shape in slide.iter("{*}sp") if is_hidden(shape))
    return sum(_has_text(shape) for shape in hidden)


def is_hidden(shape: etree._Element) -> bool:
    about = shape.find("{*}nvSpPr/{*}cNvPr")
    return about is not None and is_on(about, "hidden")


def _has_text(shape: etree._Element) -> bool:
    return any((text.text or "").strip() for text in shape.iter("{*}t"))
