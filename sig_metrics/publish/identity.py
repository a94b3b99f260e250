"""Owns which row a written key is: case, spaces, dashes and accents do not make another one.

A key, or what points to one, that is stored with other dress is that row, and it is said. A new one that reads as
another (other points or zeros, a missing dash, «N°» or a word before it, a mark after it, a short year, a letter that
looks like another) is asked: never a new row in silence."""

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
# and whatever its points: «ACU/2020/009*», «N° ACU.2020.009»
POINTS = "(\\bn\\s?\\.?\\s?[°º]|[\\s\u00a0\u2010-\u2015\u2212_.,;:/|*#()\\[\\]\"`´‘’“”«»·\\\\''-])+"
PLAIN = "trim(regexp_replace(lower(strip_accents({0})), '" + POINTS + "', '-', 'g'), '-')"
# a code alone: without the words before it, nor the mark of a note or of a copy after it
ALONE = "regexp_replace({0}, '^\\s*(?:\\pL+[.:°º]*\\s+)*(\\S*?\\d\\S*?)(?:\\s+\\(\\d\\d?\\)|[¹²³⁴-⁹]+)?\\s*$', '\\1')"
READ = (
    f"{DRESS} as dress, {PLAIN} as plain, "
    f"case when regexp_matches({{0}}, '[\\s¹²³⁴-⁹]') then nullif({PLAIN.format(ALONE)}, {PLAIN}) end as alone"
)
ZEROS = "regexp_replace({0}.plain, '(^|[^0-9])0+([0-9])', '\\1\\2', 'g')"  # «009» is «9»
JOINED = "replace({0}.dress, '-', '')"
DASHES = "(length({0}.dress) - length(replace({0}.dress, '-', '')))"  # as many, in other places: two codes
SHORT = "regexp_replace({0}.plain, '(^|-)20([0-9][0-9]-)', '\\1\\2')"  # «2020-» is «20-»
# the letter O, and the Cyrillic and Greek capitals that look like Latin ones
LOOKS = "'oаеорсухкмтвніјѕαβεζηικμνορτυχ', '0ae0pcyxkmtbhijsabezhikmn0ptyx'"
ALIKE = f"case when regexp_matches({{0}}.plain, 'o|[^ -~]') then translate({{0}}.plain, {LOOKS}) else {{0}}.plain end"
LIKENED = "regexp_matches({0}.plain, '(^|[^a-z])o|[^ -~]')"  # in «FO1» it is a letter
# (how a new key is read, how the others are, when being equal is being near)
LIKE = (
    (ZEROS, ZEROS, "true"),
    (JOINED, JOINED, f"{DASHES.format('fresh')} <> {DASHES.format('kept')}"),
    (SHORT, SHORT, "true"),
    (ALIKE, ALIKE, f"({LIKENED.format('fresh')} or {LIKENED.format('kept')})"),
    ("{0}.alone", "{0}.plain", "true"),
    ("{0}.plain", "{0}.alone", "true"),
)


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
    """A problem for each row whose key is new, and reads as one that is stored or that comes in the same file."""
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
    new = (
        f"select {column} as value, min(_row) as row from arriving anti join {table} as stored using ({column}) "
        f"where {column} is not null group by all"
    )
    connection.execute(f"create or replace temp table fresh_keys as select *, {READ.format('value')} from ({new})")
    if not connection.execute("select exists (from fresh_keys)").fetchone()[0]:
        return []
    known = (
        f"select distinct {column} as value, 0 as position from {table} "
        f"union all select distinct {column}, 1 from arriving where {column} is not null"
    )
    connection.execute(f"create or replace temp table known_keys as select *, {READ.format('value')} from ({known})")
    found: dict[tuple[int, str, str], None] = {}
    for own, other, apart in LIKE:
        found |= dict.fromkeys(
            connection.execute(
                "select fresh.row, fresh.value, arg_min(kept.value, kept.position) from fresh_keys as fresh "
                f"join known_keys as kept on {own.format('fresh')} = {other.format('kept')} "
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
