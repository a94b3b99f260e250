"""Owns the judgement of what a cell of a text was: a day that Excel made of a code, a number that lost its last digits.

Only a workbook says what its cells are; a text that was always a text is not its own.
"""

import re
from datetime import date

from sig_metrics.catalog.model import YEAR_MONTH, Column
from sig_metrics.intake.files.grid import DAY, FORMATTED, NUMBER
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

EXCEL_DIGITS = 15  # that a number of Excel keeps
DECIMAL = re.compile(r"-?\d+\.\d+")


def judge_kinds(cells: Cells, column: Column) -> tuple[list[Problem], list[Problem], list[bool]]:
    """(errors, warnings, which rows have an error) of a column of texts; [] when none has. A day in prose is written
    as one."""
    kinds = cells.table.kinds.get(column.name)
    if not kinds:
        return [], [], []
    texts = cells.table.columns[column.name]
    errors, warnings, spoilt = [], [], [False] * len(texts)
    for at, kind in enumerate(kinds):
        if kind == DAY and not column.code:
            texts[at] = _day(texts[at])
        code = _fault(kind, texts[at], column)
        if code == "code_decimal":
            warnings.append(cells.problem(code, at, column.name))
        elif code:
            spoilt[at] = True
            errors.append(cells.problem(code, at, column.name))
    return errors, warnings, spoilt if any(spoilt) else []


def _fault(kind: int, text: str, column: Column) -> str:
    """The code of what is wrong with a cell, «» when nothing is."""
    if kind == DAY:
        return "code_date" if column.code and column.pattern != YEAR_MONTH else ""
    if kind == NUMBER or kind >= FORMATTED:
        if sum(map(str.isdigit, text.partition(".")[0])) > EXCEL_DIGITS:
            return "code_digits"
        return "code_decimal" if column.code and kind == NUMBER and DECIMAL.fullmatch(text) else ""
    return ""


def _day(text: str) -> str:
    """«2021-12-01» as a reader sees a date; a text with an hour stays."""
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        return text
