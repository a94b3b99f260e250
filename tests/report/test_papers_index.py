"""Holds the index of the file of a session to arts. 42 and 43 of the DS 029-2021-PCM: each document with its code, its date,
its folios and its SHA-256, and when the file was opened and closed."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from test_papers import CORTE, said, tables

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.report.papers.call import call
from sig_metrics.report.papers.index import filed, index, pages_of
from sig_metrics.report.papers.minutes import minutes
from sig_metrics.report.writers import pdf
from sig_metrics.session.model import Signed
from support.reviewed import CARRIED, SESSION, UPPM


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def contents(data):
    return [pdf.paper(call(SESSION, data)), pdf.paper(minutes(SESSION, data, CORTE, CARRIED)), b"valores\n"]


def test_each_document_has_its_code_its_date_its_folios_and_its_hash(data, contents):
    first, second, third = contents
    pages = [len(PdfReader(BytesIO(content)).pages) for content in (first, second)]
    assert [pages_of(first), pages_of(second)] == pages and pages[1] > 2
    made = index(
        SESSION,
        data,
        CORTE,
        [
            filed("CONV-ACT-2021-05", "Convocatoria", date(2021, 11, 24), first),
            filed("ACTA-ACT-2021-05", "Acta", date(2021, 12, 3), second),
            filed("VALORES-ACT-2021-05", "Valores", date(2021, 12, 3), third),
        ],
    )
    (table,) = tables(made, "N.°")
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    assert [row[-1].replace(" ", "") for row in table.rows] == hashes
    assert [row[:4] for row in table.rows] == [
        ("1", "CONV-ACT-2021-05", "Convocatoria", "24/11/2021"),
        ("2", "ACTA-ACT-2021-05", "Acta", "03/12/2021"),
        ("3", "VALORES-ACT-2021-05", "Valores", "03/12/2021"),
    ]
    last = sum(pages)
    assert [row[4] for row in table.rows] == [f"1–{pages[0]}", f"{pages[0] + 1}–{last}", "—"]
    whole = said(made)
    for phrase in (
        "ÍNDICE DEL EXPEDIENTE DE LA SESIÓN ACT-2021-05",
        "CÓDIGO: IND-ACT-2021-05",
        "FECHA: 3 de diciembre de 2021",
        "EXPEDIENTE: EXP-ACT-2021-05 · Sesión de Revisión por la Dirección",
        "APERTURA: 24 de noviembre de 2021",
        "CIERRE: [completar: fecha de cierre]",
        f"El expediente tiene 3 documentos y {last} folios",
        "arts. 42 y 43 del reglamento aprobado por el DS 029-2021-PCM",
        "este archivo está listo para firmarse",
    ):
        assert phrase in whole
    assert [each.office for each in made.signatures] == [UPPM]


def test_a_file_is_closed_when_its_minutes_come_back_signed(data):
    signed = Signed("a" * 64, 6, (UPPM,), True, date(2021, 12, 9))
    whole = said(index(SESSION.changed(state="signed", signed=signed), data, CORTE, []))
    assert "CIERRE: 9 de diciembre de 2021" in whole and "FECHA: 9 de diciembre de 2021" in whole
