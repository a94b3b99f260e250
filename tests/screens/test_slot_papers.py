"""Holds the drawer of a cell to its paper: the draft that is offered where the plan programs one, and the way back, which
refuses without writing and turns the slot when the paper is whole."""

import io

import pytest
from streamlit.testing.v1 import AppTest
from test_activity_back import filled

from conftest import ROOT
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import dataset_of, register_rows
from sig_metrics.report.drafts.activity import drafted
from sig_metrics.report.drafts.activity_sight import kind_of
from support.app import go


def opened(store, monkeypatch, **params: str) -> AppTest:
    monkeypatch.setenv("SIG_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.get("dialog")[0].get("download_button")]


@pytest.mark.parametrize(
    ("activity", "month", "expected"),
    [("18", "10", 2), ("25", "5", 1), ("11", "4", 0), ("06", "11", 1)],
    ids=["two papers", "one", "none: the paper is the document", "minutes"],
)
def test_the_drawer_of_a_cell_offers_its_draft(demo_folder, monkeypatch, activity, month, expected):
    app = opened(demo_folder, monkeypatch, act=activity, mes=month)
    said = [label for label in labels(app) if label.startswith("Redactar el")]
    assert said == ["Redactar el acta" if activity == "06" else "Redactar el informe"] * expected


def test_a_year_without_a_month_offers_nothing(demo_folder, monkeypatch):
    app = opened(demo_folder, monkeypatch, act="18")
    assert not [label for label in labels(app) if label.startswith("Redactar")]


def test_the_signed_paper_turns_its_slot(demo_copy, monkeypatch):
    """18, October, item 2 came without a number: its paper is brought with a blank, and then whole."""
    data = dataset_of(demo_copy.open(), default_catalog())
    draft = drafted(data, kind_of(data.catalog, "ctvc_status"), 2021, 10).docx
    data.close()
    app = opened(demo_copy.folder, monkeypatch, act="18", mes="10")
    inside = app.get("dialog")[0]
    assert len(inside.file_uploader) == 1  # item 1 came with its number
    _bring(app, filled(draft, less=1))
    assert ["Al documento le queda por completar" in each.value for each in app.error] == [True]
    _bring(app, filled(draft))
    assert not app.error and any("Quedó registrado" in each.value for each in app.success)
    assert not app.get("dialog")[0].file_uploader


def _bring(app: AppTest, content: bytes) -> None:
    inside = app.get("dialog")[0]
    inside.file_uploader[0].set_value(("informe.docx", io.BytesIO(content).getvalue(), "application/octet-stream"))
    app.run()
    inside = app.get("dialog")[0]
    next(each for each in inside.text_input if each.label == "N° de documento").set_value("Informe N° 0099-2021-CT")
    inside.date_input[0].set_value("2021-10-29")
    next(each for each in inside.button if each.label == "Registrar el entregable").click()
    app.run()
    assert not app.exception, app.exception


def test_a_delivered_document_may_be_brought_in_carga_too(demo_copy, monkeypatch):
    data = dataset_of(demo_copy.open(), default_catalog())
    draft = drafted(data, kind_of(data.catalog, "ctvc_status"), 2021, 10).docx
    data.close()
    app = go(opened(demo_copy.folder, monkeypatch, seccion="formulario"), "carga").run()
    app.selectbox(key="form_act").select("18").run()
    app.selectbox(key="form_lugar_18").select((10, 2)).run()
    app.file_uploader[0].set_value(("informe.docx", filled(draft), "application/octet-stream")).run()
    of = "FormSubmitter:vuelve_2021_18_10_2-Registrar el entregable"
    numbers = [each for each in app.text_input if each.label == "N° de documento"]
    numbers[-1].set_value("Informe N° 0099-2021-CT")
    [each for each in app.date_input if each.label == "Fecha del documento"][0].set_value("2021-10-29")
    next(each for each in app.button if each.key == of).click()
    app.run()
    assert not app.exception and not app.error
    after = dataset_of(demo_copy.open(), default_catalog())
    row = next(
        each for each in register_rows(after, "deliverable") if each["document_number"] == "Informe N° 0099-2021-CT"
    )
    assert (row["activity"], row["programmed_month"], row["item"], row["unit"]) == ("18", 10, 2, "CT")
    after.close()
