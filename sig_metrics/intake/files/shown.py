"""Owns what a cell shows, where its text alone would not say it: codes kept as numbers with a format, days that show only
their month, days counted from 1904.

Works on the columns taken from a sheet, and says what each cell was; whether that is admitted is the judge's.
"""

import re
from datetime import date

from sig_metrics.catalog.model import Register
from sig_metrics.intake.files.grid import FORMATTED, IN_PART, MONTH_ONLY, NUMBER, TEXT, Sheet
from sig_metrics.intake.files.number_format import hides, shown_as
from sig_metrics.language import words

DOUBTED = re.compile(r",|\.\d{3}(?!\d)")
YEARS_APART = 1462  # days from 30/12/1899 to 01/01/1904, less the 29/02/1900 that Excel invents


def as_shown(
    sheet: Sheet, register: Register, placed: dict[str, int], rows: list[int], columns: dict[str, list[str]]
) -> dict[str, bytes]:
    """Writes in `columns` what the cells of texts and days show; returns {column: what each cell was}, for those of
    texts with a cell that was no text, those of days with one that does not show whole and those of numbers with a text
    whose mark may be doubted. `rows` are indexes of the grid."""
    found: dict[str, bytes] = {}
    if not sheet.kinds:
        return found
    days = sheet.from_1904 or any(map(hides, sheet.formats))
    for name, index in placed.items():
        kind = register.column(name).type
        numbers = kind in ("int", "decimal") and any(map(DOUBTED.search, set(columns[name])))
        if not (numbers or kind == "text" or (kind == "date" and days)):
            continue
        if not any(kinds := bytes(sheet.kind(row, index) for row in rows)):
            continue
        if numbers:
            found[name] = kinds
            continue
        if kind == "text":
            columns[name] = [
                shown_as(text, sheet.formats[what - FORMATTED]) if what >= FORMATTED else text
                for text, what in zip(columns[name], kinds)
            ]
            found[name] = kinds
            continue
        if sheet.from_1904:
            columns[name] = [
                _from_1904(text) if what == NUMBER or what >= FORMATTED else text
                for text, what in zip(columns[name], kinds)
            ]
        if MONTH_ONLY in kinds or IN_PART in kinds:
            columns[name], found[name] = _months(columns[name], kinds)
    return found


def _months(texts: list[str], kinds: bytes) -> tuple[list[str], bytes]:
    """A column of days in which those that show only a month are written so; what is left of them to tell.

    Excel makes the first day of the month of what is typed «nov-21»: when all that hide their day are first days, they
    are months. One that is not says that whole days were typed in that column, and only their format hides them."""
    only = [date.fromisoformat(text[:10]) for text, kind in zip(texts, kinds) if kind == MONTH_ONLY]
    if any(day.day != 1 for day in only):
        return texts, kinds
    months = iter([f"{words.SHORT_MONTHS[day.month - 1].lower()}-{day.year}" for day in only])
    written = [next(months) if kind == MONTH_ONLY else text for text, kind in zip(texts, kinds)]
    return written, kinds.replace(bytes([MONTH_ONLY]), bytes([TEXT]))


def _from_1904(text: str) -> str:
    """The serial number of a day in a book that counts from 1904, as the others count it."""
    whole, point, part = text.partition(".")
    number = words.whole(whole)
    return text if number is None else f"{number + YEARS_APART}{point}{part}"
