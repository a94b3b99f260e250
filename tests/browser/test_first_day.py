"""The first day of an institution, by the guide: an empty store, its own units, its own plan of another year, a
month of complaints."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sig_metrics.cli.commands import main

from .conftest import Server, loose, main_text, no_exception, point, settle, visit

UNITS = [("UA", "Unidad de Administración", "01/01/2020", "RM 1"), ("UB", "Unidad de Servicios", "01/01/2020", "RM 1")]
# Stage, unit, line, number, activity, deliverable, target, months. Number 18 is of something else than in the plan of
# 2021.
PLAN = [
    ("Mantenimiento", "UA", "Normas", "01", "Actualizar procedimientos", "Procedimiento", 2, {"Mar": 1, "Sep": 1}),
    (
        "Mantenimiento",
        "UA / UB",
        "Personas",
        "07",
        "Inducción del personal",
        "Informe de UA · Informe de UB",
        2,
        {"Feb": 2},
    ),
    (
        "Seguimiento",
        "UB",
        "Formación de proveedores",
        "18",
        "Talleres a proveedores",
        "Lista de asistencia",
        3,
        {"Ene": 1, "Feb": 1, "Mar": 1},
    ),
    ("Seguimiento", "UA", "Visitas", "19", "Visitas a las sedes", "Acta de visita", 1, {"Feb": 1}),
    ("Mejora", "UB", "Equipos", "24", "Renovar equipos", "Informe de compra", 1, {"Dic": 1}),
]
COLUMNS = ("Etapa", "Unidad responsable", "Líneas de acción", "N° Act.", "Actividades", "Entregables", "Meta física")


def fill(path: Path, rows: list[dict], above: dict[str, str] | None = None) -> None:
    """Writes rows in a template, each value under its heading, and the facts above the table beside their labels."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        if row[0].value in (above or {}):
            sheet.cell(row[0].row, 2).value = above[row[0].value]
    named = max(sheet.iter_rows(), key=lambda row: sum(cell.value in rows[0] for cell in row))
    at = {cell.value: cell.column for cell in named}
    for n, values in enumerate(rows, named[0].row + 1):
        for heading, value in values.items():
            sheet.cell(n, at[heading]).value = value
    book.save(path)


def by_command(register: str, store: Path, folder: Path, rows: list[dict]) -> None:
    """Template, fill, load: the three lines of the README."""
    path = folder / f"{register}.xlsx"
    assert main(["template", register, str(path), "--store", str(store)]) == 0
    fill(path, rows)
    assert main(["load", register, str(path), "--by", "UA", "--store", str(store)]) == 0


def plan_book(page: Page, server: Server, folder: Path, year: int) -> Path:
    """The Anexo 01 that the screen gives, filled."""
    visit(page, server.address("carga") + "?registro=plan")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Descargar la plantilla").click()
    path = folder / "anexo.xlsx"
    downloading.value.save_as(path)
    above = {"Año:": str(year), "Versión:": "01", "Resolución:": "RD 1", "Fecha de aprobación:": f"03/01/{year}"}
    fill(path, [dict(zip(COLUMNS, row[:7])) | row[7] for row in PLAN], above)
    return path


def give(page: Page, path: Path) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    settle(page)


def shown(page: Page) -> str:
    """What a reader sees, with what is written in empty boxes."""
    hints = page.locator("[placeholder]").evaluate_all("boxes => boxes.map(box => box.placeholder).join(' ')")
    return f"{main_text(page)} {hints}"


@pytest.mark.parametrize("year", [2022, 2026])
def test_from_an_empty_store_to_resumen(relinked, open_page, tmp_path, year):
    store, page = tmp_path / "store", open_page()
    store.mkdir()
    server = point(relinked, store)

    book = plan_book(page, server, tmp_path, year)
    give(page, book)
    expect(page.get_by_test_id("stAlert").first).to_contain_text("no se cargó nada")
    assert "cárguela antes en «Unidades responsables»" in main_text(page) and "UAJ»?" not in main_text(page)

    by_command(
        "organizational_unit",
        store,
        tmp_path,
        [dict(zip(("Unidad", "Nombre", "Vigente desde", "Norma"), unit)) for unit in UNITS],
    )
    visit(page, server.address("carga") + "?registro=plan")
    give(page, book)
    expect(page.get_by_text("5 actividades")).to_be_visible()
    page.get_by_role("button", name="Confirmar la carga").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Las pantallas ya muestran los datos nuevos")
    settle(page)
    assert "2021" not in shown(page)

    documents = [("18", 1, "UB", 20, 1), ("18", 2, "UB", 15, 2), ("07", 2, "UA", 10, 2)]
    by_command(
        "deliverable",
        store,
        tmp_path,
        [
            {
                "Año": year,
                "N° Act.": activity,
                "Mes programado": month,
                "N.º en el mes": 1,
                "Unidad": unit,
                "Fecha de entrega": date(year, on, day),
                "N° de documento": f"I-{n}",
                "Estado": "Entregado",
            }
            for n, (activity, month, unit, day, on) in enumerate(documents, 1)
        ],
    )
    by_command(
        "territorial_unit", store, tmp_path, [{"UT": "AMA", "Nombre": "Amazonas", "Vigente desde": date(2018, 1, 1)}]
    )
    claim = {"Tipo": "Reclamo", "UT": "AMA", "Unidad": "UB"}
    by_command(
        "qrd",
        store,
        tmp_path,
        [
            claim
            | {
                "Código del caso": f"R-{year}-00001",
                "Fecha de registro": date(year, 1, 5),
                "Estado": "Respondido",
                "Fecha de respuesta": date(year, 2, 10),
            },
            claim
            | {"Código del caso": f"R-{year}-00002", "Fecha de registro": date(year, 1, 6), "Estado": "Registrado"},
            claim
            | {
                "Código del caso": f"R-{year}-00003",
                "Fecha de registro": date(year, 2, 2),
                "Estado": "Respondido",
                "Fecha de respuesta": date(year, 2, 25),
            },
        ],
    )

    visit(page, server.address("?corte=" + f"{year}-02"))
    said = main_text(page)
    assert "3 de 5 entregables al 28 de febrero: 2 vencidos, de UA 1 · UB 1." in said
    expect(page.locator(".board.measures").first).to_contain_text("1 de 3")
    assert "2021" not in shown(page)
    decisions = page.locator(".board.decisions .decisions:not(.changes) td.what button").all_inner_texts()
    assert [*map(loose, decisions)] == [
        "1 reclamo sin derivar ni atender fuera de plazo legal",
        "1 reclamo sin cerrar fuera de plazo legal",
        "Informe de UB (act. 07)",
        "Acta de visita (act. 19)",
    ]

    visit(page, server.address(f"seguimiento?corte={year}-02&tema=qrd"))
    lines = page.locator(".sig-line").all_inner_texts()
    assert not lines and page.get_by_role("heading", name="Quejas, reclamos, denuncias y sugerencias").count() == 1
    assert "1 de 1 abierta está fuera de su plazo" in main_text(page)
    assert "Brechas entre el plan y la norma" not in main_text(page) and "2021" not in shown(page)
    no_exception(page)
