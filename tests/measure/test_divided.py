"""No figure says that its register is not divided by unit when its rows name one, and what has nothing of a unit
says so."""

import pytest
from test_pages import board, opened

from pages._kit.topics import case_charts, charts, drawing
from sig_metrics.catalog.reader import default_catalog

UNITS = {
    name
    for name, register in default_catalog().registers.items()
    if any(column.vocabulary == "unit" for column in register.columns)
}


@pytest.fixture
def drawn(demo_folder, monkeypatch):
    """(titles with nothing drawn, [(registers, filters not followed)]) of a screen of CT."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    found, empty, chart, section = [], [], drawing.chart, drawing.section
    monkeypatch.setattr(
        drawing, "chart", lambda *given: found.append((given[-1].registers, given[-1].whole)) or chart(*given)
    )
    for module in (drawing, case_charts, charts):
        monkeypatch.setattr(
            module, "section", lambda title, caption="", **_: empty.append((title, caption)) or section(title, caption)
        )

    def draw(screen: str) -> tuple[list, list]:
        app = opened(screen, corte="2021-11", unidad="CT")
        for tile in (board(app, "sig_tiles") or {"tiles": []})["tiles"]:
            opened(screen, corte="2021-11", unidad="CT", tema=tile["key"])
        if screen.startswith("sg"):
            opened(screen, corte="2021-11", unidad="CT", parte="seguimiento")
        return found, empty

    return draw


@pytest.mark.parametrize("screen", ["mantenimiento", "seguimiento", "mejora", "sgc", "sgas", "sgsi", "sgsst"])
def test_what_names_a_unit_is_divided_by_it(drawn, screen):
    found, _ = drawn(screen)
    assert found or screen == "mejora"  # nothing of CT there
    assert not [(registers, whole) for registers, whole in found if "unit" in whole and set(registers) & UNITS]


@pytest.mark.parametrize("screen", ["seguimiento", "sgsi"])
def test_what_has_no_control_nor_project_says_so(drawn, screen):
    _, empty = drawn(screen)
    assert {each for each in empty if "Controles" in each[0] or "Gobierno Digital" in each[0]} == {
        ("Controles de la SoA por dominio", "Sin datos con estos filtros."),
        ("Proyectos del Plan de Gobierno Digital", "Sin datos con estos filtros."),
    }
