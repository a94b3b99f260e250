"""Owns the price of turning a slide: from its key to two frames after the last change of the page, ÷ an empty rerun that
changes one chart of as many points and lines."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.browser import DONE, QUIET, ROOTS, WATCH
from benchmarks.servers import demo_store, serving

CUTOFF, ROUNDS = date(2021, 11, 30), 24
FROM = "entrada-1"  # and the two after it: three slides with a chart each
BOARD = "[...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.board.slides'))"


def _frozen(folder: Path) -> None:
    """A corte of the demonstration."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.corte.freeze import freeze
    from sig_metrics.measure.dataset import dataset_of
    from sig_metrics.store import LocalStore

    store = LocalStore(folder)
    dataset = dataset_of(store.open(), default_catalog())
    freeze(store, dataset, "Cierre", CUTOFF, "benchmark")
    dataset.close()


def _page(chromium, address: str, ready: str):
    """A page of its own browser: of two pages of one, only that in front is painted."""
    from shutil import which

    path = which("chromium") or which("chromium-browser")
    browser = chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="es-PE")
    page.add_init_script(ROOTS)
    page.goto(address)
    page.wait_for_function(ready, timeout=120_000)
    page.wait_for_timeout(2500)
    page.evaluate(WATCH)
    return browser, page


def _taken(page, act) -> float:
    page.evaluate("bench.at = bench.last = 0")
    act()
    return page.wait_for_function(DONE, arg=QUIET, timeout=20_000).json_value()


def slide() -> list[dict]:
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        folder = stack.enter_context(demo_store())
        _frozen(Path(folder))
        server = stack.enter_context(serving("dashboard.py", folder))
        plain = stack.enter_context(serving("benchmarks/slide_plain.py"))
        chromium = stack.enter_context(sync_playwright()).chromium
        address = f"http://127.0.0.1:{server.port}/presentar?corte_fijo=1&lamina={FROM}"
        mine, page = _page(chromium, address, f"() => {BOARD}?.shadowRoot.querySelector('svg')")
        theirs, other = _page(
            chromium, f"http://127.0.0.1:{plain.port}/", "() => document.querySelector('.js-plotly-plot svg')"
        )
        button = other.get_by_role("button", name="Otra")
        turned, rerun = [], []
        for n in range(ROUNDS):
            key = ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")[n % 4]
            turned.append(_taken(page, lambda: page.keyboard.press(key)))
            rerun.append(_taken(other, button.click))
        mine.close()
        theirs.close()
    mine_ms, their_ms = median(turned), median(rerun)
    raw = f"a slide {mine_ms:.0f} ms, an empty rerun with a chart {their_ms:.0f} ms"
    return [{"what": "slide", "ratio": mine_ms / their_ms, "n": ROUNDS, "raw": raw}]
