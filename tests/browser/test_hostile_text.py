"""A hostile text in every column of texts of every register: whatever screen, drawer, table or file shows it, it is a text.

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
from planted_text import BEGINS, ELEMENTS, HOST, PLANT, free_columns, misread, planted, visible
from sig_metrics import cases, consistency, drill, follow_up
from sig_metrics.catalog import default_catalog
from sig_metrics.publish import load_files
from sig_metrics.scope import Scope
from sig_metrics.store import LocalStore
from sig_metrics.units import known_to

from .conftest import choose, point, settle, shot, visit
from .test_screens import SCREENS, SEEN

CATALOG = default_catalog()
NOVEMBER = Scope(date(2021, 11, 30))
WHO = "quien *cursiva* <b>fuerte</b> $f$"
GROUPS = {"associate": ("MAN-03", "severity"), "training": ("MAN-08", "unit"), "component": ("MAN-11", "domain"), "survey": ("MAN-10", "ut"),
          "control": ("MAN-12", "domain"), "obligation": ("MEJ-05", "kind")}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """The demonstration with the plant in it, published once."""
    return made_once(tmp_path_factory, "planted", lambda at: load_files(LocalStore(at), CATALOG, planted(CATALOG), WHO))


@pytest.fixture(scope="module")
def written(store) -> dict[str, str]:
    """{what is before the plant: the whole} of every cell that holds it; every free column of texts has one at least."""
    found, without = {}, []
    with closing(LocalStore(store).open()) as snapshot:
        for register in (each for each in CATALOG.registers.values() if each.layout == "table" and not each.reserved):
            for column in free_columns(register):
                rows = snapshot.rows(f"select distinct {column.name} as text from {register.name} where contains({column.name}, $host)", {"host": HOST})
                for text in (row["text"] for row in rows if BEGINS in row["text"]):
                    found |= {visible(part).partition(BEGINS)[0]: text for part in (text, text.rpartition(" · ")[2])}  # some are shown as lists
                without += [] if rows else [f"{register.name}.{column.name}"]
    assert without == []
    return found


def keys(store: Path) -> dict[str, str]:
    """{kind of point: one with rows}, for every kind that the drawer knows."""
    found: dict[str, str] = {}
    with closing(LocalStore(store).open()) as snapshot:
        catalog = known_to(CATALOG, snapshot.connection)
        flow = cases.flow(snapshot, "qrd", NOVEMBER)[-2]["key"]
        rows = {"age": cases.ages(snapshot, "qrd", NOVEMBER), "ut": cases.by_ut(snapshot, "qrd", NOVEMBER), "reason": cases.reasons(snapshot, catalog, NOVEMBER),
                "incident": cases.incidents(snapshot, catalog, NOVEMBER), "document": follow_up.documents(snapshot, catalog, NOVEMBER),
                "commitment": follow_up.commitments(snapshot, catalog, NOVEMBER, follow_up.COMMITMENTS), "milestone": follow_up.milestones(snapshot, NOVEMBER),
                "project": follow_up.projects(snapshot, "app_project", NOVEMBER),
                "risk": [{"key": f"{row['probability']}.{row['impact']}"} for row in follow_up.risks(snapshot, NOVEMBER)],
                "level": [{"key": f"{row['inherent']}.{row['residual']}"} for row in follow_up.risks(snapshot, NOVEMBER)]}  # fmt: skip
        for kind, (ficha, dimension) in GROUPS.items():
            rows[kind] = [{"key": row["code"]} for row in follow_up.groups(snapshot, catalog, catalog.indicator(ficha), NOVEMBER, dimension)]
        rows |= {kind: [{"key": flow}] for kind in ("inflow", "outflow", "stock")}
        for kind, some in rows.items():
            found[kind] = next(key for key in (f"{kind}.{row['key']}" for row in some) if drill.behind(snapshot, catalog, NOVEMBER, key).total)
        found["rule"] = next(each.check.code for each in consistency.findings(snapshot, catalog) if each.count)
    assert set(found) == {*drill.queries(), "rule"}
    return found


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
    text = page.evaluate(SEEN)
    assert misread(text, written) == [], where
    return visible(text).count(visible(PLANT))


def test_every_screen_and_every_drawer_shows_it_as_a_text(relinked, store, page, written):
    found = keys(store)
    rule = found.pop("rule")
    addresses = [*SCREENS, "plan?act=05", "plan?act=05&mes=11", "seguimiento?tema=ut", f"calidad?regla={rule}", "resumen?casos=overdue.SEG-15", "resumen?ficha=SEG-07",
                 *(f"seguimiento?{urlencode({'casos': key})}" for key in found.values())]  # fmt: skip
    times = {}
    for address in addresses:
        visit(page, relinked.address(address))
        times[address] = check(page, written, address)
    assert sum(times.values()) > 100, times


def test_the_catalogue_and_the_history_show_it_as_a_text(relinked, page, written):
    visit(page, relinked.address("catalogo"))
    for tab in ("Siglas y definiciones", "Base legal", "Responsabilidades", "Etapas y líneas", "Plazos y vigencias"):
        page.get_by_role("radio", name=tab).or_(page.get_by_role("button", name=tab)).first.click()
        assert check(page, written, tab), tab
