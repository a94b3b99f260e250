"""Owns what a load would change, cell by cell: new and removed keys, and the value of each changed cell before and after."""

from contextlib import closing

import duckdb
import pyarrow as pa

from sig_metrics.definitions import Catalog, Register
from sig_metrics.publish import Incoming, Prepared


def differences(connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared, most: int = 1000) -> list[dict]:
    """At most `most` rows of each kind and register: register, kind (new, changed, removed), key {column: value}, column, before, after.

    Only a changed line has column, before and after. `connection` reads the current snapshot (None: no data, all is new).
    """
    found: list[dict] = []
    for name, rows in prepared.parts.items():
        register = catalog.register(name)
        if connection is None:
            found += _lines(register, "new", rows.select(list(register.key)).slice(0, most).to_pylist())
            continue
        with closing(connection.cursor()) as cursor:
            found += _compared(cursor, register, rows, prepared.incoming, most)
    return found


def _lines(register: Register, kind: str, keys: list[dict]) -> list[dict]:
    return [{"register": register.name, "kind": kind, "key": key, "column": None, "before": None, "after": None} for key in keys]


def _compared(cursor: duckdb.DuckDBPyConnection, register: Register, rows: pa.Table, incoming: Incoming, most: int) -> list[dict]:
    """The lines of one register against its table; names come from the catalogue, never from a file."""
    cursor.register("arriving", rows)
    key, name = ", ".join(register.key), register.name
    annex = incoming.register != name
    new = _keys(cursor, f"select {key} from arriving anti join {name} using ({key}) order by {key} limit {int(most)}")
    found = _lines(register, "new", new)
    if not (annex and register.additive):
        found += _changed(cursor, register, most)
    if incoming.mode == "replace" or annex and not register.additive:
        within = register.partition or (register.key if annex else ())
        semi = f"semi join arriving using ({', '.join(within)})" if within else ""
        gone = f"select {key} from (select {key} from {name} anti join arriving using ({key})) as absent"
        if within:
            gone = f"select {key} from (from {name} {semi}) as held anti join arriving using ({key})"
        found += _lines(register, "removed", _keys(cursor, f"{gone} order by {key} limit {int(most)}"))
    cursor.unregister("arriving")
    return found


def _keys(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[dict]:
    return cursor.execute(sql).to_arrow_table().to_pylist()


def _changed(cursor: duckdb.DuckDBPyConnection, register: Register, most: int) -> list[dict]:
    rest = [column.name for column in register.columns if column.name not in register.key]
    if not rest:
        return []
    key = ", ".join(register.key)
    pairs = " or ".join(f"(old_rows.{name} is distinct from new_rows.{name})" for name in rest)
    values = ", ".join(f"old_rows.{name} as before_{name}, new_rows.{name} as after_{name}" for name in rest)
    rows = _keys(cursor, f"select {key}, {values} from arriving as new_rows join {register.name} as old_rows using ({key}) "
                         f"where {pairs} order by {key} limit {int(most)}")  # fmt: skip
    return [{"register": register.name, "kind": "changed", "key": {name: row[name] for name in register.key}, "column": name,
             "before": row[f"before_{name}"], "after": row[f"after_{name}"]}
            for row in rows for name in rest if row[f"before_{name}"] != row[f"after_{name}"]]  # fmt: skip
