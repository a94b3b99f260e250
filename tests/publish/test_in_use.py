"""Why a snapshot does not open, and which one is served then: in use is not damaged, and what was annulled never
comes back."""

import errno
import os
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from test_kills import small, three_loads, wave

from conftest import ROOT
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import load_file
from sig_metrics.store import LocalStore, StoreBusy, StoreError
from sig_metrics.store.seal import annulled_by, intact, seal_of
from sig_metrics.store.snapshot import held
from support import forked


@contextmanager
def holding(path: Path):
    """Another process has a file open to write, as a DuckDB console does."""
    here, there = forked.pipe()
    other = forked.start(forked.hold, str(path), there)
    assert here.recv() == "held"
    yield
    here.send("enough")
    other.join()


@pytest.fixture(scope="module")
def lean(whole_catalog):
    return small(whole_catalog)


@pytest.fixture
def three(tmp_path_factory, tmp_path, lean):
    return three_loads(tmp_path_factory, lean, tmp_path / "store", 5)


def hours(store: LocalStore) -> tuple[int, float]:
    """(snapshot served, the value of its rows)."""
    with closing(store.open()) as served:
        return served.number, served.rows("select max(hours) as k from sst_hours")[0]["k"]


def spoil(store: LocalStore, number: int) -> None:
    store.file(number).write_bytes(b"x" * 40_000)


# --- held by another program


def test_what_another_program_holds_is_in_use_and_the_one_before_is_shown(three, lean):
    with holding(three.file(3)):
        with closing(three.open()) as served:
            assert (served.number, served.damaged, served.busy) == (2, 3, True)
            assert served.warning == (
                "La versión 3 de los datos está en uso por otro programa y se muestra la 2: ciérrelo y vuelva a intentarlo."
            )
        with pytest.raises(
            StoreBusy, match="La versión 3 de los datos está en uso por otro programa: ciérrelo y vuelva a intentarlo"
        ):
            three.open(3)
        with pytest.raises(StoreBusy):
            three.pin(3, "Comité", "Ana")
        (problem,) = load_file(three, lean, wave(4), "Ana").problems
        assert (
            problem.code == "store_busy"
            and "en uso por otro programa" in problem.message
            and "rebuild" not in problem.message
        )
        assert three.pins() == () and three.numbers() == [1, 2, 3]
    assert hours(three) == (3, 3) and load_file(three, lean, wave(4), "Ana").load == 4


def test_with_nothing_to_show_instead_it_only_says_to_close_it(tmp_path, lean):
    store = LocalStore(tmp_path / "store", wait=5)
    load_file(store, lean, wave(1), "Ana")
    with holding(store.file(1)), pytest.raises(StoreBusy) as busy:
        store.open()
    assert (
        "ciérrelo y vuelva a intentarlo" in str(busy.value)
        and "dañad" not in str(busy.value)
        and "rebuild" not in str(busy.value)
    )


def test_the_commands_and_the_screens_say_the_same(demo_copy, monkeypatch, capsys):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    with holding(demo_copy.file(1)):
        assert main(["status"]) == 1
        assert "en uso por otro programa: ciérrelo" in capsys.readouterr().err
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        assert not app.exception and "en uso por otro programa" in app.warning[0].value
        assert [button.label for button in app.button] == ["Volver a intentarlo"], (
            "nothing offers to make the data again"
        )
    app.button[0].click().run()
    assert app.title[0].value == "Resumen" and not app.warning


def test_a_screen_that_showed_the_one_before_goes_back_to_the_newest(demo_copy, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    assert demo_copy.publish("prueba", lambda connection, number: number) == 2
    with holding(demo_copy.file(2)):
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        assert (
            app.title[0].value == "Resumen"
            and "está en uso por otro programa y se muestra la 1" in app.warning[0].value
        )
    app.run()
    assert app.title[0].value == "Resumen" and not app.warning


@pytest.mark.parametrize(
    ("fault", "busy"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), True),
        (OSError(errno.EMFILE, "Too many open files"), True),
        (OSError(errno.EBUSY, "busy"), True),
        (FileNotFoundError(errno.ENOENT, "gone"), False),
        (OSError(errno.EIO, "bad sector"), False),
        (
            duckdb.IOException('IO Error: Could not set lock on file "x": Conflicting lock is held in python (PID 1)'),
            True,
        ),
        (
            duckdb.IOException(
                'IO Error: Cannot open file "x": The process cannot access the file because it is being used by another process.'
            ),
            True,
        ),
        (duckdb.IOException('IO Error: Cannot open file "x": El proceso no tiene acceso al archivo'), True),
        (duckdb.IOException('IO Error: Cannot open file "x": Too many open files'), True),
        (duckdb.BinderException('Unique file handle conflict: Cannot attach "x"'), True),
        (duckdb.OutOfMemoryException("could not allocate"), True),
        (
            duckdb.ConnectionException("Can't open a connection to same database file with a different configuration"),
            True,
        ),
        (
            duckdb.IOException(
                'The file "/srv/permission denied/lock on file" exists, but it is not a valid DuckDB database file!'
            ),
            False,
        ),
        (duckdb.IOException("Corrupt database file: computed checksum 1 does not match stored checksum 2"), False),
        (duckdb.IOException("sig-000002.duckdb is not what was sealed"), False),
        (duckdb.CatalogException("load_log does not exist"), False),
    ],
)
def test_only_what_does_not_verify_is_damaged(fault, busy):
    assert held(fault) is busy


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE])
def test_a_file_that_the_system_does_not_let_read_is_not_damaged(three, lean, monkeypatch, number):
    real = Path.open

    def refuse(path, *given, **named):
        if path.name == "sig-000003.duckdb":
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    os.utime(three.file(3), (1, 1))  # a state of the file that this process has not read yet
    with closing(three.open()) as served:
        assert (served.number, served.busy) == (2, True) and "dañad" not in served.warning
    assert [p.code for p in load_file(three, lean, wave(4), "Ana").problems] == ["store_busy"]


def test_a_file_that_may_be_read_and_not_copied_is_in_use(three, lean, monkeypatch):
    def refuse(source, target):
        raise PermissionError(errno.EACCES, "sharing violation", str(source))

    monkeypatch.setattr("sig_metrics.store.local.shutil.copyfile", refuse)
    assert [p.code for p in load_file(three, lean, wave(4), "Ana").problems] == ["store_busy"]


# --- what was annulled does not come back


def test_a_version_with_a_load_annulled_since_is_never_served(three, lean):
    annul(three, lean, 3, "equivocada", "Ana")
    assert hours(three) == (4, 2)
    spoil(three, 4)
    assert hours(three) == (2, 2), "3 holds the load that was annulled"
    spoil(three, 2)
    assert hours(three) == (1, 1)


def test_without_a_true_version_it_says_how_to_make_one(three, lean):
    annul(three, lean, 1, "equivocada", "Ana")
    spoil(three, 4)
    with pytest.raises(StoreError, match="anularon después.*rebuild") as fault:
        three.open()
    assert not isinstance(fault.value, StoreBusy)
    with pytest.raises((Refused, StoreError), match="rebuild"):
        three.publish("Ana", lambda connection, number: number)


def test_in_use_follows_the_same_law(three, lean):
    annul(three, lean, 3, "equivocada", "Ana")
    with holding(three.file(4)), closing(three.open()) as served:
        assert (served.number, served.damaged, served.busy) == (2, 4, True)
    annul(three, lean, 1, "equivocada", "Ana")
    with holding(three.file(5)), pytest.raises(StoreBusy, match="La versión 5 de los datos está en uso"):
        three.open()


def test_an_annulment_that_did_not_reach_the_journal_is_in_the_seal(three, lean):
    """Dead between the pointer and the journal, and then the disk: the seal of the lost file still says it."""

    class Killed(BaseException):
        pass

    def die(step):
        if step == "pointer":
            raise Killed

    three.on_step = die
    with pytest.raises(Killed):
        annul(three, lean, 3, "equivocada", "Ana")
    three.on_step = lambda step: None
    assert three.journal.annulled() == set() and annulled_by(three.file(4)) == {3} and intact(three.file(4))
    spoil(three, 4)
    assert hours(three) == (2, 2)
    three.file(4).unlink()
    assert hours(three) == (2, 2), "also when the file is gone"


def test_the_seal_of_an_earlier_program_still_counts(three):
    seal = seal_of(three.file(3))
    assert len(seal.read_text()) == 64 and annulled_by(three.file(3)) == set() and intact(three.file(3))
    seal.unlink()
    assert hours(three) == (3, 3) and annulled_by(three.file(3)) == set()


# --- a refused build throws nothing away


def test_a_pointer_that_went_back_costs_no_snapshot(three, lean):
    for k in (4, 5):
        load_file(three, lean, wave(k), "Ana")
    three.pin(5, "Comité de mayo", "Ana")
    before = {path.name: path.read_bytes() for path in three.folder.iterdir() if path.name.startswith(("sig-", "pins"))}
    for pointer in ("2", "4", "0", "-5", "1"):
        (three.folder / "CURRENT").write_text(pointer)
        went_back = [p.code for p in load_file(three, lean, wave(9), "Ana").problems]
        assert went_back == ([] if pointer in ("0", "-5") else ["store_pointer"]), pointer
        if pointer in ("0", "-5"):  # absurd: the newest file is the current one, and nothing is lost
            assert three.current() == three.numbers()[-1]
        assert {name: (three.folder / name).read_bytes() for name in before} == before, pointer
    (three.folder / "CURRENT").write_text("2")
    from sig_metrics.publish.rebuild import rebuild

    newest = three.numbers()[-1]
    assert (
        rebuild(three, lean, "Ana").snapshot == newest + 1
        and three.numbers() == [*range(1, newest + 2)]
        and [p.snapshot for p in three.pins()] == [5]
    )


def test_a_folder_where_a_reader_spilled_stops_nobody(three, lean):
    (three.folder / "sig-000003.duckdb.tmp").mkdir()
    assert load_file(three, lean, wave(4), "Ana").load == 4


def test_a_journal_that_cannot_be_written_is_told_before_anything_is_published(three, lean, monkeypatch):
    real = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, mode="r", *given, **named: (
            (_ for _ in ()).throw(PermissionError(errno.EACCES, "no"))
            if path.name == "loads.jsonl" and "a" in mode
            else real(path, mode, *given, **named)
        ),
    )
    assert [p.code for p in load_file(three, lean, wave(4), "Ana").problems] == [
        "disk_refused"
    ] and three.current() == 3


@pytest.mark.parametrize("who", ["mesa\udcff", "mesa\x1b[31m", "me\u202esa", "mesa\nde partes"])
def test_who_loads_may_have_any_name(three, lean, who):
    assert load_file(three, lean, wave(4), who).load == 4 and three.journal.last() == 4
    annul(three, lean, 2, f"por {who}", who)
    with closing(three.open()) as served:
        kept = [
            *served.rows("select who as text from load_log where load = 4"),
            *served.rows("select annulled_by as text from load_annulled"),
            *served.rows("select reason as text from load_annulled"),
        ]
    wanted = "mesa de partes" if "\n" in who else "mesa[31m" if "\x1b" in who else "mesa"
    assert [each["text"] for each in kept] == [wanted, wanted, f"por {wanted}"]
