"""Owns the rules by which protected counts are admitted: which tables a year may have, where an exact zero may stand,
and that what was published is neither changed nor taken out.

The cases of a year are those that its published totals surely have: a count rounded to a multiple of 5 may be 2
under what it shows, and «<5» may be none. No sentence repeats a value. Cells of the demonstration were never
published, and real ones may take their place."""

from typing import TYPE_CHECKING

import pyarrow as pa

from sig_metrics.catalog.model import Register
from sig_metrics.catalog.released import Disclosure, ReleasedTable
from sig_metrics.intake.table.cleaning import rows_said
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

if TYPE_CHECKING:
    import duckdb  # the process that reads a file has no use for it

Cells = list[dict]  # a dictionary a row, with its columns and `_row`


def misplaced(register: Register, rows: pa.Table) -> list[Problem]:
    """What no file may bring, whatever is published: a cell that is not of its table, an exact zero outside the
    total."""
    asked = register.disclosure
    if asked is None:
        return []
    cells = [cell for cell in rows.to_pylist() if all(cell[name] is not None for name in register.key)]
    lost = [cell for cell in cells if not _tables(asked, cell)]
    zeros = [cell for cell in cells if _has_zero(asked, cell) and not any(each.zero for each in _tables(asked, cell))]
    return _said("disclosure_table", lost) + _said("disclosure_zero", zeros)


def unlawful(
    connection: "duckdb.DuckDBPyConnection | None", register: Register, rows: pa.Table, replaces: bool
) -> list[Problem]:
    """What cannot be published beside what is: a table too fine for its year, a cell that was published with another
    value, one that a replacing load would take out."""
    asked = register.disclosure
    if asked is None:
        return []
    arriving, stored = rows.to_pylist(), _published(connection, register)
    key = register.key
    kept = {tuple(cell[name] for name in key): cell for cell in stored}
    brought = {tuple(cell[name] for name in key): cell for cell in arriving}
    year_cases = _cases(asked, [*{**kept, **brought}.values()])
    fine = [
        cell
        for cell in arriving
        if (held := _tables(asked, cell)) and all(each.least > year_cases.get(cell[asked.year], 0) for each in held)
    ]
    names = [column.name for column in register.columns]
    restated = [
        cell
        for place, cell in brought.items()
        if place in kept and any(cell[name] != kept[place][name] for name in names)
    ]
    lost = [place for place in kept if place not in brought] if replaces else []
    removed = [
        Problem(
            "disclosure_removed",
            words.say("disclosure_removed", cells=words.count(len(lost), "celda publicada", "celdas publicadas")),
        )
    ]
    least = max((each.least for cell in fine for each in _tables(asked, cell)), default=0)
    return _said("disclosure_small", fine, least=least) + _said("disclosure_restated", restated) + removed * bool(lost)


def _tables(asked: Disclosure, cell: dict) -> list[ReleasedTable]:
    """The declared tables to which a cell may belong."""
    return [
        each
        for each in asked.tables
        if cell[asked.table] == each.table
        and cell[asked.period] in each.periods
        and cell[asked.category] in each.categories
    ]


def _has_zero(asked: Disclosure, cell: dict) -> bool:
    return any(cell[name] == "0" for name in asked.counts)


def _cases(asked: Disclosure, cells: Cells) -> dict[int, int]:
    """{year: cases that it surely has}, by its published totals."""
    found: dict[int, int] = {}
    for cell in cells:
        if cell[asked.table] == asked.total:
            shown = next((cell[name] for name in asked.counts if cell[name] is not None), "")
            found[cell[asked.year]] = found.get(cell[asked.year], 0) + (
                max(int(shown) - asked.rounding // 2, 0) if shown.isdigit() else 0
            )
    return found


def _published(connection: "duckdb.DuckDBPyConnection | None", register: Register) -> Cells:
    """The cells that are stored, but those of a demonstration."""
    if connection is None:
        return []
    names = ", ".join(column.name for column in register.columns)
    made = "select load from load_log where origin = 'synthetic'"
    return (
        connection.execute(f"select {names} from {register.name} where _load not in ({made})")
        .to_arrow_table()
        .to_pylist()
    )


def _said(code: str, cells: Cells, **blanks: object) -> list[Problem]:
    rows = [cell["_row"] for cell in cells]
    return [Problem(code, words.say(code, rows=rows_said(rows), **blanks), row=min(rows))] if rows else []
