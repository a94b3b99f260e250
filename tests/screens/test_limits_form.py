"""Beside a process: what was decided about its limits is shown with its reason, and nothing is decided without one."""

from datetime import date

import pytest
from test_pages import opened

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset, register_rows
from support import screen_reader


@pytest.fixture
def store(demo_copy, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    return demo_copy


def rows_of(store, register: str) -> list[dict]:
    dataset = Dataset(store.open(), default_catalog())
    found = register_rows(dataset, register)
    dataset.close()
    return found


def press(app, label: str):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_limits_are_changed_with_a_reason_and_not_without(store):
    """SEG-09 from January 2021 on, refused first for its empty reason, then for one of four letters and one of 301, which
    stays."""
    before = len(rows_of(store, "process_decision"))
    app = opened("indicadores", corte="2021-11", ind="SEG-09", formulario="limites")
    boxes = {each.label: each for each in (*app.selectbox, *app.text_area, *app.date_input, *app.text_input)}
    boxes["Desde el mes"].set_value("2021-01")
    boxes["Fecha de la decisión"].set_value(date(2021, 6, 24))
    press(app, "Registrar la decisión")
    assert [each.value for each in app.error] == ["Falta «Motivo». Escriba un valor."]
    next(each for each in app.text_area if each.label == "Motivo").set_value("Sí.")
    press(app, "Registrar la decisión")
    (error,) = app.error
    assert "pide al menos 20" in error.value and len(rows_of(store, "process_decision")) == before
    next(each for each in app.text_area if each.label == "Motivo").set_value("a" * 301)
    press(app, "Registrar la decisión")
    assert [each.value for each in app.error] == ["«Motivo» tiene 301 letras y caben 300. Escríbalo más corto."]
    assert next(each for each in app.text_area if each.label == "Motivo").value == "a" * 301
    next(each for each in app.text_area if each.label == "Motivo").set_value("Desde enero responde un equipo nuevo.")
    press(app, "Registrar la decisión")
    assert not app.error and app.success and "formulario" not in app.query_params
    (row,) = [each for each in rows_of(store, "process_decision") if each["indicator"] == "SEG-09"]
    assert (row["kind"], row["begins"], row["reason"]) == ("rebase", "2021-01", "Desde enero responde un equipo nuevo.")
    said = screen_reader.charts_of(app)[0]["layout"]["annotations"]
    assert any("límites nuevos" in each["text"] for each in said)
    assert any("24/06/2021: Desde enero responde un equipo nuevo" in each.value for each in app.markdown)


def test_what_happened_is_noted_and_reaches_the_chart_and_its_table(store):
    app = opened("indicadores", corte="2021-11", ind="SEG-16", formulario="nota")
    next(each for each in app.date_input if each.label == "Fecha del hecho").set_value(date(2021, 8, 9))
    next(each for each in app.text_input if each.label == "Anotación").set_value("Se cambia el antivirus")
    press(app, "Anotar")
    (row,) = [each for each in rows_of(store, "annotation") if each["indicator"] == "SEG-16"]
    assert (row["happened_on"], row["position"], row["text"]) == (date(2021, 8, 9), 1, "Se cambia el antivirus")
    assert any("09/08/2021: Se cambia el antivirus (UPPM)" in each.value for each in app.markdown)
    chart = screen_reader.charts_of(app)[0]
    told = [text for trace in chart["data"] for text in trace.get("hovertext") or ()]
    assert "Ago 21<br>09/08/2021: Se cambia el antivirus" in told
