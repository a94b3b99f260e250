"""Whoever sees badly, hears the screen or speaks to it: axe finds nothing on any screen, in either mode, with the drawer
shut and open; and what is read aloud is in Spanish."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import GO, no_exception, settle, visit
from .test_screens import no_english
from .test_spanish import english

TABS = ("indicadores", "actividades", "seguimiento", "evidencia")
PLACES = [
    "",
    *("revision", "revision?casos=revision.SGC.s1", "revision?parte=sesiones", "revision?parte=convocar"),
    *("agenda", "agenda?ver=sin-fecha", "agenda?casos=deber.F12-A.SI-2021-018"),
    *("mantenimiento", "seguimiento", "mejora"),
    # a topic of each form: groups, stock and ages, flow, times, controls, the law of SST, projects, none loaded
    *("mantenimiento?tema=comunes", "mantenimiento?tema=riesgos", "mantenimiento?tema=satisfaccion"),
    *("seguimiento?tema=qrd", "seguimiento?tema=alertas", "seguimiento?tema=incidentes", "seguimiento?tema=controles"),
    *("seguimiento?tema=digital", "mejora?tema=sst", "mejora?tema=aplicativos"),
    *(
        place
        for system in ("sgc", "sgas", "sgsi", "sgsst")
        for place in (system, *(f"{system}?parte={t}" for t in TABS))
    ),
    *("plan", "plan?ver=vencidos", "calidad"),
    # the list with the marks of its processes, one in depth, the rows of a group
    *("indicadores", "indicadores?ind=SEG-07", "indicadores?ind=SEG-07&casos=grupo.SEG-07.2021-11.ut.APU"),
    *("explorador", "explorador?vista=cruzar", "explorador?vista=tiempos"),
    *(
        "carga",
        "carga?registro=deliverable",
        "carga?seccion=formulario",
        "carga?seccion=cierre",
        "carga?seccion=historial",
    ),
    *("catalogo", "catalogo?ficha=SEG-07", "catalogo?buscar=plazo", "catalogo?seccion=diccionario"),
    *(f"catalogo?seccion={name}" for name in ("siglas", "legal", "responsabilidades", "etapas", "plazos")),
    # the drawer: cases, the whole list, a ficha, a cell of the plan, a rule, the evidence of a figure
    *("?casos=overdue.SEG-07", "?decisiones=todas", "?ficha=PLN-01", "plan?act=18", "calidad?regla=SST-01"),
    "seguimiento?tema=qrd&casos=figura.antiguedad_qrd",
]
# What axe leaves out unless asked: the name of what is pressed has the words that are seen of it.
ALSO = {"rules": {"label-content-name-mismatch": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
FOUND = """async (options) => (await axe.run(document, options)).violations.flatMap((each) =>
  each.nodes.map((node) => `${each.id}: ${node.target.flat().at(-1)} ${node.html.slice(0, 160)}`))"""


# In the dark only colours are others: each part of a screen once.
DARK = [
    *(
        "",
        *("revision", "revision?parte=sesiones", "revision?parte=convocar"),
        "agenda?ver=sin-fecha",
        "mantenimiento",
        "mantenimiento?tema=riesgos",
        "seguimiento?tema=qrd",
        "seguimiento?tema=incidentes",
    ),
    *(
        "seguimiento?tema=controles",
        "mejora?tema=sst",
        *(f"sgsi?parte={tab}" for tab in TABS),
        "sgsi",
        "plan",
        "calidad",
        "indicadores?ind=SEG-07",
        "explorador?vista=cruzar",
    ),
    *("carga", "carga?seccion=formulario", "carga?seccion=historial", "catalogo", "catalogo?seccion=diccionario"),
    *("?casos=overdue.SEG-07", "?decisiones=todas", "?ficha=PLN-01", "plan?act=18", "calidad?regla=SST-01"),
]


@pytest.mark.in_turn(20)
@pytest.mark.parametrize(
    ("mode", "place"),
    [*(("light", place) for place in PLACES), *(("dark", place) for place in DARK)],
    ids=lambda each: each or "resumen",
)
def test_axe_finds_nothing(server, tab, mode, place):
    page, _ = tab
    page.emulate_media(color_scheme=mode)
    if not page.evaluate(GO, server.address(place)):
        visit(page, server.address(place))
    settle(page, 120)
    no_exception(page)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    assert page.evaluate(FOUND, ALSO if mode == "light" else COLOURS) == []
    if mode == "light":
        no_english(page)
        assert english(page) == set()
