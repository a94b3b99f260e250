"""A load makes again only what it changes, and what it leaves is what would be made: the same rows as if everything had
been derived from nothing."""

import os
import shutil
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest

from conftest import DEMO, deliverables
from sig_metrics.catalog.model import Catalog
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.marks import named
from sig_metrics.publish.tables import PARTS, create_tables, derive
from sig_metrics.store import LocalStore, Snapshot
from sig_metrics.store.seal import seal_of
from sig_metrics.store.snapshot import declared_size

LATE = ("qrd", "risk", "sst_hours")


def derived(connection, catalog: Catalog) -> dict[str, tuple]:
    """{table: (rows, sum of their hashes)} of what follows from the registers; decimals as a figure shows them, since
    a sum depends on the order of what is added."""
    found = {}
    for name in (*catalog.views, *PARTS, "check_row", "register_source", "register_period", "register_due"):
        columns = connection.execute(f"pragma table_info({name})").fetchall()
        cells = [f"round({each[1]}, 6)" if each[2] == "DOUBLE" else each[1] for each in columns]
        cells = [cell for cell in cells if cell != "position"]  # which row of a rule comes first is nobody's
        sql = f"select count(*), sum(hash({', '.join(cells)})) from {name}"
        found[name] = connection.execute(sql).fetchone()
    return found


def from_nothing(snapshot: Snapshot, catalog: Catalog) -> dict[str, tuple]:
    """The same, derived in a database that has the registers of a snapshot and nothing else."""
    with duckdb.connect() as connection:
        create_tables(connection, catalog)
        tables = [each.name for each in catalog.registers.values() if each.layout == "table"]
        for name in (*tables, "load_log", "load_annulled"):
            rows = snapshot.table(f"from {name}")
            connection.register("rows_of_it", rows)
            connection.execute(f"insert into {name} by name from rows_of_it")
        derive(connection, catalog)
        return derived(connection, catalog)


def but_one(register: str) -> tuple[Incoming, Incoming]:
    """The demonstration's file of a register without its last row, and with it."""
    whole = (DEMO / f"{register}.csv").read_bytes()
    lines = whole.rstrip(b"\n").split(b"\n")
    return Incoming(register, "a.csv", b"\n".join(lines[:-1]) + b"\n", "replace"), Incoming(register, "b.csv", whole)


def test_a_load_leaves_what_would_be_made_from_nothing(demo_copy, whole_catalog):
    some = [but_one(name) for name in LATE]
    # without a row of each, and with that of the first again
    for incoming in (*(less for less, _ in some), some[0][1]):
        assert load_file(demo_copy, whole_catalog, incoming, "prueba").loaded, incoming.register
    with closing(demo_copy.open()) as snapshot:
        assert derived(snapshot.connection, whole_catalog) == from_nothing(snapshot, whole_catalog)


def made_by(store: LocalStore, catalog: Catalog, incoming: Incoming, monkeypatch) -> set[str]:
    """The views and parts of indicators that a load made."""
    from sig_metrics.publish import marks

    found, real = set(), marks.Marks.stale

    def stale(self, name, *given, **more):
        if answer := real(self, name, *given, **more):
            found.add(name)
        return answer

    monkeypatch.setattr(marks.Marks, "stale", stale)
    assert load_file(store, catalog, incoming, "prueba").loaded
    monkeypatch.setattr(marks.Marks, "stale", real)
    return found


def reaching(catalog: Catalog, register: str) -> set[str]:
    """The views that come from a register, or from the periods of all of them."""
    found = {register, "register_period"}
    for view in catalog.views.values():
        if named(view.sql) & found:
            found.add(view.name)
    return found


def test_what_does_not_come_from_the_rows_of_a_load_is_not_made(plan_copy, catalog, monkeypatch):
    one, two = (
        Incoming("deliverable", "d.csv", deliverables(f"1,3,1,2021-03-{day},INF-{day},delivered")) for day in (5, 6)
    )
    made = made_by(plan_copy, catalog, one, monkeypatch)
    assert "slot_state" in made and not made & {"working_day", "law_calendar", "term_in_force"}
    assert made & set(catalog.views) <= reaching(catalog, "deliverable")
    # a view whose text is another is made, whatever was loaded
    text = catalog.views["working_day"].sql + "\n-- otherwise"
    other = replace(catalog, views={**catalog.views, "working_day": replace(catalog.views["working_day"], sql=text)})
    assert "working_day" in made_by(plan_copy, other, two, monkeypatch)


@pytest.mark.parametrize("fault", ["engine", "fingerprint", "marks", "table", "rows"])
def test_on_a_doubt_everything_is_made(plan_copy, catalog, monkeypatch, fault):
    from sig_metrics.publish import marks

    definitions = catalog
    if fault == "engine":
        monkeypatch.setattr(marks, "ENGINE", "another")
    elif fault == "fingerprint":
        definitions = replace(catalog, fingerprint="another")
    else:
        spoil(
            plan_copy,
            {
                "marks": "update published_with set marks = null",
                "table": "drop table working_day",
                "rows": "drop table backlog",
            }[fault],
        )
    given = Incoming("deliverable", "d.csv", deliverables("1,3,1,2021-03-05,INF-1,delivered"))
    made = made_by(plan_copy, definitions, given, monkeypatch)
    assert "working_day" in made
    assert fault == "table" or made >= set(catalog.views)
    with closing(plan_copy.open()) as snapshot:
        assert derived(snapshot.connection, definitions) == from_nothing(snapshot, definitions)


def spoil(store: LocalStore, statement: str) -> None:
    """Changes a snapshot behind the back of the store, whose seal goes."""
    path = store.file(store.current())
    aside = path.with_suffix(".other")
    shutil.copyfile(path, aside)
    with duckdb.connect(str(aside)) as connection:
        connection.execute(statement)
    with duckdb.connect(str(aside), read_only=True) as connection:
        size = declared_size(connection)
    os.truncate(aside, max(size, aside.stat().st_size))  # as a publication leaves it
    seal_of(path).unlink()
    aside.replace(path)
