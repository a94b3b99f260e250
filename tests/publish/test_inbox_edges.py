"""The inbox at its edges: any name, any writer, and what is none of its business. Nothing of it dies, and no half
file is the whole."""

import os
import shutil
import time
from contextlib import closing

import pytest
from test_watch import ACTA, OTHER, box, drop, inside, loads  # noqa: F401

from conftest import deliverables
from sig_metrics.language.problems import Refused
from sig_metrics.publish import watch as module
from sig_metrics.publish.dropped import apart_name, register_of
from sig_metrics.publish.history import history
from sig_metrics.publish.quiet import Watched, open_to_write, quiet, seen_again, state_of
from sig_metrics.publish.watch import Inbox, watch

WHOLE = deliverables("06,11,1,2021-11-30,N° 901,delivered", "06,11,2,2021-11-30,N° 902,delivered")
HALF = WHOLE[: WHOLE.index(b"2021,06,11,2")]


def looks(box: Inbox, times: int = 2) -> None:  # noqa: F811
    for _ in range(times):
        box.look()


@pytest.mark.skipif(os.name != "posix", reason="these systems admit any name")
@pytest.mark.parametrize(
    "name",
    [
        b"deliverable_\xf1\xff.csv",
        b"deliverable_\x1b[31m.csv",
        b"deliverable_\xe2\x80\xae.csv",
        b"deliverable\n.csv",
        b"deliverable_" + b"x" * 239 + b".csv",
        "deliverable_".encode() + "é".encode() * 119 + b".csv",
    ],
)
def test_any_name_is_loaded_set_apart_and_told(box, name):  # noqa: F811
    (box.folder / os.fsdecode(name)).write_bytes(ACTA)
    drop(box, "deliverable_z.csv", OTHER)
    again = Inbox(box.store, box.catalog, box.folder, "mesa", box.said.append)
    looks(box), looks(again)
    assert [each["load"] for each in loads(box)[:2]] == [18, 17], "the one behind it too"
    left = inside(box)
    assert len(left) == 4 and all(path.startswith("cargados/") for path in left), left
    for said in [*left, *box.said]:
        said.encode("utf-8")
        assert said.isprintable(), said


def test_a_name_set_apart_fits_every_disk():
    assert apart_name("deliverable.csv") == "deliverable.csv"
    long = apart_name("é" * 119 + ".csv")
    assert long.endswith(".csv") and len(f"{long} (2).informe.txt".encode()) <= 255


def test_a_move_that_fails_is_told_once_and_tried_again(box, monkeypatch):  # noqa: F811
    drop(box, "deliverable_1.csv", ACTA)
    drop(box, "deliverable_2.csv", OTHER)
    real = os.replace

    def stuck(source, target):
        if os.path.basename(source) == "deliverable_1.csv":
            raise PermissionError(13, "open in another program")
        real(source, target)

    monkeypatch.setattr(module.os, "replace", stuck)
    looks(box, 5)
    assert [each["load"] for each in loads(box)[:2]] == [18, 17] and "cargados/deliverable_2.csv" in inside(box)
    assert len([said for said in box.said if "no se puede mover" in said]) == 1
    monkeypatch.undo()
    box.look()
    assert "cargados/deliverable_1.csv" in inside(box) and loads(box)[0]["load"] == 18


def test_a_pause_shorter_than_the_quiet_is_no_end(box):  # noqa: F811
    box.settle = 1.0
    drop(box, "deliverable.csv", HALF)
    looks(box, 3)
    assert loads(box)[0]["load"] == 16 and box.settling == 1
    with (box.folder / "deliverable.csv").open("ab") as file:
        file.write(WHOLE[len(HALF) :])
    box.look()
    time.sleep(1.1)
    assert box.look() == (1, 0) and loads(box)[0]["new"] == 2


def test_what_was_there_before_is_not_waited_for(box):  # noqa: F811
    box.settle = 3600
    drop(box, "deliverable.csv", ACTA)
    os.utime(box.folder / "deliverable.csv", (time.time() - 7200,) * 2)
    box.look()
    assert box.look() == (1, 0)


def test_a_time_of_the_future_is_waited_for_by_the_own_clock(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"x")
    os.utime(path, (time.time() + 86_400,) * 2)
    now = state_of(path)
    assert not quiet(path, Watched(now, time.monotonic() - 1, 5), 60) and quiet(
        path, Watched(now, time.monotonic() - 61, 5), 60
    )
    assert (
        seen_again(Watched(now, 1.0, 5), now) == Watched(now, 1.0, 6)
        and seen_again(Watched((0, 0, 0), 1.0, 5), now).looks == 1
    )


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="only this system tells who has a file open")
def test_a_file_that_somebody_has_open_to_write_is_given_more_time(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"x")
    assert not open_to_write(path)
    with path.open("ab"):
        assert open_to_write(path)
        assert not quiet(path, Watched(state_of(path), time.monotonic() - 61, 5), 60)
        assert quiet(path, Watched(state_of(path), time.monotonic() - 601, 5), 60), (
            "and not for ever: it may be a sheet on a screen"
        )


@pytest.mark.parametrize("step", ["before", "after"])
def test_a_file_that_grows_during_its_load_is_loaded_whole_afterwards(box, monkeypatch, step):  # noqa: F811
    real = module.load_file

    def slow(store, catalog, prepared, who):
        report = real(store, catalog, prepared, who)
        drop(box, "deliverable.csv", WHOLE)
        return report

    def meanwhile(*given, real=module.prepare_in):
        drop(box, "deliverable.csv", WHOLE)
        return real(*given)

    drop(box, "deliverable.csv", HALF)
    box.look()
    monkeypatch.setattr(module, *(("prepare_in", meanwhile) if step == "before" else ("load_file", slow)))
    assert box.look() == (0, 1) and inside(box) == ["deliverable.csv"], "it is not set apart as loaded"
    monkeypatch.undo()
    looks(box)
    assert inside(box) == ["cargados/deliverable.csv", "cargados/deliverable.csv.informe.txt"]
    assert (box.folder / "cargados/deliverable.csv").read_bytes() == WHOLE
    report = (box.folder / "cargados/deliverable.csv.informe.txt").read_text(encoding="utf-8")
    if step == "before":
        assert (loads(box)[0]["load"], loads(box)[0]["new"]) == (17, 2) and "siguió creciendo" not in report
    else:
        assert (loads(box)[0]["load"], loads(box)[0]["new"]) == (18, 1)
        assert (
            "Antes se cargó una parte de este archivo (carga n.º 17), porque siguió creciendo después de cargarse"
            in report
        )
        assert any("El archivo siguió creciendo después de cargarse" in said for said in box.said)


def test_a_writer_that_goes_on_where_it_was_set_apart_brings_it_back(box):  # noqa: F811
    with (box.folder / "deliverable.csv").open("wb", buffering=0) as writer:
        writer.write(HALF)
        looks(box)
        assert "cargados/deliverable.csv" in inside(box) and loads(box)[0]["load"] == 17
        writer.write(WHOLE[len(HALF) :])
    looks(box, 3)
    assert loads(box)[0]["load"] == 18 and (box.folder / "cargados/deliverable.csv").read_bytes() == WHOLE
    assert "deliverable.csv" not in inside(box)


def test_what_is_left_alone_is_told_once_each(box, tmp_path):  # noqa: F811
    for name in (
        "tesis.docx",
        "proyecto/README",
        ".oculto.csv",
        "deliverable.csv.part",
        "~$deliverable.xlsx",
        "deliverable/otra/x.csv",
    ):
        (box.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (box.folder / name).write_bytes(b"x")
    (box.folder / "deliverable.xlsx").mkdir()
    (box.folder / "qrd.csv").symlink_to(tmp_path / "nada.csv")
    before = inside(box)
    looks(box, 4)
    assert inside(box) == before, "nothing of it is moved"
    for name in (
        "tesis.docx",
        "proyecto",
        ".oculto.csv",
        "deliverable.csv.part",
        "~$deliverable.xlsx",
        "deliverable/otra",
        "deliverable.xlsx",
        "qrd.csv",
    ):
        assert len([said for said in box.said if said.startswith(f"{name}:")]) == 1, (name, box.said)
    assert len(box.said) == 8


def test_a_folder_that_goes_away_stops_nothing(box):  # noqa: F811
    shutil.rmtree(box.folder)
    assert box.look() == box.look() == (0, 0) and len(box.said) == 1


def test_a_file_that_may_not_be_read_waits(box, monkeypatch):  # noqa: F811
    from sig_metrics.intake.files import source as arrival

    real = os.open
    monkeypatch.setattr(
        arrival.os,
        "open",
        lambda path, *given: (
            (_ for _ in ()).throw(PermissionError(13, "held")) if str(path).endswith("_1.csv") else real(path, *given)
        ),
    )
    drop(box, "deliverable_1.csv", ACTA)
    drop(box, "deliverable_2.csv", OTHER)
    looks(box, 4)
    assert "deliverable_1.csv" in inside(box) and "cargados/deliverable_2.csv" in inside(box)
    assert len([said for said in box.said if "en uso por otro programa" in said]) == 1


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("anexo01.xlsx", "plan"),
        ("Anexo 01.xlsx", "plan"),
        ("ANEXO_01_2021.xlsx", "plan"),
        ("anexo/plan de 2022.xlsx", "plan"),
        ("anexos.xlsx", None),
        ("plan.xlsx", "plan"),
    ],
)
def test_the_form_of_the_plan_names_it(catalog, name, register):
    from pathlib import Path

    assert register_of(Path(name), catalog) == register


def test_the_store_is_no_inbox(box):  # noqa: F811
    for folder in (box.store.folder, box.store.folder / "archive"):
        with pytest.raises(Refused, match="almacén de datos"):
            watch(box.store, box.catalog, folder, "mesa", once=True)


def test_a_store_in_use_leaves_the_file_for_later(box):  # noqa: F811
    from test_in_use import holding

    drop(box, "deliverable.csv", ACTA)
    with holding(box.store.file(1)):
        looks(box, 3)
        assert (
            inside(box) == ["deliverable.csv"]
            and len([said for said in box.said if "en uso por otro programa" in said]) == 1
        )
    assert box.look() == (1, 0)
    with closing(box.store.open()) as snapshot:
        assert history(snapshot, box.catalog)[0]["load"] == 17
