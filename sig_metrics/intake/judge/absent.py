"""Owns what a column that does not come means: absent is not empty.

The rows of the file take what is stored in the columns that it does not bring, and only then are the rules on those
columns asked, of whole rows. A row that is new has nothing stored: there the column is empty."""

import duckdb
import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.judge.rules import asked_later, break_rule, where
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.table.read import TextTable
from sig_metrics.language.problems import Problem


def missing(register: Register, came: tuple[str, ...]) -> list[str]:
    """The columns that a file with the columns `came` does not bring; () brings all, as what is written whole does."""
    return [column.name for column in register.columns if column.name not in came] if came else []


def fill(connection: duckdb.DuckDBPyConnection, register: Register, came: tuple[str, ...]) -> None:
    """Gives the rows of `incoming_rows` what their row of the register has in the columns that did not come."""
    if not (names := [name for name in missing(register, came) if name not in register.key]):
        return
    by_key = " and ".join(f"new_rows.{name} = old_rows.{name}" for name in register.key)
    values = ", ".join(f"{name} = old_rows.{name}" for name in names)
    connection.execute(f"update incoming_rows as new_rows set {values} from {register.name} as old_rows where {by_key}")


def broken(
    catalog: Catalog, register: Register, came: tuple[str, ...], rows: pa.Table, sheet: str, places: dict[str, str]
) -> list[tuple[str, Problem]]:
    """(level, problem) of the rows, whole, that break a rule on what did not come, or lack it where it is required."""
    at = rows["_row"].to_pylist()
    texts = {column.name: [""] * len(at) for column in register.columns}
    places = {column.name: places.get(column.name, f"«{column.heading}»") for column in register.columns}
    cells = Cells(TextTable(register, sheet, texts, at, places), catalog)
    values = {name: rows[name].combine_chunks() for name in rows.column_names}
    empty = [
        ("error", cells.problem("required", n, name))
        for name in missing(register, came)
        if register.column(name).required
        for n in where(values[name].is_null())
    ]
    rules = [rule for rule in register.rules if asked_later(rule, came)]
    return empty + [(rule.level, problem) for rule in rules for problem in break_rule(cells, values, rule)]
