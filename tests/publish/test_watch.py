"""The inbox: what is dropped is loaded once, set apart, and told beside each file."""

import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from conftest import V05, deliverables, rows_only, value
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.problems import Refused
from sig_metrics.publish.dropped import create
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.watch import Inbox, register_of, watch
from sig_metrics.store import LocalStore
from support import forked

ACTA = deliverables("06,11,1,2021-11-30,N° 901,delivered")
OTHER = deliverables("06,11,1,2021-11-30,N° 902,delivered")


@pytest.fixture
def box(plan_copy, catalog, tmp_path):
    create(tmp_path / "entrada", catalog)
    said: list[str] = []
    made = Inbox(plan_copy, rows_only(catalog), tmp_path / "entrada", "mesa de partes", said.append)
    made.said = said
    return made


def drop(box: Inbox, name: str, content: bytes) -> None:
    path = box.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def inside(box: Inbox) -> list[str]:
    """Every file in the inbox but its mark and its LÉAME."""
    found = sorted(path.relative_to(box.folder).as_posix() for path in box.folder.rglob("*") if path.is_file())
    return [name for name in found if name not in (".bandeja-sig", "LÉAME.txt")]


def loads(box: Inbox) -> list[dict]:
    with closing(box.store.open()) as snapshot:
        return history(snapshot, box.catalog)


@pytest.mark.parametrize(
    ("path", "register"),
    [
        ("deliverable.csv", "deliverable"),
        ("DELIVERABLE_2021-11.CSV", "deliverable"),
        ("deliverable noviembre.xlsx", "deliverable"),
        ("deliverable/lo que sea.xlsx", "deliverable"),
        ("plan.xlsx", "plan"),
        ("plan_2021_v06.xlsx", "plan"),
        ("plan_version_06.csv", "plan_version"),
        ("plan_schedule.csv", "plan_schedule"),
        ("plan-schedule.csv", "plan"),
        ("planificación.csv", None),
        ("entregables.csv", None),
        ("otra/deliverable.csv", None),
        ("deliverable_final.csv", "deliverable"),
        ("deliverables.csv", None),
    ],
)
def test_the_name_says_the_register(catalog, path, register):
    assert register_of(Path(path), catalog) == register


def test_what_is_dropped_is_loaded_and_set_apart_with_its_report(box):
    drop(box, "deliverable_11.csv", ACTA)
    assert box.look() == (0, 1), "still arriving"
    assert box.look() == (1, 0)
    assert inside(box) == ["cargados/deliverable_11.csv", "cargados/deliverable_11.csv.informe.txt"]
    report = (box.folder / "cargados/deliverable_11.csv.informe.txt").read_text(encoding="utf-8")
    assert "Carga n.º 17: 1 fila nueva" in report and "mesa de partes" in report and "Entregables" in report
    assert (loads(box)[0]["who"], loads(box)[0]["file"]) == ("mesa de partes", "deliverable_11.csv")


def test_a_file_that_still_grows_waits(box):
    drop(box, "deliverable.csv", ACTA[:100])
    box.look()
    drop(box, "deliverable.csv", ACTA)
    assert box.look() == (0, 1) and box.look() == (1, 0) and loads(box)[0]["load"] == 17


def test_a_refused_file_is_told_row_by_row(box):
    drop(
        box, "deliverable/malo.csv", deliverables("06,13,1,2021-11-30,N° 1,delivered", "77,11,1,31/02/2021,N° 2,listo")
    )
    box.look(), box.look()
    assert inside(box) == ["rechazados/malo.csv", "rechazados/malo.csv.informe.txt"]
    report = (box.folder / "rechazados/malo.csv.informe.txt").read_text(encoding="utf-8")
    assert f"Estaba en: {box.folder}\n" in report and "Archivo: deliverable/malo.csv\n" in report
    assert (
        "Problemas (4):" in report
        and "«2021 · 77» no existe en «Actividades del plan»" in report
        and "fila 2, columna C «" in report
        and "fila 3" in report
        and "«31/02/2021» no existe en el calendario. Corrija el día o el mes." in report
    )
    assert loads(box)[0]["load"] == 16


def test_the_same_file_is_never_loaded_twice_even_when_another_came_after(box):
    drop(box, "deliverable.csv", ACTA)
    box.look(), box.look()
    assert load_file(box.store, box.catalog, Incoming("deliverable", "d.csv", OTHER), "Ana").loaded
    drop(box, "deliverable.csv", ACTA)
    box.look(), box.look()
    assert loads(box)[0]["load"] == 18 and any("ya se cargó (carga n.º 17" in said for said in box.said)
    assert inside(box) == [
        "cargados/deliverable (2).csv",
        "cargados/deliverable (2).csv.informe.txt",
        "cargados/deliverable.csv",
        "cargados/deliverable.csv.informe.txt",
    ]


@pytest.mark.parametrize("step", ["loaded", "told"])
def test_cut_between_the_load_and_the_move(box, step):
    def cut(at):
        if at == step:
            raise KeyboardInterrupt

    drop(box, "deliverable.csv", ACTA)
    box.look()
    box.on_step = cut
    with pytest.raises(KeyboardInterrupt):
        box.look()
    again = Inbox(box.store, box.catalog, box.folder, "mesa de partes", box.said.append)
    again.look()
    assert again.look() == (1, 0) and loads(box)[0]["load"] == 17
    assert (box.folder / "cargados/deliverable.csv").exists()


def test_it_waits_its_turn_and_says_for_whom(box, tmp_path):
    drop(box, "deliverable.csv", ACTA)
    box.look()
    box.store.wait = 0.1
    with type(box.store)(box.store.folder).alone("Rosa Quispe"):
        assert box.look() == (0, 1)
    assert "queda en espera. Hay otra carga en curso" in box.said[-1] and "Rosa Quispe" in box.said[-1]
    assert box.look() == (1, 0) and loads(box)[0]["load"] == 17


def test_what_is_not_a_file_to_load_is_left_alone(box):
    for name in ("~$deliverable.xlsx", ".deliverable.csv", "deliverable.csv.part", ".oculta/deliverable.csv"):
        drop(box, name, ACTA)
    (box.folder / "deliverable.csv").symlink_to("/etc/passwd")
    os.mkfifo(box.folder / "deliverable_tubo.csv")
    before = inside(box)
    assert box.look() == box.look() == (0, 0) and inside(box) == before


def test_a_name_that_nearly_says_a_register_stays_and_is_told(box):
    drop(box, "deliverabel.csv", ACTA)
    box.look(), box.look()
    assert inside(box) == ["deliverabel.csv"] and len(box.said) == 1
    assert "¿Quiso decir «deliverable»?" in box.said[0] and box.said[0].endswith("Se queda donde está.")


def test_a_fault_of_the_program_does_not_stop_the_others(box, monkeypatch):
    from sig_metrics.publish import watch as module

    real = module.load_file
    monkeypatch.setattr(
        module,
        "load_file",
        lambda store, catalog, prepared, who: (
            1 / 0 if b"901" in prepared.incoming.content else real(store, catalog, prepared, who)
        ),
    )
    drop(box, "deliverable_1.csv", ACTA)
    drop(box, "deliverable_2.csv", OTHER)
    box.look()
    assert box.look() == (2, 0)
    assert "cargados/deliverable_2.csv" in inside(box) and "rechazados/deliverable_1.csv" in inside(box)


def test_files_that_need_each_other_arrive_in_order(box):
    """Older files first: a version of the plan before its activities."""
    new = {
        name: (V05 / f"{name}.csv").read_bytes().replace(b"2021,05", b"2021,07")
        for name in ("plan_version", "plan_activity")
    }
    for at, (name, content) in enumerate(new.items()):
        drop(box, f"{name}.csv", content)
        os.utime(box.folder / f"{name}.csv", (1_700_000_000 + at,) * 2)
    box.look()
    assert box.look() == (2, 0) and all(name.startswith("cargados/") for name in inside(box)), inside(box)


def test_watch_once_and_only_one_watcher(box, capsys):
    drop(box, "deliverable.csv", ACTA)
    said: list[str] = []
    assert watch(box.store, box.catalog, box.folder, "mesa", once=True, every=0.05, say=said.append, settle=0.2) == 0
    assert said == ["deliverable.csv: Carga n.º 17: 1 fila nueva, 0 cambiadas, 0 iguales."]
    from filelock import FileLock

    with FileLock(box.folder / ".vigilado"), pytest.raises(Refused, match="ya la está vigilando"):
        watch(box.store, box.catalog, box.folder, "mesa", once=True)
    with pytest.raises(Refused, match="No existe la carpeta"):
        watch(box.store, box.catalog, box.folder / "nada", "mesa")


def look_twice(store: Path, folder: Path) -> None:
    box = Inbox(LocalStore(store), default_catalog(), folder, "mesa")
    box.on_step = lambda step: os.kill(os.getpid(), signal.SIGKILL)
    box.look(), box.look()


def test_killed_between_the_load_and_the_move(box):
    drop(box, "deliverable.csv", ACTA)
    assert forked.end(look_twice, box.store.folder, box.folder) == -signal.SIGKILL
    box.look()
    assert box.look() == (1, 0) and loads(box)[0]["load"] == 17 and "cargados/deliverable.csv" in inside(box)
    with closing(box.store.open()) as snapshot:
        assert value(snapshot, "plan_delivered_rate") == (70, 75)


def kept(folder) -> dict[str, bytes | None]:
    """Everything under a folder: {path: bytes} (None: a folder)."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


@pytest.mark.parametrize("mark", ["none", "folder", "link"])
def test_a_folder_that_was_not_made_for_it_is_refused_and_nothing_of_it_moves(box, tmp_path, mark):
    """Somebody's documents, with names that say registers among them."""
    mine = tmp_path / "documentos"
    for name in (
        "tesis.docx",
        "deliverable.csv",
        "qrd/marzo.xlsx",
        "proyecto/README",
        "corruption_status.csv",
        "LÉAME.txt",
    ):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_bytes(ACTA)
    if mark == "folder":
        (mine / ".bandeja-sig").mkdir()
    if mark == "link":
        (mine / ".bandeja-sig").symlink_to(box.folder / ".bandeja-sig")
    before = kept(mine)
    with pytest.raises(Refused, match="no es una carpeta de entrada"):
        watch(box.store, box.catalog, mine, "mesa", once=True, every=0.05, settle=0.0)
    with pytest.raises(Refused, match="ya tiene archivos"):
        create(mine, box.catalog)
    assert kept(mine) == before and loads(box)[0]["load"] == 16


def test_an_inbox_is_made_once_with_its_mark_and_its_text(whole_catalog, tmp_path):
    inbox = tmp_path / "nueva" / "entrada"
    assert create(inbox, whole_catalog) and sorted(path.name for path in inbox.iterdir()) == [
        ".bandeja-sig",
        "LÉAME.txt",
    ]
    text = (inbox / "LÉAME.txt").read_text(encoding="utf-8")
    assert "«cargados»" in text and "registro reservado (corruption_status)" in text
    (inbox / "qrd.csv").write_text("x")
    assert not create(inbox, whole_catalog), "it is one already, with what was dropped in it"
    (inbox / "qrd.csv").unlink(), (inbox / ".bandeja-sig").unlink()
    assert create(inbox, whole_catalog), "it was killed between the text and the mark"


def test_nothing_is_moved_out_of_the_inbox_by_a_link(box, tmp_path):
    (tmp_path / "fuera").mkdir()
    (box.folder / "cargados").symlink_to(tmp_path / "fuera", target_is_directory=True)
    (tmp_path / "ajena").mkdir()
    (tmp_path / "ajena/x.csv").write_bytes(OTHER)
    (box.folder / "qrd").symlink_to(tmp_path / "ajena", target_is_directory=True)
    drop(box, "deliverable.csv", ACTA)
    box.look(), box.look()
    assert (
        not list((tmp_path / "fuera").iterdir())
        and (tmp_path / "ajena/x.csv").exists()
        and (box.folder / "deliverable.csv").exists()
    )
    assert any("no se puede mover" in said for said in box.said)


def test_a_file_of_the_reserved_register_is_kept_nowhere_and_named_nowhere(box, whole_catalog):
    """Refused for its columns here; its name and its text say what must not stay."""
    box.catalog = whole_catalog
    for name in ("corruption_status Persona Inventada.csv", "corruption_status/denuncia de MARCADOR.txt"):
        drop(box, name, b"denunciante;documento\nPersona Inventada MARCADOR;00000000\n")
    box.look(), box.look()
    assert inside(box) == [
        "rechazados/corruption_status.csv.informe.txt",
        "rechazados/corruption_status.txt.informe.txt",
    ], box.said
    everything = (
        b"".join(content or b"" for content in kept(box.folder.parent).values())
        + "".join([*kept(box.folder.parent), *box.said]).encode()
    )
    for word in (b"MARCADOR", b"Inventada"):
        assert word not in everything
    assert "se borró y no se guarda copia" in (box.folder / "rechazados/corruption_status.csv.informe.txt").read_text(
        encoding="utf-8"
    )
    assert box.refusals == 2
