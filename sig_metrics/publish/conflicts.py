"""Owns what two people wrote of the same row: a file made from some data, and rows that another load wrote since.

The mark of the file says from which load it was made. A row that changed after it, and says otherwise than the file,
is a conflict, shown cell by cell; so is a row that came after and that a replacing load would take out. Nobody's is
chosen for them: whoever loads says «theirs» or «mine»."""

import duckdb

from sig_metrics.catalog.labels import key_said, shown_value
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.prepare import Prepared
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.publish.differences import absent, pairs, stage

MOST = 1000  # cells that are told
LEDGER = "select load, who, loaded_at from load_log"


class Conflicted(Refused):
    """A file whose only fault is that another load wrote since it was made."""


def conflicts(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[dict]:
    """The cells that another load wrote since the file was made and that the file would change: register, key,
    column («» for a row that would be taken out), theirs, yours (both as stored), load, who, when (UTC), row of the
    file. None for a file without a mark."""
    if prepared.base_load is None:
        return []
    found: list[dict] = []
    for name in prepared.parts:
        register = catalog.register(name)
        stage(connection, register, prepared)
        found += _changed(connection, register, prepared.base_load) + _lost(connection, register, prepared)
    return found[:MOST]


def conflict_problems(catalog: Catalog, prepared: Prepared, found: list[dict]) -> list[Problem]:
    """Each conflict in words, theirs and yours."""
    said = []
    for each in found:
        register = catalog.register(each["register"])
        blanks = {
            "key": key_said(catalog, register, each["key"]),
            "load": each["load"],
            "who": each["who"],
            "when": words.moment(each["when"]),
        }
        if not each["column"]:
            said.append(Problem("conflict", words.say("conflict_row", **blanks), prepared.sheet))
            continue
        column = register.column(each["column"])
        theirs, yours = (_said(shown_value(catalog, register, column.name, each[side])) for side in ("theirs", "yours"))
        said.append(
            Problem(
                "conflict",
                words.say("conflict", heading=column.heading, theirs=theirs, yours=yours, **blanks),
                prepared.sheet,
                each["row"],
                prepared.places.get(column.name, f"«{column.heading}»"),
                yours,
            )
        )
    return said


def _said(value: object) -> str:
    return "vacío" if value is None else f"«{words.short(str(value), 60)}»"


def _changed(connection: duckdb.DuckDBPyConnection, register: Register, base: int) -> list[dict]:
    """The cells of rows that changed after load `base` and that the file would change."""
    names = [column.name for column in register.columns]
    columns = ", ".join(
        [*(f"old_rows.{name} as old_{name}" for name in names), *(f"new_rows.{name} as new_{name}" for name in names)]
    )
    rows = (
        connection.execute(
            f"select {columns}, new_rows._row as _row, ledger.load, ledger.who, ledger.loaded_at from incoming_rows as new_rows "
            f"join {register.name} as old_rows using ({', '.join(register.key)}) join ({LEDGER}) as ledger on ledger.load = old_rows._load "
            f"where old_rows._load > {int(base)} and ({' or '.join(pairs(register))}) order by new_rows._row limit {MOST}"
        )
        .to_arrow_table()
        .to_pylist()
    )
    return [
        {
            "register": register.name,
            "key": {part: row[f"old_{part}"] for part in register.key},
            "column": name,
            "theirs": row[f"old_{name}"],
            "yours": row[f"new_{name}"],
            "load": row["load"],
            "who": row["who"],
            "when": row["loaded_at"],
            "row": row["_row"],
        }
        for row in rows
        for name in names
        if row[f"old_{name}"] != row[f"new_{name}"]
    ]


def _lost(connection: duckdb.DuckDBPyConnection, register: Register, prepared: Prepared) -> list[dict]:
    """The rows that came after the file was made and that the load would take out."""
    key = ", ".join(register.key)
    rows = (
        connection.execute(
            f"select {', '.join(f'old_rows.{name}' for name in register.key)}, ledger.load, ledger.who, ledger.loaded_at from {register.name} as old_rows "
            f"semi join ({absent(register, prepared.incoming)}) as gone using ({key}) join ({LEDGER}) as ledger on ledger.load = old_rows._load "
            f"where old_rows._load > {int(prepared.base_load)} order by {', '.join(f'old_rows.{name}' for name in register.key)} limit {MOST}"
        )
        .to_arrow_table()
        .to_pylist()
    )
    return [
        {
            "register": register.name,
            "key": {part: row[part] for part in register.key},
            "column": "",
            "theirs": None,
            "yours": None,
            "load": row["load"],
            "who": row["who"],
            "when": row["loaded_at"],
            "row": None,
        }
        for row in rows
    ]
