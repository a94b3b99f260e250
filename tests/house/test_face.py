"""The face of the library: its names, that importing it costs nothing, and the notebook that shows it, run as a
reader would."""

import contextlib
import inspect
import io
import json
import subprocess
import sys

import pytest

import sig_metrics as sig
from conftest import NOVEMBER, ROOT, deliverables
from sig_metrics.language.problems import Refused
from sig_metrics.store import LocalStore

NAMES = [
    "Incoming",
    "Scope",
    "annul",
    "history",
    "load_catalog",
    "load_file",
    "measure",
    "open_dataset",
    "open_store",
    "overview",
    "preview",
    "rebuild",
    "refresh",
    "series",
]
NOTEBOOK = json.loads((ROOT / "docs" / "ejemplo.ipynb").read_text(encoding="utf-8"))
CELLS = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
# Counted from the files of the demonstration and of the plan: version 04 until August, 05 since 30 September.
PRINTED = """\
PLN-01 Avance por entregables: 69 de 75 (92.0%), meta 100 % de lo programado a la fecha
2021-01 3 de 3
2021-02 9 de 9
2021-03 16 de 16
2021-04 28 de 29
2021-05 33 de 35
2021-06 42 de 44
2021-07 46 de 47
2021-08 51 de 53
2021-09 58 de 60
2021-10 62 de 69
2021-11 69 de 75
6 vencidos; 17 de 23 actividades al día
"""


def python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_face_has_its_names_and_says_the_shape_of_each():
    assert sorted(sig.__all__) == NAMES and set(NAMES) <= set(dir(sig))
    for name in NAMES:
        assert callable(getattr(sig, name)) and f"\n    {name}(" in sig.__doc__
    with pytest.raises(AttributeError, match="has no attribute 'mesure'"):
        sig.mesure  # noqa: B018


@pytest.mark.parametrize("name", sorted({*NAMES} - {"Scope", "Incoming", "load_catalog", "open_dataset", "open_store"}))
def test_what_the_docstring_says_that_a_name_takes_it_takes(name):
    said = sig.__doc__.partition(f"\n    {name}(")[2].partition(")")[0].split(", ")
    asked = [
        each.name
        for each in inspect.signature(getattr(sig, name)).parameters.values()
        if each.default is inspect.Parameter.empty
    ]
    assert asked == said


def test_importing_it_brings_nothing():
    assert (
        python(
            "import sig_metrics, sys; print([name for name in sys.modules if name.startswith('sig_metrics.') or name in ('duckdb', 'pyarrow', 'plotly')])"
        )
        == "[]"
    )


def test_a_name_is_the_same_whoever_came_before():
    """A room may have the name of a function: it is called all the same."""
    asked = "import sig_metrics as sig; from sig_metrics.measure import compute; import sig_metrics.measure as room; print(callable(sig.measure), room is sig.measure, room.compute is compute)"
    assert python(asked) == "True True True"


def test_the_notebook_is_short_and_keeps_no_answer():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    assert sum(len(cell.splitlines()) for cell in CELLS) == 10
    for cell in NOTEBOOK["cells"]:
        assert (
            cell["id"]
            and cell["metadata"] == {}
            and (cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None))
        )


def test_the_notebook_says_the_figures_of_the_screens(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    seen, said = {}, io.StringIO()
    with contextlib.redirect_stdout(said):
        for cell in CELLS:
            exec(cell, seen)  # noqa: S102
    seen["dataset"].close()
    assert said.getvalue() == PRINTED


def test_a_file_is_looked_at_loaded_and_taken_back(plan_copy, catalog):
    content = deliverables("06,11,1,2021-11-30,N° 901,delivered")
    seen = sig.preview(plan_copy, catalog, sig.Incoming("deliverable", "acta.csv", content))
    assert (seen.loaded, seen.read, seen.new, plan_copy.current()) == (False, 1, 1, 1)
    report = sig.load_file(plan_copy, catalog, sig.Incoming("deliverable", "acta.csv", content), "Ana")
    assert report.loaded and report.new == 1
    with contextlib.closing(sig.open_dataset(plan_copy.folder)) as dataset:
        assert sig.history(dataset.snapshot, dataset.catalog)[0]["who"] == "Ana"
        advance = dataset.catalog.indicator("PLN-01")
        assert sig.measure(dataset, advance, sig.Scope(NOVEMBER)).numerator == 70
    assert sig.annul(plan_copy, catalog, report.load, "prueba", "Ana").removed == 1
    assert sig.refresh(plan_copy, catalog, "Ana").snapshot is None


def test_what_is_wrong_is_told_before_anything_is_done(plan_copy, catalog):
    with pytest.raises(Refused, match="13"):
        sig.preview(
            plan_copy,
            catalog,
            sig.Incoming("deliverable", "acta.csv", deliverables("06,13,1,2021-11-30,N° 901,delivered")),
        )
    empty = LocalStore(plan_copy.folder.parent / "otro", wait=1)
    seen = sig.preview(
        empty,
        catalog,
        sig.Incoming(
            "plan_version",
            "v.csv",
            "year,version,resolution,approved_on,report,supersedes,note\n2022,01,RDE N° 1,2022-01-10,,,\n".encode(),
        ),
    )
    assert (seen.read, seen.new, empty.current()) == (1, 1, None)
