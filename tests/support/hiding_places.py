"""Workbooks that hold an invented person where a reader of tables does not look: one function a place, over the same
accepted row.

Made with openpyxl, and by hand in the package where it does not write. The person and the number are invented.
"""

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

WHO, NUMBER = "Zoraida Marcatoma", "45678901"  # invented
MARKER = f"Denunciante: {WHO} DNI {NUMBER}"
TRACES = ("Marcatoma", NUMBER)
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Rows = list[list[object]]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(rows: Rows, title: str = "Datos") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def edited(
    content: bytes,
    change: Callable[[str, bytes], bytes] = lambda name, data: data,
    add: dict[str, bytes] | None = None,
    comment: bytes = b"",
) -> bytes:
    """The package with some parts changed and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
        for name, data in (add or {}).items():
            after.writestr(name, data)
        after.comment = comment
    return out.getvalue()


def shared(content: bytes) -> bytes:
    """The package with the texts of its cells in a part of their own, as Excel keeps them."""
    texts: list[bytes] = []

    def moved(found: re.Match) -> bytes:
        texts.append(b"<si>" + found[2] + b"</si>")
        return found[1] + b' t="s"><v>%d</v></c>' % (len(texts) - 1)

    def change(name: str, data: bytes) -> bytes:
        if name == SHEET:
            return re.sub(rb'(<c r="[A-Z]+\d+") t="inlineStr"><is>(.*?)</is></c>', moved, data)
        if name == "xl/_rels/workbook.xml.rels":
            kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            return data.replace(
                b"</Relationships>",
                b'<Relationship Id="rIdS" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>',
            )
        return data

    made = edited(content, change)
    return edited(
        made,
        add={
            STRINGS: b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + b"".join(texts)
            + b"</sst>"
        },
    )


def _on(change: Callable[[Workbook], object]) -> Callable[[Rows], bytes]:
    def made(rows: Rows) -> bytes:
        book = book_of(rows)
        change(book)
        return saved(book)

    return made


def _part(name: str, data: bytes) -> Callable[[Rows], bytes]:
    return lambda rows: edited(saved(book_of(rows)), add={name: data})


def _replaced(
    part: str, text: bytes, other: bytes, write: Callable[[bytes], bytes] = lambda content: content
) -> Callable[[Rows], bytes]:
    """The book with a text of one part changed; `write`: as another program saves it."""

    def made(rows: Rows) -> bytes:
        before = write(saved(book_of(rows)))
        after = edited(before, lambda name, data: data.replace(text, other, 1) if name == part else data)
        assert other in zipfile.ZipFile(io.BytesIO(after)).read(part), zipfile.ZipFile(io.BytesIO(before)).namelist()
        return after

    return made


def _sheet(state: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        other = book.create_sheet("Otros")
        other["B3"] = MARKER
        other.sheet_state = state

    return change


def _prompt(book: Workbook) -> None:
    rule = DataValidation(
        type="whole", operator="greaterThan", formula1="0", promptTitle="Aviso", prompt=MARKER, showInputMessage=True
    )
    rule.add("A2")
    book.active.add_data_validation(rule)


def _link(book: Workbook) -> None:
    book.active["A2"].hyperlink = f"https://example.org/?q={MARKER}"
    book.active["A2"].hyperlink.tooltip = MARKER


def _chart(book: Workbook) -> None:
    chart = BarChart()
    chart.title = MARKER
    chart.add_data(Reference(book.active, min_col=1, min_row=1, max_row=2))
    book.active.add_chart(chart, "M20")


def _properties(book: Workbook) -> None:
    book.properties.title, book.properties.keywords, book.properties.creator = MARKER, MARKER, MARKER


def _column(book: Workbook) -> None:
    at = book.active.max_column + 1
    book.active.cell(1, at, "Detalle")
    book.active.cell(2, at, MARKER)
    book.active.column_dimensions[book.active.cell(1, at).column_letter].hidden = True


def _beside(book: Workbook) -> None:
    book.active.cell(2, book.active.max_column + 3, MARKER)


def _above(text: str) -> Callable[[Rows], bytes]:
    def made(rows: Rows) -> bytes:
        return saved(book_of([[text], [], *rows]))

    return made


def _inside(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, f"<w:document><w:p><w:r><w:t>{MARKER}</w:t></w:r></w:p></w:document>")
    return out.getvalue()


XML = MARKER.encode()
SHOWN = {  # places that a reader of the sheet sees, or could show: they are of the sheet and not of its table
    "a second visible sheet": _on(_sheet("visible")),
    "a hidden sheet": _on(_sheet("hidden")),
    "a very hidden sheet": _on(_sheet("veryHidden")),
    "a cell beside the table": _on(_beside),
    "a cell far below": _on(lambda book: book.active.cell(400, 2, MARKER)),
    "a note below": _on(lambda book: book.active.cell(4, 1, f"Nota: {MARKER}")),
    "text above the table": _above(f"Caso: cobro de cupo, documento 4567-8901, {MARKER}"),
    "a name above the table": _above(MARKER),
    "a hidden column": _on(_column),
}
UNSEEN = {
    "a comment": _on(lambda book: setattr(book.active["B2"], "comment", Comment(MARKER, WHO))),
    "a threaded comment": _part(
        "xl/threadedComments/threadedComment1.xml",
        b"<ThreadedComments><threadedComment><text>" + XML + b"</text></threadedComment></ThreadedComments>",
    ),
    "who comments": _part(
        "xl/persons/person.xml",
        b'<personList><person displayName="' + XML + b'" userId="zmarcatoma@example.org"/></personList>',
    ),
    "document properties": _on(_properties),
    "a custom property": _on(lambda book: book.custom_doc_props.append(StringProperty(name="Caso", value=MARKER))),
    "a defined name": _on(lambda book: book.defined_names.add(DefinedName("caso", attr_text=f'"{MARKER}"'))),
    "the print header": _on(lambda book: setattr(book.active.oddHeader.center, "text", MARKER)),
    "the print footer": _on(lambda book: setattr(book.active.oddFooter.left, "text", MARKER)),
    "a validation prompt": _on(_prompt),
    "a pivot cache": _part(
        "xl/pivotCache/pivotCacheRecords1.xml", b'<pivotCacheRecords><r><s v="' + XML + b'"/></r></pivotCacheRecords>'
    ),
    "a custom XML part": _part("customXml/item1.xml", b'<caso quien="' + XML + b'">texto</caso>'),
    "an embedded object": _part(
        "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + bytes(40) + MARKER.encode("utf-16-le") + bytes(9)
    ),
    "an embedded document": _part("xl/embeddings/Documento.docx", _inside("word/document.xml")),
    "printer settings": _part(
        "xl/printerSettings/printerSettings1.bin", bytes(8) + MARKER.encode("utf-16-le") + bytes(8)
    ),
    "a number format": _on(lambda book: setattr(book.active["Z90"], "number_format", f'"{MARKER}"0')),
    "a hyperlink": _on(_link),
    "a text box": _part(
        "xl/drawings/drawing9.xml",
        b"<xdr:wsDr><xdr:sp><a:p><a:r><a:t>Denunciante: Zoraida Marcatoma DNI 4567</a:t></a:r><a:r><a:t>8901</a:t></a:r></a:p></xdr:sp></xdr:wsDr>",
    ),
    "a conditional format": _on(
        lambda book: book.active.conditional_formatting.add("A2", FormulaRule(formula=[f'A2="{MARKER}"']))
    ),
    "how a cell is read aloud": _replaced(
        STRINGS, b"</t></si>", b'</t><rPh sb="0" eb="1"><t>' + XML + b"</t></rPh></si>", shared
    ),
    "how a cell with its own text is read aloud": _replaced(
        SHEET, b"</t></is>", b'</t><rPh sb="0" eb="1"><t>' + XML + b"</t></rPh></is>"
    ),
    "a string of no cell": _replaced(STRINGS, b"</sst>", b"<si><t>" + XML + b"</t></si></sst>", shared),
    "the title of a chart": _on(_chart),
    "a part of macros": _part("xl/vbaProject.bin", bytes(20) + XML + bytes(20)),
    "a part of nobody": _part("notas/caso.txt", XML),
    "the name of a part": _part(f"notas/{MARKER.replace(':', '')}.bin", b"nada"),
    "a link to another book": _part(
        "xl/externalLinks/externalLink1.xml",
        b'<externalLink><externalBook><sheetNames><sheetName val="x"/></sheetNames><v>'
        + XML
        + b"</v></externalBook></externalLink>",
    ),
    "a comment of the XML": _replaced(SHEET, b"<sheetData>", b"<sheetData><!-- " + XML + b" -->"),
    "the text of a formula": _replaced(SHEET, b'<c r="A2" t="n"><v>', b'<c r="A2"><f>IF(1,2021,"' + XML + b'")</f><v>'),
    "the comment of the package": lambda rows: edited(saved(book_of(rows)), comment=XML),
    "the sheet's name": lambda rows: saved(book_of(rows, f"DNI {NUMBER} Marcatoma")),
}
