"""Owns rows as a table for reading: Spanish headings, dates as dd/mm/yyyy, empty cells empty."""

from datetime import date

import pyarrow as pa

from sig_metrics import words


def display_table(rows: list[dict], headings: dict[str, str]) -> pa.Table:
    """An Arrow table of the columns in `headings` (code → heading); whole numbers stay numbers, the rest is text."""
    columns = {}
    for name, heading in headings.items():
        values = [row.get(name) for row in rows]
        if all(value is None or (isinstance(value, int) and not isinstance(value, bool)) for value in values):
            columns[heading] = pa.array(values, pa.int64())
        else:
            columns[heading] = pa.array([_text(value) for value in values], pa.string())
    return pa.table(columns)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return words.day(value) if isinstance(value, date) else str(value)
