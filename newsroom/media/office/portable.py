"""PDF (ISO 32000-2): properties, annotations, embedded files, scripts and hidden layers."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

import pikepdf
from pikepdf.settings import set_qpdf_limits

from .package import Unreadable

# A stream of some kilobytes can unpack to gigabytes. For the whole process, which opens no other PDFs.
_MOST = 256 * 1024 * 1024
set_qpdf_limits(
    flate_max_memory=_MOST,
    run_length_max_memory=_MOST,
    png_max_memory=_MOST,
    tiff_max_memory=_MOST,
    doc_max_warnings=500,
)
#: The window in which an annotation opens.
_WINDOW = "/Popup"
#: Annotations that belong to the page: links, fields of forms, films, marks of the printer.
_OF_THE_PAGE = {
    "/Link",
    "/Widget",
    "/Screen",
    "/Movie",
    "/RichMedia",
    "/3D",
    "/Watermark",
    "/PrinterMark",
    "/TrapNet",
    _WINDOW,
}
#: Key of the document information → name of a finding.
_NAMES = {
    "/Author": "author",
    "/Title": "title",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Company": "company",
    "/Manager": "manager",
    "/Category": "category",
}
_XMP_NAMES = {
    "dc:creator": "author",
    "dc:title": "title",
    "dc:description": "subject",
    "pdf:Keywords": "keywords",
}
#: What of the document information says nothing of people.
_HARMLESS = {"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"}
#: What else XMP says of people, their other files and their tools.
_PRIVATE = ("dc:contributor", "dc:publisher", "dc:subject", "xmpMM:", "photoshop:", "pdfx:", "xmpRights:")
#: How deep direct objects are followed, and how many indirect ones there may be.
_DEEPEST, _MOST_OBJECTS = 20, 500_000


def inspect(file: IO[bytes]) -> tuple[dict[str, str | None], dict[str, int], list[str]]:
    """Properties, numbers and obstacles, as findings name them. Raises Unreadable."""
    with _opened(file) as pdf:
        number = {
            "annotations": sum(1 for _ in _annotations(pdf)),
            "embedded_files": len(pdf.attachments) + sum(1 for note in _annotations(pdf) if "/FS" in note),
            "scripts": sum(1 for _ in _scripts(pdf)),
            "hidden_layers": _hidden_layers(pdf),
        }
        obstacles = [name for name, is_so in (("signed", _is_signed(pdf)), ("protected", pdf.is_encrypted)) if is_so]
        return _properties(pdf), number, obstacles


def clean(file: IO[bytes], title: str) -> bytes:
    """The file without its properties, annotations, embedded files and scripts. Hidden layers stay.

    A title gives way to `title`, as accessible PDFs need one. What earlier versions of the file kept goes too.
    """
    with _opened(file) as pdf:
        _remove_properties(pdf, title)
        _remove_properties_of_parts(pdf)
        for annotation in _annotations(pdf):
            for key in list(annotation.keys()):  # the structure of a tagged file may still lead to it
                del annotation[key]
        for page in pdf.pages:
            if "/Annots" in page.obj:
                page.obj.Annots = pikepdf.Array([note for note in page.obj.Annots if _stays(note)])
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        for holder in [*_scripts(pdf)]:
            for key in ("/JS", "/S"):
                if key in holder:
                    del holder[key]
        if "/JavaScript" in pdf.Root.get("/Names", {}):
            del pdf.Root.Names["/JavaScript"]
        target = BytesIO()
        pdf.save(target)
        return target.getvalue()


class _opened:  # noqa: N801 - a context manager that reads like a verb
    def __init__(self, file: IO[bytes]):
        self._file = file

    def __enter__(self) -> pikepdf.Pdf:
        self._file.seek(0)
        try:
            self._pdf = pikepdf.open(BytesIO(self._file.read()), suppress_warnings=True)
        except (pikepdf.PdfError, pikepdf.PasswordError) as error:
            raise Unreadable from error
        return self._pdf

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._pdf.close()
        # What a damaged or crafted file makes of objects: not of the type that the standard asks for.
        if isinstance(error, pikepdf.PdfError | TypeError | ValueError | AttributeError | KeyError | RecursionError):
            raise Unreadable from error


def _properties(pdf: pikepdf.Pdf) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    with suppress(ValueError, TypeError):
        xmp = pdf.open_metadata()  # not `with`, which would write the properties of the one place into the other
        for key, name in _XMP_NAMES.items():
            if value := xmp.get(key):
                found[name] = value if isinstance(value, str) else ", ".join(map(str, value))
    for key, name in _NAMES.items():
        if value := str(pdf.docinfo.get(key, "")).strip():
            found[name] = value
    return found


def _remove_properties(pdf: pikepdf.Pdf, title: str) -> None:
    had_title = bool(_properties(pdf).get("title"))
    for key in list(pdf.docinfo.keys()):
        if key not in _HARMLESS:
            del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in [*_XMP_NAMES, *_private(xmp)]:
            if key in xmp:
                del xmp[key]
        if had_title:
            xmp["dc:title"] = title
    if had_title:
        pdf.docinfo["/Title"] = pikepdf.String(title)


def _remove_properties_of_parts(pdf: pikepdf.Pdf) -> None:
    """What cameras wrote of pictures, and what programs keep for themselves."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/Metadata", "/PieceInfo"):
                if key in found and (key, found.objgen) != ("/Metadata", pdf.Root.objgen):
                    del found[key]


def _private(xmp: Any) -> list[str]:
    spaces = {
        "http://ns.adobe.com/xap/1.0/mm/": "xmpMM:",
        "http://ns.adobe.com/photoshop/1.0/": "photoshop:",
        "http://ns.adobe.com/pdfx/1.3/": "pdfx:",
        "http://ns.adobe.com/xap/1.0/rights/": "xmpRights:",
        "http://purl.org/dc/elements/1.1/": "dc:",
    }
    found = []
    for key in list(xmp):
        space, _, name = str(key).removeprefix("{").rpartition("}")
        short = spaces.get(space, "") + name
        if short.startswith(_PRIVATE):
            found.append(str(key))
    return found


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What readers wrote onto the pages."""
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", _WINDOW)) not in _OF_THE_PAGE:
                yield note


def _stays(note: Any) -> bool:
    return len(note.keys()) > 0 and str(note.get("/Subtype")) != _WINDOW


def _scripts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary that holds a script, wherever it is: names, opening, pages, fields, annotations."""
    if len(pdf.objects) > _MOST_OBJECTS:
        raise Unreadable
    for found in pdf.objects:
        yield from _scripts_in(found, _DEEPEST)


def _scripts_in(found: Any, deepest: int) -> Iterator[Any]:
    """As _scripts(), in one indirect object and the direct ones inside it."""
    if not deepest:
        return
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        if "/JS" in found:
            yield found
        inside = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inside = list(found)
    else:
        return
    for value in inside:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _scripts_in(value, deepest - 1)


def _hidden_layers(pdf: pikepdf.Pdf) -> int:
    layers: Any = pdf.Root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(usual, pikepdf.Dictionary):
        return 0
    if str(usual.get("/BaseState", "/ON")) == "/OFF":
        return len(layers.get("/OCGs", [])) - len(usual.get("/ON", []))
    return len(usual.get("/OFF", []))


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form: Any = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)
