"""Proves that the store is always whole: killed, damaged, crowded or attacked."""

import os
import shutil
import signal
import threading
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, made_once
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore, StoreError, open_store
from sig_metrics.store.local import KEEP, WRITING, Unchanged
from support import forked

STEPS = ["copy", "build", "commit", "checkpoint", "sync", "rename", "pointer", "journal"]
ROWS = 2000
PUBLISHED, FLIPS = (102, 150) if os.environ.get("SIG_HEAVY") == "1" else (22, 30)


def write(number: int):
    """A build that writes `number` in two tables: reading two different values would be half a load."""

    def build(connection, snapshot):
        connection.execute("create table if not exists load_log (load bigint)")
        connection.execute("insert into load_log values (?)", [number])
        for table in ("one", "other"):
            connection.execute(
                f"create or replace table {table} as select {int(number)} as n, i from range({ROWS}) as t(i)"
            )
        return snapshot

    return build


def seen(snapshot) -> int:
    """The value held by both tables, which must agree and be complete."""
    rows = snapshot.rows(
        "select n, count(*) as size from (select n from one union all select n from other) as t group by n"
    )
    assert len(rows) == 1 and rows[0]["size"] == 2 * ROWS, rows
    return rows[0]["n"]


@pytest.fixture(scope="session")
def pair(tmp_path_factory):
    """Snapshots 1 and 2, published once; `two` is a copy."""

    def make(folder):
        for number in (1, 2):
            assert LocalStore(folder, wait=1).publish("Ana", write(number)) == number

    return made_once(tmp_path_factory, "two snapshots", make)


@pytest.fixture
def two(pair, empty_store):
    """A store with snapshots 1 and 2."""
    shutil.copytree(pair, empty_store.folder)
    return empty_store


def looks(store) -> tuple[int, str]:
    """The size of the blocks of its file, and the format that it is of."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach '{store.file(store.current())}' as found (read_only)")
        return connection.execute(
            "select any_value(block_size), any_value(tags['storage_version']) from pragma_database_size() "
            "join duckdb_databases() using (database_name) where database_name = 'found'"
        ).fetchone()


def test_a_new_store_has_small_blocks_and_the_format_of_the_engine_and_one_that_exists_keeps_its_own(
    two, tmp_path, monkeypatch
):
    """Of many small tables, each publication copied and kept, a file of large blocks is three times as long; the oldest
    format, which the engine writes unless it is told, takes twice as long to be opened."""
    assert looks(two) == (64 * 1024, "v1.5.0+")
    monkeypatch.setitem(WRITING, "default_block_size", str(256 * 1024))
    monkeypatch.setitem(WRITING, "storage_compatibility_version", "v0.10.2")
    old = LocalStore(tmp_path / "old", wait=1)
    old.publish("Ana", write(1))
    monkeypatch.undo()
    old.publish("Ana", write(2))
    with closing(old.open()) as snapshot:
        assert seen(snapshot) == 2
    assert looks(old) == (256 * 1024, "v1.0.0+")


def leftovers(store) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.suffix in (".tmp", ".wal"))


def refusal(store, number: int = 9) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        store.publish("Luis", write(number))
    problem = caught.value.problems[0]
    return problem.code, problem.message


def test_publishing_and_reading(two):
    assert (two.current(), two.numbers(), leftovers(two)) == (2, [1, 2], [])
    with closing(two.open()) as now, closing(two.open(1)) as before:
        assert (now.number, now.damaged, seen(now)) == (2, None, 2)
        assert (before.number, seen(before)) == (1, 1)
        assert now.table("select i from one where i < $top order by i", {"top": 3}).to_pydict() == {"i": [0, 1, 2]}


def test_an_empty_store_says_how_to_fill_it(empty_store):
    assert empty_store.current() is None and empty_store.numbers() == []
    with pytest.raises(StoreError, match="está vacío. Cargue un plan"):
        empty_store.open()
    assert not empty_store.folder.exists()


def test_the_name_of_the_store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # from wherever it is started
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "a"))
    assert open_store().folder == tmp_path / "a" and open_store(str(tmp_path / "b")).folder == tmp_path / "b"
    monkeypatch.delenv("SIG_STORE")
    assert open_store().folder == ROOT / "data" / "store" and open_store("x").folder.as_posix() == "x"


def test_the_steps_come_in_order(two):
    steps = []
    two.on_step = steps.append
    two.publish("Ana", write(3))
    assert steps == STEPS


def test_a_build_that_fails_or_finds_nothing_changes_nothing(two):
    files = {path.name: path.stat().st_mtime_ns for path in two.folder.glob("sig-*")}

    def broken(connection, number):
        write(3)(connection, number)
        raise ZeroDivisionError

    def nothing(connection, number):
        write(3)(connection, number)
        raise Unchanged("nada")

    with pytest.raises(ZeroDivisionError):
        two.publish("Ana", broken)
    assert two.publish("Ana", nothing) == "nada"
    assert (two.current(), leftovers(two)) == (2, [])
    assert {path.name: path.stat().st_mtime_ns for path in two.folder.glob("sig-*")} == files
    assert two.publish("Ana", write(3)) == 3


@pytest.mark.parametrize("step", STEPS)
def test_an_exception_at_any_step_leaves_old_or_new(two, step):
    def fail(at):
        if at == step:
            raise OSError("cut")

    two.on_step = fail
    with pytest.raises(OSError, match="cut"):
        two.publish("Ana", write(3))
    with closing(two.open()) as now:
        assert seen(now) == (3 if step in ("pointer", "journal") else 2) and now.damaged is None
    two.on_step = lambda at: None
    two.publish("Ana", write(4))
    with closing(two.open()) as now:
        assert seen(now) == 4
    assert leftovers(two) == []


def test_a_reader_keeps_its_snapshot(two):
    with closing(two.open()) as old:
        for number in range(3, 6):
            two.publish("Ana", write(number))
        assert seen(old) == 2
    with closing(two.open()) as new:
        assert seen(new) == 5


def test_old_snapshots_are_dropped_but_never_the_current_one(empty_store):
    for number in range(1, KEEP + 4):
        empty_store.publish("Ana", write(number))
    assert empty_store.numbers() == list(range(3, KEEP + 4)) and empty_store.current() == KEEP + 3
    with pytest.raises(StoreError):
        empty_store.open(1)


def test_a_pinned_snapshot_is_never_dropped(empty_store):
    empty_store.publish("Ana", write(1))
    empty_store.pin(1, "Comité de enero", "Rosa")
    with pytest.raises(StoreError, match="Ya hay un corte fijado con el nombre «Comité de enero»"):
        empty_store.pin(1, "Comité de enero", "Rosa")
    with pytest.raises(StoreError):
        empty_store.pin(7, "Otro", "Rosa")
    for number in range(2, KEEP + 5):
        empty_store.publish("Ana", write(number))
    assert empty_store.numbers() == [1, *range(4, KEEP + 5)]
    with closing(empty_store.open(1)) as pinned:
        assert seen(pinned) == 1
    assert [(pin.snapshot, pin.name, pin.who) for pin in empty_store.pins()] == [(1, "Comité de enero", "Rosa")]
    empty_store.unpin("Comité de enero", "Rosa")
    empty_store.publish("Ana", write(KEEP + 5))
    assert empty_store.numbers() == list(range(5, KEEP + 6)) and empty_store.pins() == ()


def test_a_list_of_pins_that_cannot_be_read_keeps_everything(empty_store):
    empty_store.publish("Ana", write(1))
    (empty_store.folder / "pins.json").write_text('[{"snapshot": 1')
    for number in range(2, KEEP + 4):
        empty_store.publish("Ana", write(number))
    assert empty_store.numbers() == list(range(1, KEEP + 4))
    with pytest.raises(StoreError, match="pins.json"):
        empty_store.pins()


def test_sixteen_readers_and_many_publications(two):
    stop, faults, reads = threading.Event(), [], []

    def reader():
        last = 0
        while not stop.is_set():
            try:
                with closing(two.open()) as snapshot:
                    now = seen(snapshot)
                    assert now == seen(snapshot) == snapshot.number >= last and snapshot.damaged is None
                    last = now
                    reads.append(now)
                time.sleep(0.05)  # a person pauses too; sixteen loops without a pause only measure the interpreter
            except BaseException as fault:
                faults.append(fault)

    threads = [threading.Thread(target=reader) for _ in range(16)]
    for thread in threads:
        thread.start()
    try:
        for number in range(3, PUBLISHED + 1):
            two.publish("Ana", write(number))
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)
    assert faults == [] and len(reads) > 20 and len(set(reads)) > 3
    with closing(two.open()) as last:
        assert seen(last) == PUBLISHED


NEW = b"""year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note
2021,06,11,1,,UPPM,2021-11-30,report,N 901,delivered,,
2021,23,10,1,,UTI,2021-11-30,report,N 902,delivered,,
"""


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_a_load_is_whole_or_absent(plan_copy, catalog, step):
    assert forked.end(forked.publish, plan_copy.folder, "load", step, Incoming("deliverable", "d.csv", NEW)) == (
        -signal.SIGKILL
    )
    new = "select count(*) as n from deliverable where document_number in ('N 901', 'N 902')"
    with closing(plan_copy.open()) as after:
        held = (after.rows(new)[0]["n"], after.rows("select max(load) as n from load_log")[0]["n"])
        assert held == ((2, 17) if step in ("pointer", "journal") else (0, 16)) and after.damaged is None
    again = load_file(plan_copy, catalog, Incoming("deliverable", "d.csv", NEW), "Ana")
    assert again.loaded == (step not in ("pointer", "journal")) and again.new + again.same == 2
    with closing(plan_copy.open()) as after:
        assert (
            after.rows(new)[0]["n"] == 2
            and after.rows("select count(*) as n from load_log where load = 17")[0]["n"] == 1
        )
    assert leftovers(plan_copy) == [] and plan_copy.numbers() == [1, 2]


def test_the_first_publication_killed_before_its_pointer(empty_store):
    def cut(at):
        if at == "rename":
            raise OSError("cut")

    empty_store.on_step = cut
    with pytest.raises(OSError, match="cut"):
        empty_store.publish("Ana", write(1))
    empty_store.on_step = lambda at: None
    with closing(empty_store.open()) as whole:
        assert seen(whole) == 1
    empty_store.publish("Ana", write(2))
    with closing(empty_store.open()) as now:
        assert seen(now) == 2


def hold(folder: Path, told: Connection) -> None:
    def build(connection, number):
        told.send("holding")
        told.poll(60)

    LocalStore(folder).publish("Rosa Quispe", build)


def test_a_second_writer_is_refused_by_name_and_a_dead_one_frees_the_lock(two):
    two.wait = 0.2
    here, there = forked.pipe()
    holder = forked.start(hold, two.folder, there)
    try:
        assert here.recv() == "holding"
        code, message = refusal(two)
        assert code == "busy" and "por Rosa Quispe" in message and message.startswith("Hay otra carga en curso desde ")
        with closing(two.open()) as reader:
            assert seen(reader) == 2
    finally:
        holder.kill()
        holder.join(10)
    two.publish("Ana", write(3))
    with closing(two.open()) as now:
        assert seen(now) == 3
    assert leftovers(two) == []


def test_two_writers_in_one_process(two):
    inside, leave = threading.Event(), threading.Event()

    def slow(connection, number):
        inside.set()
        leave.wait(5)
        return write(3)(connection, number)

    first = threading.Thread(target=two.publish, args=("Ana", slow), daemon=True)
    first.start()
    assert inside.wait(5)
    assert refusal(LocalStore(two.folder, wait=0.2))[0] == "busy"
    leave.set()
    first.join(5)
    with closing(two.open()) as now:
        assert seen(now) == 3


def test_writers_that_wait_lose_nothing(two):
    stores = [LocalStore(two.folder, wait=20) for _ in range(6)]

    def count(connection, number):
        connection.execute("insert into load_log values (?)", [number])

    threads = [threading.Thread(target=store.publish, args=("Ana", count)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with closing(two.open()) as now:
        assert now.number == 8
        assert now.table("select load from load_log order by load").column("load").to_pylist() == list(range(1, 9))


DAMAGE = {
    "deleted": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("no es una base de datos"),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "without its end": lambda path: path.write_bytes(path.read_bytes()[:-1000]),
    "header": lambda path: path.write_bytes(b"\0" * 64 + path.read_bytes()[64:]),
    "other database": lambda path: (path.unlink(), duckdb.connect(str(path)).close()),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_snapshot_gives_way_to_the_one_before(two, kind):
    DAMAGE[kind](two.file(2))
    with closing(two.open()) as served:
        assert (served.number, served.damaged, seen(served)) == (1, 2, 1)
    with pytest.raises(StoreError, match="Ninguna versión"):
        two.open(2)
    code, message = refusal(two)
    assert code == "store_broken" and "La versión 2 " in message and "se muestra la 1" in message
    assert two.numbers() == ([1] if kind == "deleted" else [1, 2]) and two.current() == 2 and leftovers(two) == []


def test_when_no_snapshot_opens_the_folder_is_named(two):
    for number in (1, 2):
        two.file(number).write_bytes(b"x")
    with pytest.raises(StoreError, match="Ninguna versión de los datos se puede abrir en «store»"):
        two.open()
    with pytest.raises(StoreError):
        two.publish("Ana", write(3))
    assert two.numbers() == [1, 2]


def test_flipped_bytes_never_change_a_figure(two, tmp_path):
    whole, noticed = two.file(2).read_bytes(), 0
    for n in range(FLIPS):
        at = len(whole) * n // FLIPS + n
        folder = tmp_path / f"flip{n}"
        shutil.copytree(two.folder, folder)
        (folder / "sig-000002.duckdb").write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            with closing(LocalStore(folder).open()) as served:
                assert seen(served) == served.number
                noticed += served.number == 1
        except duckdb.Error:
            noticed += 1
    assert noticed > 0


@pytest.mark.parametrize("pointer", [None, b"", b"dos", b"\xff\xfe", b"99"])
def test_a_lost_or_unreadable_pointer_loses_no_data(two, pointer):
    path = two.folder / "CURRENT"
    path.unlink() if pointer is None else path.write_bytes(pointer)
    with closing(two.open()) as served:
        assert seen(served) == 2
    if pointer != b"99":
        two.publish("Ana", write(3))
        assert two.numbers() == [1, 2, 3] and path.read_text() == "3"


def test_what_a_dead_writer_left_is_swept(two):
    for name in ("sig-000003.tmp", "sig-000003.tmp.wal", "CURRENT.tmp"):
        (two.folder / name).write_bytes(b"x")
    shutil.copy(two.file(2), two.file(3))  # it died before it moved the pointer, as its note tells
    (two.folder / ".en-curso").write_text('{"what": "load", "who": "Ana", "at": "2021-11-30T10:00:00", "number": 3}')
    (two.folder / "archive").mkdir(exist_ok=True)
    (two.folder / "archive" / "ab12.tmp").write_bytes(b"half an original")
    two.publish("Ana", write(3))
    assert leftovers(two) == [] and two.numbers() == [1, 2, 3]


def test_the_archive_keeps_each_original_once(two):
    two.archive("ab12", ".csv", b"original")
    stamp = two.archived("ab12", ".csv").stat().st_mtime_ns
    two.archive("ab12", ".csv", b"other")
    assert two.archived("ab12", ".csv").read_bytes() == b"original"
    assert two.archived("ab12", ".csv").stat().st_mtime_ns == stamp and leftovers(two) == []


PROBES = [
    "select * from read_csv('{file}')",
    "select * from read_text('{file}')",
    "select * from read_blob('{file}')",
    "select * from '{file}'",
    "select * from glob('{folder}/*')",
    "select * from sniff_csv('{file}')",
    "select * from read_parquet('{file}')",
    "select * from read_json('{file}')",
    "select * from read_csv('/etc/passwd')",
    "copy one to '{out}'",
    "copy one to '{out}' (format parquet)",
    "export database '{out}'",
    "attach '{out}' as other_db",
    "attach '{database}' as other_db (read_only)",
    "install httpfs",
    "install spatial from community",
    "load '{file}'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset enable_external_access",
    "pragma enable_external_access",
    "set allow_community_extensions = true",
    "set memory_limit = '100GB'",
    "set temp_directory = '{folder}'",
    "insert into one values (1, 1)",
    "delete from one",
    "drop table one",
    "create table stolen as select 1 as n",
    "select * from outside",
]


@pytest.mark.parametrize("probe", PROBES)
def test_nothing_but_the_snapshot_can_be_reached(two, tmp_path, probe):
    outside = __import__("pandas").DataFrame({"secret": [1]})  # a replacement scan would find this variable
    file, out, database = tmp_path / "secret.csv", tmp_path / "out", tmp_path / "other.duckdb"
    file.write_text("a,b\n1,2\n")
    duckdb.connect(str(database)).close()
    sql = probe.format(file=file, folder=tmp_path, out=out, database=database)
    before = sorted(os.listdir(tmp_path))
    with closing(two.open()) as snapshot:
        with pytest.raises((duckdb.Error, RuntimeError)):
            snapshot.table(sql)
        with pytest.raises((duckdb.Error, RuntimeError)):
            snapshot.connection.execute(sql).fetchall()
        assert seen(snapshot) == 2
    assert sorted(os.listdir(tmp_path)) == before and len(outside) == 1


def test_the_probes_do_work_on_an_open_connection(two, tmp_path):
    file, out = tmp_path / "secret.csv", tmp_path / "out.csv"
    file.write_text("a,b\n1,2\n")
    with duckdb.connect(":memory:") as free:
        assert free.execute(f"select * from read_csv('{file}')").fetchall() == [(1, 2)]
        assert free.execute(f"select count(*) from glob('{tmp_path}/*')").fetchone()[0] > 0
        free.execute(f"copy (select 1 as n) to '{out}'")
    assert out.exists()


def test_the_writer_is_locked_out_of_the_disk_too(two, tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")

    def curious(connection, number):
        connection.execute(f"create table stolen as select * from read_csv('{file}')")

    with pytest.raises(duckdb.Error):
        two.publish("Ana", curious)
    assert two.current() == 2


def test_a_place_that_cannot_be_written_is_refused_in_spanish(tmp_path):
    place = tmp_path / "datos"
    place.write_text("un archivo donde iría la carpeta")
    for store in (LocalStore(place), LocalStore(place / "store")):
        code, message = refusal(store)
        assert (
            code == "disk_refused" and message.startswith("No se puede escribir en «") and str(tmp_path) not in message
        )
        assert store.current() is None
        with pytest.raises(StoreError, match="está vacío"):
            store.open()
    assert place.read_text() == "un archivo donde iría la carpeta"


def test_a_full_disk_is_refused_before_writing(two, monkeypatch):
    full = shutil.disk_usage(two.folder)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    code, message = refusal(two)
    assert code == "disk_full" and "quedan 1 MB" in message
    assert two.current() == 2 and leftovers(two) == []


def test_a_disk_that_fills_while_writing_says_so(two):
    def fill(at):
        if at == "commit":
            raise OSError(28, "No space left on device")

    two.on_step = fill
    assert refusal(two)[0] == "disk_full"
    two.on_step = lambda at: None
    assert two.current() == 2 and leftovers(two) == []
    with closing(two.open()) as now:
        assert seen(now) == 2
