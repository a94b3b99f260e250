"""Owns the price of the largest files: a CSV of 1,000,000 alerts and a workbook of 200,000, their memory, and what
others wait meanwhile.

Every measured load is a process of its own on a copy of a demonstration store, so that its highest memory is its own.
"""

import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from benchmarks.load import plain, table
from benchmarks.screens import CUTOFF, MONTHS, sound
from benchmarks.servers import ROOT, Server, demo_store, folder, memory_of, serving
from benchmarks.ws import Session

REGISTER, CSV_ROWS, BOOK_ROWS = "ctvc_alert", 1_000_000, 200_000
SCREEN = "seguimiento"
THOUGHT = 0.1  # seconds between two reruns of the other reader


def alerts(rows: int, mark: str = "") -> Iterator[dict]:
    """The alerts of the demonstration again and again, each with its own code; one in five has a note of its own."""
    with (ROOT / "data" / "demo" / f"{REGISTER}.csv").open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    for n in range(rows):
        note = f"Se comunicó al comité el avance {n} {mark}".strip() if n % 5 == 0 else f"Sintético {mark}".strip()
        yield {**known[n % len(known)], "alert": f"A-{n:07d}", "note": note}


def as_csv(path: Path, register, rows: int, mark: str = "") -> Path:
    path.write_bytes(table(register, alerts(rows, mark)))
    return path


def as_book(path: Path, register, rows: int) -> Path:
    """The same as a workbook, row by row; every cell is a text, as in the CSV."""
    import xlsxwriter

    names = [column.name for column in register.columns]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Datos")
        sheet.write_row(0, 0, names)
        for at, row in enumerate(alerts(rows), 1):
            for column, name in enumerate(names):
                if row.get(name):
                    sheet.write_string(at, column, row[name])
    return path


def measured(path: Path, store_folder: Path) -> dict:
    """Seconds of `prepare_apart` and of the publication after it, and the highest MB of this process and of its
    child."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.intake.isolated import LARGE, prepare_apart
    from sig_metrics.publish.load import Incoming, load_file
    from sig_metrics.store import LocalStore

    catalog, incoming = default_catalog(), Incoming(REGISTER, path.name, path.read_bytes())
    idle, began = memory_of("self")["now"], time.perf_counter()
    prepared = prepare_apart(incoming, catalog, LARGE)
    read, peak = time.perf_counter() - began, memory_of("self")["peak"]
    report = load_file(LocalStore(store_folder), catalog, prepared, "benchmark")
    assert report.loaded and report.new == prepared.read, report.message
    return {
        "read": read,
        "whole": time.perf_counter() - began,
        "rows": report.read,
        "idle": idle,
        "peak": peak,
        "all": memory_of("self")["peak"],
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def calamine(path: Path) -> float:
    """Seconds of python-calamine alone, from the bytes to lists of values."""
    from python_calamine import CalamineWorkbook

    content, began = path.read_bytes(), time.perf_counter()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) > BOOK_ROWS
    return time.perf_counter() - began


def loading(rounds: int = 3) -> list[dict]:
    """Both files, each from its bytes to typed rows and to a snapshot, ÷ the plainest reading of the same; rounds
    alternate."""
    from sig_metrics.catalog.reader import default_catalog

    register = default_catalog().register(REGISTER)
    rows = []
    with demo_store() as demo, folder() as aside:
        files = (
            (
                as_csv(aside / "alerts.csv", register, CSV_ROWS),
                "DuckDB with everything told",
                lambda path, n: plain(path, register, aside / f"plain{n}.duckdb"),
            ),
            (as_book(aside / "alerts.xlsx", register, BOOK_ROWS), "calamine alone", lambda path, n: calamine(path)),
        )
        for path, name, least in files:
            mine, base = [], []
            for n in range(rounds):
                store = aside / "store"
                shutil.rmtree(store, ignore_errors=True)
                shutil.copytree(demo, store)
                base.append(least(path, n))
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.loading", str(path), str(store)],
                    cwd=ROOT,
                    capture_output=True,
                    text=True,
                    check=True,
                )
                mine.append(json.loads(done.stdout))
            seen = {key: median(each[key] for each in mine) for key in mine[0]}
            plainly = median(base)
            raw = (
                f"{seen['rows']:,.0f} rows, {path.stat().st_size / 1e6:.0f} MB; to typed rows {seen['read']:.1f} s, to a snapshot {seen['whole']:.1f} s; "
                f"{name} {plainly:.2f} s; memory {seen['idle']:.0f} MB with the file's bytes, peak {seen['peak']:.0f} MB judged, "
                f"{seen['all']:.0f} MB published, child {seen['child']:.0f} MB"
            )
            rows.append(
                {
                    "what": f"loading {path.suffix[1:]}",
                    "ratio": seen["read"] / plainly,
                    "other": seen["whole"] / plainly,
                    "n": rounds,
                    "raw": raw,
                }
            )
        return rows + _others(demo, aside, register, rounds)


# what others wait

DRIVER = '''
import os, threading, time
from pathlib import Path

def drive(folder):
    """As the form of Carga does: reading and judging, comparing, and the load in a `Work` of its own."""
    while True:
        asked = sorted(folder.glob("*.csv"))
        if not asked:
            time.sleep(0.05)
            continue
        from pages._kit.shell.work import Work
        from sig_metrics.intake.isolated import prepare_apart
        from sig_metrics.catalog.reader import default_catalog
        from sig_metrics.publish.differences import differences
        from sig_metrics.publish.load import Incoming, load_files, preview
        from sig_metrics.store import open_store
        store, catalog = open_store(None), default_catalog()
        (folder / "phase").write_text("reading")
        prepared = prepare_apart(Incoming("ctvc_alert", "alerts.csv", asked[0].read_bytes()), catalog)
        (folder / "phase").write_text("comparing")
        snapshot = store.open()
        preview(snapshot.connection, catalog, prepared)
        differences(snapshot.connection, catalog, prepared)
        snapshot.close()
        (folder / "phase").write_text("publishing")
        work = Work("benchmark", lambda step: load_files(store, catalog, [prepared], "benchmark", step)[0])
        work.thread.join()
        asked[0].unlink()
        (folder / "phase").write_text("done" if work.report and work.report.loaded else f"failed {work.fault or work.report}")

if os.environ.get("SIG_BENCH_DRIVER"):
    threading.Thread(target=drive, args=(Path(os.environ["SIG_BENCH_DRIVER"]),), daemon=True).start()
'''


@contextmanager
def _reader(server: Server) -> Iterator[Session]:
    """Another reader, on a screen of eight charts whose months were all asked for before."""
    with Session(server.port) as session:
        sound(session.open(SCREEN))
        for month in MONTHS:
            sound(session.choose(CUTOFF, month))
        yield session


def _turns(session: Session, going, least: int = 0) -> list[tuple[str, float]]:
    """(phase when it began, seconds) of reruns one after the other, while `going()` names a phase."""
    found, n = [], 0
    while (phase := going()) or n < least:
        answer = session.choose(CUTOFF, MONTHS[n % len(MONTHS)])
        sound(answer)
        found.append((phase, answer.seconds))
        n += 1
        time.sleep(THOUGHT)
    return found


def _row(what: str, during: list[float], alone: list[float], n: int) -> dict:
    def p95(seconds: list[float]) -> float:
        return quantiles(seconds, n=20, method="inclusive")[-1]

    return {
        "what": f"others {what}",
        "ratio": p95(during) / p95(alone),
        "other": median(during) / median(alone),
        "n": len(during),
        "raw": f"p95 {p95(during) * 1e3:.0f} ms, p50 {median(during) * 1e3:.0f} ms, longest {max(during) * 1e3:.0f} ms; alone p95 "
        f"{p95(alone) * 1e3:.0f} ms, p50 {median(alone) * 1e3:.0f} ms ({len(alone)} reruns); {n} loads",
    }


def _others(demo: Path, aside: Path, register, rounds: int) -> list[dict]:
    """p95 (second ratio: p50) of a reader's reruns while another loads ÷ alone, by phase; and while the command line
    loads a million."""
    inbox, hooks, store = aside / "inbox", aside / "hooks", aside / "shared"
    inbox.mkdir()
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(DRIVER, encoding="utf-8")
    shutil.copytree(demo, store)
    paths = [as_csv(aside / f"others{n}.csv", register, BOOK_ROWS, f"vuelta {n}") for n in range(rounds)]
    million = aside / "alerts.csv"
    path_of_python = os.pathsep.join(filter(None, [str(hooks), os.environ.get("PYTHONPATH", "")]))
    alone, during, outside = [], [], []
    with (
        serving("dashboard.py", store, PYTHONPATH=path_of_python, SIG_BENCH_DRIVER=str(inbox)) as server,
        _reader(server) as session,
    ):
        for path in paths:
            alone += [seconds for _, seconds in _turns(session, lambda: "", 60)]
            (inbox / "phase").write_text("reading")
            os.replace(path, inbox / path.name)
            during += _turns(
                session,
                lambda: (
                    phase
                    if (phase := (inbox / "phase").read_text()) != "done" and not phase.startswith("failed")
                    else ""
                ),
            )
            assert (inbox / "phase").read_text() == "done", (inbox / "phase").read_text()
            _turns(session, lambda: "", len(MONTHS))  # the new snapshot's months are asked for once
        peak = server.memory()["peak"]
        command = [
            sys.executable,
            "-m",
            "sig_metrics",
            "load",
            REGISTER,
            str(million),
            "--large",
            "--store",
            str(store),
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            outside = [seconds for _, seconds in _turns(session, lambda: "loading" if process.poll() is None else "")]
        assert process.returncode == 0
    rows = [
        _row(phase, [seconds for name, seconds in during if name == phase], alone, rounds)
        for phase in ("reading", "comparing", "publishing")
        if sum(name == phase for name, _ in during) > 1
    ]
    rows += [
        _row("200,000 rows, whole", [seconds for _, seconds in during], alone, rounds),
        _row("1,000,000 rows, command line", outside, alone, 1),
    ]
    rows[-2]["raw"] += f"; server's peak {peak:.0f} MB"
    return rows


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), Path(sys.argv[2]))))
