"""Owns the rows that point to nothing: a unit, an activity or a plan that no register has."""

from contextlib import closing
from dataclasses import replace

import duckdb
import pyarrow as pa

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Catalog, Reference, Register
from sig_metrics.catalog.units import ended, known_to
from sig_metrics.intake.isolated import ORDINARY, Limits, prepare_apart
from sig_metrics.intake.judge.absent import broken, missing
from sig_metrics.intake.judge.disclosure import unlawful
from sig_metrics.intake.prepare import Incoming, Prepared, RefusedRows
from sig_metrics.intake.table.read import sheet_of
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest_name
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.publish.conflicts import Conflicted, conflict_problems, conflicts
from sig_metrics.publish.differences import stage
from sig_metrics.publish.identity import settle, suspects
from sig_metrics.publish.older import undone
from sig_metrics.publish.unchanged import moved
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.clock import today


def prepare_for(
    connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, incoming: Incoming, limits: Limits = ORDINARY
) -> Prepared:
    """A file that somebody sends, read apart and judged also against the data of a snapshot (None: there are none yet).

    Raises Refused with every problem: those of its cells and those of what they point to.
    """
    catalog = known_to(catalog, connection)
    incoming = replace(incoming, judged_on=incoming.judged_on or today(connection))
    try:
        prepared = prepare_apart(incoming, catalog, limits)
    except RefusedRows as refusal:
        found = [] if connection is None else _asked(connection, catalog, refusal.rows)[1]
        raise Refused(sorted(refusal.problems + found, key=lambda problem: problem.row or 0)) from None
    if old := ended(catalog, prepared.parts):
        until = max(catalog.vocabularies["unit"][code].until for code in old)
        said = words.say("units_ended", units=words.listing(old), day=words.day(until))
        prepared = replace(prepared, warnings=[*prepared.warnings, Problem("units_ended", said)])
    if connection is None:
        if found := _unlawful(None, catalog, prepared):
            raise Refused(found)
        return prepared
    prepared, found = _asked(connection, catalog, prepared)
    if found and {problem.code for problem in found} == {"conflict"}:
        raise Conflicted(found)
    if found:
        raise Refused(found)
    return prepared


def prepare_in(store: LocalStore, catalog: Catalog, incoming: Incoming, limits: Limits = ORDINARY) -> Prepared:
    """`prepare_for` the current data of a store, which may have none."""
    try:
        snapshot = store.open()
    except StoreError:
        return prepare_for(None, catalog, incoming, limits)
    with closing(snapshot):
        # tables of other definitions are not asked; the publication will
        if snapshot.fingerprint != catalog.fingerprint:
            return prepare_for(None, catalog, incoming, limits)
        prepared = prepare_for(snapshot.connection, catalog, incoming, limits)
        return replace(prepared, warnings=[*prepared.warnings, *undone(store, snapshot, catalog, prepared)])


def against(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """What is wrong with the rows beside those that are stored: keys that may be another's, what no load changes, and
    rules on columns that did not come."""
    found = suspects(connection, catalog, prepared) + _unlawful(connection, catalog, prepared)
    found += moved(connection, catalog, prepared)
    if not prepared.incoming.conflicts:
        found += conflict_problems(catalog, prepared, conflicts(connection, catalog, prepared))
    for name in prepared.parts:
        register, came = catalog.register(name), prepared.came.get(name, ())
        if missing(register, came):
            stage(connection, register, prepared)
            rows = connection.execute("from incoming_rows").to_arrow_table()
            found += [
                problem
                for level, problem in broken(catalog, register, came, rows, prepared.sheet, prepared.places)
                if level == "error"
            ]
    return found


def _unlawful(connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """What the protected counts of a reserved register cannot be beside those that were published."""
    return [
        problem
        for name, rows in prepared.parts.items()
        for problem in unlawful(connection, catalog.register(name), rows, prepared.incoming.mode == "replace")
    ]


def references(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """One problem a row and reference that is neither in the data nor in the same file; empty cells point nowhere."""
    problems = []
    for name in prepared.parts:
        register = catalog.register(name)
        for reference in register.references:
            hints: dict[str, str] = {}
            for at, row, *values in _lost(connection, prepared, name, reference):
                shown = JOIN.join(map(str, values))
                if shown not in hints:
                    hints[shown] = _hint(connection, catalog.register(reference.register), reference, shown)
                column = register.column(reference.columns[-1])
                problems.append(
                    Problem(
                        "reference",
                        words.say(
                            "reference",
                            value=shown,
                            register=catalog.register(reference.register).title,
                            hint=hints[shown],
                        ),
                        sheet_of(prepared.joined, at) or prepared.sheet,
                        row,
                        prepared.places.get(column.name, f"«{column.heading}»"),
                        shown,
                    )
                )
    return problems


def _asked(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared
) -> tuple[Prepared, list[Problem]]:
    """The file settled beside what is stored, and what is wrong with it there."""
    with connection.cursor() as cursor:
        prepared = settle(cursor, catalog, prepared)
        return prepared, against(cursor, catalog, prepared) + references(cursor, catalog, prepared)


def _lost(connection: duckdb.DuckDBPyConnection, prepared: Prepared, name: str, reference: Reference) -> list[tuple]:
    """(place in the part, row, value of each column) of the rows of a part that point to nothing."""
    columns = ", ".join(reference.columns)
    filled = " and ".join(f"{column} is not null" for column in reference.columns) + f" and {points(reference)}"
    pointed = pointed_of(reference, reference.register)
    rows = prepared.parts[name]
    connection.register("pointing", rows.append_column("_at", pa.array(range(rows.num_rows), pa.int64())))
    if reference.register in prepared.parts:
        connection.register("beside", prepared.parts[reference.register])
        pointed += f" union all {pointed_of(reference, 'beside')}"
    return connection.execute(
        f"select _at, _row, {columns} from pointing anti join ({pointed}) using ({columns}) where {filled} order by _at"
    ).fetchall()


def pointed_of(reference: Reference, table: str) -> str:
    """SQL: what may be pointed to in a table shaped as the other register, under the names of this one."""
    named = ", ".join(f"{there} as {here}" for here, there in zip(reference.columns, reference.there))
    return f"select {named} from {table}"


def points(reference: Reference) -> str:
    """SQL: whether a row points to something, or says one of the words that are good by themselves."""
    return f"{reference.columns[0]} not in ({', '.join(map(repr, reference.besides))})" if reference.besides else "true"


def _hint(connection: duckdb.DuckDBPyConnection, register: Register, reference: Reference, text: str) -> str:
    """The nearest that exists, by its code or its name; else what to do."""
    near = ""
    if len(reference.columns) == 1:
        key = reference.there[0]
        name = next((column.name for column in register.columns if column.name == "name"), key)
        rows = connection.execute(f"select distinct {key}, {name} from {register.name} order by 1").fetchall()
        near = nearest_name(text, [(str(code), (str(code), str(called))) for code, called in rows])
    return words.say("reference_near", near=near) if near else words.say("reference_none")
