"""Proves that what the store writes is its owner's only, whatever the mask of who starts the program, and that
nothing else changes."""

import os
import stat
import threading

import pytest

from sig_metrics.publish.load import load_files
from sig_metrics.store import LocalStore
from sig_metrics.store.private import private

OTHERS = 0o077


def open_to_others(folder) -> list[str]:
    return [
        str(path.relative_to(folder.parent))
        for path in [folder, *folder.rglob("*")]
        if stat.S_IMODE(path.lstat().st_mode) & OTHERS
    ]


@pytest.fixture
def wide():
    """The mask of a careless account: what is made is everybody's unless the program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_the_store_writes_is_its_owners_only(wide, tmp_path, catalog, plan_files):
    store = LocalStore(tmp_path / "store", wait=1)
    seen = []
    store.on_step = lambda step: seen.extend(open_to_others(store.folder))  # not even while it is being written
    load_files(store, catalog, plan_files[:2], "Ana")
    store.pin(store.current(), "corte", "Ana")
    assert not seen and not open_to_others(store.folder)
    assert {path.name for path in store.folder.rglob("*")} >= {
        "CURRENT",
        "pins.json",
        "archive",
        "loads.jsonl",
        ".lock",
        "sig-000001.duckdb",
        "sig-000001.duckdb.sha256",
    }
    (tmp_path / "otro").touch()
    assert open_to_others(tmp_path / "otro")  # outside it, the mask of the account stands


def test_what_an_earlier_program_left_open_is_closed_and_what_is_not_its_own_is_let_be(wide, plan_copy):
    for path in [plan_copy.folder, *plan_copy.folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (plan_copy.folder / "notas.txt").touch()
    with plan_copy.alone("Ana"):
        pass
    assert open_to_others(plan_copy.folder) == ["store", "store/notas.txt"]  # a folder that was there is whose it was


def test_the_mask_comes_back_when_the_last_thread_leaves(wide):
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with private():
            inside.set()
            leave.wait(10)

    with private():
        thread = threading.Thread(target=other)
        thread.start()
        inside.wait(10)
    mask = os.umask(0)
    os.umask(mask)
    assert mask == OTHERS
    leave.set()
    thread.join()
    mask = os.umask(0)
    assert mask == 0
