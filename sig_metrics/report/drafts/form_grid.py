"""Owns the grid of a form: how wide each column of its widest table is, and at which of them everything else begins and
ends. Widths are points; no column is narrower than its longest word."""

from sig_metrics.report.model import Table
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.look import said, width

PAGE = 780.0  # points between the margins of an A4 that lies
WIDE = 1010.0  # of the grid of a wide table: it is printed a little smaller
MOST, PAD, INDENT = 68.0, 8.0, 7.0  # of a column, if its words let it; beside a text; before one that is no number
LEAST = 8  # columns of the grid
SIDES = 5.0  # points that a cell keeps free
SMALL, HEAD = 8, 7  # a cell, a heading of a wide table


def grid_of(tables: list[Table]) -> tuple[float, ...]:
    """The widths of the columns of the widest table, as wide as the page at least."""
    widest = max(tables, key=lambda table: len(table.headings), default=None)
    if widest is None or len(widest.headings) < LEAST:
        return (PAGE / 12,) * 12
    least = [_word(widest, n) for n in range(len(widest.headings))]
    more = [max(0.0, min(_text_wide(widest, n), MOST) - least[n]) for n in range(len(least))]
    room = max(PAGE, min(WIDE, sum(least) + sum(more)), sum(least)) - sum(least)
    share = room / sum(more) if sum(more) else 0.0
    found = [each + share * over for each, over in zip(least, more)]
    return tuple(each * max(1.0, PAGE / sum(found)) for each in found)


def _word(table: Table, n: int) -> float:
    """The longest word of a column."""
    heads = [width(word, HEAD, True) for word in table.headings[n].split() or [""]]
    cells = [width(word, SMALL, True) for row in table.rows for word in said(row[n]).split() or [""]]
    return max(heads + cells) + PAD + indent(table, n)


def _text_wide(table: Table, n: int) -> float:
    """The longest cell of a column, in one line."""
    return max((width(said(row[n]), SMALL) for row in table.rows), default=0.0) + PAD + indent(table, n)


def indent(table: Table, n: int) -> float:
    """The room before a text; a number has none."""
    return 0.0 if n in table.numbers else INDENT


def boundary(grid: tuple[float, ...], share: float) -> int:
    """The column of the grid at which a share of the page is nearest to be full; never none, nor all."""
    whole, at, found = sum(grid), 0.0, []
    for n, wide in enumerate(grid[:-1], 1):
        at += wide
        found.append((abs(at / whole - share), n))
    return min(found)[1]


def ends_of(grid: tuple[float, ...], table: Table) -> list[tuple[int, int]]:
    """(first, last) column of the grid of each column of a table."""
    many = len(table.headings)
    if many == len(grid):
        return [(n, n) for n in range(many)]
    whole, at, ends, start = sum(grid), 0.0, [], 0
    reached = [sum(grid[: n + 1]) for n in range(len(grid))]
    for n, wide in enumerate(columns(table, whole, SMALL)):
        at += wide
        least, most = start, len(grid) - (many - n)
        last = most if n == many - 1 else min(range(least, most + 1), key=lambda k: abs(reached[k] - at))
        ends.append((start, last))
        start = last + 1
    return ends


def across(grid: tuple[float, ...], first: int, last: int) -> float:
    """The room for a text in the columns from one to another."""
    return sum(grid[first : last + 1]) - SIDES
