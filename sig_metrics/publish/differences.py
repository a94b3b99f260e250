"""Owns the comparison of a file with the rows that a register already has: how many differ, and which cells.

The same SQL serves the preview, the load itself and the list of differences, so that they cannot disagree.
"""

from collections.abc import Iterator
from contextlib import closing

import duckdb

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.judge.absent import fill
from sig_metrics.intake.prepare import Incoming, Prepared


def stage(connection: duckdb.DuckDBPyConnection, register: Register, prepared: Prepared) -> None:
    """Leaves the rows to compare in the temporary table `incoming_rows`: those of the file, less what an annex may
    not touch, and with what is stored in the columns that the file does not bring."""
    incoming = prepared.incoming
    connection.register("arriving", prepared.parts[register.name])
    connection.execute("create or replace temp table incoming_rows as from arriving")
    connection.unregister("arriving")
    if register.additive and incoming.register != register.name:
        by_key = " and ".join(f"old_rows.{name} = new_rows.{name}" for name in register.key)
        connection.execute(
            f"delete from incoming_rows as new_rows where exists (select 1 from {register.name} as old_rows where {by_key})"
        )
    fill(connection, register, prepared.came.get(register.name, ()))
    if incoming.conflicts == "theirs" and prepared.base_load is not None:
        _keep_theirs(connection, register, prepared)


def _keep_theirs(connection: duckdb.DuckDBPyConnection, register: Register, prepared: Prepared) -> None:
    """Leaves as they are the rows that were written since the file was made, also those that it would take out."""
    names = [column.name for column in register.columns]
    by_key = " and ".join(f"new_rows.{name} = old_rows.{name}" for name in register.key)
    since = f"_load > {int(prepared.base_load)}"
    lost = absent(register, prepared.incoming)
    connection.execute(
        f"insert into incoming_rows ({', '.join(names)}, _row) select {', '.join(names)}, _row from {register.name} "
        f"semi join ({lost}) as lost using ({', '.join(register.key)}) where {since}"
    )
    values = [f"{name} = old_rows.{name}" for name in names if name not in register.key]
    if values:
        connection.execute(
            f"update incoming_rows as new_rows set {', '.join(values)} from {register.name} as old_rows where {by_key} and old_rows.{since}"
        )


def count_differences(
    connection: duckdb.DuckDBPyConnection, register: Register, incoming: Incoming
) -> tuple[int, int, int, int]:
    """(new, changed, same, removed) rows of what is staged against the table."""
    changed, matched = connection.execute(
        f"select count(*) filter ({' or '.join(pairs(register))}), count(*) from incoming_rows as new_rows "
        f"join {register.name} as old_rows using ({', '.join(register.key)})"
    ).fetchone()
    removed = connection.execute(f"select count(*) from ({absent(register, incoming)})").fetchone()[0]
    arrived = connection.execute("select count(*) from incoming_rows").fetchone()[0]
    return arrived - matched, changed, matched - changed, removed


def differences(
    connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared, most: int = 1000
) -> list[dict]:
    """What loading would change, cell by cell: register, kind («new», «changed», «removed»), key, column, before,
    after.

    `key` is {column: value}. A new or removed row is one entry, without column, whose `after` or `before` is the row
    as {column: value}; a changed row has one entry for each cell that differs. In the order new, changed, removed
    and then of the key, at most `most` rows of each kind and register: what is taken out shows however much comes
    in. Values are as stored."""
    found: list[dict] = []
    for name, rows in prepared.parts.items():
        register = catalog.register(name)
        if connection is None:
            fresh = rows.slice(0, most).drop_columns(["_row"]).to_pylist()
            found += [_entry(register, "new", row, "", None, row) for row in fresh]
            continue
        with closing(connection.cursor()) as cursor:
            stage(cursor, register, prepared)
            found += _entries(cursor, register, prepared.incoming, most)
    return found


def _entries(
    connection: duckdb.DuckDBPyConnection, register: Register, incoming: Incoming, most: int
) -> Iterator[dict]:
    """The entries of one register."""
    limit = f"limit {int(most)}"
    key, names = ", ".join(register.key), [column.name for column in register.columns]
    columns = ", ".join(names)
    new = f"select {columns} from incoming_rows anti join {register.name} using ({key}) order by {key} {limit}"
    for row in _rows(connection, new, names):
        yield _entry(register, "new", row, "", None, row)
    both = [
        *(f"old_rows.{name} as old_{name}" for name in names),
        *(f"new_rows.{name} as new_{name}" for name in names),
    ]
    changed = (
        f"select {', '.join(both)} from incoming_rows as new_rows join {register.name} as old_rows using ({key}) "
        f"where {' or '.join(pairs(register))} order by {key} {limit}"
    )
    for row in _rows(connection, changed, [*(f"old_{name}" for name in names), *(f"new_{name}" for name in names)]):
        after = {name: row[f"new_{name}"] for name in names}
        for name in names:
            if row[f"old_{name}"] != after[name]:
                yield _entry(register, "changed", after, name, row[f"old_{name}"], after[name])
    gone = f"select {columns} from {register.name} semi join ({absent(register, incoming)}) as lost using ({key}) order by {key} {limit}"
    for row in _rows(connection, gone, names):
        yield _entry(register, "removed", row, "", row, None)


def changed_rows(connection: duckdb.DuckDBPyConnection, register: Register, most: int) -> list[dict]:
    """The rows that what is staged changes: key, old and new ({column: value}), and the load that wrote the old one."""
    key, names = ", ".join(register.key), [column.name for column in register.columns]
    columns = [
        *(f"old_rows.{name} as old_{name}" for name in names),
        *(f"new_rows.{name} as new_{name}" for name in names),
    ]
    rows = (
        connection.execute(
            f"select {', '.join(columns)}, old_rows._load as load from incoming_rows as new_rows join {register.name} as old_rows using ({key}) "
            f"where {' or '.join(pairs(register))} order by {key} limit {int(most)}"
        )
        .to_arrow_table()
        .to_pylist()
    )
    return [
        {
            "key": {name: row[f"old_{name}"] for name in register.key},
            "load": row["load"],
            "old": {name: row[f"old_{name}"] for name in names},
            "new": {name: row[f"new_{name}"] for name in names},
        }
        for row in rows
    ]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, names: list[str]) -> Iterator[dict]:
    result = connection.execute(sql)
    while batch := result.fetchmany(500):
        yield from (dict(zip(names, row)) for row in batch)


def _entry(register: Register, kind: str, row: dict, column: str, before: object, after: object) -> dict:
    return {
        "register": register.name,
        "kind": kind,
        "key": {name: row[name] for name in register.key},
        "column": column,
        "before": before,
        "after": after,
    }


def pairs(register: Register) -> list[str]:
    """SQL: one condition a column outside the key, true where the file and the table differ."""
    rest = [c.name for c in register.columns if c.name not in register.key] or [register.key[0]]
    return [f"(new_rows.{name} is distinct from old_rows.{name})" for name in rest]


def absent(register: Register, incoming: Incoming) -> str:
    """SQL: the keys of the table that the file does not bring and the load would take out."""
    key = ", ".join(register.key)
    base = f"select {key} from {register.name} as old_rows anti join incoming_rows using ({key})"
    annex = incoming.register != register.name  # an annex brings whole partitions (a version of a year)
    if incoming.mode != "replace" and not annex:
        return f"{base} where false"
    within = register.partition or (register.key if annex else ())
    return f"{base} semi join incoming_rows using ({', '.join(within)})" if within else base
