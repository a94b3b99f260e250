"""Owns which column is that of a heading merged over several: the one in which the cells under it are written."""

from sig_metrics.intake.annex.words import month_at
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean

SEARCHED = 60  # rows in which the headings may be
HEIGHT = 4  # rows that a merged heading may take
FULL = 4  # texts from which a row is one of the table, and no note nor signature under it
Block = tuple[int, int, int, int]  # top, left, bottom, right


def expanded(sheet: Sheet) -> tuple[list[list[str]], list[list[str]]]:
    """The first rows, clean and of one width, twice: with the value of each low merged block down its rows, in its own
    column, and also across its columns, but for those of a month that has one of its own."""
    rows = [list(map(clean, row)) for row in sheet.grid[:SEARCHED]]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    tall, wide = [list(row) for row in rows], rows
    low = [
        block for block in sheet.merges if block[2] < len(rows) and block[2] - block[0] < HEIGHT and block[1] < width
    ]
    held = _held(sheet, low, width)
    shift = _shifts(low, held, rows)
    for block in low:
        top, left, bottom, right = block
        text = rows[top][left]
        own = held[block][0] if len(held[block]) == 1 else left
        across = [left + shift[block]] if block in shift else range(left, min(right, width - 1) + 1)
        for row in range(top, bottom + 1):
            tall[row][left], tall[row][own] = "", text
            for at in range(left, min(right, width - 1) + 1):
                wide[row][at] = text if at in across else ""
    return tall, wide


def _held(sheet: Sheet, blocks: list[Block], width: int) -> dict[Block, list[int]]:
    """The columns of each block, of those there are, in which a row of the table under it has something."""
    last: dict[int, int] = {}
    for n, row in enumerate(sheet.grid):
        filled = [at for at, text in enumerate(row) if text]
        if len(filled) >= FULL:
            last |= dict.fromkeys(filled, n)
    return {
        block: [at for at in range(block[1], min(block[3] + 1, width)) if last.get(at, -1) > block[2]]
        for block in blocks
    }


def _shifts(blocks: list[Block], held: dict[Block, list[int]], rows: list[list[str]]) -> dict[Block, int]:
    """How far from the left of its block each month is written, when it is the same place in all of those of a row."""
    found: dict[Block, int] = {}
    for top in {block[0] for block in blocks}:
        months = [each for each in blocks if each[0] == top and each[3] > each[1] and month_at(rows[top][each[1]])[1]]
        shifts = {at - block[1] for block in months for at in held[block]}
        if len(shifts) == 1:
            found |= dict.fromkeys(months, shifts.pop())
    return found
