"""Owns the way from the bytes of a file to a table of texts with its row numbers.

Values come out as written (dates of a workbook as ISO text); nothing is interpreted here.
Refuses files it cannot read whole. Deciding whether a value is right is `validate.py`'s.
A file that somebody sends goes by `apart.prepare_apart`, which does this in another process.
"""

from dataclasses import dataclass, field
from itertools import islice

from sig_metrics import words
from sig_metrics.annex_table import annex_table
from sig_metrics.cleaning import clean, clean_columns, rows_said, too_long
from sig_metrics.definitions import Register
from sig_metrics.headings import Match, find, headings
from sig_metrics.arrival import kind_of
from sig_metrics.parquet import read_parquet
from sig_metrics.problems import Problem, Refused, refuse
from sig_metrics.sheet import ORDINARY, Limits, Sheet, fold, letter
from sig_metrics.textfile import read_text
from sig_metrics.workbook import read_workbook

__all__ = ["TextTable", "fold", "letter", "read_file"]
TOTAL_INITIALS = ("T", "t", "S", "s", "Σ", "∑")
NOTES = ("fuente", "nota", "notas", "elaboracion", "elaborado", "leyenda")


@dataclass
class TextTable:
    """The rows under the headings: column code → texts («» is empty), and where each came from."""

    register: Register
    sheet: str
    columns: dict[str, list[str]]
    rows: list[int]
    places: dict[str, str]  # column code → «C «Fecha de entrega»»
    above: list[list[str]] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    header: int = 1  # the row of the headings, as the spreadsheet numbers it
    came: tuple[str, ...] = ()  # the columns that the file has: the rest are absent, which is not empty


def read_file(name: str, content: bytes, register: Register, limits: Limits = ORDINARY) -> TextTable:
    """The table of `register` in a file; raises Refused naming every fault of its shape."""
    kind = kind_of(name, content, limits)
    if kind == "workbook":
        sheets = read_workbook(content, limits)
    elif kind == "parquet":
        sheets = read_parquet(content, limits)
    else:
        sheets = read_text(content, set(headings(register)), limits)
    if register.layout == "annex":
        return TextTable(**annex_table(sheets, register))
    return _table(*find(sheets, register), register)


def _is_total(first: str) -> bool:
    if first.lstrip(" .:*")[:1] not in TOTAL_INITIALS:  # most rows are told by a letter
        return False
    return fold(first).startswith("total") or fold(first) in ("suma", "σ", "ς", "∑")


def _is_note(text: str) -> bool:
    """«Fuente: UPPM», when it is alone in its row."""
    return fold(text.partition(":")[0]) in NOTES or text.startswith("*")


def _unmerge(sheet: Sheet, start: int) -> int:
    """Writes the value of each merged block in all its cells, from row `start` on; returns how many blocks."""
    done = 0
    for top, left, bottom, right in sheet.merges:
        if top < start or right - left > 6:  # a wide block is a title row, not a cell of a column
            continue
        done += top < len(sheet.grid) and left < len(sheet.grid[top]) and bool(sheet.grid[top][left])
        for row in range(top, min(bottom + 1, len(sheet.grid))):
            for index in range(left, min(right + 1, len(sheet.grid[row]))):
                sheet.grid[row][index] = sheet.grid[top][left]
    return done


def _table(sheet: Sheet, match: Match, register: Register) -> TextTable:
    said = list(match.warnings)
    if (merged := _unmerge(sheet, match.start)) and register.layout == "table":
        said.append(Problem("cells_merged", words.say("cells_merged", blocks=words.count(merged, "bloque", "bloques")), sheet.name))
    kept, rows, left_out = _rows(sheet, match, register)
    for code, numbers in left_out.items():
        if numbers:
            said.append(Problem(code, words.say(code, rows=rows_said(numbers)), sheet.name, numbers[0]))
    if not rows:
        raise refuse("no_rows")
    if hidden := [row for row in rows if row - sheet.first_row in sheet.hidden]:
        said.append(Problem("rows_hidden", words.say("rows_hidden", rows=rows_said(hidden), count=words.number(len(hidden))), sheet.name, hidden[0]))
    columns = {name: [cells[index] for cells in kept] for name, index in match.placed.items()}
    places = {name: f"{letter(index)} «{register.column(name).heading}»" for name, index in match.placed.items()}
    if long := too_long(columns, rows, places, sheet.name):
        raise Refused(long)
    said += clean_columns(columns, rows, sheet.name, shows=not register.reserved)
    came = tuple(columns)
    for column in register.columns:
        columns.setdefault(column.name, [""] * len(rows))
        places.setdefault(column.name, f"«{column.heading}»")
    above = [list(map(clean, row)) for row in sheet.grid[: match.header]]
    return TextTable(register, sheet.name, columns, rows, places, above, said, match.header + sheet.first_row, came)


def _rows(sheet: Sheet, match: Match, register: Register) -> tuple[list[list[str]], list[int], dict[str, list[int]]]:
    """(cells of each row of data, its number, {why: numbers of the rows left out}); raises Refused for ragged lines."""
    width, needed = len(sheet.grid[match.header]), max(match.placed.values()) + 1
    placed = sorted(match.placed.values())
    kept, rows, ragged = [], [], []
    key = [match.placed[name] for name in register.key if name in match.placed]
    left_out: dict[str, list[int]] = {"rows_total": [], "rows_note": [], "rows_outside": []}
    for index in range(match.start, len(sheet.grid)):
        cells, row = sheet.grid[index], index + sheet.first_row
        if not any(cells):
            continue
        if why := _left_out(cells, match.left, placed, key):
            left_out[why].append(row)
        elif len(cells) != width and not sheet.name:
            found = words.count(len(cells), "celda", "celdas")
            ragged.append(Problem("file_ragged", words.say("file_ragged", row=row, found=found, expected=width), row=row))
        else:
            kept.append(cells if len(cells) >= needed else cells + [""] * (needed - len(cells)))
            rows.append(row)
    if ragged:
        raise Refused(ragged)
    return kept, rows, left_out


def _left_out(cells: list[str], left: int, placed: list[int], key: list[int]) -> str:
    """Why a row is no data: a total, a note, or nothing in the columns of the register; «» for a row of data.

    A row with every column of a key of several is data, also when its first word is «Total»: that may be a code.
    """
    whole = len(key) > 1 and all(at < len(cells) and cells[at] for at in key)
    if not whole and _is_total(next(filter(None, islice(cells, left, None)), "")):
        return "rows_total"
    if cells.count("") == len(cells) - 1 and _is_note(next(filter(None, cells))):
        return "rows_note"
    if any(map(cells.__getitem__, filter(len(cells).__gt__, placed))):
        return ""
    return "rows_outside"
