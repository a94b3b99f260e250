"""Owns the judgement of what a cell was: a day that Excel made of a code, a number that lost its last digits, a date
that its cell does not show whole.

Only a workbook says what its cells are; a text that was always a text is not its own.
"""

import re
from collections.abc import Iterator
from datetime import date

from sig_metrics.catalog.model import YEAR_MONTH, Column
from sig_metrics.intake.files.grid import DAYS, FORMATTED, HOUR, IN_PART, MONTH_ONLY, NUMBER
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.values.dates import closes_period
from sig_metrics.intake.values.day_order import judge_order
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

EXCEL_DIGITS = 15  # that a number of Excel keeps
DECIMAL_CELL = re.compile(r"^-?\d+\.\d+(?=%?$)")
DECIMAL = re.compile(r"-?\d+\.\d+")


def judge_kinds(cells: Cells, column: Column) -> tuple[list[Problem], list[Problem], list[bool]]:
    """(errors, warnings, which rows have an error) of a column of texts or days; [] when none has. A day in prose is
    written as one."""
    kinds = cells.table.kinds.get(column.name)
    if column.type == "date":
        errors, warnings, spoilt = judge_order(cells, column)
        return errors, [*warnings, *_in_part(cells, column, kinds or b"")], spoilt
    if not kinds or column.type != "text":
        return [], [], []
    texts = cells.table.columns[column.name]
    errors, warnings, spoilt = [], [], [False] * len(texts)
    for at, kind in enumerate(kinds):
        if kind in DAYS and not column.code:
            texts[at] = _day(texts[at])
        code = _fault(kind, texts[at], column)
        if code == "code_decimal":
            warnings.append(cells.problem(code, at, column.name))
        elif code:
            spoilt[at] = True
            errors.append(cells.problem(code, at, column.name))
    return errors, warnings, spoilt if any(spoilt) else []


def written(cells: Cells, column: Column) -> list[str]:
    """The distinct texts of a column of numbers that somebody wrote, which tell its decimal mark; a cell that is a number
    has none."""
    texts, kinds = cells.table.columns[column.name], cells.table.kinds.get(column.name)
    return list(dict.fromkeys(text for text, kind in zip(texts, kinds or bytes(len(texts))) if not _number(kind)))


def beyond_doubt(cells: Cells, column: Column) -> list[str]:
    """The texts of a column, in which the numbers of cells that are numbers are written in one way only: «12.345» is
    «12.3450»."""
    texts, kinds = cells.table.columns[column.name], cells.table.kinds.get(column.name)
    if not kinds or column.type not in ("int", "decimal"):
        return texts
    return [DECIMAL_CELL.sub(r"\g<0>0", text) if _number(kind) else text for text, kind in zip(texts, kinds)]


def _number(kind: int) -> bool:
    return kind == NUMBER or kind >= FORMATTED


def _in_part(cells: Cells, column: Column, kinds: bytes) -> Iterator[Problem]:
    """Warnings: days that their cells do not show whole. A month says all that closes a period."""
    for at, kind in enumerate(kinds):
        if kind == IN_PART or (kind == MONTH_ONLY and not closes_period(column)):
            read = cells.shown(_day(cells.text(column.name, at)[:10]), number=True)
            yield cells.problem("date_in_part", at, column.name, read, read=read)


def _fault(kind: int, text: str, column: Column) -> str:
    """The code of what is wrong with a cell, «» when nothing is."""
    if kind in DAYS:
        return "code_date" if column.code and column.pattern != YEAR_MONTH else ""
    if kind == HOUR:
        return "code_date" if column.code and not (column.pattern and re.fullmatch(column.pattern, text)) else ""
    if _number(kind):
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
