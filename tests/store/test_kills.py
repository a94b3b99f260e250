"""Nothing acknowledged is lost and nothing is half there, killed at any step or at any moment, alone or in a crowd.

`SIG_HEAVY=1` runs 500 kills and 8 × 25 loads; without it, 10 and 8 × 2. The store is small, so that a kill falls
anywhere."""

import os
import random
import shutil
import signal
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import made_once
from sig_metrics.catalog.model import Column
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.problems import Refused
from sig_metrics.publish import merge
from sig_metrics.publish.annul import annul
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_file, load_files, refresh
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import LocalStore
from sig_metrics.store.verify import verify
from support import forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
HEAVY = os.environ.get("SIG_HEAVY") == "1"
KILLS, EACH, WRITERS = (500, 25, 8) if HEAVY else (10, 2, 8)
STEPS = ["copy", "build", "commit", "checkpoint", "sync", "rename", "pointer", "journal"]
DONE = ("pointer", "journal")  # from here on the new snapshot is the one
ROWS = 40


def small(whole):
    """One register and nothing derived: what publishes in a moment."""
    return replace(
        whole,
        registers={"sst_hours": replace(whole.registers["sst_hours"], references=())},
        views={},
        indicators={},
        checks={},
    )


def tomorrow(catalog):
    """The same with one more column, as an update of the program brings it."""
    old = catalog.registers["sst_hours"]
    wider = replace(
        old, columns=(*old.columns, Column("signed_by", "Firma", "text", "Quién firma.", optional_heading=True))
    )
    return replace(catalog, registers={"sst_hours": wider}, fingerprint="mañana")


def wave(k: int, ut: str = "AMA") -> Incoming:
    """A file that writes `k` in every row: two values in the table would be half a load."""
    rows = [f"{2018 + n // 12},{n % 12 + 1},{ut},{k % 9000},{k},0" for n in range(ROWS)]
    return Incoming(
        "sst_hours", f"onda-{k}.csv", "\n".join(["year,month,ut,workers,hours,training_hours", *rows, ""]).encode()
    )


def child(what: str, folder: Path, acks: Path, more: str) -> None:
    """What runs to be killed: one operation up to a step, loads without end, or some loads beside others."""
    store, catalog = LocalStore(folder, wait=120), small(default_catalog())
    with open(acks, "ab", buffering=0) as told:
        if what == "endless":
            acks.with_suffix(f".{more}").touch()  # from here on it works
            chance = random.Random(int(more))
            k = int(more) * 1000
            while True:
                k += 1
                made = load_file(store, catalog, wave(k), "Ana").load
                told.write(f"load {made}\n".encode())
                if chance.random() < 0.15:
                    rebuild(store, catalog, "Ana")
                if chance.random() < 0.15:
                    annul(store, catalog, made, "prueba", "Ana")
                    told.write(f"annul {made}\n".encode())
        if what == "crowd":
            for k in range(1, EACH + 1):
                told.write(f"load {load_file(store, catalog, wave(k, more), more).load}\n".encode())
            return
        store.on_step = lambda at: os.kill(os.getpid(), signal.SIGKILL) if at == more else None
        operate(store, catalog, what)


def operate(store, catalog, what: str) -> None:
    if what == "load":
        load_file(store, catalog, wave(9), "Ana")
    elif what == "rebuild":
        rebuild(store, catalog, "Rosa")
    elif what == "refresh":
        refresh(store, tomorrow(catalog), "Rosa")
    else:
        annul(store, catalog, 2, "prueba", "Rosa", destroy=what == "destroy")


@pytest.fixture(scope="module")
def lean(whole_catalog):
    return small(whole_catalog)


def three_loads(tmp_path_factory, lean, folder: Path, wait: int) -> LocalStore:
    """A store of its own with loads 1, 2 and 3, each of which changes every row; they were loaded once for all."""

    def make(at: Path) -> None:
        store = LocalStore(at, wait=wait)
        for k in (1, 2, 3):
            assert load_file(store, lean, wave(k), "Ana").load == k

    shutil.copytree(made_once(tmp_path_factory, "three loads", make), folder)
    return LocalStore(folder, wait=wait)


@pytest.fixture
def three(tmp_path_factory, tmp_path, lean):
    return three_loads(tmp_path_factory, lean, tmp_path / "store", 60)


def state(store, catalog) -> tuple[int, dict[int, bool]]:
    """(the value of every row, {load: it is annulled}); fails on half a load, on damage, or on a gap in the numbers."""
    with closing(store.open()) as snapshot:
        assert snapshot.damaged is None
        rows = snapshot.rows(
            "select hours::bigint as k, count(*) as n, count(distinct workers) as w from sst_hours group by hours"
        )
        ledger = {line["load"]: bool(line["annulled_at"]) for line in history(snapshot, catalog)}
    assert len(rows) == 1 and (rows[0]["n"], rows[0]["w"]) == (ROWS, 1), rows
    assert sorted(ledger) == list(range(1, len(ledger) + 1))
    return rows[0]["k"], ledger


BEFORE = (3, {1: False, 2: False, 3: False})
AFTER = {
    "load": (9, {1: False, 2: False, 3: False, 4: False}),
    "rebuild": BEFORE,
    "annul": (3, {1: False, 2: True, 3: False}),
    "destroy": (3, {1: False, 2: True, 3: False}),
}


@pytest.mark.parametrize("what", AFTER)
def test_killed_at_each_step_it_is_whole_or_absent(lean, three, tmp_path, what):
    import shutil

    for step in STEPS if HEAVY or what == "load" else ("commit", "rename", "pointer"):
        folder = tmp_path / step
        shutil.copytree(three.folder, folder)
        assert forked.end(child, what, folder, tmp_path / "acks", step) == -signal.SIGKILL
        store = LocalStore(folder, wait=60)
        assert state(store, lean) == (AFTER[what] if step in DONE else BEFORE), step
        assert load_file(store, lean, wave(10), "Ana").loaded, step
        assert state(store, lean)[0] == 10 and not list(folder.rglob("*.tmp*"))
        if step not in ("rename", "journal"):
            continue
        with closing(store.open()) as snapshot:
            held = content_hash(snapshot)
        assert rebuild(store, lean, "Rosa").hash == held and sorted(store.journal.lines()) == sorted(
            state(store, lean)[1]
        )
        assert verify(store).log.conforms, step


def test_a_new_definition_killed_at_each_step_is_all_old_or_all_new(lean, three, tmp_path):
    import shutil

    def schema(store) -> tuple[bool, bool]:
        with closing(store.open()) as snapshot:
            columns = snapshot.rows(
                "select column_name as name from information_schema.columns where table_name = 'sst_hours'"
            )
            return {"name": "signed_by"} in columns, snapshot.fingerprint == "mañana"

    for step in STEPS if HEAVY else ("build", "checkpoint", "rename", "pointer"):
        folder = tmp_path / step
        shutil.copytree(three.folder, folder)
        assert forked.end(child, "refresh", folder, tmp_path / "acks", step) == -signal.SIGKILL
        store = LocalStore(folder, wait=60)
        assert schema(store) == (step in DONE,) * 2 and state(store, lean) == BEFORE, step
        assert (refresh(store, tomorrow(lean), "Rosa").snapshot is None) == (step in DONE), step
        assert schema(store) == (True, True) and state(store, lean) == BEFORE and not list(folder.rglob("*.tmp*")), step
        store.file(store.current()).unlink()
        assert schema(store) == (False, False), "the version before stays as it was"


@pytest.mark.parametrize("what", AFTER)
def test_a_fault_at_each_step_leaves_old_or_new(lean, three, what):
    for n, step in enumerate(STEPS[:-2]):
        fault = RuntimeError("cut") if n % 2 else OSError(28, "No space left on device")

        def cut(at, step=step, fault=fault):
            if at == step:
                raise fault

        three.on_step = cut
        if what == "load":
            with pytest.raises((RuntimeError, Refused)):
                load_files(three, lean, [wave(9)], "Ana")
        else:
            with pytest.raises((RuntimeError, Refused)):
                operate(three, lean, what)
        three.on_step = lambda at: None
        assert state(three, lean) == BEFORE, (what, step)
    operate(three, lean, what)
    assert state(three, lean) == AFTER[what] and not list(three.folder.rglob("*.tmp*"))


def test_killed_at_any_moment_nothing_acknowledged_is_lost(lean, three, tmp_path):
    chance, acks = random.Random(20211130), tmp_path / "acks"
    acks.touch()
    start = time.monotonic()
    assert load_file(three, lean, wave(4), "Ana").loaded
    pace = time.monotonic() - start  # of one load on this machine now
    for n in range(KILLS):
        endless = forked.start(child, "endless", three.folder, acks, str(n + 1))
        limit = time.monotonic() + 60
        while not acks.with_suffix(f".{n + 1}").exists():
            assert time.monotonic() < limit, "the child did not begin"
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 8) * pace)
        endless.kill()
        endless.join()
        assert endless.exitcode == -signal.SIGKILL, "the child stopped by itself"
        _, ledger = state(three, lean)
        told = [line.split() for line in acks.read_text().splitlines()]
        assert all(int(load) in ledger and (what == "load" or ledger[int(load)]) for what, load in told), n
        if n % 5 == 0:
            assert load_file(three, lean, wave(9_000_000 + n), "Ana").loaded
    assert len(acks.read_text().splitlines()) > KILLS / 10, "the children must have had time to work"
    # a child that died between the pointer and the journal is told by the next publication, which this is
    assert load_file(three, lean, wave(9_999_999), "Ana").loaded
    with closing(three.open()) as snapshot:
        held = content_hash(snapshot)
    for number in three.numbers():
        three.file(number).unlink()
    assert rebuild(three, lean, "Rosa").hash == held, "the archive alone gives the same"


def test_a_crowd_of_writers_loses_nothing(lean, three, tmp_path):
    names = [f"P{letter}A" for letter in "ABCDEFGH"][:WRITERS]
    for name in names:
        forked.start(child, "crowd", three.folder, tmp_path / name, name)
    limit = time.monotonic() + 30 * EACH + 120
    told: dict[str, list[str]] = {}
    while sum(map(len, told.values())) < WRITERS * EACH and time.monotonic() < limit:
        time.sleep(0.1)
        told = {name: (tmp_path / name).read_text().split("\n")[:-1] for name in names if (tmp_path / name).exists()}
    loads = sorted(int(line.split()[1]) for lines in told.values() for line in lines)
    assert loads == list(range(4, 4 + WRITERS * EACH))
    with closing(three.open()) as snapshot:
        rows = snapshot.rows(
            "select ut, min(workers) as least, max(workers) as most, count(*) as n from sst_hours group by ut order by ut"
        )
        assert [line["who"] for line in history(snapshot, lean)].count("PAA") == EACH
    assert rows == [
        {"ut": ut, "least": k, "most": k, "n": ROWS} for ut, k in (("AMA", 3), *((name, EACH) for name in names))
    ]


@pytest.mark.parametrize("jump", [timedelta(days=-4000), timedelta(days=4000)])
def test_a_clock_that_jumps_does_not_change_the_order(lean, three, monkeypatch, jump):
    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(zone) + jump

    monkeypatch.setattr(merge, "datetime", Clock)
    assert load_file(three, lean, wave(4), "Ana").load == 4
    monkeypatch.undo()
    assert load_file(three, lean, wave(5), "Ana").load == 5
    with closing(three.open()) as snapshot:
        held, lines = content_hash(snapshot), history(snapshot, lean)
    assert [line["load"] for line in lines] == [5, 4, 3, 2, 1] and sorted(line["loaded_at"] for line in lines) != [
        line["loaded_at"] for line in lines
    ][::-1]
    assert rebuild(three, lean, "Rosa").hash == held and state(three, lean)[0] == 5
    with closing(three.open()) as snapshot:
        assert history(snapshot, lean) == lines
