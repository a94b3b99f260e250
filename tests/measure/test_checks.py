"""Every consistency rule against rows typed by hand: what it must find, and the nearest rows in which it must find
nothing.

A row is «register column=value …»: what the register requires and the row does not say is filled with something valid.
"""

import re
import shlex

import duckdb
import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.consistency import heading_of, vocabulary_of
from sig_metrics.publish.tables import SQL_TYPES, create_tables, write_law
from support.check_cases import CASES

CATALOG = default_catalog()
PLAIN = {"text": "x", "int": 1, "decimal": 1.0, "date": "2021-01-01"}


@pytest.fixture(scope="module")
def tables():
    """An empty store: every register, no rows, and the law of the program."""
    connection = duckdb.connect()
    create_tables(connection, CATALOG)
    write_law(connection, CATALOG)
    yield connection
    connection.close()


def insert(connection: duckdb.DuckDBPyConnection, position: int, line: str) -> None:
    """One row; «year=2021..2023» or «control=1..114» makes one row for each number."""
    name, *pairs = shlex.split(line)
    register, given = CATALOG.register(name), dict(pair.split("=", 1) for pair in pairs)
    if many := next((key for key, text in given.items() if re.fullmatch(r"\d+\.\.\d+", text)), None):
        first, last = map(int, given[many].split(".."))
        for number in range(first, last + 1):
            insert(connection, position, f"{line.replace(f'{many}={given[many]}', f'{many}={number}')}")
        return
    values = {}
    for column in register.columns:
        word = (
            next(iter(CATALOG.vocabularies[said]))
            if (said := column.vocabulary or column.words)
            else PLAIN.get(column.type)
        )
        values[column.name] = given.pop(column.name, word if column.required else None) or None
    assert not given, f"{name} has no column {sorted(given)}"
    marks = ", ".join(f"cast(? as {SQL_TYPES[column.type]})" for column in register.columns)
    connection.execute(
        f"insert into {name} ({', '.join(values)}, _load, _row) values ({marks}, 1, {position})", list(values.values())
    )


def needed(names: tuple[str, ...]) -> set[str]:
    """The views that a rule reads, and those that they read."""
    found = {name for name in names if name in CATALOG.views}
    return found.union(*(needed(CATALOG.views[name].reads) for name in found))


def found_by(connection: duckdb.DuckDBPyConnection, rule: str, lines: list[str]) -> list[dict]:
    check = CATALOG.checks[rule]
    connection.begin()
    try:
        for position, line in enumerate(lines, 2):
            insert(connection, position, line)
        views = needed(check.reads)
        for view in CATALOG.views.values():
            if view.name in views:
                connection.execute(f"create table {view.name} as {view.sql}")
        return connection.execute(check.sql).to_arrow_table().to_pylist()
    finally:
        connection.rollback()


def test_every_rule_has_its_case_and_every_case_its_rule():
    assert sorted(set(CATALOG.checks) - set(CASES)) == [] and sorted(set(CASES) - set(CATALOG.checks)) == []
    assert len(CATALOG.checks) >= 34


@pytest.mark.parametrize("rule", sorted(CATALOG.checks))
def test_a_rule_finds_exactly_what_is_wrong(tables, rule):
    case = CASES[rule]
    rows = found_by(tables, rule, case.wrong)
    told = sorted(str(row[case.column]) for row in rows)
    assert told == sorted(case.found), rows


@pytest.mark.parametrize("rule", sorted(CATALOG.checks))
def test_a_rule_finds_nothing_in_what_is_right(tables, rule):
    case = CASES[rule]
    assert case.right and found_by(tables, rule, case.right) == []


@pytest.mark.parametrize("rule", sorted(CATALOG.checks))
def test_a_rule_finds_nothing_in_an_empty_store(tables, rule):
    assert found_by(tables, rule, []) == []


@pytest.mark.parametrize("rule", sorted(CATALOG.checks))
def test_what_a_rule_returns_is_read_in_spanish(tables, rule):
    check = CATALOG.checks[rule]
    columns = set(found_by(tables, rule, CASES[rule].wrong)[0])
    nameless = [name for name in columns if heading_of(CATALOG, check, name) == name]
    assert not nameless, f"{rule}.toml: falta en [headings]: {nameless}"
    assert set(check.headings) <= columns and set(check.labels) <= set(check.headings)
    assert {vocabulary_of(CATALOG, check, name) for name in columns} <= {"", "register", *CATALOG.vocabularies}
    assert len({heading_of(CATALOG, check, name) for name in columns}) == len(columns), "two columns with one heading"
