"""Every screen on a full, an empty and a one-row store, without a browser; its numbers are the command line's."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sig_metrics import ledger, words
from sig_metrics.catalog import default_catalog
from sig_metrics.demo import build_demo
from sig_metrics.insights import status_document
from sig_metrics.publish import Incoming, load_files
from sig_metrics.scope import Scope, horizon, parse_cutoff
from sig_metrics.store import LocalStore

ROOT = Path(__file__).parents[1]
SCREENS = ["mantenimiento", "seguimiento", "mejora", "sgc", "sgas", "sgsi", "sgsst", "plan", "carga", "catalogo", "resumen"]
TITLES = {"resumen": "Resumen", "seguimiento": "Seguimiento", "sgas": "SGAS · Gestión Antisoborno", "plan": "Plan y versiones", "carga": "Carga",
          "catalogo": "Catálogo", "mantenimiento": "Mantenimiento", "mejora": "Mejora", "sgc": "SGC · Gestión de la Calidad",
          "sgsi": "SGSI · Gestión de Seguridad de la Información",
          "sgsst": "SGSST · Gestión de Seguridad y Salud en el Trabajo"}  # fmt: skip
ONE_ROW = {
    "plan_version": "year,version,resolution,approved_on,report,supersedes,note\n2022,01,RDE N° 1,2022-01-10,,,\n",
    "plan_activity": "year,version,activity,stage,line,units,title,deliverable,target\n2022,01,01,maintenance,Línea,UPPM,Hacer,Informe,1\n",
    "plan_schedule": "year,version,activity,month,quantity\n2022,01,01,3,1\n",
}


def board(app: AppTest, name: str) -> dict:
    """The data sent to a board of the screen."""
    proto = next(e.proto for e in app.get("bidi_component") if e.proto.component_name == name)
    return json.loads(proto.json)["board"]


def opened(screen: str, **params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    if screen != "resumen":
        app.switch_page(f"pages/{screen}.py").run()
    assert not app.exception, app.exception
    return app


@pytest.fixture(autouse=True)
def no_hidden_fault(caplog) -> Iterator[None]:
    """A screen tells its faults to the log; a test that expects one clears it."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.name == "pages._kit.start"] == []


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo(LocalStore(folder), default_catalog())
    return folder


@pytest.fixture
def demo(demo_folder, monkeypatch) -> LocalStore:
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    return LocalStore(demo_folder)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_the_demo(demo, screen):
    app = opened(screen)
    assert app.title[0].value == TITLES[screen]
    assert any("Datos de demostración" in e.proto.body for e in app.get("html") if hasattr(e, "proto"))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_an_empty_store(tmp_path, monkeypatch, screen):
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "store"))
    app = opened(screen)
    expected = TITLES[screen] if screen in ("carga", "catalogo") else "Todavía no hay un plan cargado"
    assert app.title[0].value == expected
    assert not (tmp_path / "store" / "CURRENT").exists(), "an explicit store is never filled with demonstration data by itself"


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_store_of_one_row(tmp_path, monkeypatch, screen):
    monkeypatch.setenv("SIG_STORE", str(tmp_path))
    files = [Incoming(name, f"{name}.csv", text.encode()) for name, text in ONE_ROW.items()]
    load_files(LocalStore(tmp_path), default_catalog(), files, "prueba")
    app = opened(screen)
    assert app.title[0].value.startswith(TITLES[screen].split(" · ")[0])
    if screen == "resumen":
        assert "0 de 1" in app.markdown[0].value and "1 está vencido" in app.markdown[0].value


def test_the_numbers_of_resumen_are_those_of_the_command_line(demo):
    app, snapshot = opened("resumen"), demo.open()
    status = status_document(snapshot, default_catalog(), Scope(parse_cutoff("2021-11", horizon(snapshot))))
    assert (status["programmed"], status["delivered"], status["overdue"]) == (75, 69, 6)
    lead = app.markdown[0].value
    assert f"**{status['delivered']} de {status['programmed']}**" in lead and f"{status['overdue']} están vencidos" in lead
    cells = {cell["key"]: cell["note"] for row in board(app, "sig_matrix")["rows"] for cell in row["cells"] if cell["key"]}
    assert cells.keys() == status["matrix"].keys()
    for key, state in status["matrix"].items():
        assert cells[key].startswith(f"{state['delivered']} de {state['programmed']}")
    listed = board(app, "sig_decisions")["items"]
    assert [item["title"] for item in listed] == [d["title"] for d in status["decisions"]][: len(listed)] and len(listed) >= 6
    sums = {row["key"]: row["sub"] for row in board(app, "sig_measures")["rows"]}
    assert sums["PLN-01"] == "69 de 75" and sums["PLN-05"] == "17 de 23"


@pytest.mark.parametrize(("screen", "params", "scope"), [
    ("seguimiento", {"sistema": "SGC"}, {"stage": "monitoring", "system": "SGC"}),
    ("sgsi", {"corte": "2021-06", "unidad": "UTI"}, {"system": "SGSI", "unit": "UTI"}),
    ("plan", {"plan": "04", "corte": "2021-08"}, {"plan": "04"}),
    ("resumen", {"plan": "vigente", "corte": "2021-08"}, {"plan": "in_force"}),
])  # fmt: skip
def test_the_url_gives_the_same_view_as_the_library(demo, screen, params, scope):
    snapshot = demo.open()
    cutoff = parse_cutoff(params.get("corte", "2021-11"), horizon(snapshot))
    status = status_document(snapshot, default_catalog(), Scope(cutoff, **scope))
    assert f"**{status['delivered']} de {status['programmed']}**" in opened(screen, **params).markdown[0].value


def test_the_calendar_has_25_activities_and_every_state(demo):
    data = board(opened("plan"), "sig_plan_grid")
    rows = [row for group in data["groups"] for row in group["rows"]]
    assert len(rows) == 25 and all(len(row["cells"]) == 12 for row in rows)
    shown = {cell["state"] for row in rows for cell in row["cells"]}
    assert shown == {"none", "pending", "on_time", "late", "overdue", "not_applicable"}
    assert sum(bool(cell["flag"]) for row in rows for cell in row["cells"]) == 3


def test_a_wrong_address_falls_back_to_what_exists(demo):
    app = opened("resumen", corte="2021-99", sistema="XXX", plan="77", act="99")
    assert "Al 30 de noviembre de 2021" in app.markdown[0].value


@pytest.mark.parametrize(("screen", "charts"), [("resumen", 0), ("plan", 1), ("mejora", 0)])
def test_a_filter_that_leaves_nothing_says_so(demo, screen, charts):
    app = opened(screen, unidad="UAJ")
    assert "no tiene entregables programados" in app.markdown[0].value
    captions = [caption.value for caption in app.caption]
    assert "Nada programado en el año con estos filtros." in captions and "Al día con lo programado" not in captions
    assert len(app.get("plotly_chart")) == charts, "an empty chart"  # the two versions side by side have no filter


def test_a_curve_with_nothing_due_yet_does_not_boast(demo):
    captions = [caption.value for caption in opened("resumen", unidad="UTI", corte="2021-01").caption]
    assert "Nada programado todavía a la fecha" in captions and "Al día con lo programado" not in captions


def test_a_long_history_starts_with_the_newest(demo, monkeypatch):
    one = ledger.history(demo.open(), default_catalog())[0]
    monkeypatch.setattr(ledger, "history", lambda *_: [{**one, "load": n, "file": "_acta_.xlsx", "changed": 3, "same": 0} for n in range(75, 0, -1)])
    app = opened("carga")
    app.get_by_key("carga").set_value("historial").run()
    shown = app.table[0].value
    assert list(shown["N.º"]) == list(range(75, 15, -1)) and "15 cargas anteriores" in app.toggle[0].label
    assert shown["Archivo"][0] == r"\_acta\_.xlsx" and shown["Qué cambió"][0].endswith("3\u00a0cambiadas")
    assert len(app.toggle[0].set_value(True).run().table[0].value) == 75


def broken(*_, **__):
    raise KeyError("/srv/secreto/columna")


@pytest.mark.parametrize(("part", "params"), [("blocks.curve", {}), ("drawer.ficha_text", {"ficha": "PLN-01"})], ids=["page", "drawer"])
def test_an_unforeseen_fault_is_told_in_spanish_and_logged(demo, monkeypatch, caplog, part, params):
    monkeypatch.setattr(f"pages._kit.{part}", broken)
    app = opened("resumen", **params)
    assert [error.value for error in app.error] == [words.say("screen_failed")]
    seen = " ".join(element.value for element in [*app.error, *app.markdown, *app.caption])
    assert "KeyError" not in seen and "secreto" not in seen and app.title[0].value == "Resumen"
    logged = [record for record in caplog.records if record.name == "pages._kit.start"]
    assert len(logged) == 1 and "secreto" in str(logged[0].exc_info[1]) and logged[0].exc_info[2]
    caplog.clear()


@pytest.mark.parametrize("signal", ["stop", "rerun"])
def test_the_signals_of_streamlit_pass(demo, monkeypatch, signal):
    asked = []

    def once(*_, **__):
        asked.append(signal)
        if len(asked) == 1:
            getattr(st, signal)()

    monkeypatch.setattr("pages._kit.blocks.curve", once)
    app = opened("resumen")
    assert not app.error and len(asked) == (1 if signal == "stop" else 2)


def test_a_form_entry_becomes_a_load(tmp_path, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(tmp_path))
    build_demo(LocalStore(tmp_path), default_catalog())
    app = opened("carga")
    app.get_by_key("carga").set_value("formulario").run()
    app.get_by_key("form_act").set_value("06").run()
    assert not app.exception
    number = next(field for field in app.text_input if field.label == "N° de documento")
    number.set_value("Acta N° 004-2021")
    next(field for field in app.date_input if field.label == "Fecha de entrega").set_value(date(2021, 11, 30))
    next(button for button in app.button if "Registrar" in button.label).click().run()
    assert not app.exception and "Carga n.º" in app.success[0].value
    snapshot = LocalStore(tmp_path).open()
    assert status_document(snapshot, default_catalog(), Scope(parse_cutoff("2021-11", horizon(snapshot))))["delivered"] == 70


def test_a_bad_upload_is_explained_and_changes_nothing(demo):
    before = demo.current()
    app = opened("carga")
    app.get_by_key("registro").set_value("deliverable").run()
    header = "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note\n"
    app.file_uploader[0].set_value(("malo.csv", (header + "2021,06,13,1,,UTX,31/02/2021,report,N° 1,delivered,,\n").encode(), "text/csv")).run()
    assert not app.exception and "3 problemas" in app.error[0].value
    assert demo.current() == before
