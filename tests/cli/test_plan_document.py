"""Proves that «load plan» takes a document: at once when nothing is doubtful, by a book that a person confirms when
something is; and that the archive keeps that book, never the document, and gives the data again from it."""

import hashlib
import io
import json
from contextlib import closing

import openpyxl
import pytest

from conftest import codes, contents
from sig_metrics.cli.commands import main
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from sig_metrics.store import LocalStore
from support.annex_book import OFFICIAL
from support.plan_documents import Laid, as_docx, as_pdf

BAR = Laid(bars={"16": (5, 9, "2")})


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "store"))
    return LocalStore(tmp_path / "store")


def file(tmp_path, name: str, content: bytes) -> str:
    (tmp_path / name).write_bytes(content)
    return str(tmp_path / name)


def load(capsys, *arguments: str) -> tuple[int, dict]:
    capsys.readouterr()
    code = main(["load", "plan", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def months(store: LocalStore) -> dict[str, list[int]]:
    with closing(store.open()) as snapshot:
        found = {number: [0] * 12 for number in OFFICIAL}
        for row in snapshot.rows("select activity, month, quantity from plan_schedule"):
            found[row["activity"]][row["month"] - 1] = row["quantity"]
        return found


def test_a_document_without_doubts_loads_at_once_and_is_not_kept(store, tmp_path, capsys):
    content = as_docx()
    code, said = load(capsys, file(tmp_path, "rde-151.docx", content))
    assert (code, said["loaded"], said["problems"]) == (0, True, [])
    assert months(store) == {number: row["months"] for number, row in OFFICIAL.items()}
    kept = {name: held for name, held in contents(store.folder).items() if "originals" in name or "archive" in name}
    assert content not in kept.values() and any(name.endswith(".xlsx") for name in kept)
    book = next(held for name, held in kept.items() if name.endswith(".xlsx"))
    origin = dict(row[:2] for row in openpyxl.load_workbook(io.BytesIO(book))["Documento"].values)
    assert origin["SHA-256 del documento:"] == hashlib.sha256(content).hexdigest()
    assert main(["rebuild"]) == 0
    assert months(store) == {number: row["months"] for number, row in OFFICIAL.items()}
    # the same document is the same book: there is nothing to load
    assert load(capsys, file(tmp_path, "otro.docx", content))[1]["loaded"] is False


def test_a_doubtful_one_is_written_corrected_confirmed_and_loaded(store, tmp_path, capsys):
    document, out = file(tmp_path, "rde.pdf", as_pdf(BAR)), tmp_path / "anexo.xlsx"
    code, said = load(capsys, document)
    assert code == 1 and {each["code"] for each in said["problems"]} == {"document_cell"}
    assert "«May», página 2" in said["problems"][0]["message"] and not store.folder.exists()
    assert load(capsys, document, "--to", str(out))[0] == 0
    book = openpyxl.load_workbook(out)
    doubts = list(book["Dudas"].values)[3:]
    assert [(row[1], row[2], str(row[3]), row[4] or "", row[6] or "") for row in doubts] == [
        ("16", "May", "2", "2", ""),
        *(("16", month, "2", "", "") for month in ("Jun", "Jul", "Ago", "Sep")),
        ("16", "Meta física", "2", "2", ""),
    ]
    # nobody has confirmed it
    code, said = load(capsys, str(out))
    assert code == 1 and [each["code"] for each in said["problems"]] == ["annex_doubt"] * 6
    for line in range(4, 4 + len(doubts)):
        book["Dudas"].cell(line, 7, "Sí")
    book["Anexo 01"][doubts[0][0]] = 1  # May: the bar said 2, with the one of December
    book.save(out)
    code, said = load(capsys, str(out))
    assert (code, said["loaded"]) == (0, True), said
    assert months(store) == {number: row["months"] for number, row in OFFICIAL.items()}


def test_confirming_does_not_excuse_from_the_checks(store, tmp_path, capsys):
    out = tmp_path / "anexo.xlsx"
    load(capsys, file(tmp_path, "rde.pdf", as_pdf(BAR)), "--to", str(out))
    book = openpyxl.load_workbook(out)
    for line in range(4, 10):
        book["Dudas"].cell(line, 7, "sí")
    book.save(out)
    code, said = load(capsys, str(out))
    assert code == 1 and [each["code"] for each in said["problems"]] == ["month_sum"]


def test_what_the_document_does_not_say_is_asked_for(store, tmp_path, capsys):
    document = file(tmp_path, "plan.docx", as_docx(Laid(before=("Plan de Desarrollo",))))
    code, said = load(capsys, document, "--version", "05")
    assert code == 1 and {each["code"] for each in said["problems"]} == {"annex_resolution", "annex_approved"}
    given = ("--version", "05", "--resolution", "RDE N° 151-2021", "--approved-on", "30/09/2021")
    assert load(capsys, document, *given)[0] == 0


def test_to_and_page_are_of_documents_only(store, tmp_path, capsys):
    book = file(tmp_path, "x.csv", b"a,b\n1,2\n")
    assert load(capsys, book, "--to", str(tmp_path / "y.xlsx"))[1]["problems"][0]["code"] == "document_not"
    assert not (tmp_path / "y.xlsx").exists()


def test_a_text_with_a_table_of_data_is_read_as_always(store, tmp_path, capsys):
    head = "Etapa;Unidad responsable;Líneas de acción;N° Act.;Actividades;Entregables;Meta física;"
    head += ";".join("Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic".split())
    row = "Mejora;UTI;Línea.;01;Hacer.;Informe.;1;1" + ";" * 11
    given = ("--year", "2021", "--version", "05", "--resolution", "RDE N° 1-2021", "--approved-on", "30/09/2021")
    code, said = load(capsys, file(tmp_path, "plan.txt", f"{head}\n{row}\n".encode()), *given)
    assert (code, said["loaded"]) == (0, True), said


def test_a_document_in_the_inbox_is_sent_where_it_can_be_confirmed(catalog):
    with pytest.raises(Refused) as caught:
        read_file("rde.pdf", b"%PDF-1.7", catalog.register("plan"))
    assert codes(caught.value.problems) == ["document_by_hand"]
    with pytest.raises(Refused) as caught:
        read_file("rde.pdf", b"%PDF-1.7", catalog.register("deliverable"))
    assert codes(caught.value.problems) == ["file_kind"]
