"""The drawer in a browser: it stands beside what was picked, opens again on the same mark, gives the focus back, and is
reached by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, open_scope, settle, visit

AGES = '[class*="st-key-fig_antiguedad_qrd"]'
HELD = """() => { let at = document.activeElement; while (at?.shadowRoot) at = at.shadowRoot.activeElement;
  return at?.dataset?.pick ?? null; }"""
OLDEST = "() => document.activeElement.closest('[class*=\"st-key-\"]')?.className ?? document.activeElement.tagName"


@pytest.fixture
def cases(server, walk):
    """The cases of QRD, at some size."""

    def opened(size: dict = LAPTOP) -> Page:
        return walk(server.address("seguimiento?tema=qrd"), size)

    return opened


def bar(page: Page, chart: str = AGES, n: int = 4):
    """A bar of a chart, as it is drawn now."""
    found = page.locator(f"{chart} .bar").nth(n)
    found.scroll_into_view_if_needed()
    return found


def picked(page: Page, chart: str) -> set[str]:
    """How the bars of a chart are seen: with one picked, the others are faint."""
    return set(page.locator(f"{chart} .bar").evaluate_all("all => all.map(each => getComputedStyle(each).opacity)"))


def panel(page: Page):
    return page.locator(".stDialog > div")


def test_the_same_mark_opens_it_each_time_and_nothing_stays_picked(cases):
    page = cases()
    for _ in range(3):
        bar(page).click(force=True)
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)
        assert "casos=age.qrd.5" in page.url
        faint = page.locator(f"{AGES} .bar").evaluate_all("all => all.map(each => getComputedStyle(each).opacity)")
        assert len(set(faint)) == 2, "what was picked is told from the rest while the drawer is open"
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        settle(page)
        faint = page.locator(f"{AGES} .bar").evaluate_all("all => all.map(each => getComputedStyle(each).opacity)")
        assert set(faint) == {"1"}


def test_what_was_picked_stays_in_sight_beside_it(cases):
    page = cases()
    bar(page, '[class*="st-key-fig_motivos_qrd"]', 0).click(force=True)  # on the right of the page
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    beside, picked = panel(page).bounding_box(), bar(page, '[class*="st-key-fig_motivos_qrd"]', 0).bounding_box()
    assert beside["width"] <= 0.48 * LAPTOP["width"] + 1
    assert picked["x"] >= 0 and picked["x"] + picked["width"] <= beside["x"], "the bar is under the drawer"
    veil = page.locator(".stDialog").evaluate("each => getComputedStyle(each).backgroundColor")
    assert veil == "rgba(0, 0, 0, 0)"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("each => [each.scrollLeft, each.scrollWidth - each.clientWidth]") == [0, 0]


def test_the_page_is_used_beside_it(cases):
    page = cases()
    reasons = '[class*="st-key-fig_motivos_qrd"]'
    bar(page, reasons, 0).click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("QRD del año por ese motivo")
    settle(page)
    assert picked(page, reasons) == {"0.2", "1"}
    page.mouse.move(200, 500)
    page.mouse.wheel(-2000, 200)
    page.wait_for_function("() => document.querySelector('[data-testid=\"stMain\"]').scrollTop > 100")
    bar(page).click(force=True)  # another figure, with the drawer open
    expect(page.get_by_role("dialog")).to_contain_text("Casos abiertos de esa antigüedad")
    settle(page)
    assert "casos=age.qrd.5" in page.url
    assert (picked(page, reasons), picked(page, AGES)) == ({"1"}, {"0.2", "1"}), "one mark is picked, its own"
    open_scope(page)
    page.mouse.click(20, 700)  # nowhere: the list of the scope closes, the drawer does not
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_be_visible()
    bar(page, n=3).click(force=True)
    page.wait_for_url("**casos=age.qrd.4*")
    settle(page)
    page.locator(".st-key-why_antiguedad_qrd button").focus()
    page.keyboard.press("F6")
    assert page.evaluate("Boolean(document.activeElement.closest('.stDialog'))")
    page.keyboard.press("F6")
    assert not page.evaluate("Boolean(document.activeElement.closest('.stDialog'))")
    page.keyboard.press("Escape")  # from the page
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
    assert "casos" not in page.url and page.evaluate("!document.getElementById('root').inert")


def test_its_mark_closes_it_and_so_does_another_screen(cases):
    page = cases()
    for expected in (1, 0, 1):
        bar(page).click(force=True)
        expect(page.get_by_role("dialog")).to_have_count(expected)
        settle(page)
    page.get_by_test_id("stHeader").get_by_text("Resumen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Resumen")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
    assert page.get_by_test_id("stMain").evaluate("each => each.scrollWidth - each.clientWidth") == 0


def test_a_narrow_screen_gives_it_its_whole_width(cases):
    page = cases({"width": 683, "height": 384})
    why = page.locator(".st-key-why_antiguedad_qrd button")
    why.focus()  # the menu lies over it
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    assert panel(page).bounding_box()["width"] == 683
    assert page.evaluate("document.getElementById('root').inert"), "what is under it is out of reach"


def test_closing_gives_the_focus_back(cases, server):
    page = cases()
    bar(page).click(force=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => ({OLDEST})().includes('fig_antiguedad_qrd')")
    visit(page, server.url)
    place = page.locator('button[data-pick="overdue.SEG-07"]')
    picked = place.get_attribute("data-pick")
    place.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    page.keyboard.press("Escape")
    page.wait_for_function(
        "key => { let at = document.activeElement; while (at?.shadowRoot) at = at.shadowRoot.activeElement;"
        " return at?.dataset?.pick === key; }",
        arg=picked,
    )


def test_a_row_of_the_table_is_picked_by_keyboard(server, open_page):
    page = open_page()  # the tab that it chooses stays chosen
    visit(page, server.address("seguimiento?tema=qrd"))
    page.get_by_role("tab", name="Tabla").first.click()  # that of the ages, under the indicators
    settle(page)
    table = page.locator('[class*="st-key-tab_antiguedad_qrd"] canvas').first
    expect(table).to_be_visible()
    settle(page)
    table.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.dataset.testid?.startsWith('glide-cell')")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    assert "casos=age.qrd." in page.url


def test_a_long_table_is_searched(server, open_page):
    page = open_page()
    visit(page, server.address("seguimiento?tema=qrd&ficha=SEG-07"))
    search = page.get_by_role("dialog").get_by_role("textbox", name="Buscar en la tabla").first
    search.fill("loreto ct")
    search.press("Enter")
    expect(page.get_by_role("dialog").get_by_text("de 56 filas")).to_be_visible()


@pytest.mark.parametrize(
    ("screen", "board", "keys", "picked", "told"),
    [
        # from the first stage down to the cell of the first system, and left to what it has overdue
        ("resumen", "matrix", ["ArrowDown", "ArrowLeft"], "cruce.SGC.maintenance", "Vencidos · 2"),
        # of the first topic: its name, its value, then what it has past its term
        ("seguimiento", "tiles", ["ArrowRight", "ArrowRight"], "tema.reporte", "Fuera de plazo · 4"),
    ],
)
def test_a_count_is_opened_by_keyboard_alone_and_has_the_focus_back(walk, server, screen, board, keys, picked, told):
    page = walk(server.address(f"{screen}?corte=2021-11"))
    page.locator(f".st-key-{board} button[data-row][tabindex='0']").focus()
    for key in keys:
        page.keyboard.press(key)
    assert page.evaluate(HELD) == picked
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("tab").first).to_have_text(told)
    settle(page)
    assert f"casos={picked}" in page.url
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_function(f"key => ({HELD})() === key", arg=picked)


def test_the_original_row_is_seen_in_the_drawer_of_a_cell(walk, server):
    """Line 52 of `data/demo/deliverable.csv`, the second row: what came of activity 18 without a number."""
    page = walk(server.address("resumen?corte=2021-11&act=18&mes=10"))
    table = page.locator(".st-key-tab_entregables canvas").first
    table.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.dataset.testid?.startsWith('glide-cell')")
    page.keyboard.press("Shift+Space")
    row = page.locator(".st-key-sig-original")
    expect(row).to_contain_text("Fila 52 de deliverable.csv")
    expect(row).to_contain_text("Informe del estatus de las alertas CTVC – octubre")
    expect(row).to_contain_text("Vacías: document_number.")
    with page.expect_download() as copy:
        row.get_by_role("button", name="Copia con la fila pintada").click()
    assert copy.value.suggested_filename == "demostracion_deliverable_fila_52.xlsx"


def test_a_link_of_a_row_opens_what_it_answers_in_the_same_drawer(server, walk):
    page = walk(server.address("mantenimiento?corte=2021-11&tema=comite&casos=case.agreement.ACU-2021-080"))
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Los incidentes del año y el informe de la UTI.")
    drawer.get_by_role("button", name="Responde a: Incidente de seguridad SI-2021-099").click()
    expect(drawer).to_contain_text("Incidente SI-2021-099")
    assert "casos=case.security_incident.SI-2021-099" in page.url
    expect(drawer.get_by_text("Acuerdos", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
