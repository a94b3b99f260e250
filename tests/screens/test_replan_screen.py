"""The draft of a plan on its screen: it is begun, changed by hand, undone, left, kept by its address alone, and brought to a
session by a button."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from test_pages import opened
from test_session_screen import CODE, SEATS, WHO, at, begun, called, fill, plain, said  # noqa: F401

from sig_metrics.session import acts, facts
from sig_metrics.session.model import Attendance, Item


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


MOVED = {"borrador": "06~pasa~11~12"}
VIEW = "plan?borrador=06~pasa~11~12"


def labels(app) -> set[str]:
    return {each.label for each in app.button}


def test_without_a_session_that_can_take_it_the_way_to_call_one(plain):  # noqa: F811
    app = at("plan", **MOVED)
    assert "Ninguna sesión abierta puede recibir un punto." in said(app)
    app = press(app, "Convocar una sesión")
    assert app.title[0].value == "Convocar una sesión"


def test_a_draft_becomes_a_point_of_the_session_that_is_called(plain):  # noqa: F811
    called(plain)
    app = press(at("plan", **MOVED), "Agregar a la orden del día")
    made = facts.session_of(plain, CODE)
    assert made.items[2] == Item(3, "Reformulación del plan: 1 cambio", "UPPM", None, VIEW)
    *_, last = plain.journal.entries()
    assert (last["act"], last["who"]) == ("rearrange", WHO)
    assert f"Este borrador es el punto 3 de la sesión {CODE}, del 10/12/2021." in said(app)
    assert "Agregar a la orden del día" not in labels(app)
    press(app, f"Abrir la sesión {CODE}")
    assert app.title[0].value.endswith(CODE)


def test_what_another_person_did_meanwhile_is_told_and_nothing_is_done(plain):  # noqa: F811
    called(plain)
    app = at("plan", **MOVED)
    acts.bring(plain, CODE, item=Item(1, "Otro asunto", "UTI"), who=WHO)
    app = press(app, "Agregar a la orden del día")
    assert len(facts.session_of(plain, CODE).items) == 3
    assert any(each.value.startswith("No se registró: la sesión cambió") for each in app.warning)
    press(app, "Agregar a la orden del día")
    assert [each.topic for each in facts.session_of(plain, CODE).items[2:]] == [
        "Otro asunto",
        "Reformulación del plan: 1 cambio",
    ]


def test_a_session_in_course_takes_it_if_all_are_there_and_all_include_it(plain):  # noqa: F811
    begun(plain)
    app = press(at("plan", **MOVED), "Incluir por urgencia")
    assert "109.4" in " ".join(each.value for each in app.error) and len(facts.session_of(plain, CODE).items) == 2
    acts.attend(plain, CODE, attendance=[Attendance(SEATS[6], "titular")], who=WHO)
    app = press(at("plan", **MOVED), "Incluir por urgencia")
    last = facts.session_of(plain, CODE).items[-1]
    assert (last.number, last.urgent, last.view, len(last.in_favour)) == (3, True, VIEW, 7)


def test_a_title_with_dots_and_accents_is_the_same_after_the_address_of_the_point(plain):  # noqa: F811
    called(plain)
    text = "26~nueva~24~URH~Art%2E%205%2E%20Reuni%C3%B3n.26~mas~12.26~meta~1"
    press(at("plan", borrador=text), "Agregar a la orden del día")
    view = facts.session_of(plain, CODE).items[2].view
    app = at("plan", **dict(parse_qsl(urlsplit(view).query)), celda="26.12")
    assert not app.warning and any("Art. 5. Reunión" in each.value.replace("\\", "") for each in app.markdown)
