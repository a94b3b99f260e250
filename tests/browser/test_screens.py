"""Every screen at the size of a laptop and of a projector: nothing fails, nothing leaves the machine, all in
Spanish, and nothing lies over its neighbour."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from sig_metrics.catalog.reader import default_catalog
from support.places import PARTS, SECTIONS

from .conftest import LAPTOP, PROJECTOR, open_scope, settle, shot, visit

SCREENS = {
    "": "Resumen",
    "revision": "Revisión por la Dirección",
    "agenda": "Agenda",
    "mantenimiento": "Mantenimiento",
    "seguimiento": "Seguimiento",
    "mejora": "Mejora",
    "sgc": "SGC · Gestión de la Calidad",
    "sgas": "SGAS · Gestión Antisoborno",
    "sgsi": "SGSI · Gestión de Seguridad de la Información",
    "sgsst": "SGSST · Gestión de Seguridad y Salud en el Trabajo",
    "indicadores": "Indicadores",
    "explorador": "Explorador",
    "plan": "Plan y versiones",
    "carga": "Carga",
    "calidad": "Calidad",
    "catalogo": "Catálogo",
}
WHOLE = {"mantenimiento": "?calendario=todo"}  # the lines of action head the whole calendar only
ENGLISH = (
    "Upload",
    "Browse",
    "Choose",
    "Search",
    "Loading",
    "Fullscreen",
    "Select",
    "Download",
    "Running",
    "Stop",
    "Deploy",
    "Clear",
    "Close",
    "Drag",
    "drop",
    "per file",
    "None",
    "nan",
    "NaN",
    "NaT",
    "null",
    "undefined",
    "True",
    "False",
    "Error",
    "Traceback",
    "Exception",
    "Warning",
    "empty",
    "No results",
    "No data",
    "January",
    "Monday",
    "Skip to",
    "Open",
    "Main menu",
    "Sidebar",
    "Empty",
    "Press Enter",
    "Column menu",
    "Sort ascending",
    "Hide column",
    "Copy",
)
SEEN = """() => {
  const texts = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) {
        for (const child of node.shadowRoot.children) if (child.tagName !== 'STYLE') texts.push(child.innerText ?? '');
        visit(node.shadowRoot);
      }
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext']) {
        if (node.getAttribute(name)) texts.push(node.getAttribute(name));
      }
    }
  };
  texts.push(document.body.innerText);
  visit(document);
  return texts.join('\\n');
}"""
OVERFLOW = """() => [...document.querySelectorAll('[data-testid="stMain"], [data-testid="stSidebarContent"]')]
  .concat([document.documentElement]).filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.dataset?.testid ?? 'html'}: ${node.scrollWidth} > ${node.clientWidth}`)"""


# What sticks out of its cell by more than a pixel, to the right or above: the words themselves, not their boxes. What is
# cut short with an ellipsis and says itself whole in its title does not.
STICKS_OUT = """(selector) => {
  const found = [];
  const visit = (root) => {
    for (const cell of root.querySelectorAll(selector)) {
      const cut = cell.querySelector('.cut[title]');
      if (cut && cut.title === cell.textContent.replaceAll('\u00a0', ' ')) continue;
      const place = cell.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(cell);
      for (const box of range.getClientRects()) {
        if (box.right > place.right + 1 || box.left < place.left - 1 || box.top < place.top - 1 || box.bottom > place.bottom + 1) {
          found.push(`${cell.innerText} (${Math.round(box.width)} × ${Math.round(box.height)} px)`);
          break;
        }
      }
    }
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) visit(node.shadowRoot);
  };
  visit(document);
  return found;
}"""
# The levels of the titles in the order of the page, and what can be pressed or is a picture and has no name.
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((node) => Number(node.tagName[1]))"""
NAMELESS = """() => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll('button, a[href], input, textarea, img, [role="img"], [role="button"], [role="combobox"]')) {
      const labels = (node.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean).map((id) => root.getElementById?.(id)?.textContent ?? '');
      const named = [node.getAttribute('aria-label'), node.title, node.alt, node.innerText, getComputedStyle(node, '::after').content.replace(/^(none|normal|"")$/, ''), ...labels, ...[...(node.labels ?? [])].map((label) => label.innerText)];
      if (node.checkVisibility() && !node.closest('[aria-hidden="true"]') && !named.some((name) => name?.trim())) found.push(node.outerHTML.slice(0, 700));
    }
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) visit(node.shadowRoot);
  };
  visit(document);
  return found;
}"""
CELLS, LINES = ".board.measures td, .board.measures th", ".board.plan_grid .group th"


@pytest.mark.in_turn(6)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen or "resumen")
def test_screen(server, walk, screen):
    """One visit, seen at the size of a laptop and then of a projector."""
    page = walk(server.address(screen + WHOLE.get(screen, "")))
    for size in (LAPTOP, PROJECTOR):
        page.set_viewport_size(size)
        settle(page)
        shot(page, f"{screen or 'resumen'}-{size['width']}")
        expect(page.get_by_text("Datos de demostración").first).to_be_in_viewport()
        assert page.evaluate(OVERFLOW) == []
        check_boards(page, screen)
        check_lines(page, screen)
    expect(page.locator("h1")).to_have_text(SCREENS[screen])
    assert page.evaluate("document.documentElement.lang") == "es-PE"
    no_english(page)
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert [pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1] == [], levels
    assert page.evaluate(NAMELESS) == []


def no_english(page: Page) -> None:
    """Nothing that is read or said aloud, boards included, has words that the framework has in English."""
    text = page.evaluate(SEEN)
    assert [word for word in ENGLISH if re.search(rf"(?<!\w){word}(?!\w)", text)] == []


@pytest.mark.parametrize("screen", ["", "seguimiento", "sgc", "plan"], ids=lambda screen: screen or "resumen")
def test_nothing_is_wider_than_a_small_screen(server, walk, screen):
    page = walk(server.address(screen))
    for width, height in ((1093, 614), (683, 384), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        shot(page, f"{screen or 'resumen'}-{width}")
        wider = page.evaluate(OVERFLOW)
        assert [each for each in wider if not each.startswith("stSidebar")] == []  # the menu of a phone, closed


def test_the_filters_and_an_empty_search_are_in_spanish(server, walk):
    page = walk(server.address("seguimiento"))
    open_scope(page)
    settle(page)
    no_english(page)
    box = page.get_by_role("combobox", name="Unidad").first
    box.click()
    box.press_sequentially("zzzz")
    expect(page.get_by_text("Sin resultados").first).to_be_visible()
    no_english(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


# Names of the boards that are not read whole where they are.
CUT = """() => [...document.querySelectorAll('*')].filter((node) => node.shadowRoot)
  .flatMap((node) => [...node.shadowRoot.querySelectorAll('.cut')])
  .filter((node) => node.checkVisibility() && (node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 1))
  .map((node) => node.textContent)"""


@pytest.mark.parametrize(
    "screen", ["", "seguimiento", "mejora", "sgsi", "plan"], ids=lambda screen: screen or "resumen"
)
def test_names_are_read_whole(server, walk, screen):
    page = walk(server.address(screen))
    for size in (LAPTOP, PROJECTOR, {"width": 683, "height": 384}):
        page.set_viewport_size(size)
        settle(page)
        assert page.evaluate(CUT) == [], size


def test_a_long_list_of_what_changed_is_folded_and_unfolds(server, walk):
    """Since November 2020, all of the plan of 2021 that has come: 72 deliverables and six that fell overdue."""
    page = walk(server.address("?comparar=2020-11"))
    rows = page.locator(".board.decisions .changes").first.locator("tbody tr")
    assert (rows.count(), sum(row.is_visible() for row in rows.all())) == (78, 12)
    page.get_by_role("button", name="Ver las 78 →").click()
    expect(rows.nth(77)).to_be_visible()
    settle(page)  # the list is drawn again, and the focus stays where it was
    assert rows.nth(12).locator("button").evaluate("node => node.getRootNode().activeElement === node")
    page.get_by_role("tab", name="Tabla").first.click()
    expect(page).to_have_url(re.compile("cambios=0.*tabla=curva"))
    page.reload()
    expect(rows.nth(77)).to_be_visible()
    expect(page.get_by_role("tab", name="Tabla").first).to_have_attribute("aria-selected", "true")


STILL = ("", "seguimiento", "sgsi", "plan", "calidad", "seguimiento?tema=digital", "sgc?parte=evidencia")
if os.environ.get("SIG_HEAVY") == "1":  # every screen, topic and part
    shown = default_catalog().screens
    STILL = dict.fromkeys(
        (
            *STILL,
            *SCREENS,
            *(f"{shown.stages[topic.stage].address}?tema={topic.key}" for topic in shown.topics),
            *(f"{system.address}?parte={part}" for system in shown.systems.values() for part in PARTS),
            *(f"{screen}?seccion={section}" for screen, sections in SECTIONS.items() for section in sections),
        )
    )


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("screen", STILL, ids=lambda screen: screen or "resumen")
def test_what_is_drawn_does_not_move(server, open_page, screen):
    """The sum of what moved without the reader since the page began, as the browser counts it."""
    page = open_page()
    page.goto(server.address(screen), wait_until="domcontentloaded")
    page.wait_for_selector('[data-testid="stMain"] h1')
    settle(page)
    moved = page.evaluate("""() => new Promise((said) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value; })
        .observe({type: 'layout-shift', buffered: true});
      setTimeout(() => said(sum), 300);
    })""")
    assert moved <= 0.1


def check_boards(page: Page, screen: str) -> None:
    """The indicators keep to their columns."""
    rows = {"": 8, "sgsi": 6}.get(screen)
    if rows:
        assert page.locator(".board.measures tbody tr").count() == rows
        assert page.evaluate(STICKS_OUT, CELLS) == []


def check_lines(page: Page, screen: str) -> None:
    """The title of a line of action has a row of its own."""
    if screen not in ("mantenimiento", "mejora"):
        return
    titles = page.locator(LINES)
    assert titles.count() >= 2
    assert page.evaluate(STICKS_OUT, LINES) == []
    for title in titles.all():
        line = title.evaluate("node => parseFloat(getComputedStyle(node).lineHeight)")
        words = title.locator("span").bounding_box()
        assert words["height"] < 2.5 * line, "more than two lines"
        assert words["y"] - title.bounding_box()["y"] > 0.4 * line, "too near to the row above"


@pytest.mark.parametrize(
    ("place", "table", "columns"),
    [
        ("?ficha=PLN-01", '[role="dialog"] [class*="st-key-numbers-"] table', {2, 3, 4}),
        ("plan", '[class*="st-key-numbers-assigned-"] table', {3, 4, 5}),
        ("plan", '[class*="st-key-numbers-open-"] table', {2, 3, 4, 5, 6}),
    ],
    ids=["ficha", "budget", "close"],
)
def test_numbers_are_on_the_right_and_of_one_width(server, walk, place, table, columns):
    table = walk(server.address(place)).locator(table).first
    styles = table.evaluate("""node => [...node.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => {
      const style = getComputedStyle(cell.querySelector('p') ?? cell);
      return [style.textAlign, style.fontVariantNumeric];
    }))""")
    assert len(styles) > 2
    for row in styles:
        assert {n for n, (align, _) in enumerate(row, 1) if align == "right"} == columns
        assert all("tabular-nums" in figures for _, figures in row)


def test_no_line_ends_in_the_middle_of_what_is_read_together(server, walk):
    """On a telephone: a number stays with what it counts, a sign with what is before it; a row of a table for reading is
    a few lines as wide as the page."""
    page = walk(server.address("?corte=2021-11"))
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    assert "UTI\u00a03\u00a0· UPPM\u00a02\u00a0· CT\u00a01" in page.locator(".st-key-sig-lead").inner_text()
    said = page.locator(".board.decisions .small").all_inner_texts()
    assert "CT\u00a0/ UCI\u00a0/ URH\u00a0/ UTI" in said
    visit(page, server.address("catalogo?seccion=plazos"))
    tables = page.locator('[class*="narrow-"] [data-testid="stTable"] table')
    assert tables.count() == 3
    for table in tables.all():
        row = table.locator("tbody tr").first
        name, shown = row.locator("td p").first.inner_text(), row.bounding_box()
        assert name and shown["x"] >= 0 and shown["x"] + shown["width"] <= 390
        assert shown["height"] < 7 * 20, "more lines than a few"
