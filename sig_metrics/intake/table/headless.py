"""Owns the columns that have data and no heading: one that touches the table refuses the sheet, one behind an empty
column is told."""

from collections.abc import Iterable
from itertools import islice

from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.headings import Match, at_side, runs
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import letter


def headless(sheet: Sheet, found: Match, kept: list[int]) -> tuple[list[Problem], list[Problem]]:
    """(what refuses, what is told) of the columns that have data in the rows of the table and no heading: one that
    touches the table lost its heading, one behind an empty column is something else."""
    row = found.row
    bare = {
        at: first
        for at in range(len(row))
        if not row[at]
        and (first := next((n for n in kept if len(sheet.grid[n]) > at and sheet.grid[n][at]), None)) is not None
    }
    for n in kept if sheet.name else ():  # in a CSV, what goes beyond the headings is a row with more cells than they
        for at, cell in enumerate(islice(sheet.grid[n], len(row), None), len(row)):
            if cell:
                bare.setdefault(at, n)
    touching, aside = _beside(bare, row, {at for block in found.blocks for at in block})
    told = [at_side("side_table", sheet, found, run) for run in runs(aside)]
    if not touching:
        return [], told
    at = bare[touching[0]] + sheet.first_row
    columns = f"{'columna' if len(touching) == 1 else 'columnas'} {words.listing([letter(at) for at in touching])}"
    text = words.say("header_empty", columns=columns, row=at)
    return [Problem("header_empty", text, sheet.name, at, letter(touching[0]))], told


def _beside(bare: Iterable[int], row: list[str], table: set[int]) -> tuple[list[int], list[int]]:
    """(the columns without heading that touch the table, those that an empty column keeps apart from it)."""
    filled = set(bare) | {at for at, cell in enumerate(row) if cell}
    touching, aside = [], []
    for at in sorted(bare):
        ends = [at, at]
        while ends[0] - 1 in filled and ends[0] not in table:
            ends[0] -= 1
        while ends[1] + 1 in filled and ends[1] not in table:
            ends[1] += 1
        (touching if table & set(ends) else aside).append(at)
    return touching, aside
