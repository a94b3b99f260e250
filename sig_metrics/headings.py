"""Owns the match between a sheet and a register: which row holds the headings, which column is which, where the data begin.

Headings are compared folded; they may be written over two or three rows, merged or not. Refuses a heading that is missing
or repeated; one that is unknown, and a table at the side, are warnings.
"""

from dataclasses import dataclass

from sig_metrics import words
from sig_metrics.cleaning import clean
from sig_metrics.definitions import Catalog, Column, Register, nearest
from sig_metrics.problems import Problem, Refused, refuse
from sig_metrics.sheet import Sheet, fold, letter

HEADER_ROWS = 30
HEADING_HEIGHT = 3  # rows that a heading may take
OWN_SHEETS = ("ejemplo", "listas", "definiciones")  # of our templates


@dataclass
class Match:
    """Where a register is in a sheet: the heading row and the first row of data, from 0; column code → index in the sheet."""

    header: int
    start: int
    placed: dict[str, int]
    left: int  # the first column of the block of the table
    warnings: list[Problem]


def headings(register: Register) -> dict[str, Column]:
    """Folded heading, alias or code → column."""
    found: dict[str, Column] = {}
    for column in register.columns:
        for heading in (column.heading, column.name, *column.aliases):
            found.setdefault(fold(heading), column)
    return found


def find(sheets: list[Sheet], register: Register) -> tuple[Sheet, Match]:
    """The sheet of a register and where it is in it; raises Refused when no sheet, or more than one, has its table."""
    known = headings(register)
    scored = [(each, *_header(each, known)) for each in sheets if each.visible]
    most = max((matches for _, _, matches in scored), default=0)
    if most < min(2, len(register.columns)):
        missing = words.listing([f"«{c.heading}»" for c in register.columns if c.required])
        problems = refuse("header_missing", register=register.title, missing=missing).problems
        raise Refused(problems + _hidden(sheets, "sheet_hidden_only"), _likely(sheets))
    sheet, header = _chosen([(each, at) for each, at, matches in scored if matches == most], register)
    match = _match(sheet, header, register)
    match.warnings += _hidden(sheets, "sheet_hidden")
    return sheet, match


def of_another(refusal: Refused, register: Register, catalog: Catalog) -> Refused:
    """The refusal of a heading row; when all that another register needs is there, and more of it than of this one, only that
    the file is of the other."""
    if not refusal.headings:
        return refusal
    seen = {fold(cell) for cell in refusal.headings}
    own = len({column.name for folded, column in headings(register).items() if folded in seen})
    most, other = max(((_whole(each, seen), each.title) for each in catalog.registers.values()))
    return refuse("header_other", other=other, register=register.title) if most > max(own, 1) else refusal


def _whole(register: Register, seen: set[str]) -> int:
    """How many columns of a register are among folded headings; 0 when one that it needs is not."""
    found = {column.name for folded, column in headings(register).items() if folded in seen}
    needed = {column.name for column in register.columns if not column.optional_heading}
    return len(found) if needed <= found else 0


def _likely(sheets: list[Sheet]) -> list[str]:
    """The row that most looks like headings."""
    rows = [row for sheet in sheets if sheet.visible and fold(sheet.name) not in OWN_SHEETS for row in _filled(sheet)]
    return max(rows, key=lambda row: len({cell for cell in row if any(map(str.isalpha, cell))}), default=[])


def _hidden(sheets: list[Sheet], code: str) -> list[Problem]:
    return [Problem(code, words.say(code, sheet=words.short(each.name, 40)), words.short(each.name, 40))
            for each in sheets if not each.visible and fold(each.name) not in OWN_SHEETS]  # fmt: skip


def _chosen(tied: list[tuple[Sheet, int]], register: Register) -> tuple[Sheet, int]:
    """Of the sheets with the same headings: the one with the name of the register, or the only one with data."""
    named = [each for each in tied if fold(each[0].name) in (fold(register.title)[:31].strip(" ."), fold(register.name))]
    if len(tied) == 1 or named:
        return (named or tied)[0]
    filled = [(sheet, at) for sheet, at in tied if fold(sheet.name) not in OWN_SHEETS and any(map(any, sheet.grid[at + 1 :]))]
    if len(filled) > 1:
        raise refuse("sheets_many", sheets=words.listing([f"«{words.short(sheet.name, 40)}»" for sheet, _ in filled]))
    return (filled or tied)[0]


def _filled(sheet: Sheet) -> list[list[str]]:
    """The first rows, clean, with the value of each low merged block in all its cells."""
    top = [list(map(clean, row)) for row in sheet.grid[:HEADER_ROWS]]
    for first, left, last, right in sheet.merges:
        if last < len(top) and last - first < HEADING_HEIGHT and left < len(top[first]):
            for row in range(first, last + 1):
                top[row] += [""] * (right + 1 - len(top[row])) if right - left < 40 else []
                for at in range(left, min(right + 1, len(top[row]))):
                    top[row][at] = top[first][left]
    return top


def _heading_row(top: list[list[str]], at: int, known: dict[str, Column]) -> list[str]:
    """The headings that end in row `at`: a cell that is none may be one together with those above, or be written above."""
    row = list(top[at])
    row += [""] * (max(map(len, top[max(at - 2, 0) : at + 1])) - len(row)) if any(row) else []
    direct = {known[fold(cell)].name for cell in row if fold(cell) in known}
    for index, cell in enumerate(row):
        if fold(cell) in known:
            continue
        above = [top[n][index] if index < len(top[n]) else "" for n in range(max(at - 2, 0), at)]
        above = [text for text in above if text and text != cell]
        for text in (" ".join([*above[-1:], cell]), " ".join([*above, cell]), " ".join([*above[:1], cell])):
            column = known.get(fold(text))
            if column and column.name not in direct:
                direct.add(column.name)
                row[index] = text.strip()
                break
    return row


def _header(sheet: Sheet, known: dict[str, Column]) -> tuple[int, int]:
    """(row index, headings matched) of the likeliest heading row: the first of those that match most."""
    top = _filled(sheet)
    best = (0, 0)
    for at in range(len(top)):
        matches = len({known[fold(cell)].name for cell in _heading_row(top, at, known) if fold(cell) in known})
        if matches > best[1]:
            best = (at, matches)
    return best


def _match(sheet: Sheet, at: int, register: Register) -> Match:
    """Raises Refused with a problem for each heading missing or repeated; unknown ones are warnings."""
    known = headings(register)
    row = _heading_row(_filled(sheet), at, known)
    found = Match(at, _start(sheet, at), {}, 0, [])
    refused: list[Problem] = []
    blocks = _blocks(row, known)
    for n, block in enumerate(blocks):
        _place_block(sheet, row, block, found, refused, register, beside=n > 0)
    found.left = blocks[0][0] if blocks else 0
    seen = [cell for cell in row if cell]
    for column in register.columns:
        if column.name not in found.placed and not column.optional_heading:
            hint = _hint(column.heading, seen).replace("¿Quiso decir", "¿Es")
            refused.append(Problem("header_column", words.say("header_column", heading=column.heading, hint=hint),
                                   sheet=sheet.name, row=at + sheet.first_row))  # fmt: skip
    if refused:
        raise Refused(refused + found.warnings, row)
    return found


def _start(sheet: Sheet, at: int) -> int:
    """The first row under the headings; a block merged downwards from their row belongs to them."""
    below = [last for first, _, last, _ in sheet.merges if first <= at < last < first + HEADING_HEIGHT]
    return max(below, default=at) + 1


def _blocks(row: list[str], known: dict[str, Column]) -> list[list[int]]:
    """The columns of each run of headings without a gap; the run with most headings of the register first."""
    runs: list[list[int]] = []
    for index, cell in enumerate(row):
        if cell and index and row[index - 1] and runs:
            runs[-1].append(index)
        elif cell:
            runs.append([index])
    return sorted(runs, key=lambda run: -len({known[fold(row[at])].name for at in run if fold(row[at]) in known}))


def _place_block(sheet: Sheet, row: list[str], block: list[int], found: Match, refused: list[Problem], register: Register,
                 beside: bool) -> None:  # fmt: skip
    """Places the headings of one run; a run at the side that brings nothing new is another table."""
    known = headings(register)
    new = [at for at in block if fold(row[at]) in known and known[fold(row[at])].name not in found.placed]
    if beside and not new:
        columns = letter(block[0]) if len(block) == 1 else f"{letter(block[0])} a {letter(block[-1])}"
        found.warnings.append(Problem("side_table", words.say("side_table", columns=columns), sheet.name, found.header + sheet.first_row))
        return
    for index in block:
        cell = row[index]
        place = {"sheet": sheet.name, "row": found.header + sheet.first_row, "column": letter(index), "value": words.short(cell, 60)}
        column = known.get(fold(cell))
        if column is None:
            hint = _hint(cell, [c.heading for c in register.columns])
            found.warnings.append(Problem("header_unknown", words.say("header_unknown", heading=words.short(cell, 60), hint=hint), **place))
        elif column.name in found.placed:
            refused.append(Problem("header_twice", words.say("header_twice", heading=cell), **place))
        else:
            found.placed[column.name] = index


def _hint(word: str, known: list[str]) -> str:
    """The nearest heading, if one is near; the end of a sentence in any case."""
    hint = nearest(word, known) if len(word) < 60 else ""
    return hint if "Quiso" in hint else "."
