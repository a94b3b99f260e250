"""Owns the doubt of which goes first in a column of days, the day or the month: a text alone cannot tell, the column can.

An Excel in English takes «05/03/2021» for the third of May and leaves «15/03/2021» as a text; one in Spanish does the
same to «03/05/2021» and «03/15/2021». What may have changed places is refused, or told when there is little to go by.
"""

import re
from collections.abc import Iterable

from sig_metrics.catalog.model import Column
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.values.dates import NUMERIC
from sig_metrics.language.problems import Problem

OF_A_CELL = re.compile(r"\d{4}-(\d\d)-(\d\d)(?: .*)?")  # a day that a workbook keeps as one
TURNING = 12  # the last day that may be a month
# by chance a day is one of the first twelve two times of five, and beyond them three: what is rare counts double, and
# all together happens once in fifty times (SURE), or in ten (LEAST)
SURE, LEAST = 9, 5
Pair = tuple[int, int]


def judge_order(cells: Cells, column: Column) -> tuple[list[Problem], list[Problem], list[bool]]:
    """(errors, warnings, which rows have an error) of the days of a column that may have changed places; [] when none
    has."""
    texts = cells.table.columns[column.name]
    typed = {text: _pair(OF_A_CELL.fullmatch(text)) for text in set(texts)} if cells.table.typed else {}
    typed = {text: (day, month) for text, pair in typed.items() if pair for month, day in [pair]}
    written = {text: pair for text in set(texts) - set(typed) if (pair := _pair(NUMERIC.fullmatch(text.strip())))}
    if not written or any(day > TURNING for day, _ in typed.values()):
        return [], [], []
    if not any(first > TURNING for first, _ in written.values()):
        odd = [text for text, (_, second) in written.items() if second > TURNING]
        return _told(cells, column, "month_first", odd, _either(written | typed)) if odd else ([], [], [])
    odd = [text for text, (first, _) in written.items() if first > TURNING]
    if not typed or len(odd) < len(written):
        return [], [], []
    errors, warnings, spoilt = _told(cells, column, "days_turned", odd, _either(typed))
    weight = len(odd) + 2 * len(typed)
    return (errors, warnings, spoilt) if weight >= SURE else ([], errors[:1] if weight >= LEAST else [], [])


def _pair(found: re.Match | None) -> Pair | None:
    return (int(found[1]), int(found[2])) if found else None


def _either(pairs: dict[str, Pair]) -> set[str]:
    """Those that are another day when their day and their month change places."""
    return {text for text, (first, second) in pairs.items() if first != second and max(first, second) <= TURNING}


def _told(
    cells: Cells, column: Column, code: str, odd: Iterable[str], doubted: set[str]
) -> tuple[list[Problem], list[Problem], list[bool]]:
    texts = cells.table.columns[column.name]
    sample = cells.shown(next(text for text in texts if text in set(odd)), number=True)
    spoilt = [text in doubted for text in texts]
    errors = [cells.problem(code, at, column.name, sample=sample) for at, wrong in enumerate(spoilt) if wrong]
    return errors, [], spoilt if errors else []
