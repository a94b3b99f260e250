"""What is told of a store at its next start: each sentence once for its cause, on every screen and by every command."""

import json
import os
import shutil
import signal
import time
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest

from conftest import ROOT, deliverables, plan_part, rows_only
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.publish.annul import annul
from sig_metrics.publish.condition import attend, today, told
from sig_metrics.publish.dropped import create
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_file, load_files, refresh
from sig_metrics.publish.rebuild import rebuild
from sig_metrics.publish.watch import watch
from sig_metrics.store import LocalStore, clock
from sig_metrics.store.order import Order, destructions, give_order, ordered
from support import forked
from support.app import go

LINES = deliverables("06,11,1,2021-11-30,N° 901,delivered")
MINE = Incoming("deliverable", "d.csv", LINES)
MARKER = "Zacateco7f3a91"


@pytest.fixture(scope="module")
def lean():
    return rows_only(plan_part(default_catalog()))


def die(store: LocalStore, what: str, step: str) -> None:
    assert forked.end(forked.publish, store.folder, what, step, MINE) == -signal.SIGKILL


def said(store: LocalStore) -> list[str]:
    with closing(store.open()) as snapshot:
        return told(store, snapshot)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")
def test_a_load_that_a_kill_lost_is_told_until_something_is_published(plan_copy, lean):
    assert said(plan_copy) == []
    die(plan_copy, "load", "build")
    (first,) = said(plan_copy)
    assert first.startswith("Se interrumpió la carga que Ana empezó el ") and first.endswith(
        "los datos son los de antes. Vuelva a hacerla."
    )
    assert list(plan_copy.folder.glob("*.tmp"))
    attend(plan_copy, "Rosa")
    assert not list(plan_copy.folder.glob("*.tmp")), "the rows of the file that was lost do not stay"
    assert said(plan_copy) == [first], "a look changes nothing"
    report = load_file(plan_copy, lean, Incoming("deliverable", "d.csv", b"year,version\n1,2\n"), "Rosa")
    assert not report.loaded and said(plan_copy) == [first], "nor does a refusal"
    late = load_file(
        plan_copy,
        lean,
        Incoming("deliverable", "d.csv", LINES),
        "Rosa",
        compared={"deliverable": "what somebody saw before"},
    )
    assert not late.loaded and said(plan_copy) == [first], "nor one of the publication itself"
    die(plan_copy, "rebuild", "rename")
    assert [each[:38] for each in said(plan_copy)] == ["Se interrumpió la reconstrucción que A"]
    assert (
        load_file(plan_copy, lean, Incoming("deliverable", "d.csv", LINES), "Rosa").load == 17 and said(plan_copy) == []
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")
def test_a_reader_that_looked_while_it_was_loading_is_told_too(plan_copy):
    """To die changes no file: what was sound while somebody wrote is looked at again."""
    with closing(plan_copy.open()) as snapshot:
        here, there = forked.pipe()
        child = forked.start(forked.publish, plan_copy.folder, "load", "build", MINE, there)
        assert here.recv() == "build"
        long_ago = time.time() - 60  # a long load: the folder changed a minute ago
        for path in (plan_copy.folder, plan_copy.folder / "CURRENT"):
            os.utime(path, (long_ago, long_ago))
        assert told(plan_copy, snapshot) == told(plan_copy, snapshot) == []
        child.kill()
        child.join()
        (said_of_it,) = told(plan_copy, snapshot)
    assert said_of_it.startswith("Se interrumpió la carga que Ana empezó el ")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")
def test_a_load_that_was_published_before_the_kill_is_no_loss(plan_copy, lean):
    die(plan_copy, "load", "pointer")
    assert plan_copy.current() == 2
    assert said(plan_copy) == [
        "El diario de «archive» no tiene estas cargas: 17. La próxima carga las anota; si este aviso sigue, revise los permisos de la carpeta."
    ]
    assert (
        load_file(
            plan_copy,
            lean,
            Incoming("deliverable", "d.csv", deliverables("06,11,2,2021-11-30,N° 902,delivered")),
            "Rosa",
        ).load
        == 18
    )
    assert said(plan_copy) == [], "the next load wrote it"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")
@pytest.mark.parametrize(("step", "over"), [("build", False), ("rename", False), ("pointer", True), ("journal", True)])
def test_a_destruction_that_a_kill_cut_is_ended_at_the_next_start_and_only_then_said(plan_copy, lean, step, over):
    content = LINES.replace(b"901", MARKER.encode())
    assert load_file(plan_copy, lean, Incoming("deliverable", "d.csv", content), "Ana").load == 17
    die(plan_copy, "destroy", step)
    with closing(plan_copy.open()) as snapshot:
        line = history(snapshot, lean)[0]
    assert line["destroyed"] in (None, False) and (line["annulled_at"] is not None) == over, (
        "nobody says that it is over"
    )
    if over:
        assert any("La destrucción de la carga n.º 17 no ha terminado" in each for each in said(plan_copy))
    attend(plan_copy, "Rosa")
    assert ordered(plan_copy.folder) is None
    with closing(plan_copy.open()) as snapshot:
        assert bool(history(snapshot, lean)[0]["destroyed"]) == over
    left = [
        path.name for path in plan_copy.folder.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()
    ]
    assert (left == []) == over and (destructions(plan_copy.folder) == b"17\n") == over
    if not over:
        assert len(said(plan_copy)) == 1 and "Se interrumpió la anulación" in said(plan_copy)[0]
        annul(plan_copy, lean, 17, "pedido del titular", "Ana", destroy=True)
    assert said(plan_copy) == []


@pytest.mark.parametrize(
    ("why", "who", "code"),
    [
        (f"pedido por {MARKER}", "UPPM", "destroy_why"),
        (f"lo pide {MARKER.upper()}.", "UPPM", "destroy_why"),
        ("pedido del titular", MARKER, "destroy_who"),
        ("por el archivo bambamarca", "UPPM", "destroy_why"),
        ("pedido de quien tiene DNI 45678912", "UPPM", "history_personal"),
        ("pedido del titular", "inventado@correo.pe", "history_personal"),
    ],
)
def test_reason_and_who_hold_nothing_of_what_is_destroyed(plan_copy, lean, why, who, code):
    content = LINES.replace(b"901", MARKER.encode())
    load_file(plan_copy, lean, Incoming("deliverable", "deliverable_bambamarca.csv", content), "Ana")
    with pytest.raises(Refused) as caught:
        annul(plan_copy, lean, 17, why, who, destroy=True)
    assert (
        [p.code for p in caught.value.problems] == [code]
        and plan_copy.current() == 2
        and ordered(plan_copy.folder) is None
    )
    assert said(plan_copy) == []


@pytest.mark.parametrize("who", ["DNI 45678912", "inventado@correo.pe", "UPPM, 987654321"])
def test_who_acts_is_an_office_or_who_works_there(plan_copy, lean, tmp_path, who):
    """What stays in the history for ever: of a person, a name at most."""
    acts = (
        lambda: load_files(plan_copy, lean, [Incoming("deliverable", "d.csv", LINES)], who),
        lambda: refresh(plan_copy, lean, who),
        lambda: rebuild(plan_copy, lean, who),
        lambda: annul(plan_copy, lean, 1, "era de otro mes", who),
        lambda: watch(plan_copy, lean, tmp_path / "inbox", who, once=True),
    )
    create(tmp_path / "inbox", lean)
    before = plan_copy.current()
    for act in acts:
        with pytest.raises(Refused, match="«Quién» parece tener datos personales") as caught:
            act()
        assert who not in str(caught.value)
    assert plan_copy.current() == before


def test_who_loaded_and_an_older_reason_go_too_when_they_repeat_it(plan_copy, lean):
    content = LINES.replace(b"901", MARKER.encode())
    load_file(plan_copy, lean, Incoming("deliverable", "d.csv", content), f"mesa {MARKER}")
    annul(plan_copy, lean, 17, f"contra {MARKER}", "Rosa")
    annul(plan_copy, lean, 17, "pedido del titular", "Rosa", destroy=True)
    with closing(plan_copy.open()) as snapshot:
        line = history(snapshot, lean)[0]
    assert (line["who"], line["reason"], line["annulled_by"], line["destroyed"]) == (
        "(destruido)",
        "pedido del titular",
        "Rosa",
        True,
    )
    assert not [path for path in plan_copy.folder.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
    rebuild(plan_copy, lean, "Rosa")
    plan_copy.file(plan_copy.current()).write_bytes(b"x")
    assert "(destruido)" in plan_copy.journal.path.read_text(encoding="utf-8")


def test_an_archive_that_is_not_enough_is_told(plan_copy, lean):
    archive = plan_copy.folder / "archive"
    kept = {path.name: path.read_bytes() for path in archive.iterdir()}
    lost = next(line for line in plan_copy.journal.lines().values() if line["load"] == 3)
    (archive / f"{lost['sha256']}{lost['suffix']}").unlink()
    assert said(plan_copy) == [
        "Faltan en «archive» los archivos originales de estas cargas: 3. Los datos se ven, pero no se podrían volver a hacer: "
        "restaure la carpeta desde una copia."
    ]
    shutil.rmtree(archive)
    (sentence,) = said(plan_copy)
    assert sentence.startswith("Falta la carpeta «archive», con los archivos originales")
    before = plan_copy.current()
    refused = load_file(plan_copy, lean, Incoming("deliverable", "d.csv", LINES), "Ana")
    assert (
        [p.code for p in refused.problems] == ["archive_lost"]
        and plan_copy.current() == before
        and not archive.exists()
    )
    with pytest.raises(Refused, match="Falta la carpeta «archive»"):
        rebuild(plan_copy, lean, "Ana")
    archive.mkdir()
    (archive / "loads.jsonl").write_bytes(kept["loads.jsonl"])
    with pytest.raises(Refused) as caught:
        rebuild(plan_copy, lean, "Ana")
    assert len(caught.value.problems) == 1 and "Los archivos originales de las cargas n.º 1, 2" in str(caught.value), (
        "one cause, one sentence"
    )


def test_a_line_of_the_journal_that_somebody_changed_is_taken_for_none(plan_copy):
    """It is still JSON, and its own hash no longer confirms it."""
    path, known = plan_copy.journal.path, set(plan_copy.journal.lines())
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"load": 3,' in line and '"mode": "merge"' in line)
    path.write_text(
        "".join([*lines[:at], lines[at].replace('"mode": "merge"', '"mode": "replace"'), *lines[at + 1 :]]),
        encoding="utf-8",
    )
    assert set(plan_copy.journal.lines()) == known - {3}
    assert said(plan_copy) == [
        "El diario de «archive» no tiene estas cargas: 3. La próxima carga las anota; si este aviso sigue, revise los permisos de la carpeta."
    ]


@pytest.mark.parametrize("numbers", [[0], [-5], [99], [3, 0]])
def test_a_rebuild_without_a_load_that_never_was_is_refused(plan_copy, lean, numbers):
    with pytest.raises(Refused) as caught:
        rebuild(plan_copy, lean, "Ana", without=numbers)
    assert (
        [p.code for p in caught.value.problems] == ["annul_unknown"]
        and plan_copy.current() == 1
        and said(plan_copy) == []
    )


def test_a_clock_that_went_back_is_told_and_nothing_is_calculated_by_it(demo_copy, monkeypatch, capsys):
    """The newest load is of today; the machine says July 2020."""
    from sig_metrics.cli.commands import main

    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert main(["value", "PLN-01", "--json"]) == 0
    right = json.loads(capsys.readouterr().out)
    assert right["cutoff"] == "2021-11"

    class Past(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 7, 1, 12, tzinfo=tz)

    for module in (words, clock):
        monkeypatch.setattr(module, "datetime", Past)
    assert words.today() == date(2020, 7, 1)
    with closing(demo_copy.open()) as snapshot:
        newest = clock.newest(snapshot.connection)
        assert today(snapshot) == words.in_lima(newest).date() != words.today()
        assert [each for each in told(demo_copy, snapshot) if "El reloj de esta máquina dice 01/07/2020 07:00" in each]
    assert main(["value", "PLN-01", "--json"]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out) == right and "El reloj de esta máquina dice" in out.err


def test_today_is_never_before_the_newest_load():
    load = datetime(2030, 3, 1, 3, 0)  # 22:00 of 28 February in Lima
    assert clock.day(load) == date(2030, 2, 28) and clock.day(None) == words.today()
    now = datetime.now() + timedelta(days=1)
    assert (
        clock.behind(now).startswith("El reloj")
        and clock.behind(now - timedelta(days=3)) == ""
        and clock.behind(None) == ""
    )


def test_every_screen_tells_it(demo_copy, monkeypatch):
    from streamlit.testing.v1 import AppTest

    give_order(demo_copy.folder, Order(7, "0" * 64, ".csv"))
    monkeypatch.setenv("SIG_STORE", str(demo_copy.folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    for page in ("resumen", "plan", "carga"):
        go(app, page).run()
        assert not app.exception and any(
            "La destrucción de la carga n.º 7 no ha terminado" in each.value for each in app.warning
        ), page


def test_a_refresh_is_told_by_its_name(plan_copy, lean):
    from dataclasses import replace

    def cut(at):
        if at == "commit":
            raise KeyboardInterrupt

    plan_copy.on_step = cut
    with pytest.raises(KeyboardInterrupt):
        refresh(plan_copy, replace(lean, fingerprint="mañana"), "Ana")
    assert said(plan_copy) == [], "who interrupts it knows it"
