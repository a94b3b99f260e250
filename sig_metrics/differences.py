"""Owns what a load would change, cell by cell: new and removed keys, and the value of each changed cell before and after."""

from contextlib import closing

import duckdb

from sig_metrics.definitions import Catalog, Register
from sig_metrics.publish import Incoming, Prepared


def differences(connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared, most: int = 1000) -> list[dict]:
    """At most `most` rows of each kind and register: register, kind (new, changed, removed), key {column: value}, column, before, after.

    A changed row has one entry a cell; a new or removed one has the row itself, {column: value}, as `after` or `before`.
    """
    found: list[dict] = []
    for name, rows in prepared.parts.items():
        register = catalog.register(name)
        if connection is None:
            found += _whole(register, "new", rows.drop_columns(["_row"]).slice(0, most).to_pylist())
            continue
        with closing(connection.cursor()) as cursor:
            cursor.register("arriving", rows)
            found += _compared(cursor, register, prepared.incoming, most)
            cursor.unregister("arriving")
    return found


def _whole(register: Register, kind: str, rows: list[dict]) -> list[dict]:
    return [{"register": register.name, "kind": kind, "key": {name: row[name] for name in register.key}, "column": "",
             "before": row if kind == "removed" else None, "after": row if kind == "new" else None} for row in rows]  # fmt: skip


def _compared(cursor: duckdb.DuckDBPyConnection, register: Register, incoming: Incoming, most: int) -> list[dict]:
    """The entries of one register against its table; names come from the catalogue, never from a file."""
    key, name, limit = ", ".join(register.key), register.name, f"order by {', '.join(register.key)} limit {int(most)}"
    columns = ", ".join(column.name for column in register.columns)
    annex = incoming.register != name
    found = _whole(register, "new", _rows(cursor, f"select {columns} from arriving anti join {name} using ({key}) {limit}"))
    if not (annex and register.additive):
        found += _changed(cursor, register, limit)
    if incoming.mode == "replace" or annex and not register.additive:
        within = register.partition or (register.key if annex else ())
        held = f"(from {name} semi join arriving using ({', '.join(within)}))" if within else name
        found += _whole(register, "removed", _rows(cursor, f"select {columns} from {held} as held anti join arriving using ({key}) {limit}"))
    return found


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[dict]:
    return cursor.execute(sql).to_arrow_table().to_pylist()


def _changed(cursor: duckdb.DuckDBPyConnection, register: Register, limit: str) -> list[dict]:
    rest = [column.name for column in register.columns if column.name not in register.key]
    if not rest:
        return []
    key = ", ".join(register.key)
    pairs = " or ".join(f"(old_rows.{name} is distinct from new_rows.{name})" for name in rest)
    values = ", ".join(f"old_rows.{name} as before_{name}, new_rows.{name} as after_{name}" for name in rest)
    rows = _rows(cursor, f"select {key}, {values} from arriving as new_rows join {register.name} as old_rows using ({key}) where {pairs} {limit}")
    return [{"register": register.name, "kind": "changed", "key": {name: row[name] for name in register.key}, "column": name,
             "before": row[f"before_{name}"], "after": row[f"after_{name}"]}
            for row in rows for name in rest if row[f"before_{name}"] != row[f"after_{name}"]]  # fmt: skip
