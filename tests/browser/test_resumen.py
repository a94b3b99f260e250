"""Resumen says what the command line says, can be walked with the keyboard alone, and can be read in the dark."""

import io
import json
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import command, loose, main_text, settle, shot, visit
from .contrast import pale


@pytest.fixture(scope="module")
def status(server) -> dict:
    """What the command line says of the store that the server shows."""
    return json.loads(command("status", "--json", "--store", server.store).stdout)


def matrix_cells(page: Page) -> dict[str, tuple[int, int, int]]:
    """{«SGC.maintenance»: (delivered, programmed, overdue)} as the board shows them; the two meetings without
    activities say so."""
    cells, empty = {}, set()
    for button in page.locator(".board.matrix button.cell").all():
        first, pick = button.locator("xpath=..").locator(".first").inner_text(), button.get_attribute("data-pick")
        if first == "—":
            empty.add(pick)
            continue
        label = button.get_attribute("aria-label")
        numbers = re.search(r": (?:(\d+) vencidos?|al día), (\d+) de (\d+) \((\d+)\s%\)", label)
        assert numbers, label
        overdue, delivered, programmed, share = (int(number or 0) for number in numbers.groups())
        late = "al día" if not overdue else "1 vencido" if overdue == 1 else f"{overdue} vencidos"
        assert loose(first).endswith(late)
        assert re.fullmatch(rf"{share}\s%", button.locator(".share").inner_text())
        assert abs(100 * delivered / programmed - share) <= 0.5
        cells[pick] = (delivered, programmed, overdue)
    assert empty == {"SGAS.improvement", "SGSI.improvement"}
    return cells


def test_says_what_the_command_line_says(server, walk, status):
    page = walk(server.url)
    text = main_text(page)
    assert (status["delivered"], status["programmed"], status["overdue"], status["on_time"]) == (69, 75, 6, 60)
    assert "69 de 75 entregables al 30 de noviembre: 6 vencidos" in text
    indicators = page.locator(".board.measures button")
    read = {each.get_attribute("data-pick"): each.get_attribute("aria-label") for each in indicators.all()}
    assert "(60 de 75)" in read["PLN-02"]
    assert f"({status['activities_current']} de {status['activities']})" in read["PLN-05"]
    expected = {key: (cell["delivered"], cell["programmed"], cell["overdue"]) for key, cell in status["matrix"].items()}
    assert matrix_cells(page) == expected
    decisions = page.locator(".board.decisions .decisions:not(.changes) td.what button").all_inner_texts()
    titles = [
        each["title"] + (f" (act. {each['activity']})" if each["kind"] in ("overdue", "unsupported") else "")
        for each in status["decisions"]
    ]
    assert [*map(loose, decisions)] == titles[: len(decisions)] and len(decisions) >= 12


def test_calendar_adds_up_to_the_same(server, walk, status):
    page = walk(server.address("plan"))
    totals = [
        re.match(r"(\d+)\sde\s(\d+)", text) for text in page.locator(".board.plan_grid td.total").all_inner_texts()
    ]
    pairs = [tuple(map(int, total.groups())) for total in totals if total]
    assert (sum(done for done, _ in pairs), sum(due for _, due in pairs)) == (status["delivered"], status["programmed"])
    overdue = page.locator(".board.plan_grid td button.overdue").count()
    assert overdue == len(
        {(d["activity"], d["month"]) for d in status["decisions"] if d["kind"] in ("overdue", "unsupported")}
    )


def test_keyboard_alone_opens_a_stage(server, open_page):
    page = open_page()
    visit(page, server.url)
    focused = """() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                 return at?.closest?.('.board.matrix') ? at.dataset.pick : null; }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focused):
            break
    assert page.evaluate(focused) == "maintenance"
    for key, place in (
        ("ArrowDown", "SGC.maintenance"),
        ("ArrowRight", "cruce.SGC.monitoring"),
        ("ArrowRight", "SGC.monitoring"),
        ("ArrowDown", "SGAS.monitoring"),
        ("End", "SGAS.improvement"),
        ("Home", "SGAS"),
        ("ArrowRight", "cruce.SGAS.maintenance"),
        ("ArrowRight", "SGAS.maintenance"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focused) == place
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Mantenimiento")
    settle(page)
    assert page.url == server.address("mantenimiento?corte=2021-11&sistema=SGAS")


def test_charts_follow_the_colours_of_the_page(server, walk):
    page = walk(server.address("plan"), colours="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'")
    assert pale(page) == []


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("screen", ["", "plan"], ids=["resumen", "plan"])
def test_text_stands_out(server, walk, screen, mode):
    page = walk(server.address(screen), colours=mode)
    shot(page, f"{screen or 'resumen'}-{mode}")
    assert pale(page) == []
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    shades = dict(enumerate(picture.histogram()))
    background = max(shades, key=shades.get)
    assert (
        sum(count > 0 for count in shades.values()) > 50 and shades[background] < 0.95 * picture.width * picture.height
    )
    assert background < 60 if mode == "dark" else background > 200
