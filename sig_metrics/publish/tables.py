"""Owns the tables of a snapshot: one a register, the ledger, and everything that is derived from them.

Tables of a store that earlier definitions made get what is missing; nothing is ever taken out of them.
"""

from collections.abc import Collection

import duckdb

from sig_metrics.catalog.law import law_fingerprint, program_table
from sig_metrics.catalog.model import NATIVE, Catalog, CatalogError, Column, Indicator, Register
from sig_metrics.catalog.reader import PERIODS
from sig_metrics.intake.values.parse import EMPTIED, parser
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.publish.marks import Marks, forget
from sig_metrics.publish.periods import write_periods
from sig_metrics.store.journal import LINE, MARK

SQL_TYPES = {
    "text": "varchar",
    "int": "bigint",
    "decimal": "double",
    "date": "date",
    "code": "varchar",
    "codes": "varchar",
}
# The columns of the cube; an indicator declares which of them it fills.
DIMENSIONS = ("year", "version", "activity", "plan_part", *NATIVE)
# The tables of the parts of indicators, and their columns besides these and the name of the indicator.
PARTS = {
    "cube": ("period", "numerator double, denominator double, cases double"),
    "backlog": ("period", "overdue bigint not null, oldest_days bigint not null"),
    "indicator_event": ("happened_on", "id varchar not null, failed boolean"),
}


def create_tables(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> list[str]:
    """One table a register (its columns, `_load` and `_row`) and the ledger of loads; says in Spanish what was
    missing."""
    found = _columns(connection)
    added = []
    for register in catalog.registers.values():
        if register.layout != "table":
            continue
        if register.name in found:
            added += _complete(connection, register, found[register.name])
            _without_words(connection, catalog, register)
            continue
        columns = [f"{c.name} {SQL_TYPES[c.type]}{' not null' if c.required else ''}" for c in register.columns]
        connection.execute(
            f"create table {register.name} ({', '.join(columns)}, _load bigint not null, _row bigint not null)"
        )
        added.append(words.say("added_register", register=register.title))
    _ledger(connection, found)
    return added


def _without_words(connection: duckdb.DuckDBPyConnection, catalog: Catalog, register: Register) -> None:
    """Empties what says that there is nothing («S/N» as the number of a document) in rows that an earlier program
    took as data."""
    for column in (each for each in register.columns if each.placeholders == "empty"):
        read = parser(column, catalog.vocabularies)
        written = connection.execute(
            f"select distinct {column.name} from {register.name} where {column.name} is not null"
        ).fetchall()
        if words_alone := [text for (text,) in written if read(text)[1] in EMPTIED]:
            connection.execute(
                f"update {register.name} set {column.name} = null where list_contains($texts, {column.name})",
                {"texts": words_alone},
            )
            forget(connection)


def _ledger(connection: duckdb.DuckDBPyConnection, found: dict[str, dict]) -> None:
    """The ledger: standing loads in `load_log`, annulled ones, with their mark, in `load_annulled`."""
    for table, columns in (("load_log", LINE), ("load_annulled", {**LINE, **MARK})):
        connection.execute(
            f"create table if not exists {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"
        )
        # a store of an earlier program: its lines do not say it
        for name in set(columns) - set(found.get(table, columns)):
            connection.execute(f"alter table {table} add column {name} {columns[name]}")


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, tuple[str, bool]]]:
    """{table: {column: (type, is nullable)}} of what a store has."""
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, kind, nullable in connection.execute(
        "select table_name, column_name, lower(data_type), is_nullable from duckdb_columns() where not internal"
    ).fetchall():
        found.setdefault(table, {})[column] = (kind, nullable)
    return found


def _complete(
    connection: duckdb.DuckDBPyConnection, register: Register, found: dict[str, tuple[str, bool]]
) -> list[str]:
    """Gives the table of a register the columns and types of today; a new column is empty in the rows already
    loaded."""
    added = []
    for column in register.columns:
        if column.name not in found:
            connection.execute(f"alter table {register.name} add column {column.name} {SQL_TYPES[column.type]}")
            code = "added_required" if column.required else "added_column"
            added.append(words.say(code, heading=column.heading, register=register.title))
        elif found[column.name][0] != SQL_TYPES[column.type]:
            _retype(connection, register, column, found[column.name][0])
    required = {column.name for column in register.columns if column.required} | {"_load", "_row"}
    for name, (_, nullable) in found.items():
        if not nullable and name not in required:  # optional now, or no longer declared: later rows may come without it
            connection.execute(f"alter table {register.name} alter column {name} drop not null")
    return added


def _retype(connection: duckdb.DuckDBPyConnection, register: Register, column: Column, before: str) -> None:
    """Changes the type of a column; refuses when a value would not come back from the new type as it was."""
    name, kind = column.name, SQL_TYPES[column.type]
    lost = f"select 1 from {register.name} where try_cast(try_cast({name} as {kind}) as {before}) is distinct from {name} limit 1"
    if connection.execute(lost).fetchone():
        raise refuse("refresh_type", heading=column.heading, register=register.title)
    connection.execute(f"alter table {register.name} alter column {name} set data type {kind}")
    forget(connection)


def derive(connection: duckdb.DuckDBPyConnection, catalog: Catalog, changed: Collection[str] | None = None) -> None:
    """Makes everything that follows from the registers: views, cube, checks, sources, periods; and says with which
    definitions. `changed`: the registers whose rows were written since the snapshot was derived, and what depends on
    none of them stays as it is; None: everything is made again."""
    marks = Marks(connection, catalog, changed)
    write_law(connection, catalog, marks)
    write_periods(connection, catalog, marks)
    known = {*catalog.registers, *map(program_table, catalog.law), *PERIODS}
    for view in catalog.views.values():
        if marks.stale(view.name, view.sql, known):
            connection.execute(f"create or replace table {view.name} as {view.sql}")
            marks.made(view.name)
        known.add(view.name)
    _fill_parts(connection, catalog, marks, known)
    _fill_checks(connection, catalog, marks, known)
    _fill_sources(connection, catalog, marks)
    connection.execute(
        "create or replace table published_with (fingerprint varchar not null, law varchar not null, marks varchar)"
    )
    connection.execute(
        "insert into published_with values (?, ?, ?)",
        [catalog.fingerprint, law_fingerprint(catalog.law), marks.text()],
    )


def _fill_parts(connection: duckdb.DuckDBPyConnection, catalog: Catalog, marks: Marks, known: set[str]) -> None:
    """The cube, what is open past its term and the days of what happened, of each indicator that has parts of its
    own."""
    parted = [each for each in catalog.indicators.values() if not each.factors]
    stale = [each for each in parted if marks.stale(f"indicator {each.name}", _text_of(each), known, table=False)]
    standing = [each.name for each in parted if each not in stale]
    columns = ", ".join(f"{name} varchar" for name in DIMENSIONS)
    for table, (day, more) in PARTS.items():
        shape = f"indicator varchar not null, {day} date not null, {columns}, {more}"
        marks.keep(table, shape, standing, bool(stale))
    for indicator in stale:
        _fill_cube(connection, indicator)
        if indicator.events:
            _fill_events(connection, indicator)
        if indicator.backlog:
            _fill_backlog(connection, indicator)


def _text_of(indicator: Indicator) -> str:
    """Everything of an indicator that decides its parts."""
    shape = f"-- {DIMENSIONS} {indicator.dimensions} {indicator.sample}"
    return "\n".join((indicator.sql, indicator.backlog, indicator.events, shape))


def _fill_checks(connection: duckdb.DuckDBPyConnection, catalog: Catalog, marks: Marks, known: set[str]) -> None:
    checks = catalog.checks.values()
    stale = [each for each in checks if marks.stale(f"check {each.name}", each.sql, known, table=False)]
    standing = [each.name for each in checks if each not in stale]
    columns = "rule varchar not null, position bigint not null, row varchar not null"
    marks.keep("check_row", columns, standing, bool(stale))
    for check in stale:
        connection.execute(
            f"insert into check_row select '{check.name}', row_number() over (), to_json(found)::varchar "
            f"from ({check.sql}\n) as found"
        )


def _fill_sources(connection: duckdb.DuckDBPyConnection, catalog: Catalog, marks: Marks) -> None:
    """The last load of each register, its rows, and how many of them are synthetic; in one statement, which a
    publication waits for."""
    tables = [name for name, register in catalog.registers.items() if register.layout == "table"]
    laws = [name for name in catalog.law if name in catalog.registers]
    stale = [
        name
        for name in tables
        if marks.stale(
            f"source {name}", f"{name} {program_table(name)}", {name, *map(program_table, laws)}, table=False
        )
    ]
    columns = "register varchar not null, load bigint, rows bigint not null, synthetic bigint not null"
    marks.keep("register_source", columns, [name for name in tables if name not in stale], bool(stale))
    if stale:
        names = ", ".join(f"('{name}')" for name in stale)
        loads = " union all ".join(
            f"select '{name}' as register, _load as load, count(*) as n from {name} group by _load" for name in stale
        )
        connection.execute(
            f"insert into register_source select register, max(load_log.load), coalesce(sum(n) filter (load_log.load is not null), 0), "
            f"coalesce(sum(n) filter (load_log.origin = 'synthetic'), 0) from (values {names}) as known (register) "
            f"left join ({loads}) using (register) left join load_log using (load) group by register"
        )
    for name in (each for each in laws if each in stale):  # no load brought them, and they are there
        key = ", ".join(catalog.register(name).key)
        connection.execute(
            f"update register_source set rows = rows + (select count(*) from {program_table(name)} "
            f"anti join {name} using ({key})) where register = '{name}'"
        )


def write_law(connection: duckdb.DuckDBPyConnection, catalog: Catalog, marks: Marks | None = None) -> None:
    """The program's rows of each register of the law, in a table of their own: a newer program brings its law at its
    next publication."""
    for name in (each for each in catalog.law if each in catalog.registers):
        table = program_table(name)
        if marks and not marks.stale(table, repr(catalog.law[name]), ()):
            continue
        columns = [f"{column.name} {SQL_TYPES[column.type]}" for column in catalog.register(name).columns]
        connection.execute(f"create or replace table {table} ({', '.join(columns)})")
        names, *rows = catalog.law[name]
        if rows:
            marked = ", ".join([f"({', '.join('?' * len(names))})"] * len(rows))
            connection.execute(
                f"insert into {table} ({', '.join(names)}) values {marked}",
                [cell for row in rows for cell in row],
            )
        if marks:
            marks.made(table)


def _fill_cube(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """The additive parts of an indicator; and, where its denominator adds weights or points, how many there are."""
    expected = ["period", *indicator.dimensions, "numerator", "denominator", *(["cases"] if indicator.sample else [])]
    _given(connection, f"{indicator.name}.sql", indicator.sql, expected)
    filled = ", ".join(expected)
    connection.execute(
        f"insert into cube (indicator, {filled}) select '{indicator.name}', {filled} from ({indicator.sql}\n)"
    )


def _fill_backlog(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """What is open past its term at each month end: how many, and the days past due of the oldest. A case counts
    once."""
    dimensions = list(indicator.dimensions)
    _given(connection, f"{indicator.name}.backlog.sql", indicator.backlog, ["period", *dimensions, "id", "due_on"])
    filled = ", ".join(["period", *dimensions])
    connection.execute(
        f"insert into backlog (indicator, {filled}, overdue, oldest_days) select '{indicator.name}', {filled}, "
        f"count(distinct id), max(period - due_on) from ({indicator.backlog}\n) group by {filled}"
    )


def _fill_events(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """The days on which what an indicator counts happened, one row each; or each of its cases, and whether it failed."""
    expected = ["happened_on", *indicator.dimensions, "id", *(["failed"] if indicator.events_of_cases else [])]
    _given(connection, f"{indicator.name}.events.sql", indicator.events, expected)
    filled = ", ".join(expected)
    connection.execute(
        f"insert into indicator_event (indicator, {filled}) select '{indicator.name}', {filled} "
        f"from ({indicator.events}\n)"
    )


def _given(connection: duckdb.DuckDBPyConnection, file: str, sql: str, expected: list[str]) -> None:
    given = [column[0] for column in connection.execute(f"select * from ({sql}\n) limit 0").description]
    if given != expected:
        raise CatalogError(f"{file}: devuelve {', '.join(given)} y debe devolver {', '.join(expected)}")
