"""Owns how a value is written in a cell of a workbook that is to be loaded back: what is read there is what was
written.

Codes go by the label that leads back to them and to no other; days and numbers are dates and numbers where every
spreadsheet keeps them, and texts elsewhere; a text stays a text, also when somebody edits it. Refuses a text that
does not fit in a cell."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sig_metrics.catalog.model import Catalog, Column
from sig_metrics.intake.values.parse import parser
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.present.export import CELL_LIMIT, RISKY, add_format, clean, write_text

NUMBERS = {"text": "@", "code": "@", "codes": "@", "int": "0", "decimal": "#,##0.00####", "date": "dd/mm/yyyy"}
DECIMALS = (2, 6)  # always shown, and shown when they are there, in a column of numbers
MOST_DECIMALS = 30  # of a number format
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was: before it programs disagree by a day
# that every spreadsheet keeps of a number: a double may need 17, and LibreOffice saves 0.30000000000000004 as 0.3
DIGITS = 15


class Look:
    """The formats of the cells of one column: `usual`, and those of a text, which must stay one whatever the column
    is."""

    def __init__(self, book: Workbook, column: Column, decimals: int = DECIMALS[1], **extra: object):
        small = column.type in ("int", "code") or column.pad
        shape = NUMBERS[column.type]
        if column.type == "decimal" and decimals > DECIMALS[1]:
            shape = f"#,##0.{'0' * DECIMALS[0]}{'#' * (min(decimals, MOST_DECIMALS) - DECIMALS[0])}"
        look = {"text_wrap": True, "align": "center" if small else "left", **extra}
        self.usual = add_format(book, {**look, "num_format": shape})
        self.text = self.usual if shape == "@" else add_format(book, {**look, "num_format": "@"})
        self.risky = add_format(book, {**look, "num_format": "@", "quote_prefix": True})


def write(sheet: Worksheet, row: int, at: int, value: object, look: Look) -> None:
    """One cell; nothing leaves it empty, with its format."""
    if value is None or value == "":
        sheet.write_blank(row, at, None, look.usual)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, at, value, look.usual)
    elif is_number(value):
        sheet.write_number(row, at, value, look.usual)
    else:
        text = as_written(value)
        write_text(sheet, row, at, text, look.risky if text.startswith(RISKY) else look.text)


def is_number(value: object) -> bool:
    """Whether a value is a number with no more digits than every spreadsheet keeps."""
    return isinstance(value, (int, float)) and float(f"{value:.{DIGITS}g}") == value


def as_written(value: object) -> str:
    """A value as the text of a cell."""
    if isinstance(value, date):
        return words.day(value)
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else clean(str(value))


def write_line(sheet: Worksheet, row: int, at: int, text: str, look: Format) -> None:
    """A text of ours (a title, a heading, a note)."""
    write_text(sheet, row, at, clean(text), look)


def decimals_of(values: list) -> int:
    """The decimals of the number that needs most."""
    numbers = [Decimal(repr(value)).normalize() for value in values if isinstance(value, float) and is_number(value)]
    return max((-int(number.as_tuple().exponent) for number in numbers), default=0)


def shower(column: Column, catalog: Catalog) -> Callable[[object], object]:
    """A function from a stored value to the one that its cell shows: a code as its label («SGC/SGAS» when several).

    A label that is read as another code (two codes share it, or it holds the sign that separates them) gives way to
    the code."""
    if not column.vocabulary:
        return lambda value: value
    read = parser(column, catalog.vocabularies)
    known: dict[object, object] = {None: None, "": ""}

    def show(value: object) -> object:
        if value not in known:
            codes = str(value).split("/") if column.type == "codes" else [str(value)]
            label = "/".join(catalog.label(column.vocabulary, code) for code in codes)
            known[value] = label if read(label) == (value, "") else value
        return known[value]

    return show


def check_lengths(column: Column, values: list) -> None:
    """Raises Refused for a text that takes more room than an Excel cell has, which would be cut."""
    for at, value in enumerate(values, 1):
        if (
            isinstance(value, str)
            and len(value) * 2 > CELL_LIMIT
            and (found := len(value.encode("utf-16-le", "surrogatepass")) // 2) > CELL_LIMIT
        ):
            raise refuse(
                "filled_long",
                heading=column.heading,
                row=words.number(at),
                found=words.number(found),
                limit=words.number(CELL_LIMIT),
            )
