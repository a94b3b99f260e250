"""Crossing the charts of a register: what a click leaves is counted in the browser, its rows are as many, and the link says
the same to another person. The figures were counted in data/demo/qrd.csv."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from .conftest import settle, shot, visit


def bar(page: Page, chart: str, label: str):
    return page.get_by_role("group", name=chart, exact=True).get_by_role("button", name=f"{label}:")


def said(page: Page):
    return page.locator(".crossed .said")


def test_charts_filter_one_another_and_open_their_rows(server, open_page):
    page = open_page()
    visit(page, server.address("explorador?corte=2021-11&vista=cruzar"))
    expect(said(page)).to_have_text("1,894 casos, de enero de 2020 a noviembre de 2021")
    bar(page, "Motivo", "Trato profesional").click()
    expect(bar(page, "Canal", "Web")).to_have_accessible_name("Web: 23 de 149")
    expect(bar(page, "Canal", "Línea 1880")).to_have_accessible_name("Línea 1880: 75 de 437")
    expect(bar(page, "Unidad", "UCI")).to_have_accessible_name("UCI: 139 de 848")
    bar(page, "Canal", "Web").click()
    expect(said(page)).to_have_text("23 de 1,894 casos (1.2 %)")
    expect(bar(page, "Canal", "Línea 1880")).to_have_accessible_name(
        "Línea 1880: 75 de 437"
    )  # its own chart is not narrowed
    expect(bar(page, "UT", "Cajamarca")).to_have_accessible_name("Cajamarca: 2 de 279")
    page.wait_for_url("**filtro=channel.web..reason.treatment")
    address = page.url
    bar(page, "Mes", "marzo de 2021").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(said(page)).to_have_text("3 de 1,894 casos (0.2 %)")
    expect(page.locator(".crossed .live")).to_contain_text("de marzo a junio de 2021")
    page.get_by_role("button", name="Ver las 3 filas").click()
    expect(page.get_by_role("dialog")).to_contain_text("3 filas")
    settle(page)
    shot(page, "cruzar")
    assert parse_qs(urlsplit(page.url).query)["filtro"] == ["month.202103.202106..channel.web..reason.treatment"]
    assert len(page.url) < 400
    other = open_page(apart=True)
    visit(other, page.url)
    expect(other.get_by_role("dialog")).to_contain_text("3 filas")
    expect(said(other)).to_have_text("3 de 1,894 casos (0.2 %)")
    expect(bar(other, "Motivo", "Trato profesional")).to_have_attribute("aria-pressed", "true")
    bar(page, "Canal", "Web").click()  # the drawer beside the page follows
    expect(page.get_by_role("dialog")).to_contain_text("56 filas")
    settle(page)
    for _ in range(6):  # the drawers of the reason alone and of the three, and the months on the way, if it was slow
        if page.url == address:
            break
        page.go_back()
        settle(page)
    expect(page).to_have_url(address)
    expect(said(page)).to_have_text("23 de 1,894 casos (1.2 %)")
    months = page.locator(".crossed .months").bounding_box()
    each, middle = months["width"] / 23, months["y"] + 60
    page.mouse.move(months["x"] + each * 14.5, middle)  # March of 2021 is the fifteenth
    page.mouse.down()
    page.mouse.move(months["x"] + each * 17.5, middle, steps=4)
    page.mouse.up()
    expect(said(page)).to_have_text("3 de 1,894 casos (0.2 %)")
    page.get_by_role("button", name="Quitar filtros").click()
    expect(said(page)).to_have_text("1,894 casos, de enero de 2020 a noviembre de 2021")
    expect(page).not_to_have_url(re.compile("filtro"))  # counted at once; the address follows
