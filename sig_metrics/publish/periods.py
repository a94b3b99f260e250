"""Owns the periods that a register has rows of, and the calendar by which it must have them: written when a snapshot
is made, read when it is looked at (`measure/freshness.py`)."""

import duckdb

from sig_metrics.catalog.dated import month_of
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.publish.marks import Marks


def write_periods(connection: duckdb.DuckDBPyConnection, catalog: Catalog, marks: Marks | None = None) -> None:
    """Writes `register_period` (register, period: month end, rows, first_load: the earliest load that one of them
    comes from), of registers whose rows say their period, and `register_due` (register, cadence, dense, due_day,
    lag, stands_for), the calendar that ruled when the snapshot was made. Without `marks`, all of both."""
    marks = marks or Marks(connection, catalog, None)
    tables = [register for register in catalog.registers.values() if register.layout == "table"]
    calendar = [(r.name, r.cadence, r.dense, r.due_day, r.lag, r.stands_for) for r in tables]
    if marks.stale("register_due", repr(calendar), ()):
        connection.execute(
            "create or replace table register_due (register varchar not null, cadence varchar not null, "
            "dense boolean not null, due_day bigint not null, lag bigint not null, stands_for varchar not null)"
        )
        marks.made("register_due")
        if calendar:  # one statement each: a publication waits for them
            rows = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(calendar))
            connection.execute(f"insert into register_due values {rows}", [value for row in calendar for value in row])
    dated = {
        register.name: f"select '{register.name}', period, count(*), min(more) from ({periods(register, register.name, '_load')}) group by period"
        for register in tables
        if register.dated_by
    }
    stale = [name for name, sql in dated.items() if marks.stale(f"period {name}", sql, {name}, table=False)]
    columns = "register varchar not null, period date not null, rows bigint not null, first_load bigint not null"
    marks.keep("register_period", columns, [name for name in dated if name not in stale], bool(stale))
    if stale:
        chosen = " union all ".join(dated[name] for name in stale)
        connection.execute(f"insert into register_period from ({chosen}) order by all")


def periods(register: Register, table: str, more: str = "1") -> str:
    """SQL: `period` (month end), and `more`, of every row of `table`, shaped as a register that says its period;
    rows without one are left out."""
    where = f"{register.dated_if} is not null and" if register.dated_if else ""
    period = month_of(register)
    return f"select {period} as period, {more} as more from {table} where {where} {period} is not null"
