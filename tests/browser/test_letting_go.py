"""Proves that a running server holds nothing of a load that was destroyed: neither its files, nor its memory; and
that its readers come back."""

import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import deliverables
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore

from .conftest import SLOW, main_text, serving, settle, visit

MARKER = "Zacateco7f3a91"


def process_of(url: str) -> Path:
    port = url.rpartition(":")[2].encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--server.port\0" + port + b"\0" in (folder / "cmdline").read_bytes():
                return folder
        except OSError:
            continue
    raise AssertionError("the server is not there")


def resident(process: Path) -> Iterator[tuple[int, int]]:
    """(begin, end) of what a process has in memory and may read; most of what it has asked for it never touched."""
    place = None
    for line in (process / "smaps").read_text().splitlines():
        if found := re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line):
            readable = found[3].startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]"))
            place = (int(found[1], 16), int(found[2], 16)) if readable else None
        elif place and line.startswith("Rss:") and line.split()[1] != "0":
            yield place


def in_memory(process: Path, marker: bytes) -> int:
    """How many times some bytes are in what a process may read of its own memory."""
    found = 0
    with (process / "mem").open("rb", buffering=0) as memory:
        for begin, end in resident(process):
            try:
                memory.seek(begin)
                found += memory.read(end - begin).count(marker)
            except (OSError, OverflowError, ValueError):
                continue
    return found


def held(process: Path) -> list[str]:
    """The files that a process holds open although they are deleted."""
    found = []
    for each in (process / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(each.readlink()))
    return [name for name in found if name.endswith("(deleted)") and "sig-" in name]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _history(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW * 2)
    settle(page)
    page.get_by_role("radio", name="Historial de cargas").or_(
        page.get_by_role("button", name="Historial de cargas")
    ).first.click()
    settle(page)


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="only this system lets a test read the memory of a process"
)
def test_a_server_lets_go_of_what_is_destroyed(demo_store, people, tmp_path):
    store, catalog = LocalStore(shutil.copytree(demo_store, tmp_path / "store")), default_catalog()
    load = load_file(
        store,
        catalog,
        Incoming("deliverable", f"{MARKER}.csv", deliverables(f"06,11,1,2021-11-30,N° {MARKER},delivered")),
        "Ana",
    ).load
    with serving(store.folder, tmp_path / "log.txt") as server:
        page = people[False].context.new_page()  # whose console may tell of the restart
        visit(page, server.address("catalogo"))
        _history(page, server.address("carga"))
        assert MARKER in main_text(page)
        process = process_of(server.url)
        assert in_memory(process, MARKER.encode()), "or the test could not find it"
        annul(store, catalog, load, "pedido del titular", "UPPM", destroy=True)
        assert held(process), "or there was nothing to let go of"
        ends = time.monotonic() + 60
        while (held(process) or not _answers(server.url)) and time.monotonic() < ends:
            time.sleep(0.5)
        assert held(process) == [] and in_memory(process, MARKER.encode()) == 0, "it lets go by itself, without a click"
        _history(page, server.address("carga"))
        assert MARKER not in main_text(page) and "(destruido)" in main_text(page)
        assert in_memory(process, MARKER.encode()) == 0
        page.close()
        assert not [path for path in store.folder.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
