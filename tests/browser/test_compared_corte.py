"""«Comparar con» a corte, in the browser: chosen in the bar by the keys, told by the values, the matrix, the curve and «qué
cambió»; its link opens the same; it fits a laptop and a telephone, and axe finds nothing."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore
from support.compared import AFTERWARDS, frozen_october

from .conftest import LAPTOP, PROJECTOR, loose, open_scope, scope_line, serving, settle, shot, visit
from .test_accessible import ALSO, COLOURS, FOUND
from .test_frozen import READ

NAME = "Corte n.º 1 «Cierre de octubre»"
PHONE = {"width": 390, "height": 844}
CHANGED = "Qué cambió desde el corte n.º 1 «Cierre de octubre»"
SCREENS = ("", "mantenimiento", "sgsi", "indicadores", "indicadores?ind=PLN-01")
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def compared(demo_store, tmp_path_factory):
    """A server whose store has a corte of October, and what came after it."""
    folder = tmp_path_factory.mktemp("compared")
    store = LocalStore(shutil.copytree(demo_store, folder / "store"), wait=1)
    frozen_october(store, default_catalog())
    load_files(store, default_catalog(), [Incoming("deliverable", "después.csv", AFTERWARDS)], "UPPM")
    with serving(store.folder, folder / "log.txt") as server:
        yield server


def read(page) -> str:
    return loose(" ".join(page.evaluate(READ)))


def with_keys(page) -> None:
    """Opens the bar and chooses the corte, with no pointer."""
    scope_line(page).focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox", name="Comparar con")
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=NAME)).to_be_attached()
    page.keyboard.type("Cierre")
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    settle(page)


def test_chosen_by_the_keys_every_part_tells_it_and_its_link_opens_the_same(compared, open_page):
    page = open_page()
    page.set_viewport_size(LAPTOP)
    visit(page, compared.address("?corte=2021-11"))
    assert CHANGED not in read(page)
    with_keys(page)
    expect(page).to_have_url(re.compile("comparar=corte-1"))
    expect(scope_line(page)).to_contain_text("comparado con el corte n.º 1 «Cierre de octubre»")
    text = read(page)
    # 71 of 75 and 4 overdue now; 62 of 69 and 7 overdue as it was frozen, which of October are 64 and 5 by now
    assert "Desde el corte n.º 1: 9 entregados más, 3 vencidos menos" in text
    assert "vencidos y su cambio desde el corte n.º 1" in text and "+4.8 puntos" in text
    assert CHANGED in text and "Por qué cambian las cifras: 46 nuevos y 6 corregidos" in text
    page.get_by_text("Por qué cambian las cifras").click()
    told = page.get_by_text("PLN-01 Avance por entregables, octubre de 2021: 89.9 % → 92.8 %")
    expect(told).to_be_visible()
    expect(page.get_by_text("Cargas desde el corte: n.º 70 de «Entregables»")).to_be_visible()
    shot(page, "compared")
    link, line = page.url, scope_line(page).inner_text()
    other = open_page()
    visit(other, link)
    assert scope_line(other).inner_text() == line
    assert read(other).count("Desde el corte n.º 1") == text.count("Desde el corte n.º 1") == 1
    visit(page, compared.address("indicadores?corte=2021-11&comparar=corte-1&ind=PLN-01"))
    assert re.search(r"corte n.º 1:\s+89.9 %", read(page))


@pytest.mark.parametrize("asked", ["corte-9", "corte-x", "corte-0"])
def test_one_that_is_not_there_is_said_and_the_screen_goes_on(compared, open_page, asked):
    page = open_page()
    visit(page, compared.address(f"?corte=2021-11&comparar={asked}"))
    said = page.get_by_test_id("stAlert")
    expect(said).to_have_count(1)
    expect(said).to_contain_text(f"«{asked}»")
    expect(scope_line(page)).to_contain_text("comparado con octubre")


def test_it_is_offered_only_where_there_is_one(server, open_page):
    page = open_page()
    visit(page, server.address("?corte=2021-11"))
    open_scope(page)
    page.get_by_role("combobox", name="Comparar con").click()
    expect(page.get_by_role("option", name="La meta")).to_be_attached()
    expect(page.get_by_role("option", name=re.compile("Corte n"))).to_have_count(0)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("place", SCREENS)
def test_it_fits_and_axe_finds_nothing(compared, open_page, place, mode):
    page = open_page(colours=mode)
    address = compared.address(f"{place}{'&' if '?' in place else '?'}corte=2021-11&comparar=corte-1")
    for size in (PROJECTOR, LAPTOP, PHONE):
        page.set_viewport_size(size)
        visit(page, address)
        settle(page)
        assert page.evaluate(WIDER) <= 0, f"{place} {size}"
        shot(page, f"compared-{place.partition('?')[0] or 'resumen'}-{len(place)}-{size['width']}-{mode}")
    page.set_viewport_size(LAPTOP)
    settle(page)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    assert page.evaluate(FOUND, ALSO if mode == "light" else COLOURS) == []
