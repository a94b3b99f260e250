"""Owns the time from the start of the process to the first painted screen, in a browser with an empty cache."""

import shutil
import time
from pathlib import Path
from statistics import median

from benchmarks.servers import demo_store, serving

CHART = """[...document.querySelectorAll('[class*="st-key-fig_"] *')].some((each) => each.shadowRoot?.querySelector('.picture'))"""
WHOLE = CHART + " && document.querySelectorAll('.st-key-matrix, .st-key-measures').length"


def _once(browser, script: str, store: Path | None, whole: str | None) -> tuple[float, float]:
    """Seconds to the title and to the whole screen, from the start of the server's process."""
    with serving(script, store) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="es-PE")
        try:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.port}/", wait_until="commit")
            page.wait_for_selector("h1", timeout=60_000)
            title = time.perf_counter() - server.began
            if whole:
                page.wait_for_function(whole, timeout=60_000)
            return title, time.perf_counter() - server.began
        finally:
            context.close()


def start(rounds: int = 7) -> list[dict]:
    """The Resumen screen with its boards and chart, and its title, against an empty application; rounds alternate."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with demo_store() as store, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            found = [
                (_once(browser, "dashboard.py", store, WHOLE), _once(browser, "benchmarks/empty.py", None, None))
                for _ in range(rounds)
            ]
        finally:
            browser.close()
    title, whole = (median(pair[0][n] for pair in found) for n in (0, 1))
    empty = median(pair[1][0] for pair in found)
    return [
        {
            "what": "start",
            "ratio": whole / empty,
            "other": title / empty,
            "n": rounds,
            "raw": f"whole screen {whole:.1f} s, its title {title:.1f} s; empty application {empty:.1f} s",
        }
    ]
