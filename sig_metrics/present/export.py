"""Owns tables that leave the product: CSV, Excel and Parquet, in which no text can become a formula or a link.

Numbers stay numbers and dates stay dates; control characters go. Whoever opens a CSV may part it by commas,
semicolons, tabs or bars: no text begins a formula after any of them, and a row is one line. Refuses more rows than a
sheet holds."""

import csv
import io
import math
import re
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa

from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.present.display import is_year
from sig_metrics.present.theme import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in a cell
SHEET_ROWS = 1_048_576
EMPTY = "sin datos"
RISKY = ("=", "+", "-", "@", "\t", "\r")  # OWASP ASVS 5.0, 1.2.10: what a spreadsheet may run
# In a CSV: where a cell may begin for some separator, before spaces, quotes and what nobody sees, when a formula
# follows; or a quote, with which whoever parts by another separator would go on into the next lines.
SKIPPED = r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
FORMULA = r"=+\-@\uff1d\uff0b\uff0d\uff20"
BEGINS = re.compile(
    rf'^(?=[{SKIPPED}"]*[{FORMULA}])|(?<=,)(?=[{SKIPPED}"]*[{FORMULA}])|(?<=[;|])(?=[{SKIPPED}]*["{FORMULA}])'
)
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FAMILY = "Calibri"
FORMATS = {
    "title": {"bold": True, "font_size": 14, "font_color": LIGHT.accent},
    "note": {"font_color": LIGHT.muted},
    "header": {
        "bold": True,
        "font_color": LIGHT.on_ink,
        "bg_color": LIGHT.accent,
        "border": 1,
        "border_color": LIGHT.border,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "optional": {
        "bold": True,
        "font_color": LIGHT.accent,
        "bg_color": LIGHT.background,
        "border": 1,
        "border_color": LIGHT.accent,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "text": {"text_wrap": True, "num_format": "@"},
    "risky": {"text_wrap": True, "num_format": "@", "quote_prefix": True},  # stays text when somebody edits the cell
    "year": {"num_format": "0", "align": "left"},
    "int": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0###"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
}


def new_book() -> tuple["Workbook", io.BytesIO]:
    """An empty workbook in memory that takes every text as a text; equal content gives equal bytes."""
    from xlsxwriter.workbook import Workbook

    memory = io.BytesIO()
    book = Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": datetime(2021, 1, 1)})
    return book, memory


def add_format(book: "Workbook", look: dict) -> "Format":
    """A cell format in the house font, aligned to the top."""
    return book.add_format({"font_name": FAMILY, "font_size": 10, "valign": "top", **look})


def write_text(sheet: "Worksheet", row: int, column: int, text: str, look: "Format") -> None:
    """A text in a cell; one in the tags that xlsxwriter keeps for its own rich texts would be taken for XML, and
    goes in two runs."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, text[:3], look, text[3:], look)
    else:
        sheet.write_string(row, column, text, look)


def sheet_name(title: str) -> str:
    """A title as Excel accepts it for a sheet: 31 characters, none of []:*?/\\ nor quotes at the ends."""
    return re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\]", " ", clean(title)))[:31].strip(" '") or "Datos"


def clean(text: str) -> str:
    """`text` without control characters nor halves of characters, cut at what an Excel cell holds."""
    text = CONTROL.sub("", text)
    if len(text) * 2 <= CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore")


def to_csv(rows: list[dict], headings: dict[str, str]) -> bytes:
    """The rows in the order of `headings` (key → Spanish heading), a line each, as UTF-8 with BOM; line breaks of a
    text are « ⏎ »."""
    memory = io.StringIO(newline="")
    writer = csv.writer(memory)
    writer.writerow([_inert(heading) for heading in headings.values()])
    writer.writerows([[_csv_cell(row.get(key)) for key in headings] for row in rows])
    return memory.getvalue().encode("utf-8-sig")


def _csv_cell(value: object) -> object:
    value = _plain(value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return words.day(value)
    return _inert(value) if isinstance(value, str) else value


def _inert(text: str) -> str:
    """A text in one line, where an apostrophe goes before whatever could begin a formula."""
    return BEGINS.sub("'", BREAK.sub(" ⏎ ", CONTROL.sub("", text)).replace("\t", " "))


def _plain(value: object) -> object:
    """A value as a cell takes it: text, number, day, Lima moment, or None for nothing."""
    if isinstance(value, bool):
        return "Sí" if value else "No"
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime):  # the store keeps UTC without saying so
        aware = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
        return aware.astimezone(words.LIMA).replace(tzinfo=None)
    if isinstance(value, (list, tuple)):
        return words.listing([str(each) for each in value])
    return value if value is None or isinstance(value, (int, float, date)) else str(value)


def to_parquet(rows: list[dict], headings: dict[str, str]) -> bytes:
    """The rows in the order of `headings`, with their types: a column of several kinds is of text; two of one heading
    are told apart by their number."""
    columns: dict[str, pa.Array] = {}
    for key, heading in headings.items():
        cells = [_plain(row.get(key)) for row in rows]
        name = clean(heading)
        while name in columns:
            name += " (2)"
        columns[name] = _typed(cells)
    memory = io.BytesIO()
    from pyarrow import parquet as pq

    pq.write_table(pa.table(columns), memory, compression="zstd")
    return memory.getvalue()


def _typed(cells: list) -> pa.Array:
    """The cells of a column in the type that all of them have."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds <= {int, float} and kinds:
        return pa.array(cells, pa.float64() if float in kinds else pa.int64())
    if kinds in ({date}, {datetime}):
        return pa.array(cells, pa.date32() if kinds == {date} else pa.timestamp("s"))
    return pa.array([None if cell is None else clean(_csv_text(cell)) for cell in cells], pa.string())


def _csv_text(cell: object) -> str:
    return words.day(cell) if isinstance(cell, date) and not isinstance(cell, datetime) else str(cell)


def to_xlsx(rows: list[dict], headings: dict[str, str], title: str, notes: list[str]) -> bytes:
    """One sheet: title, notes (source, demonstration mark), headings and rows; raises Refused when they do not fit."""
    top = len(notes) + 2
    if len(rows) > SHEET_ROWS - top - 1:
        raise Refused(
            [
                Problem(
                    "export_large",
                    f"La tabla tiene {words.number(len(rows))} filas y una hoja de Excel admite "
                    f"{words.number(SHEET_ROWS)}. Use un filtro o descárguela como CSV.",
                )
            ]
        )
    book, memory = new_book()
    formats = {name: add_format(book, look) for name, look in FORMATS.items()}
    sheet = book.add_worksheet(sheet_name(title))
    sheet.set_row(0, 24)
    write_text(sheet, 0, 0, clean(title), formats["title"])
    for n, note in enumerate(notes):
        write_text(sheet, n + 1, 0, clean(note), formats["note"])
    _body(sheet, rows, headings, top, formats)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    book.close()
    return memory.getvalue()


def _body(
    sheet: "Worksheet", rows: list[dict], headings: dict[str, str], top: int, formats: dict[str, "Format"]
) -> None:
    for column, (key, heading) in enumerate(headings.items()):
        sheet.set_column(column, column, _width(rows, key, heading))
        write_text(sheet, top, column, clean(heading), formats["header"])
        number = "year" if is_year(key, heading) else "int"
        for n, row in enumerate(rows):
            _cell(sheet, top + 1 + n, column, _plain(row.get(key)), number, formats)
    if rows and headings:
        sheet.autofilter(top, 0, top + len(rows), len(headings) - 1)
    else:
        sheet.write_string(top + 1, 0, EMPTY, formats["note"])


def _cell(sheet: "Worksheet", row: int, column: int, value: object, number: str, formats: dict[str, "Format"]) -> None:
    if value is None:
        return
    if isinstance(value, int) and abs(value) > 2**53:  # a spreadsheet number would lose digits
        value = str(value)
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, value, formats[number if isinstance(value, int) else "decimal"])
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, formats["moment" if isinstance(value, datetime) else "date"])
    else:
        text = words.day(value) if isinstance(value, date) else clean(value)
        write_text(sheet, row, column, text, formats["risky" if text.startswith(RISKY) else "text"])


def _width(rows: list[dict], key: str, heading: str) -> int:
    longest = max((len(str(row.get(key) or "")) for row in rows[:200]), default=0)
    return min(max(longest, len(heading), 8) + 3, 60)
