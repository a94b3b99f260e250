"""Every screen at the size of a laptop and of a projector: nothing fails, nothing leaves the machine, all in
Spanish, and nothing lies over its neighbour."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, PROJECTOR, settle, shot

SCREENS = {
    "": "Resumen",
    "mantenimiento": "Mantenimiento",
    "seguimiento": "Seguimiento",
    "mejora": "Mejora",
    "sgc": "SGC · Gestión de la Calidad",
    "sgas": "SGAS · Gestión Antisoborno",
    "sgsi": "SGSI · Gestión de Seguridad de la Información",
    "sgsst": "SGSST · Gestión de Seguridad y Salud en el Trabajo",
    "plan": "Plan y versiones",
    "carga": "Carga",
    "calidad": "Calidad",
    "catalogo": "Catálogo",
}
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
)
SEEN = """() => {
  const texts = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) {
        for (const child of node.shadowRoot.children) if (child.tagName !== 'STYLE') texts.push(child.innerText ?? '');
        visit(node.shadowRoot);
      }
      if (node.matches(':placeholder-shown')) texts.push(node.placeholder);
    }
  };
  texts.push(document.body.innerText);
  visit(document);
  return texts.join('\\n');
}"""
OVERFLOW = """() => [...document.querySelectorAll('[data-testid="stMain"], [data-testid="stSidebarContent"]')]
  .concat([document.documentElement]).filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.dataset?.testid ?? 'html'}: ${node.scrollWidth} > ${node.clientWidth}`)"""


# What sticks out of its cell by more than a pixel, to the right or above: the words themselves, not their boxes.
STICKS_OUT = """(selector) => {
  const found = [];
  const visit = (root) => {
    for (const cell of root.querySelectorAll(selector)) {
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
CELLS, LINES = ".board.measures td, .board.measures th", ".board.plan_grid .group th"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen or "resumen")
def test_screen(server, walk, screen):
    """One visit, seen at the size of a laptop and then of a projector."""
    page = walk(server.address(screen))
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
    text = page.evaluate(SEEN)
    assert [word for word in ENGLISH if re.search(rf"(?<!\w){word}(?!\w)", text)] == []


def check_boards(page: Page, screen: str) -> None:
    """The indicators keep to their columns."""
    if screen in ("", "sgsi"):
        assert page.locator(".board.measures tbody td").count() >= 32
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
    ("place", "columns"),
    [("?ficha=PLN-01", {2, 3, 4}), ("plan?act=18", {6}), ("plan", {2})],
    ids=["ficha", "cell", "budget"],
)
def test_numbers_are_on_the_right_and_of_one_width(server, walk, place, columns):
    page = walk(server.address(place))
    table = page.locator(('[role="dialog"] ' if "?" in place else "") + '[class*="st-key-numbers-"] table')
    styles = table.evaluate("""node => [...node.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => {
      const style = getComputedStyle(cell.querySelector('p') ?? cell);
      return [style.textAlign, style.fontVariantNumeric];
    }))""")
    assert len(styles) > 2
    for row in styles:
        assert {n for n, (align, _) in enumerate(row, 1) if align == "right"} == columns
        assert all("tabular-nums" in figures for _, figures in row)
