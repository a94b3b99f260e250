"""Carga without a browser: a file with its problems and its difference, each form, the history, and two people at
once."""

import re
import threading
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT, deliverables, rows_only
from pages._kit.shell import data, work
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import coverage
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.scope import Scope
from sig_metrics.publish import history as ledger
from sig_metrics.publish.closing import open_rows
from sig_metrics.publish.load import Incoming, LoadReport, load_file
from sig_metrics.store import LocalStore
from support import screen_reader
from support.app import go

NEW = "06,11,1,2021-11-30,Acta 4,delivered"


@pytest.fixture
def store(demo_copy, monkeypatch) -> LocalStore:
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    # what is derived is the other screens'
    monkeypatch.setattr(data, "default_catalog", lambda: rows_only(default_catalog()))
    return demo_copy


@pytest.fixture
def whole_store(demo_copy, monkeypatch) -> LocalStore:
    """For what goes on to another screen."""
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    return demo_copy


def carga(what: str = "archivo", register: str = "deliverable", **session) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in session.items():
        app.session_state[key] = value
    go(app.run(), "carga")
    app.query_params["registro"] = register
    app.run()
    if what != "archivo":
        app.get_by_key("carga").set_value(what).run()
    assert not app.exception, app.exception
    return app


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> list[dict]:
    return app.dataframe[0].value.to_dict("records")


def rows_of(store: LocalStore, register: str) -> dict:
    dataset, key = Dataset(store.open(), default_catalog()), default_catalog().register(register).key
    found = {tuple(row[name] for name in key): row for row in register_rows(dataset, register)}
    dataset.close()
    return found


def test_problems_then_difference_then_result(store):
    number = store.current()
    app = upload(
        carga(),
        "malo.csv",
        deliverables(
            "06,11,1,2021-11-30,Acta 4,contestado",
            "06,11,2,2021-11-30,Acta 5,contestado",
            "06,13,1,2021-11-30,A,delivered",
        ),
    )
    assert "3 problemas y no se cargó nada" in app.error[0].value and store.current() == number
    listed = app.table[0].value.to_dict("records")
    assert [(line["Cuántas"], line["Fila"], line["Valor"]) for line in listed] == [
        ("2", "2 y 3", "contestado"),
        ("1", "4", "13"),
    ]
    assert not [button for button in app.button if button.label == "Confirmar la carga"]
    before = next(
        row for key, row in rows_of(store, "deliverable").items() if row["activity"] == "01" and row["delivered_on"]
    )
    changed = f"01,{before['programmed_month']},{before['item']},{before['delivered_on']},Otro 1,delivered"
    app = upload(carga(), "bueno.csv", deliverables(NEW, changed))
    assert any("1 nueva" in each.value and "1 cambiada" in each.value for each in app.markdown)
    assert [(line["Fecha de entrega"], line["N° de documento"], line["Estado"]) for line in shown(app)] == [
        (date(2021, 11, 30), "Acta 4", "Entregado")
    ]
    app.get_by_key("diferencia_new_changed").set_value("changed").run()
    cells = {line["Columna"]: (line["Antes"], line["Después"]) for line in shown(app)}
    assert cells["N° de documento"] == (before["document_number"], "Otro 1")
    assert {line["Año · N° Act. · Mes programado · N.º en el mes"] for line in shown(app)} == {
        f"2021 · 01 · {before['programmed_month']} · {before['item']}"
    }
    app.get_by_key("quien").set_value("UPPM").run()
    press(app, "Confirmar la carga")
    assert "1 fila nueva, 1 cambiada" in app.success[0].value
    newest = ledger.history(store.open(), default_catalog())[0]
    assert (newest["who"], newest["file"], newest["new"], newest["changed"]) == ("UPPM", "bueno.csv", 1, 1)


def test_what_is_already_loaded_is_said_before_confirming(store):
    load_file(store, default_catalog(), Incoming("deliverable", "a.csv", deliverables(NEW)), "la UPPM")
    app = upload(carga(), "otro nombre.csv", deliverables(NEW))
    assert "Sin cambios" in app.info[0].value and "por la UPPM" in app.info[0].value
    assert "Confirmar la carga" not in [button.label for button in app.button]
    app = upload(carga(), "a.csv", deliverables(NEW) + b"\n")
    assert "Sin cambios: los datos del archivo ya están" in app.info[0].value


def test_to_replace_one_types_how_many_go(store):
    app = upload(carga(), "uno.csv", deliverables(NEW))
    app.get_by_key("modo_deliverable").set_value("replace").run()
    gone = len(rows_of(store, "deliverable"))
    confirm = lambda: next(button for button in app.button if button.label == "Confirmar la carga")  # noqa: E731
    app.get_by_key("diferencia_new_removed").set_value("removed").run()
    assert len(shown(app)) == gone and confirm().disabled
    app.get_by_key("retiro").set_value("1").run()
    assert confirm().disabled
    app.get_by_key("retiro").set_value(str(gone)).run()
    press(app, "Confirmar la carga")
    assert len(rows_of(store, "deliverable")) == 1


def test_the_form_of_a_document(store):
    app = carga("formulario")
    app.get_by_key("form_act").set_value("06").run()
    assert app.date_input[0].value == date(2021, 11, 30), "its calendar opens in the month of the deliverable"
    app.text_input[0].set_value("Acta N° 4")
    number = store.current()
    press(app, "Registrar el entregable")
    assert "30/11/2021 es solo la fecha propuesta" in app.warning[0].value and store.current() == number
    press(app, "Registrar el entregable")
    assert "1 fila nueva" in app.success[0].value
    assert rows_of(store, "deliverable")[(2021, "06", 11, 1)]["delivered_on"] == date(2021, 11, 30)
    app = carga("formulario")
    app.get_by_key("form_act").set_value("22").run()
    app.date_input[0].set_value(date(2021, 11, 3))
    press(app, "Registrar el entregable")
    assert "Carga n.º" in app.success[0].value, "a day that somebody typed is not asked again"
    assert rows_of(store, "deliverable")[(2021, "06", 11, 1)]["document_number"] == "Acta N° 4"


@pytest.mark.parametrize(
    ("name", "end", "column"),
    [
        ("agreement", "", "fulfilled_on"),
        ("security_incident", "resolved", "resolved_on"),
        ("ctvc_alert", "answered", "answered_on"),
    ],
)
def test_the_form_of_what_ends(store, name, end, column):
    register = default_catalog().register(name)
    snapshot = store.open()
    row = next(row for row in open_rows(snapshot, default_catalog(), register) if row.get("state") not in ("resolved",))
    snapshot.close()
    app = carga("cierre")
    app.get_by_key("cierre").set_value(name).run()
    key, number = row[register.key[0]], store.current()
    app.get_by_key(f"cierre_{name}").set_value(key).run()
    assert any(key in each.value for each in app.caption)
    if end:
        press(app, "Registrar")  # without its date: what the file would be told, without rows nor letters
        assert f"falta «{register.column(column).heading}»" in app.error[0].value and store.current() == number
        assert len(app.error) == 1 and not app.warning
        drawn = [element for _, element in screen_reader.elements(app.main)]
        field = next(
            n for n, element in enumerate(drawn) if getattr(element, "key", None) == f"cierre_{key}_{end}_{column}"
        )
        assert drawn[field + 1].value == app.error[0].value, "under its field"
    app.get_by_key(f"cierre_{key}_{end}_{column}").set_value(date(2021, 12, 20))
    press(app, "Registrar")
    assert "1 cambiada" in app.success[0].value
    written = rows_of(store, name)[(key,)]
    assert written == row | {column: date(2021, 12, 20)} | ({"state": end} if end else {})


def test_who_comes_second_is_told_who_is_loading(store, monkeypatch):
    monkeypatch.setattr(data, "store", lambda: LocalStore(store.folder, wait=0.1))
    first, second = (upload(carga(), "a.csv", deliverables(NEW)) for _ in range(2))
    entered, leave = threading.Event(), threading.Event()

    def hold(connection, number):
        entered.set()
        leave.wait(30)
        raise RuntimeError("nothing to publish")

    def keep():
        with pytest.raises(RuntimeError):
            LocalStore(store.folder).publish("la UTI", hold)

    holder = threading.Thread(target=keep)
    holder.start()
    entered.wait(10)
    number = store.current()
    press(second, "Confirmar la carga")
    leave.set()
    holder.join()
    assert "Hay otra carga en curso desde" in second.warning[0].value and "la UTI" in second.warning[0].value
    assert second.file_uploader[0].value is not None and store.current() == number, "the file stays, to try again"
    press(first, "Confirmar la carga")
    assert "1 fila nueva" in first.success[0].value
    second.run()
    assert any("Sin cambios" in each.value for each in second.info), "what the first loaded is already there"


def test_a_load_goes_on_when_its_page_is_left(store):
    go, steps = threading.Event(), []

    def run(step):
        step("Calculando indicadores")
        go.wait(10)
        steps.append("done")
        return LoadReport(loaded=True, load=99, message="Carga n.º 99: hecha.")

    left = work.Work("Escribiendo", run)
    go.set()
    left.thread.join(10)
    assert steps == ["done"] and left.steps == ["Escribiendo", "Calculando indicadores"]
    app = carga(**{work.RUNNING: left})
    assert app.success[0].value.startswith("Carga n.º 99: hecha.")


def test_the_history_is_by_register_and_leads_to_one_load(store):
    app = carga("historial")
    every = app.table[0].value
    app.get_by_key("historial_registro").set_value("agreement").run()
    assert list(app.table[0].value["Registro"]) == ["Acuerdos"] and len(every) > 1
    number = int(app.table[0].value["N.º"].iloc[0])
    app.get_by_key("historial_carga").set_value(number).run()
    app.get_by_key("historial_ver").click().run()
    assert not app.exception and any("agreement.csv" in each.value and "SHA-256" in each.value for each in app.markdown)
    assert app.get_by_key("anular").disabled


def test_a_load_is_annulled_with_its_reason(store):
    done = load_file(store, default_catalog(), Incoming("deliverable", "a.csv", deliverables(NEW)), "la UPPM")
    app = carga("historial")
    app.get_by_key("historial_carga").set_value(done.load).run()
    app.get_by_key("historial_ver").click().run()
    app.get_by_key("anular_motivo").set_value("Era de otro_año")
    for typed, disabled in (("1", True), (str(done.load), False)):
        app.get_by_key("anular_numero").set_value(typed)
        app.get_by_key("historial_ver").click().run()  # here a run closes the dialog; in a browser it stays
        assert app.get_by_key("anular").disabled == disabled
    app.get_by_key("historial_ver").click()
    app.get_by_key("anular").click().run()
    assert not app.exception and (2021, "06", 11, 1) not in rows_of(store, "deliverable")
    newest = {name: values.iloc[0] for name, values in app.table[0].value.items()}
    assert newest["N.º"] == done.load and newest["Archivo"] == "~~a.csv~~" and newest["Quién"] == "~~la UPPM~~"
    assert "**Anulada**" in newest["Qué cambió"] and r"Era de otro\_año" in newest["Qué cambió"]
    app = upload(carga(), "a.csv", deliverables(NEW))
    assert any("1 nueva" in each.value for each in app.markdown), "what was annulled may be loaded again"


def test_the_columns_of_the_register_are_in_the_dictionary(store):
    app = carga(register="ctvc_alert")
    app.get_by_key("diccionario_de").click().run()
    assert (
        not app.exception and app.title[0].value == "Catálogo" and app.get_by_key("diccionario").value == "ctvc_alert"
    )
    app.get_by_key("catalogo").set_value("siglas").run()
    assert not app.exception and "registro" not in app.query_params


def sentence(app: AppTest) -> str:
    """The sentences of the screen, or «» when it has none."""
    return next((each.value for each in app.markdown if "entregables al" in each.value), "")


@pytest.mark.parametrize("previous", [True, False], ids=["served from the one before", "nothing opens"])
def test_damaged_data_are_said_to_be_so_and_made_again_on_the_screen(whole_store, previous):
    whole = sentence(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run())
    if previous:
        assert load_file(
            whole_store, default_catalog(), Incoming("deliverable", "d.csv", deliverables(NEW)), "Ana"
        ).loaded
    for number in whole_store.numbers()[previous:]:
        whole_store.file(number).write_bytes(b"x" * 5000)
    data.let_go()  # as a server that starts now
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert sentence(app) == (whole if previous else "") and not app.exception
    assert ("dañada" if previous else "Ninguna versión") in app.warning[0].value
    press(app, "Reconstruir los datos")
    assert "Datos reconstruidos" in app.success[0].value and not app.warning
    assert (sentence(app) == whole) != previous and sentence(app), "with the load that was in the damaged one"


def test_a_rebuild_that_cannot_be_done_names_the_load(store):
    for number in store.numbers():
        store.file(number).write_bytes(b"x")
    next(path for path in sorted((store.folder / "archive").iterdir()) if path.suffix != ".jsonl").unlink()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    press(app, "Reconstruir los datos")
    assert "Carga n.º" in app.error[0].value and "archivo original" in app.error[0].value


def came(app: AppTest) -> str:
    """What stands at the right of the bar of the scope."""
    return next(each.proto.body for each in app.get("html") if "sig-beside" in each.proto.body)


def test_every_screen_says_how_many_files_it_uses(whole_store):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    whole = came(app)
    go(app, "sgsi").run()
    part = came(app)
    found = [re.search(r"(\d+) de (\d+) envíos del año", text) for text in (whole, part)]
    (all_received, all_expected), (received, expected) = ([int(n) for n in match.groups()] for match in found)
    assert received <= expected < all_expected and all_received <= all_expected
    snapshot, catalog = whole_store.open(), default_catalog()
    cutoff = date(2021, 11, 30)
    assert (received, expected) == coverage.deliveries(Dataset(snapshot, catalog), Scope(cutoff, system="SGSI"))
    assert (all_received, all_expected) == coverage.deliveries(Dataset(snapshot, catalog), Scope(cutoff))
