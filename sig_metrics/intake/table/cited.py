"""Owns where a row that a figure cites stands in the file that it came in: its sheet, its headings and its cells, as they
are written there.

The sheet is found as when the file was read. The ledger keeps the number of a row and not its sheet: where several sheets
make one table and each has such a row, it is the one that has more of the key of the row; where that does not decide, all
of them are given, and none is guessed."""

from dataclasses import dataclass

from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.head import find_head
from sig_metrics.intake.annex.table import JOINT, annex_table
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean
from sig_metrics.intake.table.sheets import find
from sig_metrics.language.text import fold, letter


@dataclass(frozen=True)
class Cited:
    """A row in its sheet: its number there, that of the headings, and (column «C», heading, text) of each cell."""

    sheet: str
    row: int
    header: int
    cells: list[tuple[str, str, str]]


def cited(sheets: list[Sheet], register: Register, row: int, key: tuple[str, ...] = ()) -> list[Cited]:
    """Where row `row` of a register, whose key holds `key`, may stand; raises Refused for what is not its file."""
    if register.layout == "annex":
        names = annex_table(sheets, register)["sheet"].split(JOINT)
        heads = [(sheet, find_head(sheet, register)[0]) for sheet in sheets if sheet.name in names]
        found = [(sheet, head.row, head.start, head.placed, head.typed) for sheet, head in heads if head]
    else:
        tables = find(sheets, register)[0]
        found = [
            (sheet, at.header, at.start, at.placed, dict(enumerate(sheet.grid[at.header]))) for sheet, at in tables
        ]
    places, agreed = [], []
    for sheet, header, start, placed, typed in found:
        at = row - sheet.first_row
        if start <= at < len(sheet.grid) and any(sheet.grid[at]):
            places.append(_at(sheet, row, header, typed))
            agreed.append(_agreed([sheet.grid[at][placed[name]] for name in register.key if name in placed], key))
    return [place for place, how in zip(places, agreed) if how == max(agreed)]


def _agreed(texts: list[str], key: tuple[str, ...]) -> int:
    """How much of a key is in the cells of a row that hold it."""
    there = {fold(text).lstrip("0") for text in texts}
    return sum(fold(text).lstrip("0") in there for text in key)


def _at(sheet: Sheet, row: int, header: int, headings: dict[int, str]) -> Cited:
    texts = sheet.grid[row - sheet.first_row]
    cells = [
        (letter(at), clean(headings.get(at, "")), clean(text))
        for at, text in enumerate(texts)
        if text or headings.get(at)
    ]
    return Cited(sheet.name, row, header + sheet.first_row, cells)
