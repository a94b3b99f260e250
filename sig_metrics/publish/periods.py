"""Owns the periods that a register has rows of, and the calendar by which it must have them: written when a snapshot is made, read when it is
looked at (`measure/freshness.py`)."""

import duckdb

from sig_metrics.catalog.model import Catalog, Register, part_months


def write_periods(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Writes `register_period` (register, period: month end, rows, first_load: the earliest load that one of them comes from),
    of registers whose rows say their period, and `register_due` (register, cadence, dense, due_day, lag, stands_for), the calendar that ruled when the snapshot was made."""
    connection.execute("create or replace table register_period (register varchar not null, period date not null, rows bigint not null, first_load bigint not null)")
    connection.execute("create or replace table register_due (register varchar not null, cadence varchar not null, "
                       "dense boolean not null, due_day bigint not null, lag bigint not null, stands_for varchar not null)")  # fmt: skip
    tables = [register for register in catalog.registers.values() if register.layout == "table"]
    calendar = [(r.name, r.cadence, r.dense, r.due_day, r.lag, r.stands_for) for r in tables]
    dated = [
        f"select '{register.name}', period, count(*), min(more) from ({periods(register, register.name, '_load')}) group by period"
        for register in tables if register.dated_by
    ]  # fmt: skip
    if calendar:  # one statement each: a publication waits for them
        marks = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(calendar))
        connection.execute(f"insert into register_due values {marks}", [value for row in calendar for value in row])
    if dated:
        connection.execute(f"insert into register_period from ({' union all '.join(dated)}) order by all")


def periods(register: Register, table: str, more: str = "1") -> str:
    """SQL: `period` (month end), and `more`, of every row of `table`, shaped as a register that says its period; rows without
    one are left out."""
    where = f"{register.dated_if} is not null and" if register.dated_if else ""
    period = _month_end(register)
    return f"select {period} as period, {more} as more from {table} where {where} {period} is not null"


def _month_end(register: Register) -> str:
    """SQL: the month end that a row belongs to (the last of its bimester, quarter or semester)."""
    columns = [register.column(name) for name in register.dated_by]
    name = columns[0].name
    if len(columns) == 1:
        text = f"make_date(substr({name}, 1, 4)::bigint, substr({name}, 6, 2)::bigint, 1)"
        return f"last_day({name if columns[0].type == 'date' else text})"
    part = columns[1]
    month = f"case {part.name} when 'first' then 6 else 12 end" if part.type == "code" else f"{part.name} * {part_months(part.name)}"
    return f"last_day(make_date({name}, {month}, 1))"
