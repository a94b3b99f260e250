"""Holds the table of planted faults to the program, and plants some of them: what nobody would notice is not proved by
these tests.

`python tools/removals.py` plants them all. Here, a sample, by a seed that is what the program is: it changes as the
program does and it is the same for everybody who has it. The tests of the sample run first without a fault, for a
broken test would «notice» it too."""

import ast
import tomllib
from collections import Counter

import duckdb

from conftest import ROOT
from support.planted import PLANTED, TABLES
from support.planting import places, planted
from support.turns import seed
from tools.removals import copied, drawn, noticed, sound

SAMPLE = 3
MEASURED = (
    "measure/compute",
    "measure/dataset",
    "measure/scope",
    "measure/freshness",
    "measure/coverage",
    "measure/insights",
    "measure/decisions",
    "measure/off_target",
    "measure/since",
    "measure/comparison",
    "measure/standing",
    "measure/evidence",
    "measure/plan_evidence",
    "measure/unfolding",
    "measure/topics",
    "measure/drill",
    "measure/cases",
    "measure/follow_up",
    "measure/judgement",
    "measure/beside",
    "measure/filters",
    "measure/against",
    "publish/closing",
    "measure/plan",
    "catalog/review",
    "measure/value_document",
    "measure/moved",
    "measure/signalled",
    "measure/crossed",
    "measure/crossed_choice",
    "measure/year_close",
    "measure/year_slots",
    "measure/since_said",
    "measure/signals",
    "measure/process/budget",
    "measure/process/chosen",
    "measure/process/limits",
    "measure/process/points",
    "measure/process/reading",
    "measure/process/rules",
)
KIT = (
    "shell/state",
    "shell/frame",
    "shell/scope",
    "screens/stage",
    "screens/system",
    "blocks/parts",
    "blocks/figure",
    "blocks/drawer",
    "blocks/shown",
    "boards/__init__",
    "boards/tables",
    "boards/plan_months",
    "boards/listed",
    "boards/quality",
    "topics/__init__",
    "topics/charts",
    "topics/case_charts",
    "blocks/ficha",
)
SCREENS = ("resumen", "plan", "calidad")


def test_every_fault_would_be_planted_where_it_says():
    wrong = {
        name: (file, found)
        for name, (file, text, other, _) in PLANTED.items()
        if (found := len(places((ROOT / file).read_text(encoding="utf-8"), text, file.endswith(".py")))) != 1
        or text == other
    }
    assert not wrong


def test_every_fault_is_a_program_that_runs_and_has_its_own_name():
    for name, (file, text, other, _) in PLANTED.items():
        faulty = planted((ROOT / file).read_text(encoding="utf-8"), text, other, file.endswith(".py"))
        if file.endswith(".sql"):
            assert duckdb.extract_statements(faulty), name
        elif file.endswith(".toml"):
            assert tomllib.loads(faulty), name
        else:
            ast.parse(faulty, name)
    assert len(PLANTED) == sum(len(faults) for table in TABLES for faults in table.values()), "a name is twice"
    assert len({(file, text, other) for file, text, other, _ in PLANTED.values()}) == len(PLANTED) >= 40


def test_the_figure_of_planted_faults_is_that_of_the_table():
    """`docs/fiabilidad.md` says how many there are, and where."""
    files = Counter(
        next((part for part in ("/measure/", "/charts/") if part in f"/{file}"), file.partition("/")[0])
        for file in {file for file, *_ in PLANTED.values()}
    )
    said = f"{files['/measure/']} archivos de cálculo, {files['/charts/']} gráficos, {files['pages']} de pantalla"
    row = f"| {len(PLANTED)} (en {said} y {files['sig_metrics']} de lo demás) |"
    assert row in (ROOT / "docs" / "fiabilidad.md").read_text(encoding="utf-8"), f"diga: {row}"


def test_every_test_that_must_notice_exists():
    known = {}
    for name, (*_, tests) in PLANTED.items():
        assert tests, name
        for test in tests:
            file, _, function = test.partition("::")
            if file not in known:
                tree = ast.parse(next((ROOT / "tests").rglob(file)).read_text(encoding="utf-8"))
                known[file] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert function in known[file], (name, test)


def test_every_part_that_measures_or_shows_has_some():
    found = Counter(file for file, *_ in PLANTED.values())
    every = [
        *(f"sig_metrics/{name}.py" for name in MEASURED),
        *(f"pages/_kit/{name}.py" for name in KIT),
        *(f"pages/{name}.py" for name in SCREENS),
    ]
    assert {file: found[file] for file in every if found[file] < 2} == {}
    assert sum(file.startswith("sig_metrics/present/charts/") for file, *_ in PLANTED.values()) >= 2


def test_a_sample_of_them_is_noticed(demo_folder, tmp_path):
    rows, copy, made = drawn(SAMPLE, seed()), copied(tmp_path), demo_folder.parents[1]
    print(f"python tools/removals.py --sample {SAMPLE} --seed {seed()}")
    assert not sound(copy, rows, made=made), "these tests fail without any fault"
    assert {row: said for row in rows if not (said := noticed(copy, row, made)).startswith("noticed")} == {}
