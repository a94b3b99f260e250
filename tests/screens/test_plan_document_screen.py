"""Carga with the plan in its own document: the grid beside the page, each doubtful cell to be checked, and then the
ordinary difference and load."""

import pytest
from test_carga import carga, press, store, upload  # noqa: F401

from conftest import contents
from pages._kit.loading import plan_document
from sig_metrics.intake.document.reading import read_document
from support.plan_documents import Laid, as_docx, as_pdf, as_scan


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """By the function that the child calls; test_plan_documents_hostile proves that it gives the same."""

    def read(name, content, register, catalog, page=0):
        return read_document(name, content, register, catalog, page=page)

    monkeypatch.setattr(plan_document, "read_plan", read)


def said(app) -> str:
    return "\n".join(each.value for kind in (app.markdown, app.caption, app.warning, app.error) for each in kind)


def buttons(app) -> list[str]:
    return [button.label for button in app.button]


def test_a_document_without_doubts_is_confirmed_and_loaded(store):  # noqa: F811
    app = upload(carga(register="plan"), "rde.docx", as_docx())
    assert "Se leyeron 25 actividades y no hay celdas dudosas" in said(app)
    assert "Confirmar la carga" not in buttons(app)
    press(app, "Confirmar la grilla")
    assert "Grilla confirmada: 25 actividades de «rde.docx»" in said(app)
    # the version is there, and is not the same: its words come from the document
    assert "Volver a la grilla" in buttons(app)


def test_a_doubtful_cell_waits_for_a_person(store):  # noqa: F811
    app = upload(carga(register="plan"), "rde.pdf", as_pdf(Laid(bars={"16": (5, 9, "2")})))
    assert "en las páginas 2 y 3 y hay 6 celdas por comprobar" in said(app)
    assert "Actividad 16, «Meta física»: La meta física dice 2 y los meses suman 3" in said(app)
    assert "Confirmar la grilla" not in buttons(app) and "Confirmar la carga" not in buttons(app)


@pytest.mark.parametrize(
    "content, name, words", [(b"%PDF-1.7 x", "x.pdf", "está dañado"), (b"nada", "x.md", "No se encontró el Anexo 01")]
)
def test_what_cannot_be_read_says_why(store, content, name, words):  # noqa: F811
    before = contents(store.folder)
    app = upload(carga(register="plan"), name, content)
    assert words in app.error[0].value and contents(store.folder).keys() == before.keys()


def test_a_scan_says_the_remedy(store):  # noqa: F811
    app = upload(carga(register="plan"), "escaneo.pdf", as_scan(as_pdf(Laid(before=()))))
    assert "es un escaneo" in app.error[0].value and "plantilla" in app.error[0].value
