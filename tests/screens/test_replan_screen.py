"""The draft of a plan on its screen: it is begun, changed by hand, undone, left, and kept by its address alone."""

import pytest
from test_pages import opened


@pytest.fixture(autouse=True)
def store(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


def press(app, label: str):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def lead(app) -> str:
    return next(each.value for each in app.markdown if "borrador" in each.value)


def test_a_draft_is_begun_changed_and_undone():
    app = press(opened("plan", corte="2021-11"), "Preparar una reformulación")
    assert app.title[0].value == "Borrador sobre la versión 05"
    assert lead(app) == "El borrador todavía no cambia nada de la versión 05."
    app.query_params["celda"] = "06.11"
    app.run()
    next(each for each in app.selectbox if each.label == "Pasar un entregable de noviembre a").set_value(12)
    app.run()
    press(app, "Pasar")
    assert app.query_params["borrador"] == "06~pasa~11~12"
    assert "con el borrador: 69 de 74 entregables (93.2 %), 5 vencidos" in lead(app)
    app.query_params["celda"] = "06.12"
    app.run()
    next(each for each in app.selectbox if each.label == "Pasar un entregable de diciembre a").set_value(11)
    app.run()
    press(app, "Pasar")
    assert app.query_params["borrador"] == "nuevo"
    press(app, "Volver al plan")
    assert "borrador" not in app.query_params and app.title[0].value == "Plan y versiones"


def test_what_an_address_asks_and_cannot_be_done_is_told():
    app = opened("plan", corte="2021-11", borrador="99~mas~1.06~pasa~11~12.22~mas~9")
    assert [each.value for each in app.warning] == [
        "La actividad «99» no está en el plan: su cambio se deja de lado.",
        "En estas actividades los meses no suman la meta: 22.",
    ]
    assert any("plan?borrador=06~pasa~11~12.22~mas~9" in each.value for each in app.code)


def test_a_new_activity_is_of_the_stage_and_line_of_another():
    app = opened("plan", corte="2021-11", borrador="nuevo")
    boxes = {each.label: each for each in (*app.text_input, *app.selectbox)}
    boxes["Número"].set_value("26")
    boxes["De la etapa y la línea de"].set_value("24")
    boxes["Unidad responsable"].set_value("URH")
    boxes["Actividad y entregable"].set_value("Reunión mensual del Comité de SST")
    boxes["Primer mes programado"].set_value(12)
    press(app, "Agregar la actividad")
    assert "con la versión 05: 69 de 75" in lead(app) and not app.warning
    assert app.query_params["borrador"].startswith("26~nueva~24~URH~Reuni%C3%B3n")
