"""Owns the match between a sheet and a register: which row holds the headings, which column is which, where the data
begin.

Headings are compared folded, without the mark of a footnote nor a format; they may be written over two or three rows,
merged or not. Refuses a heading that is missing or repeated, and the same table again at the side; a heading that is
unknown, and another table at the side, are warnings. Which sheets of a book are asked is `sheets.py`'s."""

import re
from dataclasses import dataclass, field

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean
from sig_metrics.intake.table.heading_words import bare, misread
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold, letter

HEADER_ROWS = 30
HEADING_HEIGHT = 3  # rows that a heading may take
UNKNOWN_NAMED = 6
QUOTED = re.compile("«(.*)»")
OWN_SHEETS = ("ejemplo", "listas", "definiciones")  # of our templates


@dataclass
class Match:
    """Where a register is in a sheet: the heading row and the first row of data, from 0; column code → index in the
    sheet."""

    header: int
    start: int
    placed: dict[str, int]
    left: int  # the first column of the block of the table
    warnings: list[Problem]
    row: list[str] = field(default_factory=list)  # the headings as they were read
    refused: list[Problem] = field(default_factory=list)
    # the columns of each run of headings that has some of the register
    blocks: list[list[int]] = field(default_factory=list)


def headings(register: Register) -> dict[str, Column]:
    """Folded heading, alias or code → column."""
    found: dict[str, Column] = {}
    for column in register.columns:
        for heading in (column.heading, column.name, *column.aliases):
            found.setdefault(fold(heading), column)
    return found


def of_another(refusal: Refused, register: Register, catalog: Catalog) -> Refused:
    """The refusal of a heading row; when all that another register needs is there, and more of it than of this one,
    only that the file is of the other."""
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


def likely(sheets: list[Sheet]) -> list[str]:
    """The row that most looks like headings."""
    rows = [row for sheet in sheets for row in _filled(sheet)]
    return max(rows, key=lambda row: len({cell for cell in row if any(map(str.isalpha, cell))}), default=[])


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
    """The headings that end in row `at`: a cell that is none may be one together with those above, or be written
    above."""
    row = list(top[at])
    row += [""] * (max(map(len, top[max(at - 2, 0) : at + 1])) - len(row)) if any(row) else []
    direct = {known[fold(cell)].name for cell in row if fold(cell) in known}
    for index, cell in enumerate(row):
        if fold(cell) in known:
            continue
        above = [top[n][index] if index < len(top[n]) else "" for n in range(max(at - 2, 0), at)]
        above = [text for text in above if text and text != cell]
        joined = (" ".join([*above[-1:], cell]), " ".join([*above, cell]), " ".join([*above[:1], cell]))
        for text in dict.fromkeys((*joined, *map(bare, joined))):
            column = known.get(fold(text))
            if column and column.name not in direct:
                direct.add(column.name)
                row[index] = text.strip()
                break
    return row


def locate(sheet: Sheet, known: dict[str, Column]) -> tuple[int, set[str]]:
    """(row index, columns matched) of the likeliest heading row: the first of those that match most."""
    top = _filled(sheet)
    best: tuple[int, set[str]] = (0, set())
    for at in range(len(top)):
        matches = {known[fold(cell)].name for cell in _heading_row(top, at, known) if fold(cell) in known}
        if len(matches) > len(best[1]):
            best = (at, matches)
    return best


def match(sheet: Sheet, at: int, register: Register) -> Match:
    """Where the columns are; what is missing or repeated is in `refused`, what is unknown in `warnings`."""
    known = headings(register)
    row = _heading_row(_filled(sheet), at, known)
    found = Match(at, start(sheet, at), {}, 0, [], row)
    blocks = _blocks(row, known)
    for n, block in enumerate(blocks):
        _place_block(sheet, block, found, register, beside=n > 0)
    found.left = blocks[0][0] if blocks else 0
    missing = [
        column.heading for column in register.columns if column.name not in found.placed and not column.optional_heading
    ]
    if missing:
        found.refused.insert(
            0,
            Problem(
                "header_column",
                _missing(missing, [cell for cell in row if cell and fold(cell) not in known]),
                sheet.name,
                at + sheet.first_row,
            ),
        )
    return found


def refusal(found: Match) -> Refused:
    """What a heading row is refused for: its letters, when they were misread, or its headings, those unknown in one
    line when they are many."""
    if broken := misread(found.row):
        sheet, row = found.refused[0].sheet, found.refused[0].row
        text = words.say("header_misread", headings=broken)
        return Refused([Problem("header_misread", text, sheet, row)], found.row)
    unknown = [each for each in found.warnings if each.code == "header_unknown"]
    if len(unknown) > 1:
        listed = words.listing(
            [f"{each.column} «{each.value}»" for each in unknown[:UNKNOWN_NAMED]]
            + [f"{len(unknown) - UNKNOWN_NAMED} más"] * (len(unknown) > UNKNOWN_NAMED)
        )
        unknown = [
            Problem(
                "header_unknown", words.say("header_unknown_many", columns=listed), unknown[0].sheet, unknown[0].row
            )
        ]
    return Refused(
        [*found.refused, *unknown, *(each for each in found.warnings if each.code != "header_unknown")], found.row
    )


def _missing(missing: list[str], seen: list[str]) -> str:
    """The headings that are not there, each with the one that may be it."""
    hints = {heading: near[1] for heading in missing if (near := QUOTED.search(_hint(heading, seen)))}
    if len(missing) == 1:
        return words.say("header_column", heading=missing[0], hint=f". ¿Es «{hints[missing[0]]}»?" if hints else ".")
    return words.say(
        "header_columns",
        headings=words.listing(
            [f"«{each}»" + (f" (¿es «{hints[each]}»?)" if each in hints else "") for each in missing]
        ),
    )


def start(sheet: Sheet, at: int) -> int:
    """The first row under the headings; a block merged downwards from their row belongs to them."""
    below = [last for first, _, last, _ in sheet.merges if first <= at < last < first + HEADING_HEIGHT]
    return max(below, default=at) + 1


def _blocks(row: list[str], known: dict[str, Column]) -> list[list[int]]:
    """The columns of each run of headings without a gap; the run with most headings of the register first."""
    return sorted(
        runs([index for index, cell in enumerate(row) if cell]),
        key=lambda run: -len({known[fold(row[at])].name for at in run if fold(row[at]) in known}),
    )


def _place_block(sheet: Sheet, block: list[int], found: Match, register: Register, beside: bool) -> None:
    """Places the headings of one run; a run at the side that brings nothing new is another table, or the same one
    again."""
    known, row = headings(register), found.row
    new = [at for at in block if fold(row[at]) in known and known[fold(row[at])].name not in found.placed]
    if beside and not new:
        again = {known[fold(row[at])].name for at in block if fold(row[at]) in known}
        if 2 * len(again) > len([column for column in register.columns if not column.optional_heading]):
            found.refused.append(at_side("side_same", sheet, found, block))
        else:
            found.warnings.append(at_side("side_table", sheet, found, block))
        return
    found.blocks.append(block)
    for index in block:
        if _goes_on(sheet, found, index):
            continue
        cell = row[index]
        place = {
            "sheet": sheet.name,
            "row": found.header + sheet.first_row,
            "column": letter(index),
            "value": words.short(cell, 60),
        }
        column = known.get(fold(cell))
        if column is None:
            hint = _hint(cell, [c.heading for c in register.columns])
            found.warnings.append(
                Problem(
                    "header_unknown", words.say("header_unknown", heading=words.short(cell, 60), hint=hint), **place
                )
            )
        elif column.name in found.placed:
            found.refused.append(Problem("header_twice", words.say("header_twice", heading=cell), **place))
        else:
            found.placed[column.name] = index


def _goes_on(sheet: Sheet, found: Match, index: int) -> bool:
    """Whether a heading is merged with the one at its left, over a column without cells of its own."""
    return any(
        top <= found.header <= bottom and left < index <= right for top, left, bottom, right in sheet.merges
    ) and not any(len(cells) > index and cells[index] for cells in sheet.grid[found.start :])


def at_side(code: str, sheet: Sheet, found: Match, block: list[int]) -> Problem:
    """What is told, or refused, of a run of columns beside the table."""
    first, last = letter(block[0]), letter(block[-1])
    columns = f"columna {first}" if len(block) == 1 else f"columnas {first} a {last}"
    return Problem(code, words.say(code, columns=columns), sheet.name, found.header + sheet.first_row)


def runs(columns: list[int]) -> list[list[int]]:
    """[3, 4, 7] → [[3, 4], [7]]."""
    runs: list[list[int]] = []
    for at in columns:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _hint(word: str, known: list[str]) -> str:
    """The nearest heading, if one is near; the end of a sentence in any case."""
    hint = nearest(word, known) if len(word) < 60 else ""
    return hint if "Quiso" in hint else "."
