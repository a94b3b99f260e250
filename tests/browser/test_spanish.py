"""Everything that is read or said aloud is in Spanish, also what the framework says when asked: menus of a table, dates,
lists that find nothing, an address that does not exist, a server that went. And what the data say is left as it is."""

import re

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from support.english import english_in

from .conftest import command, open_scope, serving, settle, visit


def aloud(page: Page) -> list[str]:
    """What a screen reader finds: names, descriptions and values of the accessibility tree, boards and tables included."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    parts = (
        node.get(part, {}).get("value")
        for node in nodes
        if not node.get("ignored")
        for part in ("name", "description", "value")
    )
    return [str(part) for part in parts if part]


def english(page: Page) -> set[tuple[str, str]]:
    """(the English word, the text that has it)."""
    return {(word, text[:120]) for text in aloud(page) for word in english_in(text)}


def table(page: Page):
    """The first table of data of the drawer, and where it is."""
    found = page.get_by_role("dialog").get_by_test_id("stDataFrame").first
    expect(found.locator("canvas [role=row]").nth(1)).to_be_attached()
    return found.bounding_box()


def appears(what: Locator) -> bool:
    """Whether it is seen within a second."""
    try:
        what.wait_for(timeout=1000)
    except TimeoutError:
        return False
    return True


def test_the_menu_and_the_search_of_a_table(server, open_page):
    page = open_page()
    visit(page, server.url)
    visit(page, server.address("seguimiento?tema=qrd&casos=age.qrd.5"))
    box = table(page)
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    for x in range(60, 120, 8):  # the sign of the menu is at the right end of its heading
        page.mouse.move(box["x"] + x - 8, box["y"] + 15)
        page.mouse.click(box["x"] + x, box["y"] + 15)
        if appears(menu):
            break
    items = [each for each in menu.get_by_role("menuitem").all() if each.is_visible()]
    said = [each.evaluate("node => node.lastChild.textContent") for each in items]
    assert said == [
        "Ajustar el ancho",
        "Fijar la columna",
        "Ocultar la columna",
    ]
    assert english(page) == set()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    search = page.get_by_test_id("search-input")
    for y in (200, 100, 150):  # the first click closes what is left of the menu
        page.mouse.click(box["x"] + 100, box["y"] + y)
        page.keyboard.press("Control+f")
        if appears(search):
            break
    expect(search).to_be_visible()
    assert english(page) == set()
    search.fill("lor")  # into the box itself: the drawer may take the focus back while it is drawn
    expect(page.get_by_test_id("search-result-area")).to_contain_text("resultado")
    assert english(page) == set()


def test_a_form_its_lists_and_its_dates(server, open_page):
    page = open_page()
    visit(page, server.address("carga?seccion=formulario"))
    box = page.get_by_role("combobox").first
    box.click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert english(page) == set()
    box.press_sequentially("zzzz")
    expect(page.get_by_text("Sin resultados").first).to_be_visible()
    assert english(page) == set()
    box.fill("")
    page.get_by_role("option").first.click()
    settle(page)
    date = page.get_by_test_id("stDateInput").first
    parts = [part.get_attribute("aria-label").partition(",")[0] for part in date.get_by_role("spinbutton").all()]
    assert parts == ["día", "mes", "año"], "as it is written here, whatever the language of the browser"
    date.get_by_role("spinbutton").first.click()
    page.keyboard.type("05032021")
    date.get_by_test_id("stDateInputCalendarButton").click()
    expect(page.get_by_test_id("stDateInputCalendar")).to_contain_text("marzo de 2021")
    settle(page)
    assert english(page) == set()
    assert any(said.endswith("5 de marzo de 2021") for said in aloud(page))


def test_the_filters_and_what_a_file_is_told(server, open_page, tmp_path):
    page = open_page()
    visit(page, server.url)
    open_scope(page)
    settle(page)
    assert english(page) == set()
    visit(page, server.address("carga?registro=deliverable"))
    given = page.get_by_test_id("stFileUploader").locator("input[type=file]")
    given.set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    expect(page.get_by_test_id("stAlert").first).to_contain_text("no se cargó nada")
    (tmp_path / "enorme.csv").write_bytes(b"x" * 27_000_000)
    given.set_input_files(tmp_path / "enorme.csv")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("pasa de 25.0 MB y no se recibió")
    assert english(page) == set()


@pytest.mark.parametrize("lost", ["nada", "nada/de/nada"])
def test_an_address_that_does_not_exist(server, open_page, lost):
    page = open_page()
    page.goto(server.address(lost))
    expect(page.get_by_test_id("stAlert").first).to_contain_text(f"«{lost}»")
    settle(page)
    expect(page.locator("h1")).to_have_text("Resumen")
    assert english(page) == set()


def test_a_server_that_went(browser, demo_store, tmp_path):
    page = browser.new_context(locale="en-US").new_page()
    with serving(demo_store, tmp_path / "log.txt") as server:
        visit(page, server.url)
    expect(page.get_by_role("dialog")).to_contain_text("El servidor no responde")
    assert english(page) == set()
    page.context.close()


def test_what_the_data_say_is_left_as_it_is(own_server, open_page, tmp_path):
    """A unit called «CONNECTING», whose name is «Upload», an agreement whose note is «Clear»: the framework has those words."""
    units, agreement = tmp_path / "Cancel.csv", tmp_path / "Search.csv"
    units.write_text(
        "Unidad,Nombre,Vigente desde,Vigente hasta,Norma\nCONNECTING,Upload,01/01/2020,,Open\n", encoding="utf-8"
    )
    command("load", "organizational_unit", units, "--store", own_server.store, "--by", "Empty")
    agreement.write_text(
        "agreement,minutes,kind,unit,due_on,fulfilled_on,note\nACU-CLOSE,ACT-2021-01,change,CONNECTING,2021-08-31,,Clear\n",
        encoding="utf-8",
    )
    page = open_page()
    visit(page, own_server.url)
    open_scope(page)
    page.get_by_role("combobox", name="Unidad").first.click()
    expect(page.get_by_role("option", name="CONNECTING", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    visit(page, own_server.address("carga?seccion=historial"))
    expect(page.locator(".st-key-historial").get_by_role("cell", name="Empty", exact=True)).to_have_text("Empty")
    visit(page, own_server.address("carga?registro=agreement"))
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(agreement)
    expect(page.get_by_text("1 fila leída")).to_be_visible()
    settle(page)
    cells = page.get_by_test_id("stDataFrame").first.locator("canvas [role=gridcell]")
    for said in ("CONNECTING", "Clear"):
        expect(cells.filter(has_text=re.compile(f"^{said}$")).first).to_be_attached()
    expect(page.get_by_test_id("stFileChipName")).to_have_text("Search.csv")
