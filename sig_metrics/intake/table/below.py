"""Owns where another table begins below that of a register: its headings are words where this one has figures."""

import re

from sig_metrics.catalog.model import Column
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.values.dress import FIGURES


def another(sheet: Sheet, needed: dict[int, Column], kept: list[int]) -> int | None:
    """The first of the rows of data, after a blank one, that has words in each column of figures; None when none has.
    `needed` are the columns that a row of the register cannot lack."""
    figures = [at for at, column in needed.items() if _has_figures(column)]
    apart = [index for index in kept[1:] if not any(sheet.grid[index - 1])]
    return next((index for index in apart if _in_words([sheet.grid[index][at] for at in figures])), None)


def _has_figures(column: Column) -> bool:
    return column.type in ("int", "decimal", "date") or FIGURES.search(column.pattern) is not None


def _in_words(texts: list[str]) -> bool:
    return any(texts) and not re.search(r"\d", "".join(texts))


def top(sheet: Sheet, index: int, last: int) -> int:
    """The first row of the run without a gap in which `index` is."""
    while index - 1 > last and any(sheet.grid[index - 1]):
        index -= 1
    return index
