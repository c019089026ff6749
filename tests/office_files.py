"""Office, OpenDocument and PDF files with hidden data, made part by part as the programs write them."""

import zipfile
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .samples import MIME, archive

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PREFIX = "application/vnd.openxmlformats-officedocument"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Working title</dc:title><dc:creator>Ana Author</dc:creator><cp:lastModifiedBy>Ben Boss</cp:lastModifiedBy>"
    "</cp:coreProperties>"
)
APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Company>Ministry</Company><Pages>2</Pages></Properties>'
CUSTOM = (
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
    '<property pid="2" name="Reviewer"><vt:lpwstr>Carl</vt:lpwstr></property></Properties>'
)
PROPERTIES = {
    "docProps/core.xml": (CORE, f"{_PACKAGE}/relationships/metadata/core-properties", ""),
    "docProps/app.xml": (APP, f"{_OFFICE}/relationships/extended-properties", ""),
    "docProps/custom.xml": (CUSTOM, f"{_OFFICE}/relationships/custom-properties", ""),
}


def office_file(parts: dict[str, tuple[str, str, str]], more: dict[str, str | bytes] | None = None) -> bytes:
    """A package of parts: name → content, type of the relationship to it, name of the part it starts from ("": none)."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{_PREFIX}.part+xml"/>' for name in parts)
    links: dict[str, list[str]] = {}
    for number, (name, (_content, kind, source)) in enumerate(parts.items()):
        links.setdefault(source, []).append(f'<Relationship Id="rId{number}" Type="{kind}" Target="/{name}"/>')
    entries: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>')
    ]
    for source, rows in links.items():
        folder, _, file = source.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        entries.append((rels, f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'))
    entries += [(name, content) for name, (content, _kind, _source) in parts.items()]
    return archive(*entries, *(more or {}).items())


def docx(body: str, *, styles: str = "", comments: int = 0, properties: bool = False, footnotes: str = "") -> bytes:
    main = "word/document.xml"
    parts = {
        main: (f"<w:document {W}><w:body>{body}</w:body></w:document>", f"{_OFFICE}/relationships/officeDocument", "")
    }
    if styles:
        parts["word/styles.xml"] = (f"<w:styles {W}>{styles}</w:styles>", f"{_OFFICE}/relationships/styles", main)
    if footnotes:
        parts["word/footnotes.xml"] = (f"<w:footnotes {W}>{footnotes}</w:footnotes>", f"{_OFFICE}/relationships/footnotes", main)  # fmt: skip
    if comments:
        rows = "".join(
            f'<w:comment w:id="{number}" w:author="Carl"><w:p><w:r><w:t>Too weak</w:t></w:r></w:p></w:comment>'
            for number in range(comments)
        )
        parts["word/comments.xml"] = (f"<w:comments {W}>{rows}</w:comments>", f"{_OFFICE}/relationships/comments", main)
        people = '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Carl"/></w15:people>'
        parts["word/people.xml"] = (people, "http://schemas.microsoft.com/office/2011/relationships/people", main)
    return office_file({**parts, **(PROPERTIES if properties else {})})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def xlsx(*, hidden: bool = True, comments: bool = True, properties: bool = True) -> bytes:
    """A workbook with a sheet "Open", whose second row and columns B and C may be hidden, and two sheets that may be."""
    book, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    relation = f"{_OFFICE}/relationships"
    state = 'state="{}"' if hidden else ""
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
        '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\ana\\"/>'
        "</mc:Choice></mc:AlternateContent>"
    )
    names = [("Open", ""), ("Draft", state.format("hidden")), ("Very", state.format("veryHidden"))]
    sheets = "".join(f'<sheet name="{name}" sheetId="{n + 1}" {kept}/>' for n, (name, kept) in enumerate(names))
    off = 'hidden="1"' if hidden else ""
    drawing = f'<legacyDrawing r:id="rId5" xmlns:r="{relation}"/>' if comments else ""
    cells = (
        f'<cols><col min="2" max="3" {off}/><col min="6" max="16384" {off}/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
        f'<row r="2" {off}><c r="A2"><v>4</v></c></row><row r="3" {off}/></sheetData>'
    )
    parts = {
        book: (f"<workbook {S}>{path}<sheets>{sheets}</sheets></workbook>", f"{relation}/officeDocument", ""),
        sheet: (f"<worksheet {S}>{cells}{drawing}</worksheet>", f"{relation}/worksheet", book),
        **{
            f"xl/worksheets/sheet{n}.xml": (f"<worksheet {S}><sheetData/></worksheet>", f"{relation}/worksheet", book)
            for n in (2, 3)
        },
    }
    if comments:
        notes = (
            f"<comments {S}><authors><author>Carl</author><author>tc={{9}}</author></authors><commentList>"
            '<comment ref="A1" authorId="0"><text><t>Check</t></text></comment>'
            '<comment ref="B1" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
        )
        threads = (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="B1"><text>Why?</text></threadedComment>'
            '<threadedComment ref="B1"><text>Because</text></threadedComment></ThreadedComments>'
        )
        frames = (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
            '<v:shapetype id="t"/><v:shape type="#t"><x:ClientData ObjectType="Note"/></v:shape></xml>'
        )
        # The number in the relationship of the drawing is its place in this dictionary: rId5.
        parts["xl/comments1.xml"] = (notes, f"{relation}/comments", sheet)
        parts["xl/drawings/vmlDrawing1.vml"] = (frames, f"{relation}/vmlDrawing", sheet)
        parts["xl/threadedComments/threadedComment1.xml"] = (threads, f"{relation}/threadedComment", sheet)
    return office_file({**parts, **(PROPERTIES if properties else {})})


def pptx(*, hidden: bool = True, notes: str = "Say this slowly", comments: bool = True) -> bytes:
    """A presentation with two slides, of which the second may be hidden, and notes on the first."""
    relation, main, first = f"{_OFFICE}/relationships", "ppt/presentation.xml", "ppt/slides/slide1.xml"

    def shape(text: str, holder: str = "body", about: str = "") -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" {about}/><p:nvPr><p:ph type="{holder}"/></p:nvPr></p:nvSpPr>'
            f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )

    def slide(*shapes: str, show: str = "") -> str:
        return f"<p:sld {P} {show}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"

    page = f"<p:notes {P}><p:cSld><p:spTree>{shape('1', 'sldNum')}{shape(notes)}</p:spTree></p:cSld></p:notes>"
    secret = [shape("Not for them", about='hidden="1"')] if hidden else []
    parts = {
        main: (f"<p:presentation {P}/>", f"{relation}/officeDocument", ""),
        first: (slide(shape("Welcome"), *secret), f"{relation}/slide", main),
        "ppt/slides/slide2.xml": (slide(shape("End"), show='show="0"' if hidden else ""), f"{relation}/slide", main),
        "ppt/notesSlides/notesSlide1.xml": (page, f"{relation}/notesSlide", first),
    }
    if comments:
        old = f'<p:cmLst {P}><p:cm authorId="0"><p:text>Too long</p:text></p:cm></p:cmLst>'
        new = (
            '<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
            "<p188:cm><p188:replyLst><p188:reply/></p188:replyLst></p188:cm></p188:cmLst>"
        )
        parts["ppt/comments/comment1.xml"] = (old, f"{relation}/comments", first)
        parts["ppt/comments/modernComment_1.xml"] = (new, f"{relation}/comments", first)
        parts["ppt/commentAuthors.xml"] = (f"<p:cmAuthorLst {P}/>", f"{relation}/commentAuthors", main)
    return office_file({**parts, **PROPERTIES})


def pdf(*, title: str = "Working title", hidden: bool = True, flags: int = 0, **saved: object) -> bytes:
    """A PDF of one page with a link, and, where `hidden`, one of each thing that it can hide."""
    made = pikepdf.new()
    page = made.add_blank_page()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("http://a.example/")))  # fmt: skip
    page.obj.Annots = Array([made.make_indirect(link)])
    page.obj.Contents = made.make_stream(b"BT ET", Metadata=made.make_stream(b"<Camera>SecretCamera</Camera>"))
    if flags:
        made.Root.AcroForm = Dictionary(SigFlags=flags, Fields=Array())
    if hidden:
        made.docinfo["/Author"] = String("Ana Author")
        made.docinfo["/Title"] = String(title)
        made.docinfo["/SourceFile"] = String("C:\\Users\\ana")
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("Too weak"), T=String("Carl"))  # fmt: skip
        note = made.make_indirect(note)
        window = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=[0, 0, 9, 9], Parent=note)
        page.obj.Annots.extend([note, made.make_indirect(window)])
        made.attachments["secret.txt"] = b"SecretAttachment"
        made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('SecretScript')"))
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        # As the structure of a tagged file does, which outlives the annotation.
        made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Type=Name.OBJR, Obj=note))
        with made.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:creator"] = ["Ana Author"]
            xmp["dc:title"] = title
            xmp["pdfuaid:part"] = "1"
            xmp["xmpMM:DocumentID"] = "uuid:secret"
    target = BytesIO()
    made.save(target, **saved)
    return target.getvalue()


def open_document_file(kind: str, content: str, meta: str = "") -> bytes:
    """`content` stands in the body; the prefixes are those that the standard uses."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "presentation", "meta")
    )
    spaces += (
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        mime = f"application/vnd.oasis.opendocument.{MIME[kind]}"
        file.writestr("mimetype", mime, zipfile.ZIP_STORED)  # as the standard asks of the first entry
        file.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
        file.writestr(
            "meta.xml", f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return target.getvalue()
