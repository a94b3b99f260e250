"""Owns what the size of a register costs: N synthetic QRD cases published, and the screens read afterwards.

`generate` keeps the shares of the demonstration: each case takes the course of a demonstration case that had time to
end (its days in working days from its registration) and starts it on another day; what falls after the cut-off is
not known yet."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.screens import CUTOFF, MONTHS, sound
from benchmarks.servers import ROOT, Server, demo_store, folder, memory_of, path_of, serving
from benchmarks.ws import Session

SIZES, SCREENS = (1_000, 10_000, 100_000, 1_000_000), ("resumen", "seguimiento", "sgc")
SEED = 14
FIRST, DAYS, LAST, ENDED = "date '2020-01-01'", 700, "date '2021-11-30'", "date '2021-08-31'"
EVENTS = (
    "referred_on",
    "observed_on",
    "corrected_on",
    "answered_on",
    "notified_on",
    "reopened_on",
    "reanswered_on",
    "closed_on",
    "reclassified_on",
)
SAME = ("kind", "channel", "book_origin", "ut", "unit", "reason")
STATE = """case when {closed_on} is not null then course.state when {reopened_on} is not null and {reanswered_on} is null then 'reopened'
    when {notified_on} is not null then 'notified' when {answered_on} is not null then 'answered'
    when {observed_on} is not null and {corrected_on} is null then 'observed' when {reclassified_on} is not null then 'reclassified'
    when {referred_on} is not null then 'in_progress' else 'registered' end"""


def generate(connection: duckdb.DuckDBPyConnection, cases: int) -> None:
    """Replaces the register `qrd` of a demonstration by `cases` cases from January 2020 to November 2021; the same
    every time."""
    lags = ", ".join(
        f"(select position from working_day where calendar = 'nacional' and day = qrd.{name}) - start.position as {name}"
        for name in EVENTS
    )
    connection.execute(
        f"create temp table course as select row_number() over (order by case_number) - 1 as n, {', '.join(SAME)}, state, outcome, "
        f"reclassified_as, _load, {lags} from qrd join working_day as start on start.calendar = 'nacional' and start.day = registered_on "
        f"where registered_on <= {ENDED}"
    )
    courses = connection.execute("select count(*) from course").fetchone()[0]
    day = {name: f"on_{name}.day" for name in EVENTS}
    joins = " ".join(
        f"left join working_day as {day[name][:-4]} on {day[name][:-4]}.calendar = 'nacional' and {day[name][:-4]}.is_working and {day[name]} <= {LAST} "
        f"and {day[name][:-4]}.position = start.position + course.{name}"
        for name in EVENTS
    )
    values = (
        day
        | {name: f"course.{name}" for name in SAME}
        | {
            "case_number": "upper(course.kind[1]) || '-' || year(start.day) || '-' || lpad(made.i::varchar, 7, '0')",
            "registered_on": "start.day",
            "state": STATE.format(**day),
            "outcome": f"case when {day['answered_on']} is not null then course.outcome end",
            "reclassified_as": f"case when {day['reclassified_on']} is not null then course.reclassified_as end",
            "note": "'Sintético'",
            "_load": "course._load",
            "_row": "made.i + 2",
        }
    )
    connection.execute("delete from qrd")
    connection.execute(
        f"insert into qrd by name select {', '.join(f'{sql} as {name}' for name, sql in values.items())} from range({cases}) as made(i) "
        f"join working_day as start on start.calendar = 'nacional' and start.day = {FIRST} + (made.i * {DAYS} // {cases})::int "
        f"join course on course.n = hash(made.i, {SEED}) % {courses} {joins} order by case_number"
    )
    connection.execute("drop table course")


FILLS = re.compile(r"(?:create or replace table|insert into) (\w+)")  # which table a statement makes or fills
PARTS = {"cube": "cube", "backlog": "backlog", "check_row": "checks"}


class Stopwatch:
    """A connection that adds up the seconds of each part of `derive`: {view name, «cube», «backlog», «checks»,
    «sources»: seconds}."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, views: dict):
        self.connection, self.views, self.part = connection, views, "sources"
        self.taken, self.statements = Counter(), []

    def execute(self, sql: str, *values: object) -> duckdb.DuckDBPyConnection:
        if found := FILLS.match(sql):
            made = found[1]
            self.part = PARTS.get(made, made if made in self.views else "sources")
        began = time.perf_counter()
        try:
            return self.connection.execute(sql, *values)
        finally:
            self.statements.append((sql, time.perf_counter() - began))
            self.taken[self.part] += self.statements[-1][1]

    def of(self, sql: str) -> float:
        """Seconds of the statements that contain `sql`."""
        return sum(seconds for said, seconds in self.statements if sql in said)

    def of_views(self) -> float:
        return sum(seconds for part, seconds in self.taken.items() if part in self.views)


def publication(store_folder: Path, cases: int) -> dict:
    """Publishes `cases` cases in a demonstration store: seconds of each part, MB of the snapshot and of memory at
    its highest."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.publish.load import derive
    from sig_metrics.store import LocalStore

    store, catalog, found = LocalStore(store_folder), default_catalog(), {}

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> None:
        began = time.perf_counter()
        generate(connection, cases)
        found["rows"] = time.perf_counter() - began
        watch, began, used = Stopwatch(connection, catalog.views), time.perf_counter(), time.process_time()
        derive(watch, catalog)
        slow = max(catalog.views, key=watch.taken.__getitem__)
        found.update(
            derive=time.perf_counter() - began,
            cpu=time.process_time() - used,
            views=watch.of_views(),
            cube=watch.taken["cube"],
            checks=watch.taken["checks"],
            slowest=f"{slow} {watch.taken[slow]:.2f} s",
            number=number,
        )

    began = time.perf_counter()
    store.publish("benchmark", build)
    whole = time.perf_counter() - began - found["rows"]
    return found | {
        "whole": whole,
        "size": store.file(found["number"]).stat().st_size / 1e6,
        "peak": memory_of("self")["peak"],
    }


def apart(store: Path, cases: int) -> dict:
    """`publication` in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.cases", str(store), str(cases)], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def _turn(server: Server, session: Session, options: list[str]) -> tuple[float, float]:
    """(CPU seconds, median seconds to the last message) a rerun."""
    began = server.cpu()
    taken = [sound(session.choose(CUTOFF, option)).seconds for option in options]
    return (server.cpu() - began) / len(options), median(taken)


def _reruns(stores: dict[int, Path], rounds: int, each: int) -> list[dict]:
    """Each screen at each size: a month never asked for, and months asked for before; sizes alternate in each round."""
    rows = []
    with ExitStack() as stack:
        servers = {n: stack.enter_context(serving("dashboard.py", store)) for n, store in stores.items()}
        sessions = {n: stack.enter_context(Session(server.port)) for n, server in servers.items()}
        for screen in SCREENS:
            for session in sessions.values():
                sound(session.open(path_of(screen)))
            months = sessions[min(stores)].options(CUTOFF)
            turns = [{n: sound(sessions[n].choose(CUTOFF, month)).seconds for n in stores} for month in months]
            cold = {n: median(turn[n] for turn in turns) for n in stores}
            picks = [MONTHS[n % len(MONTHS)] for n in range(each)]
            found = {n: [] for n in stores}
            for _ in range(rounds + 1):  # the first is thrown away
                for n in stores:
                    found[n].append(_turn(servers[n], sessions[n], picks))
            kept = {n: [median(part) for part in zip(*found[n][1:])] for n in stores}
            least = min(stores)
            rows += [
                {
                    "what": f"cases rerun {screen} {n:,}",
                    "ratio": kept[n][0] / kept[least][0],
                    "other": cold[n] / cold[least],
                    "n": rounds * each,
                    "raw": f"CPU {kept[n][0] * 1e3:.0f} ms; latency {kept[n][1] * 1e3:.0f} ms; first time "
                    f"{cold[n] * 1e3:.0f} ms ({len(months)} months)",
                }
                for n in stores
            ]
    return rows


def cases(sizes: tuple[int, ...] = SIZES, rounds: int = 3, each: int = 12) -> list[dict]:
    """Publication at each size (CPU of `derive`, the whole by the clock) ÷ at the smallest, and so the reruns of the
    screens over it."""
    rows, found, stores = [], {n: [] for n in sizes}, {}
    with demo_store() as demo, folder() as aside:
        for turn in range(rounds):
            for n in sizes:
                stores[n] = aside / f"{n}"
                shutil.rmtree(stores[n], ignore_errors=True)
                shutil.copytree(demo, stores[n])
                found[n].append(apart(stores[n], n))
        names = ("cpu", "derive", "whole", "rows", "views", "cube", "checks", "size", "peak")
        seen = {n: {name: median(each[name] for each in found[n]) for name in names} for n in sizes}
        least = seen[min(sizes)]
        for n, mine in seen.items():
            raw = (
                f"derive CPU {mine['cpu']:.1f} s, {mine['derive']:.1f} s (views {mine['views']:.1f}, cube {mine['cube']:.1f}, checks "
                f"{mine['checks']:.1f}; slowest view {found[n][-1]['slowest']}), publication {mine['whole']:.1f} s + rows {mine['rows']:.1f} s; "
                f"file {mine['size']:.0f} MB; peak {mine['peak']:.0f} MB"
            )
            rows.append(
                {
                    "what": f"cases publish {n:,}",
                    "ratio": mine["cpu"] / least["cpu"],
                    "other": mine["whole"] / least["whole"],
                    "n": rounds,
                    "raw": raw,
                }
            )
        return rows + _reruns(stores, rounds, each)


if __name__ == "__main__":
    print(json.dumps(publication(Path(sys.argv[1]), int(sys.argv[2]))))
