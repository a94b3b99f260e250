"""The commands about the project itself, in folders of their own: `new`, `describe` and what `check` names; and the
store of every command."""

import argparse
import json
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.cli import commands, making, parts
from sig_metrics.cli.commands import main

# What each command needs besides its store to be understood.
NEEDED = {
    "load": ["qrd", "x.csv"],
    "value": ["PLN-01"],
    "series": ["PLN-01"],
    "process": ["SEG-07"],
    "durations": ["qrd"],
    "explore": ["qrd"],
    "list": ["indicators"],
    "template": ["qrd", "x.xlsx"],
    "annul": ["1", "--why", "x"],
    "freeze": ["Sesión"],
    "release": ["1", "--why", "x"],
    "session": ["ACT-2021-05"],
    "paper": ["ACT-2021-05", "call", "x.docx"],
    "pack": ["ACT-2021-05", "x.zip"],
    "signed": ["ACT-2021-05", "x.pdf", "--offices", "Presidencia"],
    "report": ["x.docx"],
    "returned": ["x.pdf", "--activity", "18", "--month", "2021-10", "--number", "1", "--on", "2021-11-05"],
    "replan": ["05~mas~3"],
    "watch": ["."],
    "new": ["chart", "dots"],
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of what these commands write beside, in the place of the project."""
    shutil.copytree(ROOT / "sig_metrics" / "definitions", tmp_path / "sig_metrics" / "definitions")
    monkeypatch.setattr(making, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "default_catalog", lambda: load_catalog(tmp_path / "sig_metrics" / "definitions"))
    return tmp_path


def written(folder) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "definitions/" not in path.as_posix()
    }


def commands_of(parser) -> list[str]:
    return list(next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction)).choices)


def every_command() -> list[str]:
    return commands_of(commands._parser())


@pytest.mark.parametrize("command", every_command())
def test_every_command_takes_a_store(command):
    given = commands._parser().parse_args([command, *NEEDED.get(command, []), "--store", "almacen"])
    assert given.store == "almacen"


@pytest.mark.parametrize(
    ("module", "names"), [pair for group in (parts.ASKING, parts.KEEPING, parts.MAKING) for pair in group.items()]
)
def test_a_part_adds_the_commands_that_it_is_listed_with(module, names):
    added = commands_of(commands._parser(names[0]))
    assert [name for name in added if name not in parts.OWN] == list(names)
    assert set(names) < set(every_command())


def test_a_command_imports_no_part_but_its_own_and_what_is_not_a_command_is_told_them_all():
    """Nor pandas, which PyArrow would look for."""
    asked = "import sys; sys.argv[1:] = ['value', '--help']; import runpy\ntry: runpy.run_module('sig_metrics', run_name='__main__')\nfinally: print(sorted({'pandas', 'pyhanko', 'pptx', 'docx'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)
    assert said.stdout.splitlines()[-1] == "[]", said.stderr
    assert commands_of(commands._parser("valu")) == every_command() == commands_of(commands._parser())


@pytest.mark.parametrize(
    "arguments", [["list", "indicators"], ["describe"], ["new", "chart", "dots"]], ids=lambda each: each[0]
)
def test_a_command_that_reads_no_data_leaves_its_store_alone(project, arguments, capsys):
    assert main([*arguments, "--store", str(project / "nada")]) == 0
    assert not (project / "nada").exists() and capsys.readouterr().out


def test_nor_is_it_looked_at(project):
    (project / "archivo").write_text("x", encoding="utf-8")  # a store that a command which reads data refuses
    for arguments in (["list", "checks"], ["describe"], ["new", "screen", "mesa"]):
        assert main([*arguments, "--store", str(project / "archivo")]) == 0
    assert main(["history", "--store", str(project / "archivo")]) == 1


@pytest.mark.parametrize(
    ("arguments", "files", "said"),
    [
        (
            ["indicator", "audits_x_rate", "--of", "audit"],
            {"tests/golden/audits_x_rate/expected.csv", "tests/golden/audits_x_rate/audit.csv"},
            "python -m sig_metrics describe",
        ),
        (
            ["indicator", "audits_x_rate", "--of", "audit", "--kind", "count"],
            {"tests/golden/audits_x_rate/expected.csv", "tests/golden/audits_x_rate/audit.csv"},
            "backlog.sql",
        ),
        (["register", "audit_note"], {"data/demo/audit_note.csv"}, "python -m sig_metrics.demo"),
        (
            ["check", "audit_strange", "--of", "audit"],
            set(),
            '"audit_strange": Case("columna", ["valor"], ["audit columna=valor"], ["audit columna=otro"]),',
        ),
        (
            ["chart", "dots"],
            {"sig_metrics/present/charts/dots.py", "tests/present/test_chart_dots.py"},
            "from sig_metrics.present.charts.dots import dots_alt, dots_chart",
        ),
        (
            ["screen", "mesa_de_partes"],
            {"pages/mesa_de_partes.py", "tests/screens/mesa_de_partes.md"},
            'Screen("mesa_de_partes", "Mesa de partes", ANALYSIS),',
        ),
    ],
)
def test_new_writes_its_files_and_says_what_is_left(project, capsys, arguments, files, said):
    assert main(["new", *arguments]) == 0
    assert written(project) == files
    out = capsys.readouterr().out
    assert said in out and all(f"Por llenar: {project / file}" in out for file in files) and "{" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "x", "--kind", "rate"], "--kind no va con «new check»"),
        (["chart", "x", "--of", "audit"], "--of no va con «new chart»"),
        (["indicator", "x", "--of", "plan"], "«Plan anual (Anexo 01)» no tiene tabla propia"),
        (["indicator", "x", "--of", "audi"], "no existe el registro «audi». ¿Quiso decir «audit»?"),
        (["indicator", "deliverable"], "Ya existe «deliverable»"),
    ],
)
def test_new_refuses_what_it_cannot_make(project, capsys, arguments, said):
    assert main(["new", *arguments]) == 1
    assert said in capsys.readouterr().err and written(project) == set()


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [([], 1, "Falta:\n  La pantalla «mesa»", ""), (["--json"], 1, "[", "Falta:\n  La pantalla «mesa»")],
)
def test_check_names_what_is_forgotten(monkeypatch, demo_folder, capsys, arguments, code, out, err):
    monkeypatch.setattr(
        making,
        "forgotten",
        lambda project: ["La pantalla «mesa» no tiene lo que debe decir."] if project == ROOT else [],
    )
    assert main(["check", "--store", str(demo_folder), *arguments]) == code
    shown = capsys.readouterr()
    assert shown.out.startswith(out) and shown.err.startswith(err)
    if arguments:
        assert json.loads(shown.out)[0]["check"]
    else:
        assert "\nAPP-01 " in shown.out


def test_check_names_it_before_anything_else_can_be_refused(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(making, "forgotten", lambda project: ["La pantalla «mesa»."])
    assert main(["check", "--store", str(tmp_path / "nada")]) == 1
    shown = capsys.readouterr()
    assert "La pantalla «mesa»." in shown.out and "está vacío" in shown.err


def test_the_definitions_of_another_folder_have_no_tests_here(monkeypatch, tmp_path, capsys):
    shutil.copytree(ROOT / "sig_metrics" / "definitions", tmp_path / "others")
    monkeypatch.setenv("SIG_DEFINITIONS", str(tmp_path / "others"))
    monkeypatch.setattr(making, "forgotten", lambda project: ["La pantalla «mesa»."])
    main(["check", "--store", str(tmp_path / "nada")])
    assert "Falta" not in capsys.readouterr().out


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the example institution, read anew by each command; the program is in another folder."""
    monkeypatch.setattr(making, "ROOT", tmp_path / "program")
    monkeypatch.setattr(commands, "default_catalog", load_catalog)
    shutil.copytree(ROOT / "examples" / "cuidar", tmp_path / "cuidar")
    monkeypatch.setenv("SIG_DEFINITIONS", str(tmp_path / "cuidar" / "definitions"))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "files", "said"),
    [
        (
            ["indicator", "energy_x_rate", "--of", "energy_use"],
            {"golden/energy_x_rate/expected.csv", "golden/energy_x_rate/energy_use.csv"},
            "cuidar/golden/energy_x_rate y lo que deben dar",
        ),
        (["register", "energy_note"], {"data/demo/energy_note.csv"}, "cuidar/data/demo."),
        (["check", "energy_strange", "--of", "energy_use"], set(), "con las mismas definiciones"),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_what_another_institution_adds_stays_beside_its_definitions(elsewhere, capsys, arguments, files, said):
    before = written(elsewhere)
    assert main(["new", *arguments]) == 0
    assert written(elsewhere) - before == {f"cuidar/{file}" for file in files}
    out = capsys.readouterr().out
    assert said in out and "tests/" not in out.replace(str(elsewhere), "") and "sig_metrics/demo" not in out


def test_what_is_not_filled_yet_keeps_no_other_skeleton_from_being_made(elsewhere, capsys):
    for what, name in (("indicator", "one_rate"), ("check", "two"), ("register", "three"), ("indicator", "four_count")):
        assert main(["new", what, name]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Sin llenar, por ahora no se leen: checks/two, indicators/one_rate y registers/three."
    )
    assert main(["new", "indicator", "one_rate"]) == 1 and "Ya existe «one_rate»" in capsys.readouterr().err
    assert main(["list", "indicators"]) == 1 and "one_rate.toml" in capsys.readouterr().err


def test_nor_the_rest_from_being_checked(elsewhere, demo_folder, monkeypatch, capsys):
    others = shutil.copytree(ROOT / "sig_metrics" / "definitions", elsewhere / "others")
    monkeypatch.setenv("SIG_DEFINITIONS", str(others))
    assert main(["new", "check", "two", "--of", "audit"]) == 0
    capsys.readouterr()
    assert main(["check", "--store", str(demo_folder)]) == 1
    shown = capsys.readouterr()
    assert "Falta:\n  checks/two.sql: 1 línea por llenar («escriba…»).\n  checks/two.toml: 5 líneas" in shown.out
    assert "\nAPP-01 " in shown.out and "Sin llenar, por ahora no se leen: checks/two." in shown.err


def test_what_else_is_wrong_is_told(elsewhere, capsys):
    assert main(["new", "check", "two"]) == 0
    path = elsewhere / "cuidar" / "definitions" / "checks" / "energy_jump.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("severity", "severidad"), encoding="utf-8")
    capsys.readouterr()
    assert main(["new", "check", "three"]) == 1
    err = capsys.readouterr().err
    assert "energy_jump.toml: clave desconocida «severidad»" in err and "two" not in err


def test_nothing_is_said_when_nothing_is_forgotten(demo_folder, capsys):
    assert main(["check", "--store", str(demo_folder)]) == 0
    assert "Falta:" not in capsys.readouterr().out
