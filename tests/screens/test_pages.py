"""Every screen on a full, an empty and a one-row store, without a browser; its numbers are the command line's."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from conftest import made_once
from pages._kit.blocks import drawer
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language import words
from sig_metrics.measure import coverage, drill
from sig_metrics.measure.beside import overdue_text
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import indicators_of, status_document
from sig_metrics.measure.scope import Scope, horizon, parse_cutoff
from sig_metrics.measure.value_document import series_document, value_document
from sig_metrics.publish import history as ledger
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore
from support.app import go
from support.screen_reader import charts_of

ROOT = Path(__file__).parents[2]
SCREENS = [
    "mantenimiento",
    "seguimiento",
    "mejora",
    "sgc",
    "sgas",
    "sgsi",
    "sgsst",
    "plan",
    "carga",
    "calidad",
    "catalogo",
    "resumen",
    "explorador",
    "agenda",
]
TITLES = {
    "resumen": "Resumen",
    "seguimiento": "Seguimiento",
    "sgas": "SGAS · Gestión Antisoborno",
    "indicadores": "Indicadores",
    "explorador": "Explorador",
    "plan": "Plan y versiones",
    "cortes": "Cortes",
    "presentar": "Todavía no hay láminas",
    "agenda": "Agenda",
    "carga": "Carga",
    "calidad": "Calidad",
    "catalogo": "Catálogo",
    "mantenimiento": "Mantenimiento",
    "mejora": "Mejora",
    "revision": "Revisión por la Dirección",
    "sgc": "SGC · Gestión de la Calidad",
    "sgsi": "SGSI · Gestión de Seguridad de la Información",
    "sgsst": "SGSST · Gestión de Seguridad y Salud en el Trabajo",
}
ONE_ROW = {
    "plan_version": "year,version,resolution,approved_on,report,supersedes,note\n2022,01,RDE N° 1,2022-01-10,,,\n",
    "plan_activity": "year,version,activity,stage,line,units,title,deliverable,target\n2022,01,01,maintenance,Línea,UPPM,Hacer,Informe,1\n",
    "plan_schedule": "year,version,activity,month,quantity\n2022,01,01,3,1\n",
}


def board(app: AppTest, name: str, which: int = 0) -> dict | None:
    """The data sent to a board of the screen, the first of its kind or another; None when it has none."""
    found = [e.proto for e in app.get("bidi_component") if e.proto.component_name == name]
    return json.loads(found[which].bytes)["board"] if found else None


def _table(app: AppTest, heading: str):
    """The first table for reading that has a heading."""
    return next(each.value for each in app.table if heading in each.value.columns)


def opened(screen: str, **params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    if screen != "resumen":
        go(app, screen).run()
    assert not app.exception, app.exception
    return app


@pytest.fixture(autouse=True)
def no_hidden_fault(caplog) -> Iterator[None]:
    """A screen tells its faults to the log; a test that expects one clears it."""
    yield
    assert [
        record.getMessage() for record in caplog.get_records("call") if record.name == "pages._kit.shell.start"
    ] == []


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
    assert not (tmp_path / "store" / "CURRENT").exists(), (
        "an explicit store is never filled with demonstration data by itself"
    )


@pytest.fixture(scope="session")
def one_row(tmp_path_factory) -> Path:
    files = [Incoming(name, f"{name}.csv", text.encode()) for name, text in ONE_ROW.items()]
    return made_once(
        tmp_path_factory, "one_row", lambda at: load_files(LocalStore(at), default_catalog(), files, "prueba")
    )


@pytest.mark.in_turn(5)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_store_of_one_row(one_row, monkeypatch, screen):
    monkeypatch.setenv("SIG_STORE", str(one_row))
    app = opened(screen)
    assert app.title[0].value.startswith(TITLES[screen].split(" · ")[0])
    if screen == "resumen":
        assert "**Falta cargar Entregables**" in app.markdown[0].value and "vencido" not in app.markdown[0].value


def test_a_review_of_one_row_says_what_is_missing(one_row, monkeypatch):
    """A plan and nothing else: the first input of a session has nothing, and what lacks is to be loaded."""
    monkeypatch.setenv("SIG_STORE", str(one_row))
    app = opened("revision")
    assert app.markdown[0].value.startswith("Con evidencia al") and ":red[**sin ninguna" in app.markdown[0].value
    first = board(app, "sig_decisions")["items"][0]
    assert (first["title"], first["norm"]) == (
        "SGC · Estado de las acciones de revisiones anteriores",
        "falta cargar «Acuerdos»; MAN-07: falta cargar · act. 06",
    )


def test_a_cell_of_the_review_opens_its_evidence(demo):
    """Of the SGC, four agreements of improvement in the minutes of the review, and no action since then."""
    app = opened("revision", corte="2021-11", casos="revision.SGC.s1")
    inside = app.get("dialog")[0]
    assert inside.proto.dialog.title == "SGC 9.3.3 a · Oportunidades de mejora"
    assert [len(each.value) for each in inside.dataframe] == [4]
    assert list(inside.table[0].value["Filas"]) == ["4", "0"] and inside.markdown[0].value == ":orange[**◆ En parte**]"
    assert "act. 15" in inside.markdown[2].value, "who owes it, and the activity of the plan that brings it"
    assert not opened("revision", corte="2021-11", casos="revision.SGC.s4").get("dialog"), "the SGC does not ask for it"


def test_the_numbers_of_resumen_are_those_of_the_command_line(demo):
    app, snapshot = opened("resumen"), demo.open()
    status = status_document(
        Dataset(snapshot, default_catalog()),
        Scope(parse_cutoff("2021-11", horizon(Dataset(snapshot, default_catalog())))),
    )
    assert (status["programmed"], status["delivered"], status["overdue"]) == (75, 69, 6)
    lead = app.markdown[0].value
    assert (
        f"**{status['delivered']} de {status['programmed']}**" in lead and f"**{status['overdue']} vencidos**" in lead
    )
    cells = {cell["key"]: cell for row in board(app, "sig_matrix")["rows"] for cell in row["cells"]}
    empty = {key for key, cell in cells.items() if "sin actividades en el plan" in cell["label"]}
    assert len(cells) == 12 and empty == {"SGAS.improvement", "SGSI.improvement"}
    assert cells.keys() - empty == status["matrix"].keys()
    for key, state in status["matrix"].items():
        assert f"{state['delivered']} de {state['programmed']}" in cells[key]["label"]
        late = words.count(state["overdue"], "vencido", "vencidos") if state["overdue"] else "al día"
        assert cells[key]["value"] == late


def test_the_numbers_of_calidad_are_those_of_the_library_and_of_the_command_line(demo, capsys):
    app, snapshot, catalog = opened("calidad"), demo.open(), default_catalog()
    received, expected = coverage.deliveries(Dataset(snapshot, catalog), Scope(date(2021, 11, 30)))
    lead = app.markdown[0].value
    assert (
        f"**{received} de {expected}** envíos" in lead
        and (received, expected) == (258, 260)
        and "1 indicador en gris" in lead
    )
    grid = board(app, "sig_plan_grid")
    totals = {row["pick"]: row["total"]["text"] for group in grid["groups"] for row in group["rows"]}
    assert (
        totals["register.qrd"] == "10 de 11"
        and totals["register.digital_project"] == "9 de 10"
        and totals["register.survey_answer"] == "—"
    )
    parts = [[int(part) for part in text.split(" de ")] for text in totals.values() if text != "—"]
    assert [sum(each) for each in zip(*parts)] == [received, expected]
    assert main(["check", "--json", "--store", str(demo.folder)]) == 0
    told = {check["code"]: check["count"] for check in json.loads(capsys.readouterr().out)}
    shown = {row["key"]: int(row["value"]) for row in board(app, "sig_measures")["rows"]}
    assert shown == {code: count for code, count in told.items() if count} and set(
        _table(app, "Qué vigila")["Regla"]
    ) == {code for code, count in told.items() if not count}


def test_a_rule_of_the_address_opens_its_rows_in_spanish(demo):
    app = opened("calidad", regla="ENT-01")
    rows = next(frame.value for frame in app.dataframe if "N° Act." in frame.value.columns)
    assert (
        len(rows) == 3
        and set(rows["Unidad"]) == {"UPPM", "CT", "UTI"}
        and date(2021, 11, 29) in set(rows["Fecha de entrega"])
    )
    assert any("Qué hacer:" in each.value for each in app.markdown) and list(app.table[-1].value["Filas"]) == ["3"]
    gone = opened("calidad", regla="NADA-99")
    assert "regla" not in gone.query_params


def test_a_filter_of_calidad_leaves_the_registers_of_its_indicators(demo):
    rows = {
        row["pick"]
        for group in board(opened("calidad", sistema="SGSST"), "sig_plan_grid")["groups"]
        for row in group["rows"]
    }
    assert "register.sst_event" in rows and "register.qrd" not in rows


@pytest.mark.parametrize(
    ("screen", "params", "scope"),
    [
        ("seguimiento", {"sistema": "SGC"}, {"stage": "monitoring", "system": "SGC"}),
        ("sgsi", {"corte": "2021-06", "unidad": "UTI"}, {"system": "SGSI", "unit": "UTI"}),
        ("plan", {"plan": "04", "corte": "2021-08"}, {"plan": "04"}),
        ("resumen", {"plan": "vigente", "corte": "2021-08"}, {"plan": "in_force"}),
    ],
)
def test_the_url_gives_the_same_view_as_the_library(demo, screen, params, scope):
    snapshot = demo.open()
    dataset = Dataset(snapshot, default_catalog())
    cutoff = parse_cutoff(params.get("corte", "2021-11"), horizon(dataset))
    status = status_document(dataset, Scope(cutoff, **scope))
    assert f"**{status['delivered']} de {status['programmed']}**" in opened(screen, **params).markdown[0].value


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("system", ["SGC", "SGAS", "SGSI", "SGSST"])
@pytest.mark.parametrize("stage", ["mantenimiento", "seguimiento", "mejora"])
def test_every_meeting_of_a_stage_and_a_system_shows_something_true(demo, stage, system):
    app = opened(stage, sistema=system)
    tiles = [tile["key"] for tile in (board(app, "sig_tiles") or {"tiles": []})["tiles"]]
    shown = [opened(stage, sistema=system, tema=key) for key in tiles] or [app]
    rows = [row for each in shown for row in measured(each)]
    catalog = default_catalog()
    assert any(row["status"]["word"] != "sin dato" for row in rows)
    assert all(system in catalog.indicator(row["key"]).systems for row in rows)
    planned = bool(
        LocalStore(demo.folder)
        .open()
        .rows(
            "select 1 as one from activity_dimension join plan_activity using (year, version, activity) where dimension = 'system' and value = $system "
            "and version = '05' and plan_activity.stage = $stage limit 1",
            {
                "system": system,
                "stage": {"mantenimiento": "maintenance", "seguimiento": "monitoring", "mejora": "improvement"}[stage],
            },
        )
    )
    assert planned != ("no programa actividades" in app.markdown[0].value)


def test_every_indicator_of_a_register_is_in_a_topic_of_its_stages_and_topics_name_what_exists():
    catalog = default_catalog()
    for stage in catalog.vocabularies["stage"]:
        shown = {code for topic in catalog.screens.topics if topic.stage == stage for code in topic.indicators}
        missing = {i.code for i in indicators_of(catalog, stage=stage)} - shown
        assert missing <= {"PLN-03"} if stage == "monitoring" else not missing, (stage, missing)
    assert {name: each.topic for name, each in catalog.screens.serves.items() if each.topic} == {
        "qrd": "qrd",
        "ctvc_alert": "alertas",
        "suggestion": "qrd",
        "security_incident": "incidentes",
        "vulnerability": "incidentes",
    }
    for topic in catalog.screens.topics:
        assert set(topic.registers) <= set(catalog.registers) and set(topic.systems) >= set(topic.on_system), topic.key
        assert all(catalog.indicator(code) for code in topic.indicators)


FICHAS = [
    f"{part}-{n:02d}" for part, last in (("PLN", 3), ("MAN", 12), ("SEG", 19), ("MEJ", 6)) for n in range(1, last + 1)
]
OF_SCREEN = {
    "resumen": {},
    "mantenimiento": {"stage": "maintenance"},
    "seguimiento": {"stage": "monitoring"},
    "mejora": {"stage": "improvement"},
    "sgc": {"system": "SGC"},
    "sgas": {"system": "SGAS"},
    "sgsi": {"system": "SGSI"},
    "sgsst": {"system": "SGSST"},
}


def measured(app: AppTest) -> list[dict]:
    """The rows of every table of indicators of a screen."""
    boards = (e for e in app.get("bidi_component") if e.proto.component_name == "sig_measures")
    return [row for each in boards for row in json.loads(each.proto.bytes)["board"]["rows"]]


def rows_of_screen(screen: str) -> Iterator[dict]:
    """Those of a stage, topic by topic; those of a system, in its part of indicators; those that the first screen has."""
    whole = opened(screen)
    yield from measured(whole)
    for tile in (board(whole, "sig_tiles") or {"tiles": []})["tiles"]:
        yield from measured(opened(screen, tema=tile["key"]))
    if screen.startswith("sg"):
        yield from measured(opened(screen, parte="indicadores"))


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("screen", OF_SCREEN)
def test_every_ficha_of_a_screen_has_the_value_of_the_command_line(demo, screen):
    dataset, seen = Dataset(demo.open(), default_catalog()), set()
    scope = Scope(date(2021, 11, 30), **OF_SCREEN[screen])
    for row in rows_of_screen(screen):
        indicator, where = dataset.catalog.indicator(row["key"]), (screen, row["key"])
        told = value_document(dataset, indicator, scope)
        unknown = told["status"] == "protected" or told["value"] is None
        said = "—" if unknown else words.amount(told["value"], indicator.unit, indicator.decimals)
        assert said in (row["value"], row["sub"]), where  # of few, the count is seen first
        assert row["status"]["word"] == dataset.catalog.standing(indicator, told["status"]).label, where
        assert row["overdue"] == overdue_text(told["open_overdue"], told["oldest_overdue_days"]), where
        history = series_document(dataset, indicator, scope)
        assert row["spark"] == [month["value"] for month in history] and row["spark"][-1] == told["value"], where
        seen.add(row["key"])
    filters = OF_SCREEN[screen]
    due = {i.code for i in indicators_of(dataset.catalog, **filters)} if filters else set()
    assert due - {"PLN-03"} <= seen, "every indicator of a stage or a system is on its screen"


def test_only_what_the_policy_protects_has_no_value_in_the_demonstration(demo):
    catalog, snapshot = default_catalog(), demo.open()
    assert len(FICHAS) == 40 and set(FICHAS) <= {each.code for each in catalog.indicators.values()}
    nothing = {
        code
        for code in FICHAS
        if value_document(Dataset(snapshot, catalog), catalog.indicator(code), Scope(date(2021, 11, 30)))["value"]
        is None
    }
    assert nothing == {"SEG-12", "SEG-13"}, "only what the policy protects has no value in the demonstration"


@pytest.mark.parametrize(
    "screen", ["mantenimiento", "seguimiento", "mejora", "sgc", "sgas", "sgsi", "sgsst", "plan", "resumen"]
)
def test_no_screen_has_more_than_eight_charts(demo, screen):
    assert len(charts_of(opened(screen))) <= 8


def test_a_single_topic_is_in_the_address(demo):
    whole, one = opened("seguimiento"), opened("seguimiento", tema="alertas")
    assert whole.title[0].value == "Seguimiento" and board(whole, "sig_tiles") and not charts_of(whole)
    assert one.title[0].value == "Alertas CTVC" and len(charts_of(one)) == 1 and not board(one, "sig_tiles")
    assert [row["key"] for row in measured(one)] == ["SEG-11"]
    one.get_by_key("to_stage").click().run()
    assert one.title[0].value == "Seguimiento" and "tema" not in one.query_params
    assert opened("seguimiento", tema="nada").title[0].value == "Seguimiento"


def test_a_point_opens_the_rows_behind_it(demo):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    go(app, "seguimiento")
    app.query_params["casos"] = "age.qrd.5"
    app.run()
    found = drill.behind(Dataset(demo.open(), default_catalog()), Scope(date(2021, 11, 30)), "age.qrd.5")
    assert any(f"**{found.total} filas**" in each.value for each in app.markdown)


def test_the_calendar_has_25_activities_and_every_state(demo):
    data = board(opened("plan"), "sig_plan_grid")
    rows = [row for group in data["groups"] for row in group["rows"]]
    assert len(rows) == 25 and all(len(row["cells"]) == 12 for row in rows)
    shown = {cell["state"] for row in rows for cell in row["cells"]}
    assert shown == {"none", "pending", "on_time", "late", "overdue", "not_applicable"}
    assert sum(bool(cell["flag"]) for row in rows for cell in row["cells"]) == 3


def test_a_wrong_address_falls_back_to_what_exists(demo):
    app = opened("resumen", corte="2021-99", sistema="XXX", plan="77", act="99")
    assert "al 30 de noviembre" in app.markdown[0].value


@pytest.mark.parametrize(
    ("screen", "charts", "said"),
    [
        ("resumen", 0, "Nada programado en el año con estos filtros."),
        ("plan", 0, "Nada programado en el año con estos filtros."),
        ("mejora", 0, "Ninguna actividad con estos filtros."),
    ],
)
def test_a_filter_that_leaves_nothing_says_so(demo, screen, charts, said):
    app = opened(screen, unidad="UAJ")
    assert "no tiene entregables programados" in app.markdown[0].value
    captions = [caption.value for caption in app.caption]
    assert said in captions and "Al día con lo programado" not in captions
    assert len(charts_of(app)) == charts, "an empty chart"


@pytest.mark.parametrize(
    ("screen", "asked", "said"),
    [
        ("resumen", {}, "No hay plan de 2019 ni de un año anterior."),
        ("plan", {}, "No hay plan de 2019 ni de un año anterior."),
        ("mejora", {}, "Ninguna actividad."),
        ("mantenimiento", {"tema": "comite"}, "No hay filas que mostrar."),
        (
            "seguimiento",
            {"tema": "qrd"},
            "Los datos empiezan en enero de 2020: lo que estaba abierto o vencido antes no se sabe.",
        ),
        ("sgsi", {"parte": "seguimiento"}, "Sin datos a esta fecha."),
        ("sgsi", {"parte": "seguimiento", "unidad": "CT"}, "Sin datos con estos filtros."),
    ],
)
def test_where_there_is_nothing_its_cause_is_said(demo, screen, asked, said):
    app = opened(screen, corte="2019-12", **asked)
    captions = [caption.value for caption in app.caption]
    assert said in captions
    assert ("unidad" in asked) == any("filtros" in each for each in captions)
    assert "falta cargar lo entregado" not in " ".join(captions) and not charts_of(app), "an empty picture"
    assert not app.markdown or "una sola versión" not in app.markdown[0].value


def test_a_curve_with_nothing_due_yet_does_not_boast(demo):
    captions = [caption.value for caption in opened("resumen", unidad="UTI", corte="2021-01").caption]
    assert "Nada programado todavía a la fecha" in captions and "Al día con lo programado" not in captions


def test_a_long_history_starts_with_the_newest(demo, monkeypatch):
    one = ledger.history(demo.open(), default_catalog())[0]
    monkeypatch.setattr(
        ledger,
        "history",
        lambda *_: [{**one, "load": n, "file": "_acta_.xlsx", "changed": 3, "same": 0} for n in range(75, 0, -1)],
    )
    app = opened("carga")
    app.get_by_key("carga").set_value("historial").run()
    shown = app.table[0].value
    assert list(shown["N.º"]) == list(range(75, 15, -1)) and "15 cargas anteriores" in app.toggle[0].label
    assert shown["Archivo"][0] == r"\_acta\_.xlsx" and shown["Qué cambió"][0].endswith("3\u00a0cambiadas")
    assert len(app.toggle[0].set_value(True).run().table[0].value) == 75


def test_a_stale_register_leads_to_carga_with_it_chosen(demo, monkeypatch):
    listed = board(opened("sgsi", decisiones="todas"), "sig_decisions", -1)
    stale = [item for item in listed["items"] if item["title"].startswith("Registro sin actualizar")]
    assert [(item["key"], item["tone"]) for item in stale] == [("register.digital_project", "common")]
    gone = []
    monkeypatch.setattr(drawer.state, "go", lambda page, **places: gone.append((page, places)))
    drawer.pick_cell(stale[0]["key"])
    assert gone == [("carga", {"registro": "digital_project"})]


def test_carga_opens_with_the_register_of_the_address_and_keeps_it_there(demo):
    app = go(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run(), "carga")
    app.query_params["registro"] = "digital_project"
    app.run()
    assert app.get_by_key("registro").value == "digital_project"
    app.get_by_key("registro").set_value("deliverable").run()
    assert not app.exception and app.query_params["registro"] == "deliverable"
    app.query_params["registro"] = "nada"
    assert (
        not app.run().exception
        and app.get_by_key("registro").value == "deliverable"
        and "registro" not in app.query_params
    )


def test_a_stale_indicator_is_grey_and_says_what_it_waits_for(demo):
    rows = measured(opened("sgsi", parte="indicadores"))
    statuses = {row["key"]: (row["status"], row["bullet"]["tone"]) for row in rows if row["bullet"]}
    assert statuses["SEG-19"] == ({"icon": "◌", "word": "dato antiguo", "tone": "common"}, "common")
    assert statuses["SEG-14"][0]["word"] != "dato antiguo"
    told = " ".join(e.value for e in opened("resumen", ficha="SEG-19").markdown)
    assert (
        "**Próximo valor:** se espera hasta el 15/01/2022; falta actualizar «Proyectos del Plan de Gobierno Digital»"
        in told
    )


def test_figures_say_when_more_is_due(demo):
    lines = [caption.value for caption in opened("resumen").caption if caption.value.startswith("Fuente:")]
    assert len(lines) == 1 and all("próxima actualización 10/01/2022" in line for line in lines)


def broken(*_, **__):
    raise ValueError("/srv/secreto/columna\nFalso registro")


@pytest.mark.parametrize(
    ("part", "params"), [("parts.curve", {}), ("ficha.ficha_text", {"ficha": "PLN-01"})], ids=["page", "drawer"]
)
def test_an_unforeseen_fault_is_told_in_spanish_and_logged(demo, monkeypatch, caplog, part, params):
    monkeypatch.setattr(f"pages._kit.blocks.{part}", broken)
    app = opened("resumen", **params)
    assert [error.value for error in app.error] == [words.say("screen_failed")]
    seen = " ".join(element.value for element in [*app.error, *app.markdown, *app.caption])
    assert "ValueError" not in seen and "secreto" not in seen and app.title[0].value == "Resumen"
    logged = [record for record in caplog.records if record.name == "pages._kit.shell.start"]
    assert len(logged) == 1
    first, *path, said = logged[0].getMessage().splitlines()
    assert first.endswith("Traceback") and any(
        f"in {where}" in line for line in path for where in ("guarded", "broken")
    ), "where it happened"
    assert said == "ValueError: /srv/secreto/columna Falso registro", "what it says is one line"
    caplog.clear()


def test_a_fault_in_the_frame_is_told_as_one_in_the_page(demo, monkeypatch, caplog):
    monkeypatch.setattr("pages._kit.shell.scope.draw", broken)
    app = opened("resumen")
    assert [error.value for error in app.error] == [words.say("screen_failed")] and not app.exception
    caplog.clear()


@pytest.mark.parametrize("signal", ["stop", "rerun"])
def test_the_signals_of_streamlit_pass(demo, monkeypatch, signal):
    asked = []

    def once(*_, **__):
        asked.append(signal)
        if len(asked) == 1:
            getattr(st, signal)()

    monkeypatch.setattr("pages._kit.blocks.parts.curve", once)
    app = opened("resumen")
    assert not app.error and len(asked) == (1 if signal == "stop" else 2)


def test_a_form_entry_becomes_a_load(demo_copy, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    app = opened("carga")
    app.get_by_key("carga").set_value("formulario").run()
    app.get_by_key("form_act").set_value("06").run()
    assert not app.exception
    number = next(field for field in app.text_input if field.label == "N° de documento")
    number.set_value("Acta N° 004-2021")
    next(field for field in app.date_input if field.label == "Fecha de entrega").set_value(date(2021, 11, 29))
    next(button for button in app.button if "Registrar" in button.label).click().run()
    assert not app.exception and "Carga n.º" in app.success[0].value
    snapshot = demo_copy.open()
    dataset = Dataset(snapshot, default_catalog())
    assert status_document(dataset, Scope(parse_cutoff("2021-11", horizon(dataset))))["delivered"] == 70


def test_a_bad_upload_is_explained_and_changes_nothing(demo):
    before = demo.current()
    app = opened("carga")
    app.get_by_key("registro").set_value("deliverable").run()
    header = (
        "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note\n"
    )
    app.file_uploader[0].set_value(
        ("malo.csv", (header + "2021,06,13,1,,UTX,31/02/2021,report,N° 1,delivered,,\n").encode(), "text/csv")
    ).run()
    assert not app.exception and "3 problemas" in app.error[0].value
    assert demo.current() == before


def test_what_does_not_exist_is_said_once_and_leaves_the_address(demo):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    app.query_params["pagina"] = "desempeño [x](http://a)"
    app.run()
    assert not app.exception and app.title[0].value == "Resumen" and "pagina" not in app.query_params
    assert app.info[0].value.startswith("No existe la página «desempeño") and "](http" not in app.info[0].value.replace(
        "\\]", ""
    ).replace("\\[", "")
    assert not any("No existe la página" in each.value for each in app.run().info)


def test_a_board_keeps_its_place_when_it_is_as_high_as_before_or_not(demo):
    """Another place would be another element, with its script begun again; the board says how high it is."""

    def places(node):
        found = {getattr(getattr(node, "proto", None), "id", "")}
        return found.union(*map(places, getattr(node, "children", {}).values()))

    def seen(app):
        lists = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "sig_decisions"]
        kept = {each.rpartition("sig-tall-")[2] for each in places(app.main) if "sig-tall-" in each}
        return kept, [json.loads(each.bytes)["lines"] for each in lists]

    app = opened("resumen", corte="2021-11")
    kept, high = seen(app)
    assert {"changes_0-h15-", "changes_1-h19-"} <= kept and high[1:] == [15, 19]
    app.get_by_key("w_corte").set_value("2021-02").run()
    again, lower = seen(app)
    assert again == kept and lower != high
