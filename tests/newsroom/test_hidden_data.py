"""What files hold besides what readers see: all of it is found, and what is removed is gone from the bytes."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsroom.media import check_attachment
from newsroom.media.office import can_clean, clean, from_kept, inspect
from tests import samples
from tests.office_files import W, docx, office_file, open_document_file, paragraph, pdf, pptx, run, xlsx

WHO = 'w:id="1" w:author="Carl" w:date="2026-05-04T10:00:00Z"'
HIDE = "<w:vanish/>"


def found(content: bytes) -> list[str]:
    """What is said of a file, in words; the same after what was found has been through the database."""
    file = ContentFile(content, "file")
    findings = inspect(file, check_attachment(file))
    assert from_kept([finding.as_kept() for finding in findings]) == findings
    return [finding.sentence for finding in findings]


def cleaned(content: bytes) -> bytes:
    file = ContentFile(content, "file")
    kind = check_attachment(file)
    assert can_clean(inspect(file, kind), kind)
    made = clean(file, kind, "Public title")
    assert check_attachment(ContentFile(made, "file")) == kind
    return made


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return file.read(name).decode()


def everything(content: bytes) -> str:
    """All entries of an archive, names and contents."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return "\n".join(name + file.read(name).decode(errors="replace") for name in file.namelist())


def texts(content: bytes, name: str = "word/document.xml") -> list[str]:
    """The words of each paragraph of a Word file."""
    root = etree.fromstring(part(content, name).encode())
    return ["".join(text.text or "" for text in row.iter("{*}t")) for row in root.iter("{*}p")]


def test_a_word_file_says_who_wrote_it_and_what_was_thought_of_it():
    marked = (
        '<w:commentRangeStart w:id="0"/>', run("Seen"), '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>'
    )  # fmt: skip
    content = docx(paragraph(*marked), comments=3, properties=True)
    assert found(content) == [
        "Author: Ana Author",
        "Last modified by: Ben Boss",
        "Company: Ministry",
        "Title in the properties: Working title",
        "1 custom property",
        "3 comments",
    ]
    made = cleaned(content)
    assert found(made) == ["Title in the properties: Public title"]
    rest = everything(made)
    for secret in ("Ana", "Ben", "Carl", "Ministry", "Working", "Too weak", "comment", "people", "custom"):
        assert secret not in rest, secret
    assert "<Pages>2</Pages>" in rest
    assert texts(made) == ["Seen"]


def test_a_word_file_without_anything_hidden_says_nothing():
    content = docx(paragraph(run("Seen", "<w:b/>"), properties="<w:keepNext/>"))
    assert found(content) == []
    assert not can_clean([], "docx")


TABLE = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def deleted(text: str, name: str = "del") -> str:
    return f"<w:{name} {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:{name}>"


def inserted(*inside: str, name: str = "ins") -> str:
    return f"<w:{name} {WHO}>{''.join(inside)}</w:{name}>"


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (paragraph(run("One "), inserted(run("new ")), deleted("old "), run("end")), 2, ["One new end"]),
        (paragraph(inserted(run("kept"), deleted("typed and taken back"))), 2, ["kept"]),
        (paragraph(deleted("gone", "moveFrom"), run("a ")) + paragraph(inserted(run("b"), name="moveTo")), 2, ["a ", "b"]),
        (paragraph(run("a"), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + paragraph(run("b")), 1, ["ab"]),
        (
            paragraph(run("a"), properties=f"<w:rPr><w:del {WHO}/></w:rPr>")
            + paragraph(deleted("x"), properties=f"<w:rPr><w:del {WHO}/></w:rPr>")
            + paragraph(run("c")),
            3,
            ["ac"],
        ),
        (paragraph(run("a"), properties=f"<w:rPr><w:ins {WHO}/></w:rPr>") + paragraph(run("b")), 1, ["a", "b"]),
        (paragraph(run("a")) + paragraph(deleted("x"), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + "<w:sectPr/>", 2, ["a", ""]),
        (
            paragraph(run("a", f"<w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange>"),
                      properties=f"<w:pPrChange {WHO}><w:pPr/></w:pPrChange>"),
            2,
            ["a"],
        ),
        (
            TABLE.format(f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{cell('gone')}</w:tr>"
                         f"<w:tr><w:trPr><w:ins {WHO}/></w:trPr>{cell('kept')}</w:tr>"),
            2,
            ["kept"],
        ),
        (TABLE.format(f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{cell('gone')}</w:tr>") + paragraph(run("a")), 1, ["a"]),
        (TABLE.format(f"<w:tr>{cell('a')}{cell('gone', f'<w:cellDel {WHO}/>')}</w:tr>"), 1, ["a"]),
        (TABLE.format(f"<w:tr>{cell('gone', f'<w:cellDel {WHO}/>')}</w:tr>") + paragraph(run("a")), 1, ["a"]),
        (TABLE.format(f"<w:tr>{cell('a', f'<w:cellIns {WHO}/>')}</w:tr>"), 1, ["a"]),
    ],
)  # fmt: skip
def test_tracked_changes_are_counted_and_accepted(body, changes, expected):
    content = docx(body)
    assert found(content) == [f"{changes} tracked change{'s' if changes > 1 else ''}"]
    made = cleaned(content)
    assert found(made) == []
    assert texts(made) == expected
    assert "Carl" not in everything(made)


def test_changes_in_footnotes_count_too():
    note = f'<w:footnote w:id="1">{paragraph(deleted("secret"), run("Note"))}</w:footnote>'
    content = docx(paragraph(run("a")), footnotes=note)
    assert found(content) == ["1 tracked change"]
    assert texts(cleaned(content), "word/footnotes.xml") == ["Note"]


STYLES = (
    f'<w:style w:styleId="Secret"><w:rPr>{HIDE}</w:rPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:styleId="Shown"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("body", "passages", "expected"),
    [
        (paragraph(run("a"), run("x", HIDE), run("y", HIDE), run("b")), 1, ["ab"]),
        (paragraph(run("x", HIDE), run("a"), run("y", HIDE)), 2, ["a"]),
        (paragraph(run("x", HIDE)) + paragraph(run("y", HIDE)), 2, ["", ""]),
        (paragraph(run("x", '<w:vanish w:val="true"/>'), run("a", '<w:vanish w:val="false"/>')), 1, ["a"]),
        (paragraph(run("x", '<w:rStyle w:val="Secret"/>'), run("a", '<w:rStyle w:val="Shown"/>')), 1, ["a"]),
        (paragraph(run("x", '<w:rStyle w:val="Child"/>'), run("a", '<w:rStyle w:val="Loop"/>')), 1, ["a"]),
        (paragraph(run("x"), run("a", '<w:vanish w:val="off"/>'), properties='<w:pStyle w:val="Secret"/>'), 1, ["a"]),
        (TABLE.format(f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('x')}</w:tr><w:tr>{cell('a')}</w:tr>"), 1, ["a"]),
    ],
)
def test_hidden_text_is_found_and_removed(body, passages, expected):
    content = docx(body, styles=STYLES)
    assert found(content) == [f"{passages} passage{'s' if passages > 1 else ''} of hidden text"]
    made = cleaned(content)
    assert (found(made), texts(made)) == ([], expected)


def test_marks_of_paragraphs_and_fields_are_no_hidden_text():
    mark = paragraph(run("a"), properties=f"<w:rPr>{HIDE}<w:specVanish/></w:rPr>")
    field = f'<w:r><w:rPr>{HIDE}</w:rPr><w:instrText> XE "word" </w:instrText></w:r>'
    blank = run(" ", HIDE)
    assert found(docx(mark + paragraph(field, blank))) == []


def test_a_word_file_says_where_its_template_lies():
    settings = f'<w:settings {W}><w:attachedTemplate xmlns:r="x" r:id="rId1"/><w:zoom/></w:settings>'
    rels = (
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="file:///C:\\Users\\ana\\My%20letter.dotx" TargetMode="External"/></Relationships>'
    )
    parts = {"word/document.xml": (f"<w:document {W}/>", "x", ""), "word/settings.xml": (settings, "x", "")}
    content = office_file(parts, {"word/_rels/settings.xml.rels": rels})
    assert found(content) == ["Folder on a computer or network: C:\\Users\\ana\\My letter.dotx"]
    made = cleaned(content)
    assert found(made) == []
    assert "ana" not in everything(made)
    assert "attachedTemplate" not in everything(made)


@given(st.lists(st.tuples(st.sampled_from(["seen", "ins", "del", "hidden"]), st.sampled_from("abcxyz")), max_size=12))
def test_of_any_mixture_what_was_seen_and_inserted_is_left_in_its_order(mixture):
    make = {
        "seen": run,
        "ins": lambda text: inserted(run(text)),
        "del": deleted,
        "hidden": lambda text: run(text, HIDE),
    }
    content = docx(paragraph(*(make[kind](text) for kind, text in mixture)))
    file = ContentFile(content)
    made = clean(file, "docx", "")
    assert texts(made) == ["".join(text for kind, text in mixture if kind in ("seen", "ins"))]
    assert inspect(ContentFile(made), "docx") == []


def test_a_word_file_of_the_strict_variant_is_searched_too():
    body = paragraph(run("x", HIDE), inserted(run("a")))
    strict = f"<w:document {W}><w:body>{body}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    content = office_file({"word/document.xml": (strict, "document", "")})
    assert found(content) == ["1 tracked change", "1 passage of hidden text"]
    assert texts(cleaned(content)) == ["a"]


def test_an_excel_file_says_what_is_hidden_and_keeps_it_since_formulas_may_need_it():
    content = xlsx()
    hidden = ["1 hidden row", "2 hidden columns", "2 hidden sheets"]
    assert found(content) == [
        "Author: Ana Author",
        "Last modified by: Ben Boss",
        "Company: Ministry",
        "Title in the properties: Working title",
        "Folder on a computer or network: C:\\Users\\ana\\",
        "1 custom property",
        "3 comments",
        *hidden,
    ]
    made = cleaned(content)
    assert found(made) == ["Title in the properties: Public title", *hidden]
    rest = everything(made)
    for secret in ("Ana", "Carl", "Why?", "omments", "vml", "legacyDrawing", "absPath", "AlternateContent"):
        assert secret not in rest, secret
    assert '<c r="C1"><v>3</v></c>' in rest
    assert found(xlsx(hidden=False, comments=False, properties=False)) == [
        "Folder on a computer or network: C:\\Users\\ana\\"
    ]


def test_a_drawing_that_holds_more_than_frames_of_notes_stays():
    content = xlsx(properties=False)
    with zipfile.ZipFile(BytesIO(content)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    name = "xl/drawings/vmlDrawing1.vml"
    button = b'<v:shape id="button"><x:ClientData ObjectType="Button"/></v:shape></xml>'
    entries[name] = entries[name].replace(b"</xml>", button)
    made = cleaned(samples.archive(*entries.items()))
    assert "button" in part(made, name)
    assert "Note" not in part(made, name)
    assert "legacyDrawing" in part(made, "xl/worksheets/sheet1.xml")


def test_data_from_elsewhere_are_said_of_an_excel_file():
    more = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/pivotCache/pivotCacheRecords1.xml": "<pivotCacheRecords/>",
        "xl/embeddings/oleObject1.bin": b"x",
        "xl/revisions/revisionLog1.xml": "<revisions><rcc/><rrc/></revisions>",
    }
    content = office_file({"xl/workbook.xml": ("<workbook><sheets/></workbook>", "x", "")}, more)
    assert found(content) == [
        "2 tracked changes",
        "1 embedded file",
        "Data copied from 1 other file",
        "Source data of 1 pivot table",
    ]
    assert found(cleaned(content)) == [
        "1 embedded file",
        "Data copied from 1 other file",
        "Source data of 1 pivot table",
    ]


def test_a_presentation_says_its_notes_comments_and_hidden_slides():
    content = pptx()
    hidden = ["1 passage of hidden text", "1 hidden slide"]
    assert found(content)[-5:] == ["1 custom property", "3 comments", *hidden, "Speaker notes on 1 slide"]
    made = cleaned(content)
    assert found(made) == ["Title in the properties: Public title", *hidden]
    rest = everything(made)
    for secret in ("slowly", "notesSlide", "omment", "Too long", "Ana"):
        assert secret not in rest, secret
    assert "Welcome" in rest
    plain = found(pptx(hidden=False, notes=" ", comments=False))
    assert plain[-1] == "1 custom property"  # an empty page of notes is none


def test_a_pdf_says_everything_it_holds_and_gives_most_of_it_up():
    content = pdf()
    assert found(content) == [
        "Author: Ana Author",
        "Title in the properties: Working title",
        "1 annotation",
        "1 embedded file",
        "1 script (JavaScript)",
        "1 hidden layer",
    ]
    made = cleaned(content)
    assert found(made) == ["Title in the properties: Public title", "1 hidden layer"]
    with pikepdf.open(BytesIO(made)) as file:
        assert [str(note.Subtype) for note in file.pages[0].Annots] == ["/Link"]
        assert str(file.docinfo["/Title"]) == "Public title"
        with file.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"  # that it is accessible is still said
        plain = BytesIO()
        settings = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.all}
        file.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, **settings)
    for secret in (
        "Ana",
        "Carl",
        "Too weak",
        "SecretAttachment",
        "SecretScript",
        "SecretCamera",
        "Working",
        "uuid:secret",
        "Users",
    ):
        assert secret.encode() not in plain.getvalue(), secret


def test_properties_of_a_pdf_are_found_in_either_of_their_places():
    for in_xmp in (True, False):
        made = pikepdf.new()
        made.add_blank_page()
        if in_xmp:
            with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                xmp["dc:creator"], xmp["pdf:Keywords"] = ["Ana Author", "Ben"], "draft"
        else:
            made.docinfo["/Author"], made.docinfo["/Keywords"] = (
                pikepdf.String("Ana Author, Ben"),
                pikepdf.String("draft"),
            )
        target = BytesIO()
        made.save(target)
        assert found(target.getvalue()) == ["Author: Ana Author, Ben", "Keywords: draft"]
        assert found(cleaned(target.getvalue())) == []


def test_a_pdf_without_anything_hidden_says_nothing():
    assert found(pdf(hidden=False)) == []


def test_what_is_signed_or_protected_is_said_and_not_touched():
    signed = pdf(flags=3)
    assert found(signed)[-1] == "It has a digital signature, which would no longer hold if anything were removed."
    protected = pdf(encryption=pikepdf.Encryption(owner="secret", user=""))
    assert found(protected)[-1] == "It is protected against changes."
    parts = {"word/document.xml": (f"<w:document {W}>{paragraph(run('x', HIDE))}</w:document>", "x", "")}
    word = office_file(parts, {"_xmlsignatures/sig1.xml": "<Signature/>"})
    assert found(word)[-1] == found(signed)[-1]
    for content, kind in ((signed, "pdf"), (protected, "pdf"), (word, "docx")):
        assert not can_clean(inspect(ContentFile(content), kind), kind)
    assert found(pdf(hidden=False, flags=3)) == []


WHOLE = [(pdf(), "pdf"), (docx(paragraph(run("x", HIDE)), comments=1, properties=True), "docx"), (xlsx(), "xlsx")]
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + f'<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&j;&f;</w:t></w:r></w:p></w:body></w:document>'
)  # fmt: skip


def spoilt(content: bytes, name: bytes) -> bytes:
    """An archive in which the packed bytes of an entry are damaged."""
    at = content.index(name) + len(name)
    return content[:at] + b"\xff" * 40 + content[at + 40 :]


UNSEARCHED = ["This file could not be searched for hidden data. Open it and look for yourself."]


@pytest.mark.parametrize(
    "content",
    [
        office_file({"word/document.xml": (BOMB, "x", "")}),
        office_file({"word/document.xml": (f"<w:document {W}><w:body>", "x", "")}),
        office_file({"xl/workbook.xml": ("<workbook/>", "x", ""), "xl/worksheets/s.xml": ("<worksheet><row", "x", "")}),
        office_file({"docProps/core.xml": ("<coreProperties>&x;", "x", ""), "word/document.xml": ("<document/>", "x", "")}),
        spoilt(docx(paragraph(run("words " * 1000, HIDE))), b"word/document.xml"),
        pdf(encryption=pikepdf.Encryption(owner="secret", user="secret")),
        b"%PDF-1.7\nnothing of the kind\n%%EOF",
    ],
)  # fmt: skip
def test_what_cannot_be_searched_says_so_and_is_not_cleaned(content):
    assert found(content) == UNSEARCHED
    file = ContentFile(content)
    kind = check_attachment(ContentFile(content, "x"))
    assert not can_clean(inspect(file, kind), kind)


def test_a_part_too_large_to_be_read_as_a_whole_is_not_read(monkeypatch):
    monkeypatch.setattr("newsroom.media.office.package.MOST_BYTES", 1000)
    assert found(docx(paragraph(run("a" * 1000)))) == UNSEARCHED


def test_a_sheet_of_any_size_is_read_row_by_row(monkeypatch):
    monkeypatch.setattr("newsroom.media.office.package.MOST_BYTES", 1000)
    rows = "".join(f'<row r="{n}" hidden="true"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 500))
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    content = office_file({"xl/workbook.xml": ("<workbook/>", "x", ""), "xl/worksheets/s.xml": (sheet, "x", "")})
    assert found(content) == ["499 hidden rows"]


def test_a_stream_of_a_pdf_that_unpacks_to_gigabytes_is_not_unpacked():
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.Metadata = made.make_stream(
        bytes(300 * 1024 * 1024), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    target = BytesIO()
    made.save(target, compress_streams=True)
    assert len(target.getvalue()) < 1_000_000
    assert found(target.getvalue()) == []


@given(st.integers(0), st.binary(min_size=1, max_size=9))
def test_no_damage_to_a_file_makes_the_search_fail(at, damage):
    for content, kind in WHOLE:
        place = at % len(content)
        inspect(ContentFile(content[:place] + damage + content[place + len(damage) :]), kind)


def test_what_the_database_cannot_hold_is_left_out():
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = pikepdf.String(b"\xfe\xff\x00a\x00\x00\xd8\x00\x00c")  # with NUL, and half of a character
    target = BytesIO()
    made.save(target)
    assert found(target.getvalue()) == ["Title in the properties: a c"]


def test_properties_that_hold_a_whole_text_are_cut():
    core = "<coreProperties xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>{}</dc:creator></coreProperties>"
    content = office_file(
        {"docProps/core.xml": (core.format("x" * 5000), "x", ""), "word/document.xml": ("<document/>", "x", "")}
    )
    assert found(content) == ["Author: " + "x" * 200]


META = (
    "<meta:initial-creator>Ana Author</meta:initial-creator><dc:creator>Ben Boss</dc:creator><dc:title>Old</dc:title>"
    '<meta:user-defined meta:name="Reviewer">Carl</meta:user-defined><meta:document-statistic/>'
)


def test_open_documents_are_searched_and_cleaned():
    content = open_document_file(
        "odt",
        '<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
        "</office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region>"
        "<text:deletion><office:change-info><dc:creator>Carl</dc:creator></office:change-info><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Seen<text:change/><office:annotation><dc:creator>Carl</dc:creator><text:p>Weak</text:p></office:annotation> end'
        '<text:span text:style-name="T1">hidden</text:span></text:p></office:text></office:body>',
        META,
    )  # fmt: skip
    assert found(content) == [
        "Author: Ana Author",
        "Last modified by: Ben Boss",
        "Title in the properties: Old",
        "1 custom property",
        "1 comment",
        "1 tracked change",
        "1 passage of hidden text",
    ]
    made = cleaned(content)
    assert found(made) == ["Title in the properties: Public title"]
    assert "<text:p>Seen end</text:p>" in part(made, "content.xml")
    for secret in ("Ana", "Ben", "Carl", "Weak", "gone", ">hidden"):
        assert secret not in everything(made), secret
    first = zipfile.ZipFile(BytesIO(made)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_sheets_and_slides_of_open_documents_say_what_is_hidden():
    sheet = open_document_file(
        "ods",
        '<office:automatic-styles><style:style style:name="ta"><style:table-properties table:display="false"/></style:style>'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:style-name="ta">'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-row table:visibility="filter"/></table:table></office:spreadsheet></office:body>',
    )
    assert found(sheet) == ["1 hidden row", "2 hidden columns", "1 hidden sheet"]
    slides = open_document_file(
        "odp",
        '<office:automatic-styles><style:style style:name="dp"><style:drawing-page-properties presentation:visibility="hidden"/>'
        '</style:style></office:automatic-styles><office:body><office:presentation><draw:page draw:style-name="dp">'
        "<presentation:notes><draw:frame><draw:text-box><text:p>slowly</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page></office:presentation></office:body>",
    )
    assert found(slides) == ["1 hidden slide", "Speaker notes on 1 slide"]
    made = cleaned(slides)
    assert found(made) == ["1 hidden slide"]
    assert "slowly" not in everything(made)
