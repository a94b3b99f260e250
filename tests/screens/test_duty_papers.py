"""Holds the drawer of a duty to its paper: offered where the duty has one that can be written, and why where it cannot."""

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from sig_metrics.publish.load import load_files
from support.app import go


def opened(store, monkeypatch, key: str) -> AppTest:
    """The agenda with a due date open."""
    monkeypatch.setenv("SIG_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["casos"] = key
    go(app, "agenda").run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("deber.F8.2021-12", "Redactar: Resumen anual de las labores del Comité de SST y libro de actas"),
        ("deber.F13.2021-12", "Redactar: Informe anual de reclamos"),
        ("deber.F15-B.2021-06", "Redactar: Evaluación del Plan de Gobierno Digital"),
    ],
)
def test_the_drawer_of_a_duty_offers_its_paper(demo_folder, monkeypatch, key, label):
    app = opened(demo_folder, monkeypatch, key)
    inside = app.get("dialog")[0]
    assert [each.label for each in inside.get("download_button")] == [label]


def test_a_duty_without_a_paper_offers_none(demo_folder, monkeypatch):
    app = opened(demo_folder, monkeypatch, "deber.F16.2021-11")
    inside = app.get("dialog")[0]
    assert not inside.get("download_button") and any("CEPLAN" in each.value for each in inside.markdown)


def test_what_is_not_over_says_until_when_its_data_come(demo_folder, monkeypatch):
    """The update of 2022 tells of the close of 2021, of which the demonstration has until September."""
    app = opened(demo_folder, monkeypatch, "deber.F15-A.2022-12")
    inside = app.get("dialog")[0]
    assert [each.label for each in inside.get("download_button")] == [
        "Redactar: Actualización del Plan de Gobierno Digital"
    ]
    assert any("Los datos llegan al 30/09/2021" in each.value for each in inside.caption)
    whole = opened(demo_folder, monkeypatch, "deber.F13.2020-12").get("dialog")[0]
    assert not any("Los datos llegan" in each.value for each in whole.caption)


def test_what_cannot_be_written_yet_says_why(empty_store, plan_files, whole_catalog, monkeypatch):
    """A store with the plan alone has no claims."""
    load_files(empty_store, whole_catalog, plan_files, "pruebas")
    inside = opened(empty_store.folder, monkeypatch, "deber.F13.2021-12").get("dialog")[0]
    assert not inside.get("download_button")
    assert any("Todavía no se puede redactar: No ha llegado nada" in each.value for each in inside.caption)
