"""Owns papers as DOCX, to be edited and signed: a paper of a public office in Word's own styles. The same paper gives the
same bytes. Charts are pictures, with what they show in words; the number of a section is part of its text."""

import io

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report import model
from sig_metrics.report.writers import svg
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.docx_look import colour_of, dress, edged, element, prepare, put, shade
from sig_metrics.report.writers.look import (
    BREACH,
    OPEN,
    PAPER,
    STRONG,
    Run,
    cell_runs,
    line,
    numbered,
    runs,
    sources,
    text_width,
    unmarked,
)
from sig_metrics.report.writers.packed import packed
from sig_metrics.report.writers.pdf import picture

TOGETHER = 10  # signatures that stand on one page
POINTS = 72 / 2.54  # in a centimetre
STYLE = {
    model.BODY: "Normal",
    model.LEAD: "Entradilla",
    model.NOTE: "Nota",
    model.HEADING: "Heading 1",
    model.SUBHEADING: "Heading 2",
    model.ITEM: "List Bullet",
    model.BLANK: "Completar",
}


def paper(given: model.Paper) -> bytes:
    """The paper as DOCX."""
    document = docx.Document()
    wide = text_width(given.wide)
    prepare(document, line(given.title), given.wide)
    dress(document, given.marks, given.wide)
    _heading(document, given, wide)
    for block in numbered(given.blocks):
        if isinstance(block, model.Text):
            write(document.add_paragraph(style=STYLE[block.style]), runs(block.said))
        elif isinstance(block, model.Table):
            _table(document, block, wide)
        else:
            _chart(document, block, wide)
    _signatures(document, given.signatures, wide)
    if given.copies:
        copies = words.listing([line(each) for each in given.copies])
        document.add_paragraph(
            words.say("report_copies", copies=copies), style="Celda"
        ).paragraph_format.space_before = Pt(14)
    if given.marks.sources:
        document.add_paragraph(sources(given.marks), style="Pie").paragraph_format.space_before = Pt(10)
    memory = io.BytesIO()
    document.save(memory)
    return packed(memory.getvalue())


def write(paragraph: Paragraph, given: tuple[Run, ...], bold: bool = False) -> Paragraph:
    """A text with its emphasis, in a paragraph; a line of it is a line."""
    for run in given:
        made = paragraph.add_run(run.said)
        if bold or run.how in (STRONG, BREACH):
            made.bold = True
        if run.how == OPEN:
            put(made._r.get_or_add_rPr(), shade(LIGHT.notice))
        if run.how == BREACH:
            made.font.color.rgb = colour_of(LIGHT.breach)
    return paragraph


def _heading(document: Document, given: model.Paper, wide: float) -> None:
    """The lines of the institution, the title, and what the paper says of itself: to whom, from whom, of what."""
    for each in given.institution:
        document.add_paragraph(line(each), style="Institución")
    write(document.add_paragraph(style="Title"), runs(line(given.title)))
    if not given.heading:
        return
    longest = max(len(label) for label, _ in given.heading)
    label_wide = min(5.5, 0.5 + longest * 0.24)
    table = _bare(document, len(given.heading), (label_wide, 0.4, wide - label_wide - 0.4))
    for row, (label, text) in zip(table.rows, given.heading):
        for cell, part, bold in zip(row.cells, (line(label), ":", text), (True, False, False)):
            write(cell.paragraphs[0], runs(part), bold)
            cell.paragraphs[0].paragraph_format.space_after = Pt(4)
    rule = document.add_paragraph(style="Pie")
    put(rule._p.get_or_add_pPr(), edged("top", LIGHT.ink, 6, 1))
    rule.paragraph_format.space_after = Pt(4)


def _bare(document: Document, rows: int, widths: tuple[float, ...]) -> WordTable:
    """A table without lines, with its widths in centimetres, at the edge of the text."""
    table = document.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    about = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    put(about, margins)
    for column, wide in zip(table.columns, widths):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)
    return table


def _table(document: Document, given: model.Table, wide: float) -> None:
    if given.title:
        document.add_paragraph(line(given.title), style="Título de tabla")
    if not given.rows:
        document.add_paragraph(words.say("report_no_rows"), style="Nota")
        return
    widths = tuple(each / POINTS for each in columns(given, wide * POINTS, PAPER["table"]))
    table = document.add_table(0, len(widths))
    table.autofit = False
    _lined(table)
    for n, row in enumerate((given.headings, *given.rows)):
        _row(table, row, widths, given.numbers, head=n == 0)
    for column, each in zip(table.columns, widths):
        column.width = Cm(each)
    document.add_paragraph(style="Pie").paragraph_format.space_after = Pt(4)


def _row(table: WordTable, row: tuple, widths: tuple[float, ...], numbers: tuple[int, ...], head: bool) -> None:
    made = table.add_row()
    about = made._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if head:
        about.append(OxmlElement("w:tblHeader"))
    for n, (cell, given, wide) in enumerate(zip(made.cells, row, widths)):
        cell.width = Cm(wide)
        paragraph = cell.paragraphs[0]
        paragraph._p.style = "Celda"  # by its id: a paper has hundreds of cells, and a name is looked up in each
        write(paragraph, cell_runs(given), head)
        if n in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if head:
            paragraph.paragraph_format.keep_with_next = True
            put(cell._tc.get_or_add_tcPr(), shade(LIGHT.surface))
            put(cell._tc.get_or_add_tcPr(), element("w:vAlign", val="bottom"))


def _lined(table: WordTable) -> None:
    """Thin rules between the rows, and a dark one above and below."""
    about, lines = table._tbl.tblPr, OxmlElement("w:tblBorders")
    for side, size, colour in (("top", 8, LIGHT.ink), ("bottom", 8, LIGHT.ink), ("insideH", 4, LIGHT.border)):
        lines.append(element(f"w:{side}", val="single", sz=size, space=0, color=colour.lstrip("#").upper()))
    put(about, lines)


def _chart(document: Document, given: model.Chart, wide: float) -> None:
    if given.title:
        document.add_paragraph(line(given.title), style="Título de tabla")
    paragraph = document.add_paragraph()
    drawn = paragraph.add_run().add_picture(
        io.BytesIO(picture(svg.chart(given, LIGHT))), width=Cm(min(wide, text_width(False)))
    )
    drawn._inline.docPr.set("descr", unmarked(given.alt or given.title or words.say("report_chart")))
    drawn._inline.docPr.set("name", unmarked(given.title) or words.say("report_chart"))


def _signatures(document: Document, given: tuple[model.Signature, ...], wide: float) -> None:
    """Two a row, each with its line, its office and as what; a row is never parted, nor few rows from each other."""
    if not given:
        return
    if document.paragraphs[-1].style.name in STYLE.values():  # they are not alone on a page
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = _bare(document, -(-len(given) // 2), (wide / 2, wide / 2))
    for n, each in enumerate(given):
        row = table.rows[n // 2]
        if n % 2 == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        office = row.cells[n % 2].paragraphs[0]
        office.style = "Firma"
        form = office.paragraph_format
        form.space_before, form.left_indent, form.right_indent = Pt(56), Cm(0.6), Cm(0.6)
        put(office._p.get_or_add_pPr(), edged("top", LIGHT.ink, 6, 4))
        office.add_run(line(each.office))
        what = row.cells[n % 2].add_paragraph(line(each.as_what), style="Nota")
        what.alignment = WD_ALIGN_PARAGRAPH.CENTER
        office.paragraph_format.keep_with_next = True
        what.paragraph_format.keep_with_next = n // 2 < (len(given) - 1) // 2 and len(given) <= TOGETHER
