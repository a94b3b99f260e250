"""What disks, clocks and crowds do to a store: it answers as before or says so. SIG_HEAVY=1 makes every loop long.

Rows 5 to 11 and 21 of the fault table, where `test_store.py` and `test_kills.py` do not already hold them.
"""

import errno
import json
import os
import random
import shutil
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from test_kills import small, state, three_loads, wave

from conftest import ROOT, contents
from sig_metrics.cli.commands import main
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import load_file
from sig_metrics.store import LocalStore, StoreError, local, snapshot
from sig_metrics.store.seal import intact, seal_of

HEAVY = os.environ.get("SIG_HEAVY") == "1"
CUBE = (
    "select * replace (round(numerator, 6) as numerator, round(denominator, 6) as denominator) from cube order by all"
)


@pytest.fixture(scope="module")
def lean(whole_catalog):
    return small(whole_catalog)


@pytest.fixture
def three(tmp_path_factory, tmp_path, lean):
    """A store with loads 1, 2 and 3, each of which changes every row."""
    return three_loads(tmp_path_factory, lean, tmp_path / "store", 30)


def again(store: LocalStore) -> int:
    """Publishes the same data once more."""
    return store.publish("prueba", lambda connection, number: number)


# --- row 6: a database file that is no longer what it was


def damage(dice: random.Random, whole: bytes, before: bytes) -> bytes:
    """One of the ways in which a disk spoils a file; never the same bytes."""
    made, at = bytearray(whole), dice.randrange(len(whole))
    page = at - at % 4096
    kind = dice.choice(("bit", "zeros", "noise", "cut", "more", "torn", "swapped", "head"))
    if kind == "bit":
        made[at] ^= 1 << dice.randrange(8)
    elif kind == "zeros":
        made[page : page + 4096] = bytes(4096)
    elif kind == "noise":
        made[at : at + 64] = dice.randbytes(len(made[at : at + 64]))
    elif kind == "cut":
        del made[at:]
    elif kind == "more":
        made += dice.randbytes(100)
    elif kind == "torn":  # the first pages of the new file, the rest of the old one
        made[page:] = before[page:]
    elif kind == "swapped":
        made[page : page + 4096], made[:4096] = made[:4096], made[page : page + 4096]
    else:
        made[: 3 * 4096] = dice.randbytes(3 * 4096)
    made[-1] ^= bytes(made) == whole
    return bytes(made)


@pytest.fixture(scope="module")
def grown(plan_store, tmp_path_factory):
    """The plan's store with a second snapshot of the same figures and other bytes."""
    folder = tmp_path_factory.mktemp("damage") / "store"
    shutil.copytree(plan_store.folder, folder)
    store = LocalStore(folder, wait=1)
    assert (
        store.publish(
            "prueba",
            lambda connection, number: connection.execute("delete from cube where period = '2021-12-31'") and number,
        )
        == 2
    )
    return store


def test_a_mutated_database_gives_way_to_the_one_before(grown):
    before, whole = grown.file(1).read_bytes(), grown.file(2).read_bytes()
    with closing(grown.open(1)) as one:
        held = one.table(CUBE)
    dice = random.Random(6)
    try:
        for n in range(150 if HEAVY else 16):
            grown.file(2).write_bytes(damage(dice, whole, before))
            with closing(grown.open()) as served:
                assert (served.number, served.damaged) == (1, 2), n
                assert n % 8 or served.table(CUBE).equals(held), n
            with pytest.raises(Refused) as refused:
                grown.publish("Ana", lambda connection, number: number)
            assert [p.code for p in refused.value.problems] == ["store_broken"], n
    finally:
        grown.file(2).write_bytes(whole)
    with closing(grown.open()) as served:
        assert (served.number, served.damaged) == (2, None)


def test_without_its_seal_a_mutated_database_never_gives_another_figure(grown):
    """Stores of an earlier program have no seals: what is damaged fails when it is read, or gives the same."""
    before, whole, sealed = grown.file(1).read_bytes(), grown.file(2).read_bytes(), seal_of(grown.file(2)).read_bytes()
    with closing(grown.open(1)) as one, closing(grown.open(2)) as two:
        held = {1: one.table(CUBE), 2: two.table(CUBE)}
    seal_of(grown.file(2)).unlink()
    dice, failed = random.Random(7), 0
    try:
        for n in range(150 if HEAVY else 12):
            grown.file(2).write_bytes(damage(dice, whole, before))
            try:
                with closing(grown.open()) as served:
                    assert served.table(CUBE).equals(held[served.number]), n
                    failed += served.number == 1
            except duckdb.Error:
                failed += 1
    finally:
        grown.file(2).write_bytes(whole)
        seal_of(grown.file(2)).write_bytes(sealed)
    assert failed


def test_every_published_file_is_sealed_and_seals_go_with_their_files(three):
    assert all(seal_of(three.file(number)).exists() and intact(three.file(number)) for number in (1, 2, 3))
    for _ in range(snapshot_count() + 2):
        again(three)
    sealed = sorted(path.name for path in three.folder.glob("*.sha256"))
    assert sealed == sorted(f"{three.file(number).name}.sha256" for number in three.numbers())


def snapshot_count() -> int:
    from sig_metrics.store.local import KEEP

    return KEEP


def test_screens_and_commands_say_that_they_show_the_one_before(demo_copy, monkeypatch, capsys):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    assert again(demo_copy) == 2
    assert main(["status", "--json"]) == 0
    right = json.loads(capsys.readouterr().out)
    content = bytearray(demo_copy.file(2).read_bytes())
    content[len(content) // 2] ^= 1
    demo_copy.file(2).write_bytes(content)
    told = words.say("store_broken", snapshot=2, previous=1)
    assert main(["status", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == right and told in said.err
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert (
        not app.exception
        and [each.value.replace("\\_", "_") for each in app.warning] == [told]
        and app.title[0].value == "Resumen"
    )


# --- row 7: the order in which things reach the disk


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the system for the names of open files")
def test_the_pointer_moves_last_and_only_to_what_is_on_the_disk(three, lean, monkeypatch):
    done, sync, replace = [], os.fsync, os.replace

    def named(path) -> str:
        return os.path.relpath(path, three.folder)

    def watched_sync(handle):
        sync(handle)
        done.append(("sync", named(os.readlink(f"/proc/self/fd/{handle}"))))

    def watched_replace(one, other):
        replace(one, other)
        done.append(("name", named(one), named(other)))

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(os, "replace", watched_replace)
    content = wave(4)
    assert load_file(three, lean, content, "Ana").loaded
    original = f"archive/{content.sha256}.csv"
    order = [
        ("sync", ".en-curso.tmp"),
        ("name", ".en-curso.tmp", ".en-curso"),
        ("sync", "."),
        ("sync", f"{original}.tmp"),
        ("name", f"{original}.tmp", original),
        ("sync", "archive"),
        ("sync", "sig-000004.tmp"),
        ("sync", "sig-000004.duckdb.sha256.tmp"),
        ("name", "sig-000004.duckdb.sha256.tmp", "sig-000004.duckdb.sha256"),
        ("sync", "."),
        ("name", "sig-000004.tmp", "sig-000004.duckdb"),
        ("sync", "."),
        ("sync", "CURRENT.tmp"),
        ("name", "CURRENT.tmp", "CURRENT"),
        ("sync", "."),
        ("sync", "archive/loads.jsonl"),
        ("sync", "archive"),
        ("sync", "archive/loads.checkpoints"),
    ]
    assert done == order and not list(three.folder.glob("*.wal"))


@pytest.mark.parametrize("harm", ["value", "row", "table", "block"])
def test_what_was_written_is_read_back_whole_before_it_is_published(three, lean, harm):
    """The engine writes what it cannot read again: here somebody changes the closed file before it is named."""
    statements = {
        "value": "update sst_hours set hours = hours + 1 where month = 1",
        "row": "delete from sst_hours where month = 1",
        "table": "drop table sst_hours",
    }

    real = local.read_back

    def between(path, written):
        if harm == "block":
            content = path.read_bytes()
            path.write_bytes(content[:12288] + bytes(len(content) - 12288))
        else:
            with duckdb.connect(str(path)) as connection:
                connection.execute(statements[harm])
        real(path, written)

    before = contents(three.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "read_back", between)
        assert [p.code for p in load_file(three, lean, wave(4), "Ana").problems] == ["published_unread"]
    assert contents(three.folder) == before and three.current() == 3, "nor does the original of what was refused stay"
    assert load_file(three, lean, wave(4), "Ana").load == 4


# --- rows 5 and 9: full, read-only and forbidden disks


@pytest.fixture
def disk(tmp_path, lean):
    """A function that makes a store on a disk of its own of so many bytes; skipped where one may not mount."""
    mounted = []

    def make(size: int) -> LocalStore:
        place = tmp_path / "disk"
        place.mkdir()
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)], capture_output=True
        ).returncode:
            pytest.skip("this account may not mount a disk")
        mounted.append(place)
        store = LocalStore(place / "store", wait=1)
        for k in (1, 2, 3):
            assert load_file(store, lean, wave(k), "Ana").loaded
        return store

    if not shutil.which("mount"):
        pytest.skip("there is no mount here")
    yield make
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("asked", [True, False], ids=["asked before", "found out while writing"])
def test_a_disk_that_is_full_at_any_point_leaves_what_there_was(disk, lean, monkeypatch, asked):
    """With more room each time, until the load fits (as SQLite does)."""
    store = disk(64_000_000)
    real, ballast, held = shutil.disk_usage, store.folder.parent / "ballast", state(store, lean)
    size, step, refused, room = store.file(3).stat().st_size, 0, 0, 0
    if not asked:
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: real(folder)._replace(free=10**12))
    while True:
        room = step * size // (40 if HEAVY else 6)
        ballast.unlink(missing_ok=True)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(real(store.folder).free - room, 4096))
        report = load_file(store, lean, wave(9), "Ana")
        if report.loaded:
            break
        assert [p.code for p in report.problems] == ["disk_full"], report.problems
        assert "se necesitan" in report.problems[0].message and " MB" in report.problems[0].message
        assert state(store, lean) == held and store.current() == 3, room
        step, refused = step + 1, refused + 1
    ballast.unlink()
    assert refused >= 3 and state(store, lean)[0] == 9
    assert load_file(store, lean, wave(10), "Ana").loaded and not list(store.folder.rglob("*.tmp*"))


def test_a_disk_that_may_only_be_read_serves_and_refuses(disk, lean):
    store = disk(32_000_000)
    place = store.folder.parent
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    report = load_file(store, lean, wave(9), "Ana")
    assert [p.code for p in report.problems] == ["disk_refused"] and str(place) not in report.problems[0].message
    assert report.message == "No se cargó nada: 1 problema.", "nothing is to be corrected in the file"
    assert state(store, lean)[0] == 3
    subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
    assert load_file(store, lean, wave(9), "Ana").loaded


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EROFS, "disk_refused"),
        (errno.EACCES, "disk_refused"),
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
    ],
)
@pytest.mark.parametrize("where", ["note", "build"])
def test_what_the_system_says_of_the_disk_is_said_in_spanish(three, lean, monkeypatch, number, code, where):
    def fail(*_, **__):
        raise OSError(number, "fault of the disk")

    if where == "note":
        real = Path.write_text
        monkeypatch.setattr(
            Path,
            "write_text",
            lambda path, *given, **named: fail() if path.name == ".writer" else real(path, *given, **named),
        )
    else:
        three.on_step = fail
    report = load_file(three, lean, wave(9), "Ana")
    monkeypatch.undo()
    three.on_step = lambda at: None
    assert [p.code for p in report.problems] == [code] and report.problems[0].message.endswith(".")
    assert state(three, lean)[0] == 3 and load_file(three, lean, wave(9), "Ana").loaded


# --- row 10: a query that asks for too much


def test_a_query_beyond_its_memory_fails_alone(three, lean, monkeypatch):
    with closing(three.open()) as plain:
        assert plain.rows("select current_setting('memory_limit') as n") == [{"n": "953.6 MiB"}], "there is a limit"
    monkeypatch.setitem(snapshot.SAFE, "memory_limit", "16MB")
    with closing(three.open()) as one, closing(three.open()) as other:
        for greedy in (
            "select list(a.i order by b.i desc) as x from range(1000) as a(i), range(1000) as b(i)",
            "select count(*) as n from (select distinct i, md5(i::varchar) as m from range(2000000) as t(i))",
        ):
            with pytest.raises(duckdb.OutOfMemoryException):
                one.table(greedy)
            assert (
                one.rows("select count(*) as n from sst_hours")
                == other.rows("select count(*) as n from sst_hours")
                == [{"n": 40}]
            )
    assert sorted(path.name for path in three.folder.iterdir() if path.suffix == ".tmp" or path.is_dir()) == [
        "archive"
    ], "nothing spilt beside the data"


# --- rows 11 and 21: at the same time


def test_the_same_file_twice_at_once_is_loaded_once(three, lean):
    for k in range(4, 4 + (20 if HEAVY else 3)):
        reports, gate = [], threading.Barrier(2)

        def load(k=k, reports=reports, gate=gate):
            gate.wait(10)
            reports.append(load_file(LocalStore(three.folder, wait=30), lean, wave(k), "Ana"))

        threads = [threading.Thread(target=load) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(report.loaded for report in reports) == [False, True]
        late = next(report for report in reports if not report.loaded)
        assert (
            late.problems == []
            and late.message.startswith("Sin cambios: los datos ya están cargados (")
            and "por Ana" in late.message
        )
        assert state(three, lean)[0] == k


def test_everything_a_reader_asks_comes_from_one_snapshot(three, lean):
    """A page asks many things while loads are published: each answer is of the snapshot it opened."""
    stop, faults, seen = threading.Event(), [], []

    def reader():
        while not stop.is_set():
            try:
                with closing(LocalStore(three.folder).open()) as page:
                    asked = [
                        page.rows("select min(hours)::bigint as k from sst_hours"),
                        page.rows("select max(workers) as k from sst_hours"),
                        page.rows("select max(load) as k from load_log"),
                    ]
                    assert len({each[0]["k"] for each in asked}) == 1 and page.damaged is None, asked
                    seen.append(asked[0][0]["k"])
            except BaseException as fault:
                faults.append(fault)
            stop.wait(0.05)

    threads = [threading.Thread(target=reader) for _ in range(16)]
    for thread in threads:
        thread.start()
    last = 3 + (100 if HEAVY else 4)
    try:
        for k in range(4, last + 1):
            assert load_file(three, lean, wave(k), "Ana").load == k
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert faults == [] and len(set(seen)) >= 3
    with pytest.raises(StoreError):
        three.open(last + 1)
