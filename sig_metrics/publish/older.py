"""Owns the doubt of going back: a file older than what its register already has. It warns; it never refuses."""

from contextlib import closing

import duckdb
import pyarrow as pa

from sig_metrics.catalog.labels import key_said
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.prepare import Prepared
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.publish.differences import changed_rows, stage
from sig_metrics.publish.periods import periods
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.snapshot import Snapshot

MOST, LOADS = 2_000, 3  # changed rows, and loads that made them, that are compared with what they said before


def older(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """A warning when this same file was loaded and then replaced («older_file»), or when the register has rows of later
    months than any of the file («older_data»); a single month of a register of events is a correction, not an old cut.
    To be asked before merging."""
    incoming = prepared.incoming
    loads = connection.execute(
        "select load, loaded_at, sha256 from load_log where register = ? order by load", [incoming.register]
    ).fetchall()
    before = [each for each in loads if each[2] == incoming.sha256]
    if before and before[-1] != loads[-1]:
        return [
            Problem(
                "older_file",
                words.say(
                    "older_file",
                    load=before[-1][0],
                    when=words.moment(before[-1][1]),
                    last=loads[-1][0],
                    then=words.moment(loads[-1][1]),
                ),
            )
        ]
    return _later_months(connection, catalog, prepared)


def undone(store: LocalStore, snapshot: Snapshot, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """A warning for each of the last loads that a file without a mark would undo: some cell says again what it said
    before that load.

    Asked of the snapshots that are still kept; a file with a mark is asked of `conflicts.py`, which knows more. A
    reserved register is asked of `disclosure.py`, which admits no change of what was published and names no cell."""
    if prepared.base_load is not None or catalog.register(prepared.incoming.register).reserved:
        return []
    found = []
    with closing(snapshot.connection.cursor()) as cursor:
        for name in prepared.parts:
            register = catalog.register(name)
            stage(cursor, register, prepared)
            rows = changed_rows(cursor, register, MOST)
            for load in sorted({row["load"] for row in rows}, reverse=True)[:LOADS]:
                cells = _back(store, cursor, register, [row for row in rows if row["load"] == load], load)
                found += [_undoes(catalog, register, cursor, load, cells)] if cells else []
    return found


def _back(
    store: LocalStore, connection: duckdb.DuckDBPyConnection, register: Register, rows: list[dict], load: int
) -> list[tuple[dict, str]]:
    """(key, column) of the cells that would say what they said before `load`; [] when no snapshot from before it is
    kept."""
    (number,) = connection.execute("select min(snapshot) from load_log where load = ?", [load]).fetchone() or (None,)
    before = max((each for each in store.numbers() if number and each < number), default=None)
    if before is None:
        return []
    names = [column.name for column in register.columns if column.name not in register.key]
    try:
        with closing(store.open(before)) as snapshot:
            snapshot.connection.register("asked", pa.Table.from_pylist([row["key"] for row in rows]))
            key = ", ".join(register.key)
            held = snapshot.connection.execute(
                f"select {', '.join([*register.key, *names])} from {register.name} semi join asked using ({key})"
            ).to_arrow_table()
    except (StoreError, duckdb.Error):  # of other definitions, or gone
        return []
    past = {tuple(row[name] for name in register.key): row for row in held.to_pylist()}
    return [
        (row["key"], name)
        for row in rows
        if (old := past.get(tuple(row["key"].values())))
        for name in names
        if row["new"][name] != row["old"][name] and row["new"][name] == old[name]
    ]


def _undoes(
    catalog: Catalog,
    register: Register,
    connection: duckdb.DuckDBPyConnection,
    load: int,
    cells: list[tuple[dict, str]],
) -> Problem:
    who, when = connection.execute("select who, loaded_at from load_log where load = ?", [load]).fetchone()
    key, name = cells[0]
    verb = ("celda vuelve", "celdas vuelven")
    return Problem(
        "undoes",
        words.say(
            "undoes",
            who=who,
            load=load,
            when=words.moment(when),
            cells=words.count(len(cells), *verb),
            heading=f"«{register.column(name).heading}»",
            key=key_said(catalog, register, key),
        ),
    )


def _later_months(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    register = catalog.register(prepared.incoming.register)
    # its semesters are values of the file
    if not register.dated_by or register.name not in prepared.parts or register.reserved:
        return []
    connection.register("arriving", prepared.parts[register.name])
    brought, months = connection.execute(
        f"select max(period), count(distinct period) from ({periods(register, 'arriving')})"
    ).fetchone()
    connection.unregister("arriving")
    held, load = connection.execute(
        f"select max(period), arg_max(more, period) from ({periods(register, register.name, '_load')})"
    ).fetchone()
    if not brought or not held or brought >= held or (months == 1 and not register.dense):
        return []
    return [
        Problem("older_data", words.say("older_data", file=words.month(brought), register=words.month(held), load=load))
    ]
