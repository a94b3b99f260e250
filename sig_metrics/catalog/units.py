"""Owns which units and names of stages a store has: those of its registers «organizational_unit» and «plan_stage», by
its own data.

The units of the vocabulary are those of a store that has loaded none. One that has loaded its own has these, and
what its rows already use; the stages are three, and a plan may call them otherwise. Nothing here judges whether a
unit was in force on a day."""

from collections.abc import Iterable
from dataclasses import replace

import duckdb
import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Code

EVERY = "ALL"  # the unit that stands for all of them
Row = tuple[str, str]  # code, name; the last name of a unit comes first


def known_to(catalog: Catalog, connection: duckdb.DuckDBPyConnection | None) -> Catalog:
    """The catalogue with the units and the names of stages of a snapshot (None: there are no data yet)."""
    if connection is None:
        return catalog
    with connection.cursor() as cursor:
        return known_in(catalog, cursor)


def known_in(catalog: Catalog, cursor: duckdb.DuckDBPyConnection, also: bool = False) -> Catalog:
    """The same, of what is being written.

    `also`: the units of the vocabulary too, for what was accepted when the store had not loaded its own.
    """
    # not the standard's view of the same, which takes twice as long
    columns = set(cursor.execute("select table_name, column_name from duckdb_columns()").fetchall())
    tables = {table for table, _ in columns}
    if "organizational_unit" in tables:
        own = cursor.execute("select unit, name from organizational_unit order by valid_from desc, unit").fetchall()
        catalog = with_units(catalog, own, _used(cursor, catalog, columns) if own else (), also)
    if "plan_stage" in tables:
        catalog = with_stages(
            catalog, cursor.execute("select stage, name from plan_stage order by year desc").fetchall()
        )
    return catalog


def with_units(catalog: Catalog, own: Iterable[Row], used: Iterable[str] = (), also: bool = False) -> Catalog:
    """The catalogue with units of a register in the place of those of the vocabulary; the same without any."""
    names: dict[str, list[str]] = {}
    for code, name in own:
        names.setdefault(code, []).append(name)
    if not names:
        return catalog
    before = catalog.vocabularies["unit"]
    kept = [code for code in before if code not in names and (also or code in used or code == EVERY)]
    lost = sorted(set(used) - set(names) - set(before))  # its load was annulled: it is still read by its code
    order = sorted(names, key=lambda code: (before[code].order if code in before else len(before), code))
    words = [
        Code(code, before[code].label if code in before else code, 0, names[code][0], aliases=tuple(names[code][1:]))
        for code in order
    ]
    words += [Code(code, code, 0) for code in lost] + [before[code] for code in kept]
    return _with(catalog, "unit", {word.code: replace(word, order=n) for n, word in enumerate(words)})


def with_stages(catalog: Catalog, rows: Iterable[Row]) -> Catalog:
    """The catalogue with what the plans call each stage, to be read; a name is of one stage, that of the newest
    plan."""
    stages, taken = dict(catalog.vocabularies["stage"]), {}
    for code, name in rows:
        taken.setdefault(name, code)
    for name, code in taken.items():
        if code in stages:
            stages[code] = replace(stages[code], aliases=(*stages[code].aliases, name))
    return _with(catalog, "stage", stages)


def with_rows(catalog: Catalog, parts: dict[str, pa.Table]) -> Catalog:
    """The catalogue with what the rows of a file add, for the files that are loaded with it; those it had stay."""
    if "organizational_unit" in parts:
        rows = sorted(parts["organizational_unit"].to_pylist(), key=lambda row: str(row["valid_from"]), reverse=True)
        catalog = with_units(catalog, [(row["unit"], row["name"]) for row in rows], also=True)
    if "plan_stage" in parts:
        catalog = with_stages(catalog, [(row["stage"], row["name"]) for row in parts["plan_stage"].to_pylist()])
    return catalog


def ended(catalog: Catalog, parts: dict[str, pa.Table]) -> list[str]:
    """The units of a plan that come from a manual which ended before the year of the plan."""
    words, found = catalog.vocabularies["unit"], set()
    for row in parts["plan_activity"].select(["year", "units"]).to_pylist() if "plan_activity" in parts else ():
        found |= {
            code
            for code in (row["units"] or "").split("/")
            if code in words and (until := words[code].until) and row["year"] > until.year
        }
    return [code for code in words if code in found]


def _with(catalog: Catalog, name: str, vocabulary: dict[str, Code]) -> Catalog:
    return replace(catalog, vocabularies={**catalog.vocabularies, name: vocabulary})


def _used(cursor: duckdb.DuckDBPyConnection, catalog: Catalog, columns: set[tuple[str, str]]) -> set[str]:
    """The units that rows of any register use, of a store that has these `columns` of its tables."""
    parts = [
        f"select {column.name} as codes from {register.name}"
        for register in catalog.registers.values()
        if register.name != "organizational_unit"
        for column in register.columns
        if column.vocabulary == "unit" and (register.name, column.name) in columns
    ]
    found = cursor.execute(" union ".join(parts)).fetchall() if parts else []
    return {code for (codes,) in found if codes for code in codes.split("/")}
