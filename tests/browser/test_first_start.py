"""The first start of a fresh copy: without a store, the demonstration is built on screen and Resumen follows."""

import shutil
import time
from pathlib import Path

from playwright.sync_api import expect

from .conftest import ROOT, no_exception, serving, settle, shot

LEFT_OUT = {".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "benchmarks", "tests", "docs"}


def fresh_copy(target: Path) -> Path:
    """What a person has after downloading the repository: everything but data/store and data/archive."""
    grown = {ROOT / "data" / "store", ROOT / "data" / "archive"}
    shutil.copytree(
        ROOT,
        target,
        ignore=lambda folder, names: {name for name in names if name in LEFT_OUT or Path(folder, name) in grown},
    )
    return target


def test_first_start_builds_the_demonstration(open_page, tmp_path):
    root = fresh_copy(tmp_path / "sig")
    assert not (root / "data" / "store").exists()
    with serving(None, tmp_path / "log.txt", root) as running:
        page = open_page()
        page.goto(running.url, wait_until="domcontentloaded")
        expect(page.get_by_test_id("stProgress")).to_be_visible()
        expect(page.locator("h1")).to_have_text("Preparando la demostración")
        shot(page, "first-start")
        # whoever asked for it leaves, and it is made all the same
        page.goto(running.address("_stcore/health"))
        until = time.monotonic() + 120  # as long as the machine takes: others work beside
        while not (root / "data" / "store" / "CURRENT").exists():
            assert time.monotonic() < until, "nobody makes it"
            time.sleep(0.1)
        page.goto(running.url, wait_until="domcontentloaded")
        expect(page.locator("h1")).to_have_text("Resumen", timeout=120_000)
        settle(page)
        no_exception(page)
        expect(page.get_by_test_id("stMain")).to_contain_text("69 de 75")
        page.reload()
        expect(page.locator("h1")).to_have_text("Resumen")
        settle(page)
        assert page.get_by_test_id("stProgress").count() == 0
        page.goto(running.address("_stcore/health"))
    assert (root / "data" / "store" / "CURRENT").exists()
