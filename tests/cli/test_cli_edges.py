"""The edges of the command line: usage, pipes, folders and names. Everything it says is Spanish, and nothing of it
is a traceback."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from conftest import ROOT, V05, deliverables
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli import usage as cli_usage
from sig_metrics.cli.commands import main
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore

ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments are|required|invalid|choose|expected|unrecognized|error|show this|Traceback)\b",
    re.I,
)
SHAPE = ["loaded", "load", "snapshot", "read", "new", "changed", "same", "removed", "problems", "warnings", "message"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "falta la orden (COMMAND)."),
        (["nada"], "«nada» no es un valor de COMMAND. Existen: «demo», «load»"),
        (["load"], "falta el registro (register) y el archivo (file)."),
        (["load", "qrd"], "falta el archivo (file)."),
        (["load", "qrd", "x", "--mode", "todo"], "«todo» no es un valor de --mode. Existen: «merge», «replace»"),
        (["load", "qrd", "x", "--mode"], "a --mode le falta su valor"),
        (["status", "--nada"], "sobra --nada"),
        (["annul", "uno", "--why", "x"], "«uno» no sirve para load. Escriba un número"),
        (["annul", "1"], "falta --why"),
        (["rebuild", "--without"], "a --without le falta su valor"),
        (["status", "--json=1"], "--json no lleva valor"),
        (["status", "--s", "x"], "--s puede ser"),
        (
            ["signed", "ACT-2021-05", "a.pdf", "--offices", "X", "--on", "03/12/2021"],
            "«03/12/2021» no sirve para --on. Escriba un día, AAAA-MM-DD",
        ),
        (["watch", ".", "--every", "nan"], "«nan» no sirve para --every"),
        (["watch", ".", "--settle", "-1"], "--settle"),
        (["status", "\udcff\x1b[31m"], "sobra"),
    ],
)
def test_wrong_usage_is_told_in_spanish_and_ends_with_2(capsys, arguments, said):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    err = capsys.readouterr().err
    assert (
        stop.value.code == 2
        and said in err
        and err.startswith("uso: ")
        and not ENGLISH.search(err)
        and "\x1b" not in err
    )


@pytest.mark.parametrize(
    "command",
    [
        "",
        "demo",
        "load",
        "refresh",
        "value",
        "series",
        "list",
        "status",
        "template",
        "history",
        "annul",
        "rebuild",
        "watch",
        "check",
        "describe",
        "new",
    ],
)
def test_help_is_in_spanish(capsys, command):
    with pytest.raises(SystemExit) as stop:
        main([*([command] if command else []), "--help"])
    out = capsys.readouterr().out
    assert stop.value.code == 0 and "opciones:" in out and not ENGLISH.search(out)


def run(*arguments: str, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "sig_metrics", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes of another kind")
def test_a_reader_that_goes_away_is_no_fault(demo_folder):
    with run("check", "--json", "--store", str(demo_folder)) as child:
        child.stdout.close()
        assert (child.stderr.read(), child.wait(60)) == (b"", 0)


@pytest.mark.skipif(os.name != "posix", reason="signals of another kind")
def test_an_interruption_is_one_sentence(monkeypatch, demo_folder, capsys):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sig_metrics.cli.commands.print_checks", stop)
    assert main(["check", "--store", str(demo_folder)]) == 128 + signal.SIGINT
    assert capsys.readouterr().err.startswith("Interrumpido.")


def test_where_an_answer_cannot_be_written_is_told_before_anything_is_done(tmp_path, capsys):
    csv = tmp_path / "deliverable.csv"
    csv.write_bytes(deliverables("06,13,1,2021-11-30,N° 1,delivered"))
    for out, said in (
        (tmp_path / "nada" / "x.xlsx", "No existe la carpeta «nada»"),
        (tmp_path, "es una carpeta. Escriba también el nombre"),
    ):
        assert main(["template", "qrd", str(out)]) == 1 and said in capsys.readouterr().err
        assert main(["load", "deliverable", str(csv), "--report", str(out), "--store", str(tmp_path / "store")]) == 1
        shown = capsys.readouterr()
        assert said in shown.err and shown.out == "" and not (tmp_path / "store").exists()


def test_what_the_system_refuses_is_no_traceback(monkeypatch, tmp_path, demo_folder, capsys):
    def fail(*_):
        raise OSError(5, "Input/output error", str(tmp_path / "disco"))

    monkeypatch.setattr("sig_metrics.cli.commands.check_document", fail)
    assert main(["check", "--store", str(demo_folder)]) == 1
    err = capsys.readouterr().err
    assert "No se pudo usar «disco»" in err and str(tmp_path) not in err and not ENGLISH.search(err)


def test_a_store_that_is_a_file_is_told_so(tmp_path, capsys):
    (tmp_path / "almacen").write_text("x")
    for command in (["status"], ["history"], ["rebuild"], ["demo"], ["watch", str(tmp_path)]):
        assert main([*command, "--store", str(tmp_path / "almacen")]) == 1
        assert "«almacen» es un archivo, no la carpeta de un almacén" in capsys.readouterr().err


def test_load_has_one_shape_in_json_whatever_happens(tmp_path, capsys):
    (tmp_path / "vacio.csv").write_bytes(b"")
    with (tmp_path / "grande.csv").open("wb") as file:
        file.truncate(26_000_000)
    (tmp_path / "almacen").write_text("x")
    csv = tmp_path / "d.csv"
    csv.write_bytes(deliverables("06,13,1,2021-11-30,N° 1,delivered"))
    tried = {
        "file_missing": ["deliverable", "nada.csv"],
        "file_empty": ["deliverable", "vacio.csv"],
        "file_large": ["deliverable", "grande.csv"],
        "file_special": ["deliverable", "."],
        "register_unknown": ["entregable", "vacio.csv"],
        "above": ["deliverable", "d.csv"],
    }
    for code, (register, name) in tried.items():
        assert main(["load", register, str(tmp_path / name), "--store", str(tmp_path / "store"), "--json"]) == 1
        document = json.loads(capsys.readouterr().out)
        assert (
            list(document) == SHAPE
            and document["problems"][0]["code"] == code
            and document["loaded"] is False
            and document["message"]
        ), code
    assert main(["load", "deliverable", str(csv), "--store", str(tmp_path / "almacen"), "--json"]) == 1
    assert list(json.loads(capsys.readouterr().out)) == SHAPE


def test_the_demonstration_does_not_fill_a_store_of_real_loads(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "store"))
    store, file = LocalStore(tmp_path / "store"), V05 / "plan_version.csv"
    assert load_file(store, default_catalog(), Incoming("plan_version", file.name, file.read_bytes()), "Ana").loaded
    assert main(["demo", "--plan-only"]) == 1
    assert "ya tiene cargas que no son de la demostración (1 carga)" in capsys.readouterr().err and store.current() == 1
    assert main(["annul", "1", "--why", "otra carpeta"]) == 0  # its history is still somebody's
    assert main(["demo", "--plan-only"]) == 1 and main(["demo"]) == 1 and store.current() == 2
    for path in [store.folder / "CURRENT", *store.folder.glob("*.duckdb")]:  # its originals and its journal are there
        path.unlink()
    assert main(["demo", "--plan-only"]) == 1 and "(1 carga)" in capsys.readouterr().err and store.current() is None


def test_a_load_signed_as_the_demonstration_is_somebodys(tmp_path, capsys):
    store, file = LocalStore(tmp_path / "store"), V05 / "plan_version.csv"
    assert load_file(
        store, default_catalog(), Incoming("plan_version", file.name, file.read_bytes()), "demostración"
    ).loaded
    assert main(["demo", "--store", str(tmp_path / "store")]) == 1 and store.current() == 1


def test_the_demonstration_may_be_built_again(tmp_path, capsys):
    for _ in range(2):
        assert main(["demo", "--plan-only", "--store", str(tmp_path / "store")]) == 0


def test_an_account_without_a_name_may_run_it(monkeypatch):
    def nameless():
        raise KeyError("getpwuid(): uid not found: 4321")

    monkeypatch.setattr(cli_usage.getpass, "getuser", nameless)
    assert cli_usage.user() == "sin indicar" and main(["list", "checks"]) == 0


@pytest.mark.skipif(os.name != "posix", reason="these systems admit any name")
def test_names_and_people_that_are_not_utf8(tmp_path, capsys):
    store = str(tmp_path / "store")
    assert main(["demo", "--plan-only", "--store", store]) == 0
    path = tmp_path / "deliverable_\udcf1\x1b[31m.csv"
    path.write_bytes(deliverables("06,11,1,2021-11-30,N° 901,delivered"))
    assert main(["load", "deliverable", str(path), "--store", store, "--by", "mesa\udcff\x1b[31m"]) == 0
    assert main(["template", "qrd", str(tmp_path / "qrd_\udcf1\x1b[31m.xlsx")]) == 0
    capsys.readouterr()
    assert main(["history", "--store", store]) == 0
    out = capsys.readouterr().out
    assert "mesa[31m" in out and "\x1b" not in out
    out.encode("utf-8")


def test_a_year_in_strange_figures_and_a_load_that_cannot_be(tmp_path, capsys):
    store = str(tmp_path / "store")
    assert main(["demo", "--plan-only", "--store", store]) == 0
    assert main(["template", "plan", str(tmp_path / "x.xlsx"), "--from-plan", "²-05", "--store", store]) == 1
    for load in ("0", "-5"):
        assert main(["rebuild", "--without", load, "--store", store]) == 1
        assert "No existe la carga" in capsys.readouterr().err
