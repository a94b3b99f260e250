"""A store published with other definitions: it says so and how to refresh it; the same rows give the same values
again."""

import json
import shutil
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT, contents, deliverables
from sig_metrics.catalog.fingerprint import DECIDING
from sig_metrics.catalog.model import Column
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, load_file, refresh
from sig_metrics.store import LocalStore, StoreError
from support.app import go

LIBRARY = ROOT / "sig_metrics" / "definitions"
TABLES = "select table_name from information_schema.tables order by table_name"
# Sums of decimals differ in the last bit with the order in which threads add them.
CUBE = (
    "select * replace (round(numerator, 9) as numerator, round(denominator, 9) as denominator) from cube order by all"
)


def tamper(store: LocalStore, *statements: str) -> None:
    """Publishes the store changed by hand, as an earlier version of the program would have left it."""
    store.publish("prueba", lambda connection, number: [connection.execute(statement) for statement in statements])


def age(store: LocalStore) -> None:
    """As published by definitions that did not have `case_open` yet."""
    tamper(store, "drop table case_open", "update published_with set fingerprint = 'antes'")


def with_column(catalog, register: str, column: Column):
    """The catalogue with one more column in a register, and so with another fingerprint."""
    old = catalog.registers[register]
    return replace(
        catalog,
        registers={**catalog.registers, register: replace(old, columns=(*old.columns, column))},
        fingerprint="mañana",
    )


def with_type(catalog, register: str, name: str, kind: str, **changes):
    old = catalog.registers[register]
    columns = tuple(replace(c, type=kind, **changes) if c.name == name else c for c in old.columns)
    return replace(
        catalog, registers={**catalog.registers, register: replace(old, columns=columns)}, fingerprint="mañana"
    )


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(LIBRARY, tmp_path / "library")


# --- the fingerprint


def test_a_snapshot_tells_its_definitions(plan_store, catalog, whole_catalog):
    assert len(catalog.fingerprint) == 64 and int(catalog.fingerprint, 16)
    assert plan_store.open().fingerprint == catalog.fingerprint == whole_catalog.fingerprint


@pytest.mark.parametrize("pattern", DECIDING)
def test_every_definition_counts(root, whole_catalog, pattern):
    path = sorted(root.glob(pattern))[0]
    path.write_bytes(path.read_bytes() + (b"\n-- x" if path.suffix == ".sql" else b"\n# x"))
    assert load_catalog(root).fingerprint != whole_catalog.fingerprint


def test_names_count_and_line_endings_and_other_files_do_not(root, whole_catalog):
    (root / "gaps.toml").write_text("# none\n", encoding="utf-8")
    (root / "views" / "notes.txt").write_text("x", encoding="utf-8")
    for pattern in DECIDING:
        for path in root.glob(pattern):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_catalog(root).fingerprint == whole_catalog.fingerprint
    for half in (".toml", ".sql"):
        (root / "checks" / f"plan_sum_mismatch{half}").rename(root / "checks" / f"plan_sum_differs{half}")
    assert load_catalog(root).fingerprint != whole_catalog.fingerprint


# --- refreshing


def test_a_refresh_gives_the_same_values(demo_copy, whole_catalog):
    before = demo_copy.open()
    tables, cube, ledger = before.rows(TABLES), before.rows(CUBE), before.rows("select * from load_log order by load")
    age(demo_copy)
    old = demo_copy.open()
    assert old.fingerprint == "antes" and {"table_name": "case_open"} not in old.rows(TABLES)
    report = refresh(demo_copy, whole_catalog, "Ana")
    assert (report.snapshot, report.added) == (3, ()) and "versión 3" in report.message
    after = demo_copy.open()
    assert after.number == 3 and after.fingerprint == whole_catalog.fingerprint
    assert after.rows(TABLES) == tables and after.rows(CUBE) == cube
    assert after.rows("select * from case_open order by all") == before.rows("select * from case_open order by all")
    assert after.rows("select * from load_log order by load") == ledger, "nothing was loaded"


def test_a_store_older_than_the_mark(demo_copy, whole_catalog):
    tamper(demo_copy, "drop table published_with", "drop table case_flow")
    assert demo_copy.open().fingerprint is None
    assert refresh(demo_copy, whole_catalog, "Ana").snapshot == 3
    assert demo_copy.open().fingerprint == whole_catalog.fingerprint


def test_a_store_up_to_date_is_left_alone(plan_copy, catalog):
    before = contents(plan_copy.folder)
    report = refresh(plan_copy, catalog, "Ana")
    assert report.snapshot is None and "ya están al día" in report.message
    assert contents(plan_copy.folder) == before


def test_an_empty_store_has_nothing_to_refresh(empty_store, catalog):
    with pytest.raises(StoreError, match="vacío"):
        refresh(empty_store, catalog, "Ana")
    assert empty_store.current() is None


def test_a_new_column_is_empty_in_what_was_loaded(plan_copy, catalog):
    tomorrow = with_column(catalog, "deliverable", Column("signed_by", "Firma", "text", "Quién firma.", required=True))
    tomorrow = with_column(tomorrow, "plan_version", Column("pages", "Páginas", "int", "Cuántas."))
    values = plan_copy.open().rows(CUBE)
    report = refresh(plan_copy, tomorrow, "Ana")
    assert len(report.added) == 2 and "«Páginas»" in " ".join(report.added)
    assert any("columna obligatoria «Firma»" in said and "próximas" in said for said in report.added)
    after = plan_copy.open()
    assert after.rows("select count(*) as n, count(signed_by) as signed from deliverable") == [{"n": 76, "signed": 0}]
    assert after.rows(CUBE) == values


def test_a_missing_register_is_created(plan_copy, catalog):
    tamper(plan_copy, "drop table definition", "drop table published_with")
    report = refresh(plan_copy, catalog, "Ana")
    assert report.added == (f"Se creó el registro «{catalog.register('definition').title}», todavía sin filas.",)
    assert plan_copy.open().rows("select count(*) as n from definition") == [{"n": 0}]


def test_a_column_no_longer_required_lets_rows_without_it(plan_copy, catalog):
    old = catalog.registers["deliverable"]
    columns = tuple(replace(c, required=False) if c.name == "unit" else c for c in old.columns if c.name != "state")
    lax = replace(
        catalog,
        registers={**catalog.registers, "deliverable": replace(old, columns=columns, rules=())},
        fingerprint="mañana",
        views={},
        indicators={},
        checks={},
    )
    refresh(plan_copy, lax, "Ana")
    tamper(
        plan_copy,
        "insert into deliverable (year, activity, programmed_month, item, _load, _row) values (2021, '01', 1, 99, 1, 1)",
    )
    assert plan_copy.open().rows("select unit, state from deliverable where item = 99") == [
        {"unit": None, "state": None}
    ]


def test_a_new_type_is_taken_only_if_nothing_is_lost(plan_copy, catalog):
    bare = replace(catalog, views={}, indicators={}, checks={})
    refresh(plan_copy, with_type(bare, "deliverable", "item", "text"), "Ana")
    assert plan_copy.open().rows("select distinct typeof(item) as kind, typeof(note) as other from deliverable") == [
        {"kind": "VARCHAR", "other": "VARCHAR"}
    ]
    before = contents(plan_copy.folder)
    with pytest.raises(Refused, match="otro tipo de dato"):
        refresh(
            plan_copy, replace(with_type(bare, "deliverable", "document_number", "int"), fingerprint="pasado"), "Ana"
        )
    assert contents(plan_copy.folder) == before


def test_loading_into_an_old_store_brings_it_up_to_date(plan_copy, catalog):
    tamper(plan_copy, "drop table slot_state", "drop table published_with", "alter table deliverable drop column note")
    assert load_file(
        plan_copy, catalog, Incoming("deliverable", "d.csv", deliverables("25,11,1,2021-11-29,N° 900,delivered")), "Ana"
    ).loaded
    after = plan_copy.open()
    assert after.fingerprint == catalog.fingerprint and after.rows("select count(*) as n from slot_state")[0]["n"] > 0
    assert after.rows("select count(note) as notes, count(*) as n from deliverable") == [{"notes": 0, "n": 77}]


# --- the command line and the screen


@pytest.mark.parametrize(
    "command", [["status"], ["value", "SEG-07", "--by", "ut"], ["series", "PLN-01"], ["history"], ["check"]]
)
def test_reading_an_old_store_names_the_remedy(demo_copy, capsys, command):
    age(demo_copy)
    assert main([*command, "--store", str(demo_copy.folder)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and f"python -m sig_metrics refresh --store {demo_copy.folder}" in said.err
    assert main([*command, "--store", str(demo_copy.folder), "--json"]) == 1
    assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == ["outdated"]


def test_the_remedy_works(demo_copy, capsys, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    assert main(["status", "--json"]) == 0
    before = capsys.readouterr().out
    age(demo_copy)
    assert main(["status"]) == 1 and "«python -m sig_metrics refresh»" in capsys.readouterr().err
    assert main(["refresh", "--by", "Ana"]) == 0 and "Cálculos actualizados" in capsys.readouterr().out
    assert main(["status", "--json"]) == 0 and capsys.readouterr().out == before
    assert main(["refresh", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "snapshot": None,
        "added": [],
        "message": "Los cálculos ya están al día. No se creó una versión nueva.",
    }


@pytest.mark.parametrize("screen", ["resumen", "carga", "seguimiento"])
def test_the_screen_offers_to_refresh(demo_copy, monkeypatch, screen):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    age(demo_copy)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    if screen != "resumen":
        go(app, screen).run()
    assert not app.exception and not app.error
    assert app.title[0].value == "Hay que actualizar los cálculos" and "otras definiciones" in app.markdown[0].value
    app.button[0].click().run()
    assert not app.exception and not app.error
    assert (
        demo_copy.current() == 3
        and app.title[0].value == {"resumen": "Resumen", "carga": "Carga", "seguimiento": "Seguimiento"}[screen]
    )


def test_the_screen_says_why_a_refresh_failed(demo_copy, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    tamper(
        demo_copy,
        "alter table audit alter column planned_on set data type varchar",
        "update audit set planned_on = 'ayer'",
        "drop table published_with",
    )
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.button[0].click().run()
    assert not app.exception and "otro tipo de dato" in app.error[0].value and demo_copy.current() == 2
