"""Owns which row a written key is: case, spaces, dashes and accents do not make another one.

A key, or what points to one, that is stored with other dress is that row, and it is said. One that differs by zeros
or by a missing dash («ACU-2020-9» beside «ACU-2020-009») is asked: never a new row in silence."""

from dataclasses import replace

import duckdb
import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.judge.rules import SEPARATOR
from sig_metrics.intake.prepare import Prepared
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

# one key, however it is typed
DRESS = "trim(regexp_replace(lower(strip_accents({0})), '" + SEPARATOR + "', '-', 'g'), '-')"
ZEROS = f"regexp_replace({DRESS}, '(^|[^0-9])0+([0-9])', '\\1\\2', 'g')"  # «009» is «9»
JOINED = f"replace({DRESS}, '-', '')"
DASHES = f"(length({DRESS}) - length({JOINED}))"  # two codes with as many dashes, in other places, are two codes


def settle(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> Prepared:
    """The same rows with their keys, and what points to others, spelled as they are stored; a warning for each that
    was not."""
    parts, said = dict(prepared.parts), []
    for name in parts:
        register = catalog.register(name)
        for column, kept, called in _identifying(register):
            connection.register("arriving", parts[name])
            if spelled := _spelled(connection, column, kept, called):
                said += _told(prepared, register, column, parts[name], spelled)
                parts[name] = _rewritten(parts[name], column, spelled)
    return replace(prepared, parts=parts, warnings=[*prepared.warnings, *said]) if said else prepared


def suspects(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """A problem for each row whose key is new, and like one that is stored or that comes in the same file but for
    zeros or a dash."""
    found = []
    for name, rows in prepared.parts.items():
        register = catalog.register(name)
        connection.register("arriving", rows)
        for column in (
            each.name for each in register.columns if each.name in register.key and each.code and not each.pad
        ):
            for row, typed, near in _near(connection, register.name, column):
                place = prepared.places.get(column, f"«{register.column(column).heading}»")
                found.append(
                    Problem(
                        "key_near", words.say("key_near", value=typed, near=near), prepared.sheet, row, place, typed
                    )
                )
    return found


def _identifying(register: Register) -> list[tuple[str, str, str]]:
    """(column, register where its values are kept, its name there) of each text that is a key or points to one."""
    pointing = {
        name: (each.register, there) for each in register.references for name, there in zip(each.columns, each.there)
    }
    return [
        (column.name, *pointing.get(column.name, (register.name, column.name)))
        for column in register.columns
        if column.type == "text" and (column.name in register.key or column.name in pointing)
    ]


def _spelled(connection: duckdb.DuckDBPyConnection, column: str, table: str, called: str) -> dict[str, str]:
    """{as typed: as stored} of the values that are not stored, and of which one and only one stored is the same in
    another dress."""
    if not connection.execute(
        f"select exists (from {table}) and exists (from arriving anti join {table} as kept on arriving.{column} = kept.{called} "
        f"where arriving.{column} is not null)"
    ).fetchone()[0]:
        return {}  # nothing new, or nothing to be like: to prepare the comparison costs more than this
    return dict(
        connection.execute(
            f"with kept as (select distinct {called} as stored from {table}), typed as (select distinct {column} as typed from arriving where {column} is not null), "
            "fresh as (from typed anti join kept on typed.typed = kept.stored) "
            f"select typed, any_value(stored) from fresh join kept on {DRESS.format('typed')} = {DRESS.format('stored')} "
            "group by typed having count(*) = 1"
        ).fetchall()
    )


def _near(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> list[tuple[int, str, str]]:
    """(row, as typed, what it may be) of the new values of a column."""
    found: dict[tuple[int, str, str], None] = {}
    for form, apart in ((ZEROS, "true"), (JOINED, f"{DASHES.format('fresh.value')} <> {DASHES.format('kept.value')}")):
        found |= dict.fromkeys(
            connection.execute(
                f"with typed as (select {column} as value, min(_row) as row, {form.format(column)} as loose from arriving where {column} is not null group by all), "
                f"fresh as (from typed anti join {table} as stored on typed.value = stored.{column}), "
                f"kept as (select distinct {column} as value, {form.format(column)} as loose, 0 as position from {table} "
                "union all select value, loose, 1 from typed) "
                "select fresh.row, fresh.value, arg_min(kept.value, kept.position) from fresh join kept using (loose) "
                f"where fresh.value <> kept.value and {apart} group by all order by 1"
            ).fetchall()
        )
    return list(found)


def _told(
    prepared: Prepared, register: Register, column: str, rows: pa.Table, spelled: dict[str, str]
) -> list[Problem]:
    at = dict(zip(reversed(rows[column].to_pylist()), reversed(rows["_row"].to_pylist())))
    place = prepared.places.get(column, f"«{register.column(column).heading}»")
    return [
        Problem(
            "key_dress", words.say("key_dress", value=typed, stored=stored), prepared.sheet, at[typed], place, typed
        )
        for typed, stored in sorted(spelled.items())
    ]


def _rewritten(rows: pa.Table, column: str, spelled: dict[str, str]) -> pa.Table:
    values = pa.array([spelled.get(value, value) for value in rows[column].to_pylist()], pa.string())
    return rows.set_column(rows.column_names.index(column), rows.schema.field(column), values)
