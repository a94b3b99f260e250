"""Owns the workbook that a plan read from its document becomes: the ordinary Anexo 01, its doubtful cells marked, and
where it came from.

The document itself is never kept: this book is the original of its load, and names the document by its SHA-256. The
same reading makes the same bytes."""

from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.doubted import CELL, CONFIRMED, DOUBTS, ORIGIN, WHY
from sig_metrics.intake.annex.rows import AMOUNTS
from sig_metrics.intake.base_version import Base
from sig_metrics.intake.document.judge import Doubt
from sig_metrics.intake.document.reading import Reading
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.present.export import add_format
from sig_metrics.present.template import ANNEX, annex_template
from sig_metrics.present.template_cells import write_line
from sig_metrics.present.template_sheets import Book

HEADINGS = {CELL: 9, "Actividad": 11, "Columna": 20, "Página": 9, "Se leyó": 24, WHY: 70, CONFIRMED: 14}
YES = "sí"
DOUBTFUL = "#fbe3cc"  # the orange of what asks for a look, under black text


def book_of(reading: Reading, catalog: Catalog, confirmed: bool = False) -> bytes:
    """The workbook of a reading, as .xlsx; `confirmed`: a person has looked at each of its doubts."""
    register = next(each for each in catalog.registers.values() if each.layout == "annex")
    header = reading.header
    plan = {
        "year": header.year,
        "version": header.version,
        "resolution": header.resolution,
        "approved_on": header.approved_on,
        "rows": [_row(row) for row in reading.rows],
    }

    def also(made: Book, sheet: Worksheet, first: int) -> None:
        _mark(made, sheet, first, reading.doubts, register)
        if reading.doubts:
            _doubts(made, first, reading, register, confirmed)
        _origin(made, reading)

    return annex_template(catalog, plan, Base(""), also)  # of no load: it is of a document


def book_name(reading: Reading) -> str:
    """The name of its file: that of the document, as a workbook."""
    return f"{Path(reading.name).stem}.xlsx"


def doubt_problems(reading: Reading, register: Register) -> list[Problem]:
    """Each doubtful cell as a problem of the document."""
    found = []
    for doubt in reading.doubts:
        row, page = reading.rows[doubt.row], reading.pages[doubt.row]
        said = {
            "activity": words.short(row["activity"], 10) or "—",
            "heading": register.column(doubt.column).heading,
            "text": words.short(row[doubt.column], 60),
            "why": doubt.why,
        }
        message = words.say("document_cell_page", page=page, **said) if page else words.say("document_cell", **said)
        found.append(Problem("document_cell", message, value=said["text"]))
    return found


def _row(row: dict[str, str]) -> dict[str, object]:
    """Amounts that are plain numbers as numbers; the rest as it was read."""
    return {
        name: int(text) if name in AMOUNTS and text.isdecimal() and len(text) < 4 else text
        for name, text in row.items()
    }


def _places(register: Register) -> dict[str, int]:
    return {column.name: n for n, column in enumerate(register.columns)}


def _mark(made: Book, sheet: Worksheet, first: int, doubts: list[Doubt], register: Register) -> None:
    look = made.book.add_format({"bg_color": DOUBTFUL})
    at = _places(register)
    for doubt in doubts:
        row, column = first + doubt.row, at[doubt.column]
        sheet.conditional_format(row, column, row, column, {"type": "formula", "criteria": "=TRUE", "format": look})
        sheet.write_comment(row, column, doubt.why, {"x_scale": 2})


def _doubts(made: Book, first: int, reading: Reading, register: Register, confirmed: bool) -> None:
    sheet, at = made.book.add_worksheet(DOUBTS), _places(register)
    head, text = made.looks["header"], add_format(made.book, {"text_wrap": True, "valign": "top"})
    write_line(sheet, 0, 0, words.say("document_sheet", sheet=ANNEX), made.looks["title"])
    for n, (heading, width) in enumerate(HEADINGS.items()):
        sheet.set_column(n, n, width)
        write_line(sheet, 2, n, heading, head)
    for n, doubt in enumerate(reading.doubts, 3):
        row, page = reading.rows[doubt.row], reading.pages[doubt.row]
        told = (
            xl_rowcol_to_cell(first + doubt.row, at[doubt.column]),
            row["activity"],
            register.column(doubt.column).heading,
            str(page or ""),
            row[doubt.column],
            doubt.why,
            YES if confirmed else "",
        )
        for c, said in enumerate(told):
            write_line(sheet, n, c, said, text)
    last = len(HEADINGS) - 1
    sheet.data_validation(3, last, 2 + len(reading.doubts), last, {"validate": "list", "source": [YES]})
    sheet.freeze_panes(3, 0)


def _origin(made: Book, reading: Reading) -> None:
    sheet = made.book.add_worksheet(ORIGIN)
    label, text = add_format(made.book, {"bold": True}), add_format(made.book, {"text_wrap": True})
    pages = sorted({page for page in reading.pages if page})
    told = [
        (words.say("document_origin_file"), reading.name),
        (words.say("document_origin_hash"), reading.sha256),
        (words.say("document_origin_pages"), words.listing([str(page) for page in pages]) if pages else ""),
        (words.say("document_origin_rows"), words.count(len(reading.rows), "actividad", "actividades")),
    ]
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 70)
    for n, (said, held) in enumerate(each for each in told if each[1]):
        write_line(sheet, n, 0, said, label)
        write_line(sheet, n, 1, held, text)
