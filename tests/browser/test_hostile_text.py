"""A hostile text in every column of texts of every register: whatever screen, drawer, table or file shows it, it is a
text.

No request leaves this machine, no element is made of it, and it reads as it was written.
"""

import re
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from conftest import made_once
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.measure import cases, consistency, drill, follow_up
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.origin import ORIGIN
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.load import load_files
from sig_metrics.store import LocalStore
from support.bad_files import as_csv
from support.planted_text import BEGINS, CODE, ELEMENTS, FILE, HOST, PLANT, free_columns, misread, planted, visible
from support.turns import share

from .conftest import Server, point, settle, shot, visit
from .test_screens import SCREENS, SEEN

CATALOG = default_catalog()
NOVEMBER = Scope(date(2021, 11, 30))
GRIDS = """() => [...document.querySelectorAll('canvas [role=gridcell]')].map((cell) => `\\n${cell.textContent}`).join('')"""
WHO = "quien *cursiva* <b>fuerte</b> $f$"
GROUPS = {
    "associate": ("MAN-03", "severity"),
    "training": ("MAN-08", "unit"),
    "component": ("MAN-11", "domain"),
    "survey": ("MAN-10", "ut"),
    "control": ("MAN-12", "domain"),
    "obligation": ("MEJ-05", "kind"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """The demonstration with the plant in it, published once."""
    return made_once(tmp_path_factory, "planted", lambda at: load_files(LocalStore(at), CATALOG, planted(CATALOG), WHO))


@pytest.fixture(scope="module")
def written(store) -> dict[str, str]:
    """{what is before the plant: the whole} of every cell that holds it; every free column of texts has one at
    least."""
    found, without = {}, []
    with closing(LocalStore(store).open()) as snapshot:
        for register in (each for each in CATALOG.registers.values() if each.layout == "table" and not each.reserved):
            for column in free_columns(register):
                rows = snapshot.rows(
                    f"select distinct {column.name} as text from {register.name} where contains({column.name}, $host)",
                    {"host": HOST},
                )
                for text in (row["text"] for row in rows if BEGINS in row["text"]):
                    # some are shown as lists
                    found |= {visible(part).partition(BEGINS)[0]: text for part in (text, text.rpartition(" · ")[2])}
                without += [] if rows else [f"{register.name}.{column.name}"]
    assert without == []
    return found


def drawers(store: Path) -> list[str]:
    """The addresses of drawers of rows, one of each kind of point or rule whose rows show the plant."""
    found: dict[str, str] = {}
    with closing(LocalStore(store).open()) as snapshot:
        catalog = known_to(CATALOG, snapshot.connection)
        flow = cases.flow(Dataset(snapshot, CATALOG), "qrd", NOVEMBER)[-2]["key"]
        rows = {
            "age": cases.ages(Dataset(snapshot, CATALOG), "qrd", NOVEMBER),
            "ut": cases.by_ut(Dataset(snapshot, CATALOG), "qrd", NOVEMBER),
            "reason": cases.reasons(Dataset(snapshot, catalog), NOVEMBER),
            "incident": cases.incidents(Dataset(snapshot, catalog), NOVEMBER),
            "document": follow_up.documents(Dataset(snapshot, catalog), NOVEMBER),
            "commitment": follow_up.commitments(
                Dataset(snapshot, catalog), NOVEMBER, catalog.screens.commitments.registers
            ),
            "milestone": follow_up.milestones(Dataset(snapshot, CATALOG), NOVEMBER),
            "project": follow_up.projects(Dataset(snapshot, CATALOG), "app_project", NOVEMBER),
            "risk": [
                {"key": f"{row['probability']}.{row['impact']}"}
                for row in follow_up.risks(Dataset(snapshot, CATALOG), NOVEMBER)
            ],
            "level": [
                {"key": f"{row['inherent']}.{row['residual']}"}
                for row in follow_up.risks(Dataset(snapshot, CATALOG), NOVEMBER)
            ],
        }
        for kind, (ficha, dimension) in GROUPS.items():
            rows[kind] = [
                {"key": row["code"]}
                for row in follow_up.groups(Dataset(snapshot, catalog), catalog.indicator(ficha), NOVEMBER, dimension)
            ]
        rows |= {kind: [{"key": flow}] for kind in ("inflow", "outflow", "stock")}
        terms = [{"key": f"{name}.{basis}"} for name in catalog.screens.serves for basis in ("legal", "internal")]
        rows |= {"term": terms, "soon": terms, "time": [{"key": "qrd.all.all"}], "path": [{"key": "qrd.all.1"}]}
        for kind, some in rows.items():
            found[kind] = next(
                key
                for key in (f"{kind}.{row['key']}" for row in some)
                if drill.behind(Dataset(snapshot, catalog), NOVEMBER, key).total
            )
        assert set(found) == set(drill.queries())
        found = {
            kind: key for kind, key in found.items() if _shows(drill.behind(Dataset(snapshot, catalog), NOVEMBER, key))
        }
        rules = {
            each.check.code: f"regla={each.check.code}"
            for each in consistency.findings(Dataset(snapshot, catalog))
            if each.count and _shows(each)
        }
    assert set(found) > {"risk", "milestone", "document", "obligation"} and rules
    return [*(urlencode({"casos": key}) for key in found.values()), *list(rules.values())[:2]]


def _shows(found) -> bool:
    """Whether what a drawer shows has something of the plant, besides the name of the file, which is beyond its width; one
    without it is drawn by the same hand."""
    return any("<b>" in str(row.get(name)) for row in found.rows for name in found.headings if name not in ORIGIN)


@pytest.fixture
def page(relinked, store, open_page):
    """A page of a server that shows it; `open_page` fails when anything is asked of another host."""
    point(relinked, store)
    page = open_page()
    page.route(lambda address: HOST in address, lambda route: route.abort())
    yield page
    page.unroute_all()


def check(page: Page, written: dict[str, str], where: str) -> int:
    """Nothing was made of the plant; how many times it reads as written."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    settle(page)
    shot(page, re.sub(r"\W+", "_", where))
    assert page.evaluate(ELEMENTS) == [], where
    text = page.evaluate(SEEN) + page.evaluate(GRIDS)
    assert misread(text, written) == [], where
    return visible(text).count(visible(PLANT)) + text.count(CODE)


def test_every_screen_and_every_drawer_shows_it_as_a_text(relinked, store, page, written):
    times = {}
    places = [
        *(screen for screen in SCREENS if screen not in ("carga", "catalogo")),
        "calidad?ficha=SEG-07",
        "calidad?casos=overdue.SEG-15",
        *(f"calidad?{each}" for each in drawers(store)),
        "mejora?act=23",
        "plan?act=18&mes=10",
        "indicadores?ind=SEG-07",
    ]
    for address in share(places, 0.3):
        visit(page, relinked.address(address))
        times[address] = check(page, written, address)
    silent = {address for address, number in times.items() if not number}
    # of the last three, the columns that hold it are beyond the width of the drawer
    beyond = {f"calidad?casos={key}" for key in ("associate.medium", "incident.critical.done", "ut.qrd.CAJ")}
    # the list of indicators and the kinds of cases have words of the definitions alone
    known = {"indicadores", "explorador", "calidad", "calidad?ficha=SEG-07", "calidad?casos=overdue.SEG-15"}
    assert silent <= known | beyond, "the rest show it"


def press(page: Page, name: str) -> None:
    """One of the choices on top of a screen."""
    page.get_by_role("radio", name=name, exact=True).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    settle(page)


def the_catalogue(server: Server, page: Page, written: dict[str, str]) -> None:
    visit(page, server.address("catalogo?registro=agreement"))
    for tab in ("Siglas y definiciones", "Base legal", "Responsabilidades", "Etapas y líneas", "Plazos y vigencias"):
        press(page, tab)
        assert check(page, written, tab), tab


def options(page: Page, label: str, written: dict[str, str], pick: str) -> list[str]:
    """What a box of choices offers, looked at while it is open; then one is taken by a part of it."""
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(pick)
    page.get_by_role("option").filter(has_text=pick).first.wait_for()
    found = page.get_by_role("option").all_inner_texts()
    assert page.evaluate(ELEMENTS) == [] and misread("\n".join(found), written) == [], label
    page.get_by_role("option").filter(has_text=pick).first.click()
    settle(page)
    return found


def loads_and_forms(server: Server, page: Page, written: dict[str, str]) -> None:
    visit(page, server.address("carga"))
    press(page, "Historial de cargas")
    assert check(page, written, "historial") == 0
    told = page.get_by_test_id("stTable").inner_text()
    assert (told.count(FILE), told.count(WHO)) == (59, 60), (
        "of the latest sixty, file names and «quién» read as written; the reserved register tells no name of a file"
    )
    assert any(FILE in option for option in options(page, "Una carga", written, "Riesgos"))
    page.get_by_role("button", name="Ver o anular").click()
    settle(page)
    check(page, written, "una carga")
    assert (
        f"{FILE} (" in page.get_by_role("dialog").inner_text()
        and f"por {WHO}" in page.get_by_role("dialog").inner_text()
    )
    page.keyboard.press("Escape")
    press(page, "Registrar un entregable")
    assert any(BEGINS in option for option in options(page, "Actividad (escriba para buscar)", written, "06 ·"))
    check(page, written, "formulario")
    press(page, "Cerrar un pendiente")
    options(page, "Acuerdos: escriba para buscar", written, "<b>clave</b>")
    assert check(page, written, "cierre"), "the row is told whole"


def a_file(server: Server, page: Page, written: dict[str, str], folder: Path) -> None:
    """A file whose name and cells are hostile: its problems one by one."""
    visit(page, server.address("carga?registro=agreement"))
    press(page, "Cargar un archivo")
    catalog, head = CATALOG.register("agreement"), [column.heading for column in CATALOG.register("agreement").columns]
    row = {
        "agreement": f"AC-99 {BEGINS}",
        "minutes": f"ACTA-99 {PLANT}",
        "unit": f"UPX {PLANT}",
        "due_on": f"ayer {PLANT}",
        "kind": PLANT,
        "description": PLANT,
    }
    path = folder / FILE
    path.write_bytes(as_csv([head, [row.get(column.name, "") for column in catalog.columns]]).encode())
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    page.get_by_text("no se cargó nada").wait_for()
    assert page.evaluate(ELEMENTS) == []
    check(page, {**written, "": "", "«": ""}, "problemas")
    assert BEGINS in page.get_by_test_id("stTable").first.inner_text()


def test_catalogue_loads_forms_and_problems_show_it_as_a_text(relinked, page, written, tmp_path):
    the_catalogue(relinked, page, written)
    loads_and_forms(relinked, page, written)
    a_file(relinked, page, written, tmp_path)
