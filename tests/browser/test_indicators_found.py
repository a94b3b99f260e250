"""From the list of indicators to what one says, with clicks alone, and back by its link."""

from playwright.sync_api import expect

from .conftest import main_text, settle, shot, visit


def test_an_indicator_is_found_read_and_sent(server, open_page):
    page = open_page()
    visit(page, server.address("indicadores?corte=2021-11"))
    search = page.get_by_role("searchbox", name="Buscar un indicador")
    search.fill("reclamos plazo legal")
    search.press("Enter")
    settle(page)
    page.get_by_role("button", name="Reclamos en plazo").first.click()
    expect(page.locator("h1")).to_have_text("Reclamos respondidos dentro del plazo legal")
    settle(page)
    said = main_text(page)
    assert "julio de 2020 a enero de 2021: 7 meses seguidos bajo la media" in said
    page.get_by_role("radio", name="36 meses").click()
    settle(page)
    page.get_by_role("radio", name="Por unidad", exact=True).click()
    settle(page)
    shot(page, "indicador")
    assert all(part in page.url for part in ("ind=SEG-07", "meses=36", "por=unit"))
    page.get_by_role("tab", name="Tabla").first.click()
    expect(page.locator('[class*="st-key-tab_proceso_"] canvas').first).to_be_visible()
    other = open_page(apart=True)
    visit(other, page.url)
    expect(other.locator("h1")).to_have_text("Reclamos respondidos dentro del plazo legal")
    expect(other.get_by_role("radio", name="36 meses")).to_be_checked()
    page.get_by_role("button", name="Todos los indicadores").click()
    expect(page.locator("h1")).to_have_text("Indicadores")
