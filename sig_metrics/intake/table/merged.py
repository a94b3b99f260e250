"""Owns the merged cells of a sheet: the value of a block stands in each of its rows, and where it may not, the sheet is
refused.

A text, a date or a code may be of several rows; a number is of one, and no value is of two columns."""

from collections.abc import Iterable

from sig_metrics.catalog.model import Register
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import letter

WIDE = 6  # beyond so many columns a block is a title row, not a cell of a column
NAMED = 8
NUMBERS = ("int", "decimal")


def unmerge(sheet: Sheet, start: int) -> None:
    """Writes the value of each merged block in the first column of its rows, from row `start` on."""
    for top, left, bottom, right in sheet.merges:
        if top < start or right - left > WIDE:
            continue
        for row in range(top, min(bottom + 1, len(sheet.grid))):
            if left < len(sheet.grid[row]):
                sheet.copy(top, left, row, left)


def spread(
    sheet: Sheet, kept: list[int], placed: dict[str, int], register: Register
) -> tuple[list[Problem], list[Problem]]:
    """Writes the value of each merged block along its rows of data, which a note over several columns is not; (what
    refuses, what is told)."""
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    data = set(kept) if sheet.merges else set()
    for top, left, bottom, right in sheet.merges:
        rows = [row for row in range(top, bottom + 1) if row in data and right - left <= WIDE]
        rows = [row for row in rows if left < len(sheet.grid[row])]
        if not rows or not sheet.grid[rows[0]][left]:
            continue
        names = [name for name, at in placed.items() if left <= at <= right]
        if top == bottom and (not names or len(names) == 1 and placed[names[0]] == left):
            continue  # a wide cell: it is of one row and one column
        code = _kind(names, len(rows), register)
        found.setdefault(code, []).append((top, left, bottom, right))
        for row in rows:
            for index in range(left, min(right + 1, len(sheet.grid[row]))):
                sheet.copy(row, left, row, index)
    said = {code: _said(code, sheet, blocks) for code, blocks in found.items()}
    told = [said.pop("cells_merged")] if "cells_merged" in said else []
    return list(said.values()), told


def _kind(names: list[str], rows: int, register: Register) -> str:
    """What a block over so many rows of these columns is."""
    if len(names) > 1:
        return "merged_across"
    amounts = [name for name in names if register.column(name).type in NUMBERS and name not in register.key]
    return "merged_number" if amounts and rows > 1 else "cells_merged"


def _said(code: str, sheet: Sheet, blocks: list[tuple[int, int, int, int]]) -> Problem:
    row = min(top for top, *_ in blocks) + sheet.first_row
    counted = words.count(len(blocks), "bloque", "bloques")
    return Problem(code, words.say(code, blocks=counted, cells=_places(sheet, blocks)), sheet.name, row)


def _places(sheet: Sheet, blocks: Iterable[tuple[int, int, int, int]]) -> str:
    """«D2:D3, E2:E3»."""
    first = sheet.first_row
    places = [
        f"{letter(left)}{top + first}:{letter(right)}{bottom + first}" for top, left, bottom, right in sorted(blocks)
    ]
    more = len(places) - NAMED
    return words.listing([*places[:NAMED], *([f"{words.number(more)} más"] if more > 0 else [])])
