"""Plan, Calidad, Catálogo and Carga by their addresses: what is folded, a section, a search; and what their buttons
open."""

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import board, opened

from conftest import ROOT
from support.app import go

OVERDUE = ["05", "06", "18", "20", "22", "23"]  # the activities with something overdue on 30/11/2021


@pytest.fixture(autouse=True)
def demo(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


def at(screen: str, **address: str) -> AppTest:
    """A screen at an address that is its own."""
    app = go(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run(), screen)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def activities(app: AppTest) -> list[str]:
    return [row["code"] for group in board(app, "sig_plan_grid")["groups"] for row in group["rows"]]


def said(app: AppTest) -> str:
    return " ".join(each.value for each in [*app.caption, *app.markdown, *app.info])


def test_the_calendar_of_the_plan_is_folded_to_what_is_overdue():
    app = at("plan", corte="2021-11", ver="vencidos")
    assert activities(app) == OVERDUE and "Se muestran 6 de 25 actividades" in said(app)
    app.get_by_key("plan_ver").set_value(None).run()
    assert len(activities(app)) == 25 and "ver" not in app.query_params
    app.get_by_key("plan_ver").set_value("vencidos").run()
    assert app.query_params["ver"] == "vencidos" and app.query_params["corte"] == "2021-11"
    assert "Ninguna de las 5 actividades tiene algo vencido" in said(
        at("plan", corte="2021-01", ver="vencidos", unidad="URH")
    )
    assert len(activities(at("plan", ver="otra"))) == 25


def test_a_chip_of_a_unit_is_the_filter_of_the_reader():
    app = at("plan", corte="2021-11")
    chips = app.get_by_key("plan_unidad")
    assert list(chips.options) == ["UPPM · 2 vencidos", "URH", "UTI · 3 vencidos", "UCI", "CT · 1 vencido"]
    chips.set_value("CT").run()
    assert app.query_params["unidad"] == "CT" and activities(app) == ["18"]
    app.get_by_key("plan_unidad").set_value(None).run()
    assert "unidad" not in app.query_params and len(activities(app)) == 25


def test_what_is_missing_and_grave_comes_first_with_its_button(monkeypatch):
    opens = []
    monkeypatch.setattr("pages._kit.blocks.drawer.state.go", lambda page, **given: opens.append((page, given)))
    app = at("calidad", corte="2021-11")
    lines = [each.value for each in app.markdown if each.value.startswith((":red", ":orange"))]
    assert [line.split("] ", 1)[1].replace("\\", "") for line in lines] == [
        "SST-01: 2 filas. Accidente mortal o incidente peligroso sin notificación en 24 horas.",
        "Falta «Proyectos del Plan de Gobierno Digital» de octubre de 2021; deja en gris SEG-19.",
        "Falta «Quejas, reclamos y denuncias (QRD)» de febrero de 2021.",
    ]
    app.get_by_key("primero_register.qrd").click().run()
    assert opens == [("carga", {"registro": "qrd"})]
    app.get_by_key("primero_SST-01").click().run()
    assert app.query_params["regla"] == "SST-01"
    assert "No falta ningún envío" not in said(app)


def test_a_search_stays_in_the_address_and_a_result_opens_its_place():
    app = at("catalogo", buscar="denuncía corrupcion")
    assert app.get_by_key("catalogo_buscar").value == "denuncía corrupcion"
    rows = board(app, "sig_found")["rows"]
    assert rows[0]["place"] == "Ficha SEG-12" and rows[0]["key"] == "ficha=SEG-12"
    app.get_by_key("catalogo_buscar").set_value("noexiste").run()
    assert app.query_params["buscar"] == "noexiste" and "Nada del catálogo tiene «noexiste»" in said(app)
    app.get_by_key("catalogo_buscar").set_value("").run()
    assert "buscar" not in app.query_params and app.get_by_key("catalogo").value == "fichas"


def test_a_ficha_and_a_section_of_the_catalogue_have_an_address():
    ficha = at("catalogo", ficha="SEG-07")
    assert ficha.header[0].value == "SEG-07 · Reclamos respondidos dentro del plazo legal"
    sql = ficha.code[0].value
    assert sql.startswith("select") and "--" not in sql, "no word of whoever wrote it"
    terms = at("catalogo", seccion="siglas", fila="Soborno")
    assert terms.get_by_key("catalogo").value == "siglas"
    assert [name for name in terms.table[0].value["Sigla o término"] if "**" in name] == [
        ":gray-background[**Soborno**]"
    ]
    columns = at("catalogo", seccion="diccionario", registro="qrd", fila="channel")
    assert columns.get_by_key("diccionario").value == "qrd"
    assert [name for name in columns.table[0].value["Encabezado"] if "**" in name] == [":gray-background[**Canal**]"]
    columns.get_by_key("catalogo").set_value("legal").run()
    assert columns.query_params["seccion"] == "legal" and "registro" not in columns.query_params
    assert at("catalogo", seccion="nada").get_by_key("catalogo").value == "fichas"


def test_a_section_of_carga_has_an_address():
    app = at("carga", seccion="historial")
    assert app.get_by_key("carga").value == "historial" and "N.º" in app.table[0].value
    app.get_by_key("carga").set_value("archivo").run()
    assert "seccion" not in app.query_params and len(app.file_uploader) == 1
    assert opened("carga", seccion="x").get_by_key("carga").value == "archivo"
