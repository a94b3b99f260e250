"""What ends by form: the same rows and the same ledger as a file, the other columns kept, the same refusals."""

import csv
import io
import shutil
from datetime import date

import pytest

from conftest import rows_only
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.publish import history as ledger
from sig_metrics.publish.closing import asked, closing, closing_of, ends, open_rows, row_label
from sig_metrics.publish.confirmation import shown_value
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.seen import drawn_from
from sig_metrics.store import LocalStore

ENDS = {
    "agreement": ("", {"fulfilled_on": date(2021, 12, 1), "note": "Acta 5"}),
    "security_incident": (
        "resolved",
        {"contained_on": date(2021, 12, 1), "resolved_on": date(2021, 12, 2), "resolved_hour": 9},
    ),
    "ctvc_alert": ("answered", {"answered_on": date(2021, 12, 3)}),
}


@pytest.fixture(scope="module")
def lean():
    """Nothing here looks at what is derived from rows."""
    return rows_only(default_catalog())


def as_a_person_writes(register, catalog, row: dict) -> bytes:
    """A CSV of one row with headings, labels and dd/mm/yyyy."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            [column.heading for column in register.columns],
            [shown_value(catalog, register, column.name, row.get(column.name)) for column in register.columns],
        ]
    )
    return out.getvalue().encode()


def told(store: LocalStore, catalog, register) -> tuple[list[dict], dict]:
    """(the rows of a register, the newest line of the ledger without what names the file)."""
    snapshot = store.open()
    newest = {
        name: value
        for name, value in ledger.history(snapshot, catalog)[0].items()
        if name not in ("file", "sha256", "bytes", "loaded_at")
    }
    rows = register_rows(Dataset(snapshot, catalog), register.name)
    snapshot.close()
    return rows, newest


@pytest.mark.parametrize("name", ["agreement", "security_incident", "ctvc_alert"])
def test_a_form_is_the_load_of_a_file(demo_copy, lean, tmp_path, name):
    register, (end, values) = lean.register(name), ENDS[name]
    how, snapshot = closing_of(lean, register), demo_copy.open()
    before = open_rows(snapshot, lean, register)
    row = [each for each in before if end in ends(lean, register, each)][-1]
    values = values | ({how.state: end} if end else {})
    snapshot.close()
    shutil.copytree(demo_copy.folder, tmp_path / "other")
    other = LocalStore(tmp_path / "other", wait=1)

    done = load_file(demo_copy, lean, closing(register, row, values), "pruebas")
    assert (done.loaded, done.new, done.changed, done.removed) == (True, 0, 1, 0), done.problems
    written = Incoming(name, "hoja.csv", as_a_person_writes(register, lean, row | values))
    load_file(other, lean, written, "pruebas")
    rows, newest = told(demo_copy, lean, register)
    assert (rows, newest) == told(other, lean, register)

    key = {each: row[each] for each in register.key}
    assert next(r for r in rows if key.items() <= r.items()) == row | values, "the other columns are kept"
    after = open_rows(demo_copy.open(), lean, register)
    still = end == "resolved"  # a resolved incident can still be closed
    assert len(after) == len(before) - (not still) and (
        still or key not in [{each: r[each] for each in register.key} for r in after]
    )


def test_a_delivered_document_keeps_what_its_row_already_said(plan_copy, catalog):
    register = catalog.register("deliverable")
    values = {
        "year": 2021,
        "activity": "06",
        "programmed_month": 11,
        "item": 1,
        "unit": "UPPM",
        "state": "in_progress",
        "note": "Falta la firma",
    }
    assert drawn_from(plan_copy.open().connection, register, values).row == {}
    load_file(plan_copy, catalog, entry(register, values), "pruebas")
    held = drawn_from(plan_copy.open().connection, register, values).row
    ended = values | {"state": "delivered", "delivered_on": date(2021, 11, 30), "document_number": "Acta 4"}
    ended.pop("note")
    load_file(plan_copy, catalog, entry(register, held | ended), "pruebas")
    assert drawn_from(plan_copy.open().connection, register, values).row["note"] == "Falta la firma"


def test_what_a_form_asks_is_what_is_missing(lean, demo_snapshot):
    register = lean.register("security_incident")
    row = open_rows(demo_snapshot, lean, register)[0] | {
        "state": "contained",
        "contained_on": date(2021, 5, 2),
        "contained_hour": 8,
        "cause": None,
    }
    assert [column.name for column in asked(lean, register, row, "resolved")] == [
        "resolved_on",
        "resolved_hour",
        "cause",
    ]
    assert ends(lean, register, row) == ("resolved", "closed", "discarded")
    assert row_label(lean, register, row).startswith(f"{row['id']} · {row['known_on']:%d/%m/%Y} · ")
    assert "Contenido" in row_label(lean, register, row)


def test_an_agreement_among_choices_says_what_was_agreed_and_no_more_than_fits(lean):
    row = {"agreement": "ACU-2021-090", "due_on": date(2022, 1, 31), "unit": "UPPM", "kind": "improvement"}
    said = row_label(lean, lean.register("agreement"), {**row, "agreed": "Actualizar la matriz de riesgos. " * 4})
    told = "Actualizar la matriz de riesgos. Actualizar la matriz de riesgos.…"
    assert said == f"ACU-2021-090 · {told} · 31/01/2022 · UPPM · Mejora"
    assert row_label(lean, lean.register("agreement"), {**row, "agreed": None}).startswith("ACU-2021-090 · 31/01/2022")


@pytest.mark.parametrize("name", ["agreement", "security_incident", "ctvc_alert"])
def test_only_what_is_open_is_offered_and_every_end_is_declared(lean, demo_snapshot, name):
    register, how = lean.register(name), closing_of(lean, lean.register(name))
    every, found = register_rows(Dataset(demo_snapshot, lean), register.name), open_rows(demo_snapshot, lean, register)
    is_open = (lambda row: row[how.state] in how.paths) if how.state else (lambda row: row["fulfilled_on"] is None)
    assert 0 < len(found) < len(every) and {row[register.key[0]] for row in found} == {
        row[register.key[0]] for row in every if is_open(row)
    }
    assert [row[how.since] for row in found] == sorted(row[how.since] for row in found)
    names = {column.name for column in register.columns}
    assert set(how.shown) <= names and {each for asks in how.asks.values() for each in asks} <= names
    if how.state:
        words_of = set(lean.vocabularies[register.column(how.state).vocabulary])
        assert {end for path in how.paths.values() for end in path} == set(how.asks) and set(how.asks) | set(
            how.paths
        ) <= words_of


def test_a_form_is_refused_like_a_file(demo_copy, lean):
    register = lean.register("ctvc_alert")
    row = open_rows(demo_copy.open(), lean, register)[0]
    number = demo_copy.current()
    for values, code in [
        ({"state": "answered"}, "required_when"),
        ({"state": "answered", "answered_on": date(2015, 1, 1)}, "not_before"),
        ({"state": "answered", "answered_on": date(2099, 1, 1)}, "not_future"),
    ]:
        done = load_file(demo_copy, lean, closing(register, row, values), "pruebas")
        assert not done.loaded and [each.code for each in done.problems] == [code]
    assert demo_copy.current() == number
    with pytest.raises(KeyError):
        closing(register, row, {"estado": "answered"})
    with pytest.raises(CatalogError):
        closing_of(lean, lean.register("deliverable"))
