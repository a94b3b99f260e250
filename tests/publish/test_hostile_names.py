"""Seventy names that no file should have, through a load and through the command line: each is only shown, and
cleaned. Row 19."""

import hashlib
import json
import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from test_containers import HOSTILE
from test_kills import small, wave

from conftest import deliverables
from sig_metrics.cli.commands import main
from sig_metrics.intake.prepare import prepare
from sig_metrics.publish.history import history
from sig_metrics.publish.load import load_file
from sig_metrics.store import LocalStore
from support.bad_files import as_csv
from support.soundness import CONTROL

MORE = [
    "a\tb.csv",
    "a\x08b.csv",
    "a\x7fb.csv",
    "$(touch x).csv",
    "`id`.csv",
    "x|y.csv",
    "x&y.csv",
    "x>y.csv",
    "x<y.csv",
    'x"y.csv',
    "x'y.csv",
    "x?.csv",
    "x*.csv",
    "{x}.csv",
    "%s%n.csv",
    "{0.__class__}.csv",
    "~root.csv",
    "-rf.csv",
    "--store=x.csv",
    ".csv.csv",
    "..csv.csv",
    "x..csv",
    "x .csv",
    " x.csv",
    "x.csv.",
    "x.CSV",
    "NUL.csv",
    "aux.csv",
    "com1.csv",
    "x:y.csv",
    "x.csv:flujo",
    "sig-000001.duckdb.csv",
    "CURRENT.csv",
    "loads.jsonl.csv",
    "archive.csv",
    "\u202dx.csv",
    "\u00a0x.csv",
    "表ポあA.csv",
    "😀.csv",
    "é" * 120 + ".csv",
    "=1+1.csv",
    "@x.csv",
    "](javascript:x).csv",
    "**x**.csv",
    ":material:delete:.csv",
    "$$x$$.csv",
    "&lt;x&gt;.csv",
    "a\u2028b.csv",
    "x\ufffe.csv",
    "\udcff.csv",
]
HEAVY = os.environ.get("SIG_HEAVY") == "1"
NAMES = list(dict.fromkeys([*HOSTILE, *MORE]))
SHAPE = re.compile(
    r"CURRENT|sig-\d{6}\.duckdb(\.sha256)?|archive/loads\.(jsonl|hashes|checkpoints)|signing\.key|archive/[0-9a-f]{64}\.csv"
)


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_there_are_enough():
    assert len(NAMES) >= 70


def test_a_load_keeps_them_out_of_every_path(whole_catalog, tmp_path, monkeypatch):
    lean, store = small(whole_catalog), LocalStore(tmp_path / "in" / "store", wait=5)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    loaded = 0
    some = NAMES if HEAVY else NAMES[::6]
    for k, name in enumerate(some, 1):
        incoming = type(wave(k))("sst_hours", name, wave(k).content)
        report = load_file(store, lean, incoming, name or "nadie")
        loaded += report.loaded
        assert report.loaded or {p.code for p in report.problems} <= {"file_kind", "file_xls"}, (name, report.problems)
        for problem in report.problems:
            assert not CONTROL.search(problem.message) and "/" not in problem.message and "\\" not in problem.message
        if report.loaded:
            assert (
                store.folder / "archive" / f"{hashlib.sha256(incoming.content).hexdigest()}.csv"
            ).read_bytes() == incoming.content
    assert loaded > len(some) / 2 and store.journal.last() == loaded
    assert all(SHAPE.fullmatch(path) for path in files(store.folder)), files(store.folder)
    assert (
        os.listdir(tmp_path / "here") == []
        and sorted(os.listdir(tmp_path)) == ["here", "in"]
        and os.listdir(tmp_path / "in") == ["store"]
    )
    with closing(store.open()) as snapshot:
        shown = [line["file"] for line in history(snapshot, lean)]
    assert len(shown) == loaded and all(
        name and len(name) <= 120 and not CONTROL.search(name) and "/" not in name for name in shown
    )


@pytest.mark.skipif(os.name != "posix", reason="these systems admit any name")
def test_the_command_line_only_shows_them(tmp_path, capsys, monkeypatch):
    if not HEAVY:  # a process for each name takes its time, and does not see the name as it was
        monkeypatch.setattr(
            "sig_metrics.publish.references.prepare_apart", lambda incoming, catalog, limits: prepare(incoming, catalog)
        )
    content, tried = (
        as_csv([line.split(",") for line in deliverables("02,3,1,2021-03-31,N° 1,delivered").decode().splitlines()])[
            :80
        ].encode(),
        0,
    )
    for n, name in enumerate(NAMES):
        folder = tmp_path / str(n)
        folder.mkdir()
        try:
            (folder / name).write_bytes(content)
        except (OSError, ValueError):  # the system does not admit it either
            continue
        tried += 1
        for form in ([], ["--json"]):
            code = main(["load", "deliverable", str(folder / name), "--store", str(tmp_path / "store"), *form])
            said = capsys.readouterr()
            assert code == 1 and str(tmp_path) not in said.out + said.err, name
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", said.out + said.err), name
            assert not form or json.loads(said.out)["problems"], name
    assert tried >= 50 and not (tmp_path / "store").exists()
