"""Owns what tests share: the catalogue, a store with the official plan, an empty one, small helpers."""

import ctypes
import gc
import importlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
# some tests use what those of another room make
sys.path += [str(room) for room in sorted((ROOT / "tests").iterdir()) if room.is_dir()]
os.environ.setdefault("SIG_THREADS", "1")  # the workers share the cores
MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30
# a publication waits for the disk a dozen times; the long runs, whose figures are told, wait for a real one
if os.environ.get("SIG_HEAVY") != "1" and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
# What a test frees is kept for the next one: to give pages back and ask for them again is a twentieth of the processor.
with suppress(OSError, AttributeError):
    for option, most in ((-1, 2**30), (-2, 2**26), (-3, 2**25)):  # trim threshold, top pad, mmap threshold (malloc.h)
        ctypes.CDLL("libc.so.6").mallopt(option, most)
if "SIG_FAULTY" not in os.environ:  # a fault is planted and taken out within a second (tools/removals.py)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # children and servers find the program compiled
    sys.dont_write_bytecode = False

from sig_metrics.catalog.reader import PERIODS, default_catalog  # noqa: E402
from sig_metrics.demo import build_demo  # noqa: E402
from sig_metrics.catalog.law import program_table  # noqa: E402
from sig_metrics.language import words  # noqa: E402
from sig_metrics.intake.files.source import check_size  # noqa: E402
from sig_metrics.intake.prepare import Prepared, RefusedRows, prepare  # noqa: E402
from sig_metrics.publish.load import Incoming, load_files  # noqa: E402
from sig_metrics.intake.table.read import read_file  # noqa: E402
from sig_metrics.intake.files.grid import ORDINARY  # noqa: E402
from sig_metrics.store import LocalStore  # noqa: E402
from support import turns  # noqa: E402

V05 = ROOT / "data" / "plan" / "2021-v05"
V04 = ROOT / "data" / "plan" / "2021-v04-synthetic"
DEMO = ROOT / "data" / "demo"
LEGAL = ROOT / "data" / "legal"
NOVEMBER = date(2021, 11, 30)
DELIVERABLE_HEAD = (
    "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note"
)


def pytest_xdist_auto_num_workers(config) -> int:
    """Two workers more than cores: many tests wait for a browser, a child or the disk."""
    return (os.cpu_count() or 1) + 2


# The browser begins, for it waits more than it works; at the end, of rooms of short files, no worker waits for a long one.
LAST = ("catalog", "examples", "demo", "house", "language")
# What writes in a store of its own, or has a server of its own; the others of the browser only read.
WRITING = (
    "first_day",
    "first_start",
    "hostile_text",
    "letting_go",
    "loading",
    "paper_path",
    "session_written",
    "spanish",
    "two_people",
)


def pytest_configure(config) -> None:
    """Whoever begins a run says whether cases take turns; its workers are told."""
    if not hasattr(config, "workerinput"):
        turns.begin(config.args_source is config.ArgsSource.TESTPATHS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session) -> None:
    """In a new copy each worker would compile every test: it begins with a share of them, and finds the others done."""
    given = getattr(session.config, "workerinput", None)
    if given is None:
        return
    # those of the browser have another `conftest`, and those of the auditor are a package
    files = sorted(
        each for each in (ROOT / "tests").glob("*/test_*.py") if each.parent.name not in ("audit", "browser")
    )
    for each in files[int(given["workerid"].removeprefix("gw")) :: given["workercount"]]:
        with suppress(Exception, pytest.skip.Exception):  # told when it is collected
            importlib.import_module(each.stem)


def pytest_report_header() -> str:
    by = os.environ.get(turns.SEED)
    return f"cases take turns, seed {by}; SIG_WHOLE=1 runs them all" if by else "every case"


def pytest_collection_modifyitems(config, items) -> None:
    """What waits for its turn is left out; the browser first, the rooms of short files last, the others as they come; a
    file stays whole and in its order."""
    items[:], waiting = turns.split(items)
    config.hook.pytest_deselected(items=waiting)
    places = {"browser": -2, **{room: at for at, room in enumerate(LAST)}}
    items.sort(key=lambda item: places.get(item.path.parent.name, -1))


def work_of(nodeid: str) -> str:
    """What one worker runs in a row: a file, or half of the browser, so that a run has two browsers and their servers,
    and no more."""
    file = nodeid.partition("::")[0]
    if "/browser/" not in file:
        return file
    return "browser, writing" if Path(file).stem.removeprefix("test_") in WRITING else "browser, reading"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """By file, as `loadfile` does, but for the browser."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByWork(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return work_of(nodeid)

    return ByWork(config, log)


def pytest_collection_finish(session) -> None:
    """What was imported and collected stays to the end: it need not be looked through again and again."""
    if "streamlit" in sys.modules:
        # an application under test looks for components in every package that is installed, which stays as it is
        scanner = importlib.import_module("streamlit.components.v2.manifest_scanner")
        scanner.scan_component_manifests = lru_cache(maxsize=1)(scanner.scan_component_manifests)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


# What is about the child that reads files; everywhere else they are read in the test's own process, by the function the
# child calls (test_sandbox: it gives the same), and the children of commands, servers and browsers always have one.
APART = ("test_sandbox", "test_large", "test_bad_files", "test_cli", "test_naughty")


def prepared_here(incoming: Incoming, catalog, limits=ORDINARY) -> Prepared:
    """What the child would send: read and judged in this process."""

    def asked_then(found: Prepared) -> Prepared:
        return replace(found, incoming=replace(found.incoming, judged_on=incoming.judged_on))

    check_size(len(incoming.content), limits)
    asked = replace(incoming, judged_on=incoming.judged_on or words.today())
    try:
        return asked_then(prepare(asked, catalog, partial(read_file, limits=limits)))
    except RefusedRows as refusal:
        raise RefusedRows(refusal.problems, asked_then(refusal.rows)) from None


@pytest.fixture(autouse=True)
def read_here(request, monkeypatch):
    """A child takes half a second to begin, and a test begins several."""
    if request.module.__name__ not in APART:
        for module in ("references", "rebuild"):
            monkeypatch.setattr(f"sig_metrics.publish.{module}.prepare_apart", prepared_here)


def made_once(tmp_path_factory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make(folder)` fills once for all the workers of a run; whoever comes meanwhile waits. To be read
    only.

    SIG_MADE names the folder of another run: what that one made whole is read (tools/removals.py, whose faults are
    in what is shown)."""
    if "SIG_MADE" in os.environ and (Path(os.environ["SIG_MADE"]) / name / "whole").exists():
        return Path(os.environ["SIG_MADE"]) / name / "store"
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + 300
        while not (shared / "whole").exists():
            assert time.monotonic() < until and not (shared / "failed").exists(), f"«{name}» was not made"
            time.sleep(0.1)
    else:
        try:
            make(shared / "store")
        except BaseException:
            (shared / "failed").touch()
            raise
        (shared / "whole").touch()
    return shared / "store"


def copied(folder: Path, at: Path) -> Path:
    """A copy of a store that a test may change; the definitions that its cortes keep, hundreds of files that nobody
    writes again, are the same ones."""

    def copy(source: str, target: str) -> None:
        if "/cortes/" in source and "/definitions/" in source:
            os.link(source, target)
        else:
            shutil.copyfile(source, target)

    shutil.copytree(folder, at, copy_function=copy)
    return at


def incomings(folder: Path, catalog, origin: str = "real") -> list[Incoming]:
    """The CSV files of a folder whose stem is a register, in the order of the catalogue; the law is not loaded, it
    comes with the program."""
    files = {path.stem: path for path in folder.glob("*.csv")}
    return [
        Incoming(name, f"{name}.csv", files[name].read_bytes(), origin=origin)
        for name in catalog.registers
        if name in files and not (folder == LEGAL and catalog.register(name).law)
    ]


def deliverables(*rows: str) -> bytes:
    """A CSV of deliverables; each row is «activity,month,item,date,document,state» of 2021."""
    lines = [DELIVERABLE_HEAD]
    for row in rows:
        activity, month, item, day, document, state = row.split(",")
        lines.append(f"2021,{activity},{month},{item},,UPPM,{day},report,{document},{state},,")
    return "\n".join([*lines, ""]).encode()


def value(snapshot, indicator: str, version: str = "05", cutoff: date = NOVEMBER) -> tuple:
    """(numerator, denominator) of the cube, added over the activities."""
    sql = "select sum(numerator) as n, sum(denominator) as d from cube where indicator = ? and version = ? and period = ? and year(period) = cube.year::bigint and coalesce(plan_part, 'own') = 'own'"
    row = snapshot.rows(sql, [indicator, version, cutoff])[0]
    return row["n"], row["d"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but locks, by relative path."""
    if not folder.exists():
        return {}
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".")
    }


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


def plan_part(whole):
    """The plan's part of the catalogue: what reads only its registers. Publishing it takes a fifth of the time."""
    registers = {name: register for name, register in whole.registers.items() if register.order < 100}
    registers = {
        name: replace(each, references=tuple(r for r in each.references if r.register in registers))
        for name, each in registers.items()
    }
    views = {}
    for view in whole.views.values():
        if set(view.reads) <= set(registers) | set(views) | set(PERIODS) | set(map(program_table, whole.law)):
            views[view.name] = view
    known = set(registers) | set(views)
    indicators = {name: indicator for name, indicator in whole.indicators.items() if "activity" in indicator.dimensions}
    checks = {name: check for name, check in whole.checks.items() if set(check.reads) <= known}
    return replace(whole, registers=registers, views=views, indicators=indicators, checks=checks)


def rows_only(whole):
    """The same registers with nothing derived from them: publishing is writing rows. For what looks at rows alone."""
    return replace(whole, views={}, indicators={}, checks={})


def what_it_needs(whole, *names: str):
    """The catalogue with some indicators, and the views and registers under them: for what looks at those numbers
    alone."""
    asked, wanted = [whole.indicators[name] for name in names], set()
    parts = [each for indicator in asked for each in (indicator, *indicator.factors)]
    waiting = [table for each in parts for table in each.reads] + ["month_end"]
    while waiting:
        if (table := waiting.pop()) not in wanted:
            wanted.add(table)
            waiting += whole.views[table].reads if table in whole.views else []
    registers = {n: register for n, register in whole.registers.items() if n in wanted or program_table(n) in wanted}
    registers = {
        n: replace(each, references=tuple(r for r in each.references if r.register in registers))
        for n, each in registers.items()
    }
    # what stands beside it has its own tests
    indicators = {each.name: replace(each, backlog="") for each in parts}
    return replace(
        whole,
        registers=registers,
        views={n: view for n, view in whole.views.items() if n in wanted},
        indicators=indicators,
        checks={},
    )


@pytest.fixture(scope="session")
def whole_catalog():
    return default_catalog()


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    """The plan's part, for what publishes again and again; a module about every register asks for the whole."""
    return plan_part(whole_catalog)


@pytest.fixture(scope="session")
def plan_files(whole_catalog):
    """The official plan (but what topics its activities answer for), the synthetic version 04 and the synthetic
    deliverables, ready to load."""
    catalog = plan_part(whole_catalog)  # not what a module calls its catalogue: the store is everybody's
    official = [each for each in incomings(V05, catalog) if each.register != "activity_topic"]
    return [
        *official,
        *incomings(V04, catalog, "synthetic"),
        *(i for i in incomings(DEMO, catalog, "synthetic") if i.register == "deliverable"),
    ]


@pytest.fixture(scope="session")
def plan_store(tmp_path_factory, whole_catalog, plan_files):
    """A store with the whole demonstration; tests read it and never write to it."""
    part = plan_part(whole_catalog)
    folder = made_once(
        tmp_path_factory, "plan", lambda at: load_files(LocalStore(at, wait=1), part, plan_files, "pruebas")
    )
    return LocalStore(folder, wait=1)


@pytest.fixture
def plan_copy(plan_store, tmp_path):
    """A copy of `plan_store` that a test may change."""
    shutil.copytree(plan_store.folder, tmp_path / "store")
    return LocalStore(tmp_path / "store", wait=1)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory, whole_catalog):
    """The whole demonstration, built once; to be read only."""
    return made_once(tmp_path_factory, "demonstration", lambda at: build_demo(LocalStore(at), whole_catalog))


@pytest.fixture(scope="session")
def demo_snapshot(demo_folder):
    snapshot = LocalStore(demo_folder).open()
    yield snapshot
    snapshot.close()


@pytest.fixture
def demo_copy(demo_folder, tmp_path):
    """A copy of the store of every register that a test may change."""
    shutil.copytree(demo_folder, tmp_path / "store")
    return LocalStore(tmp_path / "store", wait=1)


@pytest.fixture
def empty_store(tmp_path):
    return LocalStore(tmp_path / "store", wait=1)
