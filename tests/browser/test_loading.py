"""Carga by hand: a workbook goes in and every screen shows it; a faulty one says where and changes nothing."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sig_metrics.catalog.reader import default_catalog
from support.office import by_office

from .conftest import Server, choose, command, no_exception, settle, shot, visit

DELIVERABLES = default_catalog().register("deliverable").description
HEADINGS = (
    "Año",
    "N° Act.",
    "Mes programado",
    "N.º en el mes",
    "Unidad",
    "Fecha de entrega",
    "Tipo de documento",
    "N° de documento",
    "Estado",
)
MINUTES = (2021, "06", 11, 1, "UPPM", date(2021, 11, 30), "Acta", "Acta N° 004-2021-MIDIS/PNADP-CSIG", "Entregado")
FAULTY = (
    (2021, "06", 11, 1, "UPX", date(2021, 11, 30), "Acta", "Acta N° 004-2021", "Entregado"),
    (2021, "22", 13, 1, "UTI", date(2021, 11, 12), "Informe", "Informe N° 300-2021", "Entregado"),
    (2021, "23", 10, 1, "UTI", "fin de mes", "Informe", "Informe N° 301-2021", "Entregado"),
)


def workbook(path: Path, *rows: tuple) -> Path:
    """Deliverables as a person writes them in a workbook of their own."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def saved_by_office(path: Path) -> Path:
    """The same workbook, opened and saved by LibreOffice."""
    return by_office([path], path.parent / "office") / path.name


def upload(page: Page, server: Server, path: Path) -> None:
    """Opens Carga, chooses «Entregables» and gives it a file."""
    visit(page, server.address("carga"))
    choose(page, "1 · Registro", "Entregables")
    expect(page.get_by_text(DELIVERABLES)).to_be_visible()  # the uploader under it is of this register
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    settle(page)


def table_rows(page: Page) -> list[list[str]]:
    """The cells of the first data table as its screen-reader table says them."""
    rows = page.get_by_test_id("stDataFrame").first.locator("canvas [role=row]")
    expect(rows.nth(1)).to_be_attached()
    return [
        [cell.text_content() or "" for cell in row.locator("[role=gridcell], [role=columnheader]").all()]
        for row in rows.all()
    ]


@pytest.mark.parametrize("writer", ["openpyxl", "libreoffice"])
def test_workbook_changes_every_screen(own_server, open_page, tmp_path, writer):
    path = workbook(tmp_path / "entregables.xlsx", MINUTES)
    if writer == "libreoffice":
        path = saved_by_office(path)
    reader = open_page()
    visit(reader, own_server.url)
    expect(reader.get_by_test_id("stMain")).to_contain_text("69 de 75")

    page = open_page()
    upload(page, own_server, path)
    expect(page.get_by_text("Lo que va a cambiar")).to_be_visible()
    expect(page.get_by_text("1 fila leída")).to_be_visible()
    shot(page, "carga-confirmar")
    page.get_by_role("button", name="Confirmar la carga").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Las pantallas ya muestran los datos nuevos")
    settle(page)
    shot(page, "carga-hecha")
    no_exception(page)

    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("70 de 75")
    expect(page.get_by_test_id("stMain")).to_contain_text("5 vencidos")
    choose(reader, "Comparar con", "Nada")  # who was already there sees it at the next click
    expect(reader.get_by_test_id("stMain")).to_contain_text("70 de 75")


def test_faulty_workbook_says_where_and_changes_nothing(own_server, open_page, tmp_path):
    before = sorted(path.name for path in own_server.store.iterdir() if not path.name.startswith("."))
    page = open_page()
    upload(page, own_server, workbook(tmp_path / "con errores.xlsx", *FAULTY))
    expect(page.get_by_test_id("stAlert")).to_contain_text("3 problemas y no se cargó nada")
    shot(page, "carga-problemas")
    headings, *problems = [
        [cell.inner_text().strip() for cell in row.locator("th, td").all()]
        for row in page.get_by_test_id("stTable").locator("tr").all()
    ]
    said = [dict(zip(headings, problem)) for problem in problems]
    assert [(each["Fila"], each["Columna"], each["Valor"]) for each in said] == [
        ("2", "E «Unidad»", "UPX"),
        ("3", "C «Mes programado»", "13"),
        ("4", "F «Fecha de entrega»", "fin de mes"),
    ]
    remedies = [each["Qué pasa y qué hacer"] for each in said]
    assert "UPPM" in remedies[0] and "12" in remedies[1] and "día/mes/año" in remedies[2]
    assert page.get_by_role("button", name="Confirmar la carga").count() == 0
    assert sorted(path.name for path in own_server.store.iterdir() if not path.name.startswith(".")) == before
    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("69 de 75")


def test_marked_workbook_is_corrected_and_loaded(own_server, open_page, tmp_path):
    page = open_page()
    upload(
        page,
        own_server,
        workbook(tmp_path / "noviembre.xlsx", MINUTES, (*MINUTES[:3], 2, "UPX", *MINUTES[5:8], "contestado")),
    )
    expect(page.get_by_test_id("stAlert")).to_contain_text("2 problemas y no se cargó nada")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Descargar el libro con las celdas marcadas").click()
    downloading.value.save_as(tmp_path / "marcado.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marcado.xlsx")
    sheet = marked.worksheets[0]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"E3", "I3"}
    sheet["E3"], sheet["I3"] = "UPPM", "Entregado"
    marked.save(tmp_path / "corregido.xlsx")
    upload(page, own_server, tmp_path / "corregido.xlsx")
    expect(page.get_by_text("2 filas leídas · 2 nuevas")).to_be_visible()
    headings, *new = table_rows(page)
    assert [dict(zip(headings, row))["N.º en el mes"] for row in new] == ["1", "2"]
    shot(page, "carga-diferencia")
    page.get_by_role("button", name="Confirmar la carga").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("2 filas nuevas, 0 cambiadas, 0 iguales")
    no_exception(page)


def test_from_the_template_to_loaded(own_server, open_page, tmp_path):
    page = open_page()
    visit(page, own_server.address("carga") + "?registro=deliverable")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Descargar la plantilla").click()
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    book = openpyxl.load_workbook(path)
    top = next(row for row in book.worksheets[0].iter_rows() if row[0].value == HEADINGS[0])
    for cell in top:
        if cell.value in HEADINGS:
            book.worksheets[0].cell(top[0].row + 1, cell.column).value = MINUTES[HEADINGS.index(cell.value)]
    book.save(path)
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("1 fila leída · 1 nueva")).to_be_visible()
    page.get_by_label("Quién carga").fill("UPPM-CMG")
    page.get_by_label("Quién carga").press("Tab")
    settle(page)
    page.get_by_role("button", name="Confirmar la carga").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("1 fila nueva, 0 cambiadas, 0 iguales")
    no_exception(page)


def test_command_line_load_shows_at_the_next_click(own_server, open_page, tmp_path):
    page = open_page()
    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("69 de 75")
    name = "Seguimiento_de_QRD_octubre_2021_version_final_revisada_UPPM_(2).xlsx"
    command("load", "deliverable", workbook(tmp_path / name, MINUTES), "--store", own_server.store, "--by", "pruebas")
    choose(page, "Comparar con", "Nada")
    expect(page.get_by_test_id("stMain")).to_contain_text("70 de 75")
    visit(page, own_server.address("carga"))
    page.get_by_role("radio", name="Historial de cargas").or_(
        page.get_by_role("button", name="Historial de cargas")
    ).first.click()
    settle(page)
    shot(page, "carga-historial")
    headings, newest = (
        row.locator("th, td").all_inner_texts() for row in page.locator(".st-key-historial tr").all()[:2]
    )
    said = dict(zip(headings, newest))
    assert (said["Quién"], said["Archivo"], said["Qué cambió"]) == ("pruebas", name, "1\u00a0nueva")
    assert (
        page.evaluate("""() => [...document.querySelectorAll('.st-key-historial :is(table, td, p)')].flatMap((node) => {
      const box = node.closest('[data-testid="stTable"]').getBoundingClientRect();
      return node.getBoundingClientRect().right > box.right + 1 || node.scrollWidth > node.clientWidth + 1 ? [node.innerText] : [];
    })""")
        == []
    ), "clipped"


def test_form_registers_one_document(own_server, open_page):
    page = open_page()
    visit(page, own_server.address("carga"))
    page.get_by_text("Registrar un entregable", exact=True).first.click()
    settle(page)
    box = page.get_by_role("combobox", name="Actividad (escriba para buscar)")
    box.click()
    box.press_sequentially("revisiones del SIG")
    page.get_by_role("option").first.click()
    settle(page)
    shot(page, "carga-formulario")
    page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("29112021")
    page.get_by_label("N° de documento").first.fill("Acta N° 004-2021-MIDIS/PNADP-CSIG")
    page.get_by_role("button", name="Registrar el entregable").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Las pantallas ya muestran los datos nuevos")
    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("70 de 75")
