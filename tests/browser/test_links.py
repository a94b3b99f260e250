"""Everything in view is in the address: walking down to a deliverable, sharing the link, going back, changing the
scope."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import PROJECTOR, choose, loose, main_text, no_exception, open_scope, scope_line, settle, shot, visit


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def path(page: Page) -> str:
    return urlsplit(page.url).path.strip("/")


def dialog(page: Page):
    return page.get_by_role("dialog")


def go_to(page: Page, section: str, screen: str) -> None:
    """Opens another screen by the navigation on top; one without a section is there itself."""
    page.get_by_test_id("stHeader").get_by_text(section or screen, exact=True).click()
    if section:
        page.get_by_role("menuitem", name=screen, exact=True).click()
    expect(page.locator("h1")).to_contain_text(screen.partition(" ")[0])
    settle(page)
    no_exception(page)


def test_from_the_matrix_to_a_deliverable_and_back(server, open_page):
    page = open_page()
    visit(page, server.url)
    page.locator(".board.matrix [data-pick='SGC.monitoring']").click()
    expect(page.locator("h1")).to_have_text("Seguimiento")
    settle(page)
    assert page.url == server.address("seguimiento?corte=2021-11&sistema=SGC")
    assert "27 de 28" in main_text(page)

    page.locator(".board.plan_grid [data-pick='18.10']").click()
    expect(dialog(page)).to_contain_text("Actividad 18 · octubre")
    settle(page)
    shot(page, "drawer")
    assert query(page) == {"corte": "2021-11", "sistema": "SGC", "act": "18", "mes": "10"}
    told = dialog(page).inner_text()
    assert "21 de 22" in told
    assert "Oct" in dialog(page).locator("canvas [role=gridcell]").all_text_contents()

    other = open_page(PROJECTOR, apart=True)
    other.goto(page.url)
    expect(dialog(other)).to_contain_text("Actividad 18 · octubre")
    settle(other)
    assert dialog(other).inner_text() == told
    assert main_text(other) == main_text(page)

    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    settle(page)
    assert query(page) == {"corte": "2021-11", "sistema": "SGC"}

    _back_to_the_start(page)
    expect(page.locator("h1")).to_have_text("Resumen")
    assert "69 de 75" in main_text(page)


def _back_to_the_start(page: Page) -> None:
    """Presses «back» until Resumen without filters; on the way every screen shows what its address says."""
    visited = []
    while (path(page), query(page)) != ("", {"corte": "2021-11"}):
        assert len(visited) < 8, visited
        page.go_back()
        settle(page)
        no_exception(page)
        visited.append((path(page), query(page)))
        expect(page.locator("h1")).to_have_text({"": "Resumen", "seguimiento": "Seguimiento"}[path(page)])
        expect(dialog(page)).to_have_count(1 if "act" in query(page) else 0)
        expect(scope_line(page)).to_contain_text(f" · {query(page).get('sistema', 'todos los sistemas')} · ")
    assert ("seguimiento", {"corte": "2021-11", "sistema": "SGC"}) in visited


@pytest.mark.parametrize(
    "chosen", [{"corte": "2021-11"}, {"corte": "2021-06", "unidad": "UPPM"}], ids=["all", "chosen"]
)
def test_back_from_a_cell_finds_resumen_as_it_was(server, open_page, chosen):
    page = open_page()
    visit(page, server.address("?" + urlencode(chosen)))
    said = main_text(page)
    page.locator(".board.matrix [data-pick='SGC.maintenance']").click()
    expect(page.locator("h1")).to_have_text("Mantenimiento")
    settle(page)
    assert query(page) == {**chosen, "sistema": "SGC"}
    for _ in range(2):  # a second time too, after «forward»
        page.go_back()
        expect(page.locator("h1")).to_have_text("Resumen")
        settle(page)
        assert (path(page), query(page)) == ("", chosen)
        assert main_text(page) == said
        page.go_forward()
        expect(page.locator("h1")).to_have_text("Mantenimiento")
        settle(page)
        assert (path(page), query(page)) == ("mantenimiento", {**chosen, "sistema": "SGC"})


def test_the_menu_keeps_the_choice_of_a_cell(server, open_page):
    page = open_page()
    visit(page, server.url)
    page.locator(".board.matrix [data-pick='SGC.maintenance']").click()
    expect(page.locator("h1")).to_have_text("Mantenimiento")
    settle(page)
    go_to(page, "", "Resumen")
    assert query(page) == {"corte": "2021-11", "sistema": "SGC"}


def test_drawer_closed_stays_closed(server, open_page):
    page = open_page()
    visit(page, server.address("plan?act=18&mes=10"))
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    settle(page)
    choose(page, "Unidad", "UTI")
    assert query(page) == {"corte": "2021-11", "unidad": "UTI"}
    expect(dialog(page)).to_have_count(0)


def test_ficha_has_an_address(server, open_page):
    page = open_page()
    visit(page, server.url)
    page.locator(".board.measures button").first.click()
    expect(dialog(page)).to_contain_text("Numerador")
    settle(page)
    shot(page, "ficha")
    told = dialog(page).inner_text()
    assert "69" in told and "75" in told
    other = open_page()
    other.goto(page.url)
    expect(dialog(other)).to_contain_text("Numerador")
    settle(other)
    assert dialog(other).inner_text() == told


def test_scope_goes_with_the_reader(server, open_page):
    page = open_page()
    visit(page, server.url)
    assert query(page) == {"corte": "2021-11"}
    choose(page, "Fecha de corte", "Junio de 2021")
    expect(page.get_by_test_id("stMain")).to_contain_text("al 30 de junio")
    assert query(page) == {"corte": "2021-06"}
    go_to(page, "Análisis", "Plan y versiones")
    assert (path(page), query(page)) == ("plan", {"corte": "2021-06"})
    expect(scope_line(page)).to_contain_text("Junio de 2021")
    choose(page, "Fecha de corte", "Noviembre de 2021")
    assert query(page) == {"corte": "2021-11"}
    go_to(page, "", "Resumen")
    expect(page.get_by_test_id("stMain")).to_contain_text("69 de 75")
    assert query(page) == {"corte": "2021-11"}


def test_address_brings_its_scope(server, open_page):
    page = open_page()
    visit(page, server.address("seguimiento?corte=2021-06&sistema=SGSI&unidad=UTI&comparar=no"))
    assert query(page) == {"corte": "2021-06", "sistema": "SGSI", "unidad": "UTI", "comparar": "no"}
    open_scope(page)
    boxes = page.get_by_test_id("stPopoverBody").get_by_role("combobox")
    expect(boxes).to_have_count(5)
    assert [box.input_value() for box in boxes.all()] == ["Junio de 2021", "v04 vigente", "SGSI", "UTI", "Nada"]


def test_wrong_address_falls_back(server, open_page):
    page = open_page()
    visit(page, server.address("?corte=2021-99&sistema=XXX&unidad=%00&plan=77&act=99&mes=40&ficha=nada"))
    assert (
        "69 de 75" in main_text(page)
        and "Se muestra noviembre de 2021." in main_text(page)
        and "versión «77»" in main_text(page)
    )
    assert dialog(page).count() == 0
    settle(page)
    assert query(page) == {"corte": "2021-11"}


def test_a_bar_leads_to_the_cases_behind_it_and_the_address_keeps_them(server, open_page):
    page = open_page()
    visit(page, server.address("seguimiento?tema=qrd"))
    chart = page.locator('[class*="st-key-fig_"]').filter(has_text="Más de 90 días")
    expect(chart.locator(".bar").first).to_be_visible()
    settle(page)
    chart.scroll_into_view_if_needed()
    settle(page)
    box = chart.locator(".bar").nth(4).bounding_box()  # the last band of the pale bars
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(dialog(page)).to_contain_text("Casos abiertos de esa antigüedad")
    settle(page)
    assert query(page) == {"corte": "2021-11", "tema": "qrd", "casos": "age.qrd.5"}
    counted = chart.locator(".note").filter(has_text="38").first.text_content()
    assert f"{counted.strip().split(' ')[0]} filas" in loose(dialog(page).inner_text())
    other = open_page()
    visit(other, page.url)
    expect(dialog(other)).to_contain_text("38 filas")
