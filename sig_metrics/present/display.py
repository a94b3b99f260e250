"""Owns rows as a table on the screen: Spanish headings, and every column of the type of its values.

A table that can be sorted is `typed`: days are days and decimals are decimals, and the screen gives them their
Peruvian form; as texts, 02/12/2020 would come before 30/11/2021. One that is only read keeps days as dd/mm/yyyy."""

import re
from datetime import date, datetime

import pyarrow as pa

from sig_metrics.language import words
from sig_metrics.language.literal import in_plain
from sig_metrics.language.text import fold

DIGITS = 20  # of the longest number in a text
KINDS = {"whole": pa.int64(), "decimal": pa.float64(), "day": pa.date32(), "text": pa.string()}


def kind_of(values: list) -> str:
    """What a column holds: whole numbers, decimals, days or texts; empty cells say nothing, and a column of them is
    of whole numbers."""
    seen = {type(value) for value in values if value is not None}
    if seen <= {int}:
        return "whole"
    if seen <= {int, float}:
        return "decimal"
    return "day" if seen == {date} else "text"


def kinds(rows: list[dict], headings: dict[str, str]) -> dict[str, str]:
    """{heading: what its column holds} of the columns in `headings` (code → heading); of whole numbers, «year» where they
    are years, which are written without separators."""
    found = {name: kind_of([row.get(name) for row in rows]) for name in headings}
    return {
        heading: "year" if found[name] == "whole" and is_year(name, heading) else found[name]
        for name, heading in headings.items()
    }


def is_year(name: str, heading: str) -> bool:
    """Whether the whole numbers of a column are years."""
    return name == "year" or heading.startswith("Año")


def in_order(rows: list[dict], name: str, down: bool = False) -> list[dict]:
    """The rows by a column: numbers as numbers, days as days, and texts by their letters, whatever their case or accents,
    with their numbers as numbers. What is empty is last, whichever the way; what is equal stays as it came."""
    held = [row for row in rows if row.get(name) not in (None, "")]
    typed = kind_of([row[name] for row in held]) != "text" or {type(row[name]) for row in held} == {datetime}
    by = (lambda row: row[name]) if typed else (lambda row: _letters(_text(row[name])))
    return [*sorted(held, key=by, reverse=down), *(row for row in rows if row.get(name) in (None, ""))]


def _letters(text: str) -> str:
    """What a text is ordered by: «A-9» comes before «A-10»."""
    return re.sub(r"\d+", lambda number: number[0].zfill(DIGITS), fold(text))


def display_table(rows: list[dict], headings: dict[str, str], typed: bool = False) -> pa.Table:
    """An Arrow table of the columns in `headings`; whole numbers stay numbers and, unless it is `typed`, the rest is
    text."""
    columns = {}
    for name, heading in headings.items():
        values = [row.get(name) for row in rows]
        kind = kind_of(values)
        if kind == "whole" or typed and kind != "text":
            columns[heading] = pa.array(
                [float(v) if kind == "decimal" and v is not None else v for v in values], KINDS[kind]
            )
        else:
            columns[heading] = pa.array([_text(value) for value in values], pa.string())
    return pa.table(columns)


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return words.moment(value)
    return words.day(value) if isinstance(value, date) else in_plain(str(value))
