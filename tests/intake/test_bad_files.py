"""Sixty generated files (a thousand with SIG_HEAVY=1) in every register: the bad ones are refused whole, the good ones
accepted whole.

Each goes the way of the web (read, judged, loaded), one in four read by the process apart; some also go by the
command line, which must say the same. Rows 13 to 39 of the fault table, and its invariants I1 (nothing of the
machine is said), I3 (a refusal changes nothing), I4 (rows in the file = rows read = rows in the table) and I5 (web
and command line agree)."""

import json
import os
import random
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from conftest import DEMO, ROOT, codes
from sig_metrics.cli.commands import main
from sig_metrics.intake.child import read_apart
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, LoadReport, load_file, prepare, refused
from sig_metrics.publish.rebuild import content_hash
from sig_metrics.store import LocalStore
from support.bad_files import CONTAINER_FAULTS, TABLE_FAULTS, as_csv, case
from support.soundness import check_said, trace

HEAVY = os.environ.get("SIG_HEAVY") == "1"
CASES, EACH_CLI, APART, IN_PROCESS = (1000, 3, 1, 40) if HEAVY else (60, 6, 4, 1)
ROWS = 12


@pytest.fixture(scope="module")
def store(demo_folder, tmp_path_factory):
    """The demonstration, which no case may change: bad files are refused, and good ones repeat its rows."""
    import shutil

    folder = tmp_path_factory.mktemp("bad") / "store"
    shutil.copytree(demo_folder, folder)
    return LocalStore(folder, wait=5)


@pytest.fixture(scope="module")
def samples(whole_catalog):
    """{register: (headings, every row of its demonstration as texts)}."""
    found = {}
    for name, register in whole_catalog.registers.items():
        if (path := DEMO / f"{name}.csv").exists():
            table = read_file("x.csv", path.read_bytes(), register)
            found[name] = (
                [c.heading for c in register.columns],
                [list(row) for row in zip(*(table.columns[c.name] for c in register.columns))],
            )
    return found


def made(n: int, catalog, samples):
    """The n-th case: registers by turns, some rows in a row of its demonstration."""
    name = list(samples)[n % len(samples)]
    head, rows = samples[name]
    start = random.Random(n).randrange(max(len(rows) - ROWS, 1))
    return case(n, catalog.register(name), [list(head), *rows[start : start + ROWS]], catalog), [
        head,
        *rows[start : start + ROWS],
    ]


def by_web(store, catalog, each, apart: bool = True) -> LoadReport:
    """What the page of loading does with an uploaded file; not `apart`, the same reading in this process."""
    incoming = Incoming(each.register, each.name, each.content)
    try:
        return load_file(
            store, catalog, prepare(incoming, catalog, read_apart) if apart else prepare(incoming, catalog), "la web"
        )
    except Refused as refusal:
        return refused(refusal)


def by_command(store, each, folder, capsys) -> dict:
    path = folder / each.name
    path.write_bytes(each.content)
    code = main(["load", each.register, str(path), "--store", str(store.folder), "--json"])
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.err == "" and code == (1 if answer["problems"] else 0)
    return answer


def alone(catalog, register: str):
    """The catalogue with one register that points nowhere: a file of it can be published by itself."""
    return replace(
        catalog,
        registers={register: replace(catalog.register(register), references=())},
        views={},
        indicators={},
        checks={},
    )


def published(each, catalog, folder) -> tuple[int, int, int, str]:
    """(rows read, rows of the ledger, rows of the table, hash) of a good file in a store of its own."""
    store, small = LocalStore(folder), alone(catalog, each.register)
    report = load_file(store, small, prepare(Incoming(each.register, each.name, each.content), small), "prueba")
    assert report.loaded, (each.kinds, codes(report.problems))
    with closing(store.open()) as snapshot:
        ledger = snapshot.rows("select rows_read as n from load_log")[0]["n"]
        return (
            report.read,
            ledger,
            snapshot.rows(f"select count(*) as n from {each.register}")[0]["n"],
            content_hash(snapshot),
        )


def check(n: int, each, report: LoadReport) -> None:
    """What must be true of the report of a case."""
    check_said(report.problems + report.warnings)
    assert not report.loaded
    if each.must:
        assert report.problems == [], codes(report.problems)
        assert report.read == report.same == each.rows and report.message.startswith("Sin cambios"), (
            report.read,
            report.same,
            each.rows,
        )
    else:
        assert report.problems and report.read == 0, "it was accepted"


def test_generated_files_are_refused_or_accepted_as_they_must(whole_catalog, store, samples, tmp_path, capsys):
    before, seen, accepted, failed = trace(store.folder), set(), 0, []
    for n in range(CASES):
        each, lines = made(n, whole_catalog, samples)
        seen, accepted = seen | set(each.kinds), accepted + each.must
        try:
            report = by_web(store, whole_catalog, each, n % APART == 0)
            check(n, each, report)
            assert trace(store.folder) == before
            if n % EACH_CLI == 0:
                answer = by_command(store, each, tmp_path, capsys)
                assert [p["code"] for p in answer["problems"]] == codes(report.problems)
                assert [p["code"] for p in answer["warnings"]] == codes(report.warnings)
                assert (answer["loaded"], answer["read"], answer["same"]) == (False, report.read, report.same)
                assert trace(store.folder) == before
            if each.must and (HEAVY or n % 9 == 0):
                plain = replace(each, name="x.csv", content=as_csv(lines).encode())
                held = published(each, whole_catalog, tmp_path / f"{n}")
                assert held[:3] == (each.rows,) * 3 and held == published(
                    plain, whole_catalog, tmp_path / f"{n} plain"
                ), held
        except Exception as fault:  # all of them are told, not the first alone
            failed.append((n, each.register, each.kinds, repr(fault)[:300]))
    assert not failed, f"{len(failed)} of {CASES}: {failed[:10]}"
    assert accepted == (CASES + 2) // 3
    assert (
        seen >= ({*CONTAINER_FAULTS, *(fault.__name__ for fault in TABLE_FAULTS)} if HEAVY else {"repeated_key"})
        and len(seen) > 30
    )


@pytest.mark.parametrize("n", range(IN_PROCESS))
def test_the_command_itself_says_the_same(whole_catalog, store, samples, tmp_path, n):
    """A process of its own: exit code, one JSON document, nothing on the error stream, nothing changed."""
    before = trace(store.folder)
    each, _ = made(n * 7 + 1, whole_catalog, samples)
    report = by_web(store, whole_catalog, each)
    (tmp_path / each.name).write_bytes(each.content)
    command = [
        sys.executable,
        "-m",
        "sig_metrics",
        "load",
        each.register,
        str(tmp_path / each.name),
        "--store",
        str(store.folder),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1 if report.problems else 0, "")
    assert [p["code"] for p in answer["problems"]] == codes(report.problems) and answer["loaded"] is False
    assert trace(store.folder) == before
