"""Owns what stands under the headings of a register with words where it has figures: what explains the columns, and
where another table begins."""

import re

from sig_metrics.catalog.model import Column
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.values.dress import FIGURES

NUMBERS = ("int", "decimal", "date")
FEWEST = 2  # columns of numbers or days by whose words a row explains them


def explaining(sheet: Sheet, needed: dict[int, Column], kept: list[int]) -> list[int]:
    """The first row of data, in a list, when it says what goes in the columns («AAAA», «dd/mm/aaaa»); else []."""
    numbers = [at for at, column in needed.items() if column.type in NUMBERS]
    first = kept[:1] if len(numbers) >= FEWEST else []
    texts = [sheet.grid[index][at] for index in first for at in numbers]
    return first if all(texts) and _in_words(texts) else []


def another(sheet: Sheet, needed: dict[int, Column], kept: list[int]) -> int | None:
    """The first of the rows of data, after a blank one, that has words in each column of figures; None when none has.
    `needed` are the columns that a row of the register cannot lack."""
    figures = [at for at, column in needed.items() if _has_figures(column)]
    apart = [index for index in kept[1:] if not any(sheet.grid[index - 1])]
    return next((index for index in apart if _in_words([sheet.grid[index][at] for at in figures])), None)


def _has_figures(column: Column) -> bool:
    return column.type in NUMBERS or FIGURES.search(column.pattern) is not None


def _in_words(texts: list[str]) -> bool:
    return any(texts) and not re.search(r"\d", "".join(texts))


def top(sheet: Sheet, index: int, last: int) -> int:
    """The first row of the run without a gap in which `index` is."""
    while index - 1 > last and any(sheet.grid[index - 1]):
        index -= 1
    return index
