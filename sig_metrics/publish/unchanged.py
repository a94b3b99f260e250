"""Owns what no load may change once it is stored: the columns of the rules of kind «unchanged», as the date of an agreement,
which only another session moves.

What was loaded by mistake is annulled, and loaded again: then it is new. What was empty may be filled. Of a load that is
repeated to make the data again nothing is asked."""

import duckdb

from sig_metrics.catalog.labels import key_said, shown_value
from sig_metrics.catalog.model import Catalog, Register, Rule
from sig_metrics.catalog.registers import UNCHANGED
from sig_metrics.intake.prepare import Prepared
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.publish.differences import stage


def moved(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """One problem a cell that says otherwise than what is stored."""
    found: list[Problem] = []
    for name in prepared.parts:
        register = catalog.register(name)
        rules = [rule for rule in register.rules if rule.kind == UNCHANGED and rule.level == "error"]
        if rules and register.key:
            stage(connection, register, prepared)
        for rule in rules:
            found += [_problem(catalog, register, prepared, rule, row) for row in _rows(connection, register, rule)]
    return found


def _rows(connection: duckdb.DuckDBPyConnection, register: Register, rule: Rule) -> list[dict]:
    key = ", ".join(f"old_rows.{name} as {name}" for name in register.key)
    sql = (
        f"select {key}, old_rows.{rule.column} as before, new_rows.{rule.column} as after, old_rows._load, new_rows._row "
        f"from incoming_rows as new_rows join {register.name} as old_rows using ({', '.join(register.key)}) "
        f"where old_rows.{rule.column} is not null and old_rows.{rule.column} is distinct from new_rows.{rule.column} "
        "order by new_rows._row"
    )
    return connection.execute(sql).to_arrow_table().to_pylist()


def _problem(catalog: Catalog, register: Register, prepared: Prepared, rule: Rule, row: dict) -> Problem:
    column = register.column(rule.column)
    before, after = (_said(catalog, register, rule.column, row[which]) for which in ("before", "after"))
    key = key_said(catalog, register, {name: row[name] for name in register.key})
    said = words.say(
        "unchanged_column",
        heading=column.heading,
        key=key,
        before=before,
        after=after,
        instead=rule.instead,
        load=row["_load"],
    )
    place = prepared.places.get(column.name, f"«{column.heading}»")
    return Problem("unchanged_column", said, prepared.sheet, row["_row"], place, after)


def _said(catalog: Catalog, register: Register, name: str, value: object) -> str:
    return "vacío" if value is None else words.short(str(shown_value(catalog, register, name, value)), 60)
