"""Every screen at the size of a laptop and of a projector: nothing fails, nothing leaves the machine, all in Spanish."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import LAPTOP, PROJECTOR, shot, visit

SCREENS = {"": "Resumen", "mantenimiento": "Mantenimiento", "seguimiento": "Seguimiento", "mejora": "Mejora",
           "sgc": "SGC · Gestión de la Calidad", "sgas": "SGAS · Gestión Antisoborno",
           "sgsi": "SGSI · Gestión de Seguridad de la Información", "sgsst": "SGSST · Gestión de Seguridad y Salud en el Trabajo",
           "plan": "Plan y versiones", "carga": "Carga", "calidad": "Calidad", "catalogo": "Catálogo"}  # fmt: skip
ENGLISH = ("Upload", "Browse", "Choose", "Search", "Loading", "Fullscreen", "Select", "Download", "Running", "Stop", "Deploy", "Clear",
           "Close", "Drag", "drop", "per file", "None", "nan", "NaN", "NaT", "null", "undefined", "True", "False", "Error", "Traceback",
           "Exception", "Warning", "empty", "No results", "No data", "January", "Monday")  # fmt: skip
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


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=lambda size: f"{size['width']}")
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen or "resumen")
def test_screen(server, open_page, screen, size):
    page = open_page(size)
    visit(page, server.address(screen))
    shot(page, f"{screen or 'resumen'}-{size['width']}")
    expect(page.locator("h1")).to_have_text(SCREENS[screen])
    expect(page.get_by_text("Datos de demostración").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.lang") == "es-PE"
    assert page.evaluate(OVERFLOW) == []
    text = page.evaluate(SEEN)
    assert [word for word in ENGLISH if re.search(rf"(?<!\w){word}(?!\w)", text)] == []
