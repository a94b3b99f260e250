"""Owns what was on the screen when somebody confirmed: the state of some registers, or the row that a form was drawn
from.

What is no longer so refuses the load, which names the load that changed it: nobody writes over what was not shown.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

import duckdb

from sig_metrics.catalog.labels import key_said, shown_value
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

LAST = "@"  # after it a state has the last load there was: it names who came later, and is not compared
CELLS = 3  # of a row that changed, told one by one


@dataclass(frozen=True)
class Drawn:
    """The row that a form was drawn from: its key and all its columns, {} when there was none, and the last load
    there was."""

    register: str
    key: dict[str, object]
    row: dict[str, object]
    last: int = 0

    @property
    def fingerprint(self) -> str:
        """The same while the row says the same, whoever loads something else."""
        return repr((self.register, sorted(self.key.items()), sorted(self.row.items(), key=lambda cell: cell[0])))


def states(connection: duckdb.DuckDBPyConnection | None, registers: Iterable[str]) -> dict[str, str]:
    """{register: a text that `content_of` makes another when any of its rows is}; «» for one that has no table yet."""
    found = dict.fromkeys(registers, "")
    if connection is None:
        return found
    with closing(connection.cursor()) as cursor:
        tables = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
        last = _last(cursor)
        return {name: f"{_state(cursor, name)}{LAST}{last}" if name in tables else "" for name in found}


def content_of(state: str) -> str:
    """The part of a state that tells the rows of a register, whatever was loaded into others."""
    return state.partition(LAST)[0]


def changed_since(connection: duckdb.DuckDBPyConnection, catalog: Catalog, compared: dict[str, str]) -> list[Problem]:
    """A problem for each register that is not as it was compared, naming the load that changed it last."""
    found = []
    for name, state in compared.items():
        content, _, last = state.partition(LAST)
        if _state(connection, name) == content:
            continue
        by = connection.execute(
            "select load, who, loaded_at from load_log where load > ? and (register = ? or load = "
            f"(select max(_load) from {name})) order by load desc limit 1",
            [int(last or 0), name],
        ).fetchone()
        blanks = {"register": catalog.register(name).title}
        blanks |= {"load": by[0], "who": by[1], "when": words.moment(by[2])} if by else {}
        found.append(Problem("changed_since", words.say("changed_since" if by else "changed_since_unknown", **blanks)))
    return found


def drawn_from(connection: duckdb.DuckDBPyConnection, register: Register, key: dict[str, object]) -> Drawn:
    """What a form about the row of that key is drawn from now."""
    with closing(connection.cursor()) as cursor:
        key = {name: key[name] for name in register.key}
        return Drawn(register.name, key, _row(cursor, register, key)[0], _last(cursor))


def row_changed(connection: duckdb.DuckDBPyConnection, catalog: Catalog, drawn: Drawn) -> list[Problem]:
    """A problem when the row does not say what it said when the form was drawn: which cells, and the load that wrote
    them."""
    register = catalog.register(drawn.register)
    row, load = _row(connection, register, drawn.key)
    if row == drawn.row:
        return []
    by = connection.execute(
        "select load, who, loaded_at from load_log where load = ? and load > ?", [load, drawn.last]
    ).fetchone()
    key = f"«{key_said(catalog, register, drawn.key)}»"
    if not row:
        return [Problem("row_changed", words.say("row_gone", key=key, register=register.title))]
    told = words.say("row_changed_by", load=by[0], who=by[1], when=words.moment(by[2])) if by else ""
    return [
        Problem(
            "row_changed",
            words.say(
                "row_changed",
                key=key,
                register=register.title,
                by=told,
                cells=_cells(catalog, register, drawn.row, row),
            ),
        )
    ]


def _cells(catalog: Catalog, register: Register, before: dict, now: dict) -> str:
    """«Estado» dice ahora «Cerrado», … the first that differ."""
    names = [
        column.name
        for column in register.columns
        if column.name not in register.key and before.get(column.name) != now[column.name]
    ]
    said = []
    for name in names[:CELLS]:
        value = shown_value(catalog, register, name, now[name])
        said.append(
            f"«{register.column(name).heading}» dice ahora "
            + ("nada" if value is None else f"«{words.short(str(value), 60)}»")
        )
    more = len(names) - CELLS
    return words.listing([*said, words.count(more, "celda más", "celdas más")] if more > 0 else said)


def _row(connection: duckdb.DuckDBPyConnection, register: Register, key: dict[str, object]) -> tuple[dict, int | None]:
    names = [column.name for column in register.columns]
    found = connection.execute(
        f"select {', '.join(names)}, _load from {register.name} where {' and '.join(f'{name} = ${name}' for name in register.key)}",
        {name: key[name] for name in register.key},
    ).fetchone()
    return (dict(zip(names, found)), found[-1]) if found else ({}, None)


def _state(connection: duckdb.DuckDBPyConnection, register: str) -> str:
    # by an alias: where a register has a column of its own name («agreement»), that name is the column and not the row
    rows, mixed = connection.execute(
        f"select count(*), coalesce(bit_xor(hash(_whole)), 0) from {register} as _whole"
    ).fetchone()
    return f"{rows}-{mixed}" if rows else ""


def _last(connection: duckdb.DuckDBPyConnection) -> int:
    """The highest number that a load was given, also one annulled since."""
    return connection.execute(
        "select coalesce(max(load), 0) from (select load from load_log union all select load from load_annulled)"
    ).fetchone()[0]
