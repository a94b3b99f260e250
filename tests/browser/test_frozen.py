"""A corte, in the browser: it is frozen on its screen; then five files come, one is annulled and five definitions change;
opened again, every screen says what it said, under the same hash."""

import re
import shutil

from playwright.sync_api import expect

from conftest import deliverables
from pages._kit.screens import screens
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_files, refresh
from sig_metrics.store import LocalStore
from support.redefined import redefined
from support.turns import in_turn

from .conftest import loose, serving, settle, shot, visit

# all that is read on a screen, what the boards draw in roots of their own too
READ = """() => {
  const found = [];
  const take = (node) => {
    if (node.nodeType === 3) { if (node.data.trim()) found.push(node.data.trim()); return; }
    if (/^(style|script|svg)$/i.test(node.nodeName) && !node.querySelector('text')) return;
    if (node.classList?.contains('sig-foot')) return;
    if (node.shadowRoot) node.shadowRoot.childNodes.forEach(take);
    node.childNodes.forEach(take);
  };
  take(document.querySelector('[data-testid="stMain"]'));
  return found;
}"""
FREEZE = [address for address, screen in screens(default_catalog()).items() if screen.freezes]
OF_CORTES = ["resumen", *in_turn((address for address in FREEZE if address != "resumen"), 4)]


def said(page, server) -> dict[str, list[str]]:
    """{address: what its screen says of the corte}."""
    found = {}
    for address in OF_CORTES:
        visit(page, server.address(f"{'' if address == 'resumen' else address}?corte_fijo=1"))
        # the address of the calendar is that of the server, and each has its own
        found[address] = [re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1", loose(each)) for each in page.evaluate(READ)]
    return found


def frozen_on_screen(page, server) -> str:
    """Freezes a corte as a person does; its hash, as it is said."""
    visit(page, server.address("cortes"))
    expect(page.get_by_text("Todavía no hay ningún corte congelado")).to_be_visible()
    opens = page.get_by_role("button", name="Congelar un corte")
    expect(opens).to_be_visible()
    opens.click()
    page.get_by_role("textbox", name="Nombre del corte").fill("Análisis de Datos")
    page.get_by_role("textbox", name="Quién congela").fill("UPPM")
    page.get_by_role("button", name="Congelar", exact=True).click()
    told = page.get_by_text("Se congeló «Análisis de Datos»")
    expect(told).to_be_visible()
    settle(page)
    shot(page, "corte")
    return re.search(r"huella ([0-9a-f]{12})", told.inner_text())[1]


def come_afterwards(store: LocalStore, place) -> None:
    """Five files, an annulment, five definitions."""
    catalog = default_catalog()
    rows = [f"{20 + n},{2 + n},1,2021-11-2{n},INF-{n},validated" for n in range(5)]
    load_files(
        store, catalog, [Incoming("deliverable", f"{n}.csv", deliverables(row)) for n, row in enumerate(rows)], "CT"
    )
    annul(store, catalog, store.journal.last(), "era de otro mes", "CT")
    refresh(store, load_catalog(redefined(catalog.root, place)), "CT")


def test_every_screen_says_what_was_frozen_whatever_comes_afterwards(open_page, demo_store, tmp_path, monkeypatch):
    folder = shutil.copytree(demo_store, tmp_path / "store")
    with serving(folder, tmp_path / "log.txt") as server:
        page = open_page()
        seal = frozen_on_screen(page, server)
        page.get_by_role("button", name="Abrir").click()
        expect(page).to_have_url(re.compile("corte_fijo=1"))
        expect(page.locator(".st-key-sig-corte")).to_contain_text(f"huella {seal}")
        before = said(page, server)
        assert all(seal in "".join(text) for text in before.values())
        assert "69 de 75" in "".join(before["resumen"])
        page.goto(server.address("_stcore/health"))
    come_afterwards(LocalStore(folder), tmp_path / "definitions")
    monkeypatch.setenv("SIG_DEFINITIONS", str(tmp_path / "definitions"))
    with serving(folder, tmp_path / "log2.txt") as server:
        assert said(page, server) == before
        page.get_by_role("button", name="Volver a los datos de hoy").click()
        expect(page.locator(".st-key-sig-corte")).to_have_count(0)
        visit(page, server.url)
        assert "69 de 75" not in loose("".join(page.evaluate(READ)))
        page.goto(server.address("_stcore/health"))
