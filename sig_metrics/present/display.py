"""Owns rows as a table on the screen: Spanish headings, and every column of the type of its values.

A table that can be sorted is `typed`: days are days and decimals are decimals, and the screen gives them their
Peruvian form; as texts, 02/12/2020 would come before 30/11/2021. One that is only read keeps days as dd/mm/yyyy."""

from datetime import date, datetime

import pyarrow as pa

from sig_metrics.language import words
from sig_metrics.language.literal import in_plain

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
    """{heading: what its column holds} of the columns in `headings` (code → heading)."""
    return {heading: kind_of([row.get(name) for row in rows]) for name, heading in headings.items()}


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
