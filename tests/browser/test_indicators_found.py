"""From the list of indicators to what one says, with clicks alone, and back by its link."""

import re

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
    # what moved it: Apurímac, 2 of 3 in November, and each of them is a row
    bars = page.locator('[class*="st-key-fig_movio_ut"] .board.chart')
    expect(bars).to_have_attribute("aria-label", re.compile("^Apurímac: −1.7; Loreto-Iquitos: −1.7; "))
    bars.locator('[data-pick="grupo.SEG-07.2021-11.ut.APU"]').click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("SEG-07 · Apurímac · noviembre de 2021")
    settle(page)
    assert page.get_by_role("tab", name="Numerador · 2").is_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # and by its reason: 15 of the 16 about the result of what they asked for
    page.get_by_role("radio", name="Por motivo", exact=True).click()
    settle(page)
    reasons = page.locator('[class*="st-key-fig_movio_reason"] .board.chart')
    expect(reasons).to_have_attribute("aria-label", re.compile("^Otro motivo: −1.7; Resultado de la atención: −1.5; "))
    reasons.locator('[data-pick="grupo.SEG-07.2021-11.reason.result"]').click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("SEG-07 · Resultado de la atención · noviembre de 2021")
    settle(page)
    assert page.get_by_role("tab", name="Denominador · 16").is_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # what can still come on time: 38 of 62, and each of them is a row
    assert "De 62 abiertos con plazo, 24 ya vencieron y 38 aún pueden llegar a tiempo." in said
    page.get_by_role("button", name="Ver lo que aún está en plazo").click()
    expect(page.get_by_role("dialog")).to_contain_text("38 filas")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
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


def places(page) -> set[int]:
    """How far from the left each small picture is."""
    panels = page.locator('[class*="st-key-fig_aparte_ut"] .panel')
    return {round(box["x"] / 10) for each in panels.all() if (box := each.bounding_box())}


def test_small_pictures_take_fewer_columns_where_it_is_narrow_and_open_the_rows_of_a_group(server, open_page):
    """Twelve of eighteen, three to a row beside the funnel and two on a telephone, none cut; the last month of Apurímac
    has 2 of 3."""
    page = open_page()
    visit(page, server.address("indicadores?corte=2021-11&ind=SEG-07"))
    chart = page.locator('[class*="st-key-fig_aparte_ut"] .board.chart')
    assert chart.locator(".panel").count() == 12 and len(places(page)) == 3
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    assert len(places(page)) == 2
    room, picture = chart.bounding_box(), chart.locator(".picture").bounding_box()
    assert picture["height"] > 600 and picture["height"] <= room["height"] + 1 and picture["width"] <= room["width"] + 1
    page.set_viewport_size({"width": 1366, "height": 768})
    settle(page)
    chart.locator('[data-pick="grupo.SEG-07.2021-11.ut.APU"]').click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("SEG-07 · Apurímac · noviembre de 2021")
    settle(page)
    assert page.get_by_role("tab", name="Denominador · 3").is_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Ver los 18").click()
    settle(page)
    assert chart.locator(".panel").count() == 18 and "grupos=todos" in page.url
