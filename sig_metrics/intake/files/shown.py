"""Owns what a cell shows, where its text alone would not say it: codes kept as numbers with a format, days counted from
1904.

Works on the columns taken from a sheet, and says what each cell of a text was; whether that is admitted is the judge's.
"""

from sig_metrics.catalog.model import Register
from sig_metrics.intake.files.grid import FORMATTED, NUMBER, Sheet
from sig_metrics.intake.files.number_format import shown_as
from sig_metrics.language import words

YEARS_APART = 1462  # days from 30/12/1899 to 01/01/1904, less the 29/02/1900 that Excel invents


def as_shown(
    sheet: Sheet, register: Register, placed: dict[str, int], rows: list[int], columns: dict[str, list[str]]
) -> dict[str, bytes]:
    """Writes in `columns` what the cells of texts and days show; returns {column of texts: what each cell was}, for
    those with a cell that was no text. `rows` are indexes of the grid."""
    found: dict[str, bytes] = {}
    if not sheet.kinds:
        return found
    for name, index in placed.items():
        kind = register.column(name).type
        if kind == "text" and any(kinds := bytes(sheet.kind(row, index) for row in rows)):
            columns[name] = [
                shown_as(text, sheet.formats[what - FORMATTED]) if what >= FORMATTED else text
                for text, what in zip(columns[name], kinds)
            ]
            found[name] = kinds
        elif kind == "date" and sheet.from_1904:
            columns[name] = [
                _from_1904(text) if sheet.kind(row, index) in (NUMBER, *range(FORMATTED, 256)) else text
                for text, row in zip(columns[name], rows)
            ]
    return found


def _from_1904(text: str) -> str:
    """The serial number of a day in a book that counts from 1904, as the others count it."""
    whole, point, part = text.partition(".")
    number = words.whole(whole)
    return text if number is None else f"{number + YEARS_APART}{point}{part}"
