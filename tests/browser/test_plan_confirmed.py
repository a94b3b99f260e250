"""A plan confirmed by hand from its resolution: each doubtful cell is answered by the keyboard, answers and corrections stay
while the grid is left and seen again, and the version is loaded."""

from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.versions import version_of
from sig_metrics.store import LocalStore
from support.plan_documents import Laid, as_pdf

from .conftest import Server, choose, no_exception, settle, shot, visit

HEADER = {"Versión": "06", "Resolución": "RDE N° 180-2021-MIDIS/PNADP-DE", "Fecha de aprobación": "06/12/2021"}


def give(page: Page, server: Server, path: Path) -> None:
    choose(page, "1 · Registro", "Plan anual (Anexo 01)")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    settle(page)


def doubts(page: Page):
    """The table of the cells to be checked, the last of the screen."""
    return page.get_by_test_id("stDataFrame").last


def ticks(page: Page) -> list[str]:
    cells = doubts(page).locator("canvas [role=gridcell][aria-colindex='5']")
    expect(cells.first).to_be_attached()
    return [cell.text_content() for cell in cells.all()]


def enter(page: Page, board, right: int, down: int) -> None:
    """Goes to a cell of a table by the keys, from its first one."""
    board.evaluate("each => each.scrollIntoView({block: 'center'})")  # clear of the bar over the screen
    settle(page)
    first = board.get_by_test_id("glide-cell-0-0")
    for _ in range(3):  # the first click may only leave the table that was entered before
        box = board.bounding_box()
        page.mouse.click(box["x"] + 40, box["y"] + 50)
        settle(page)
        if first.get_attribute("aria-selected") == "true":
            break
    for n in range(1, right + 1):
        page.keyboard.press("ArrowRight")
        here(board, n, 0)
    for n in range(1, down + 1):
        page.keyboard.press("ArrowDown")
        here(board, right, n)


def here(board, column: int, row: int) -> None:
    """The keys are at this cell."""
    expect(board.get_by_test_id(f"glide-cell-{column}-{row}")).to_have_attribute("aria-selected", "true", timeout=5000)


def tick(page: Page, first: int, last: int) -> None:
    enter(page, doubts(page), 4, first)
    for row in range(first, last + 1):
        page.keyboard.press("Space")
        settle(page)
        if row < last:
            page.keyboard.press("ArrowDown")


def fill(page: Page) -> None:
    """The facts of the approval, of a version after that of the document."""
    for label, value in HEADER.items():
        page.get_by_label(label, exact=True).fill(value)
        page.keyboard.press("Tab")
        settle(page)


def test_a_plan_is_confirmed_cell_by_cell_and_its_answers_stay(own_server, open_page, tmp_path):
    """One cell of activity 16 is over May to September: five doubts. In version 05 its deliverables are of May and December
    (data/plan/2021-v05); whoever confirms this one writes June."""
    path = tmp_path / "rde.pdf"
    path.write_bytes(as_pdf(Laid(bars={"16": (5, 9, "1")})))
    page = open_page()
    visit(page, own_server.address("carga"))
    give(page, own_server, path)
    expect(page.get_by_test_id("stMain")).to_contain_text("hay 5 celdas por comprobar")
    assert ticks(page) == ["false"] * 5
    tick(page, 0, 2)
    assert ticks(page) == ["true"] * 3 + ["false"] * 2
    expect(page.get_by_role("button", name="Confirmar la grilla")).to_have_count(0)
    fill(page)
    enter(page, page.get_by_test_id("stDataFrame").first, 8, 15)
    page.keyboard.press("Delete")
    settle(page)
    page.keyboard.press("ArrowRight")
    here(page.get_by_test_id("stDataFrame").first, 9, 15)
    page.keyboard.press("Enter")
    page.locator("#portal textarea").fill("1")
    page.keyboard.press("Enter")
    settle(page)

    visit(page, own_server.address("catalogo"))  # another screen, and back with the same document
    visit(page, own_server.address("carga"))
    give(page, own_server, path)
    assert ticks(page) == ["true"] * 3 + ["false"] * 2
    for label, value in HEADER.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(value)
    tick(page, 3, 4)
    shot(page, "dudas-respondidas")
    page.get_by_role("button", name="Confirmar la grilla").click()
    settle(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("Grilla confirmada: 25 actividades de «rde.pdf»")

    page.get_by_role("button", name="Volver a la grilla").click()
    settle(page)
    assert ticks(page) == ["true"] * 5
    page.get_by_role("button", name="Confirmar la grilla").click()
    settle(page)
    page.get_by_role("button", name="Confirmar la carga").click()
    settle(page)
    no_exception(page)
    with closing(dataset_of(LocalStore(own_server.store).open(), default_catalog())) as dataset:
        made = version_of(dataset, 2021, "06")
    assert len(made) == 25 and made["16"]["months"] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
    visit(page, own_server.address("plan?corte=2021-12"))
    expect(page.get_by_test_id("stMain")).to_contain_text(
        "Contra la v06 del plan 2021, aprobada el 06/12/2021. De la versión 05 a la 06: 1 entregable cambió de mes."
    )
