"""Owns the price of a question of the Explorador: its answer ÷ the bare query of DuckDB that somebody who knows the table
would write for the same numbers, on QRD of `cases` rows; both must say the same before they are timed."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.servers import demo_store, folder
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.explore import answer
from sig_metrics.measure.explore.question import Question
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.periods import write_periods
from sig_metrics.store.snapshot import SAFE, Snapshot

CUTOFF = date(2021, 11, 30)
WINDOW = "registered_on between date '2020-12-01' and date '2021-11-30'"
DAYS = "date_diff('day', registered_on, case when notified_on <= date '2021-11-30' then notified_on end)"
# question → the query by hand; the first columns are its groups, the last its number
ASKED = {
    "count, month × kind": (
        Question("qrd", group="kind", grain="month"),
        f"select last_day(registered_on), kind, count(*) from qrd where {WINDOW} group by all",
    ),
    "count, UT × channel": (
        Question("qrd", group="ut", split="channel", top=25),
        f"select ut, channel, count(*) from qrd where {WINDOW} group by all",
    ),
    "count, UT: 5 and «Otros»": (
        Question("qrd", group="ut", top=5),
        f"select ut, count(*) from qrd where {WINDOW} group by all",
    ),
    "count, filtered, quarter × reason": (
        Question("qrd", group="reason", grain="quarter", span="24", filters=(("kind", ("claim", "complaint")),)),
        "select date_trunc('quarter', registered_on), reason, count(*) from qrd where registered_on between date '2019-10-01' "
        "and date '2021-11-30' and kind in ('claim', 'complaint') group by all",
    ),
    "share, month × kind": (
        Question("qrd", "share", "state", "notified", group="kind", grain="month"),
        f"select last_day(registered_on), kind, count(*) filter (state = 'notified') / count(*) from qrd where {WINDOW} "
        "group by all",
    ),
    "distinct UT, month": (
        Question("qrd", "distinct", "ut", grain="month"),
        f"select last_day(registered_on), count(distinct ut) from qrd where {WINDOW} group by grouping sets ((1), ())",
    ),
    "median days, kind": (
        Question("qrd", "median", "registered_on", "notified_on", group="kind"),
        f"select kind, count({DAYS}), median({DAYS}) filter ({DAYS} >= 0) from qrd where {WINDOW} "
        "group by grouping sets ((1), ())",
    ),
}


def _grown(source: Path, target: Path, cases: int) -> None:
    """A copy of a snapshot whose QRD are repeated, with codes of their own, until they are `cases`."""
    shutil.copy(source, target)
    with duckdb.connect(str(target)) as connection:
        names = [name for name, *_ in connection.execute("describe qrd").fetchall()]
        columns = ", ".join(
            "case_number || '-' || i as case_number" if name == "case_number" else name for name in names
        )
        connection.execute(
            f"create temp table more as select {columns} from qrd, range({cases} // (select count(*) from qrd) + 1) as _(i) "
            f"order by hash(case_number, i) limit {cases}"
        )
        connection.execute("delete from qrd")
        connection.execute("insert into qrd from more")
        write_periods(connection, default_catalog())


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def explore(cases: int = 1_000_000, rounds: int = 15) -> list[dict]:
    """A line a question; the two ways alternate."""
    lines, scope = [], Scope(CUTOFF)
    with demo_store() as store, folder() as place:
        _grown(sorted(Path(store).glob("sig-*.duckdb"))[-1], Path(place) / "grown.duckdb", cases)
        with duckdb.connect(str(Path(place) / "grown.duckdb"), read_only=True, config=SAFE) as connection:
            dataset = Dataset(Snapshot(1, Path(place) / "grown.duckdb", connection), default_catalog())
            for name, (question, sql) in ASKED.items():
                found = answer.ask(dataset, question, scope)
                cells = connection.execute(sql).fetchall()
                if question.measure == "count":
                    assert found.total.value == sum(row[-1] for row in cells), name
                taken = []
                for _ in range(rounds):
                    answer._answer.cache_clear()
                    ours = _timed(lambda: answer.ask(dataset, question, scope))
                    taken.append((ours, _timed(lambda: connection.execute(sql).fetchall())))
                ours, bare = (median(each[at] for each in taken) for at in (0, 1))
                lines.append(
                    {
                        "what": f"explore {name}, {cases:,} rows",
                        "ratio": ours / bare,
                        "n": rounds,
                        "raw": f"answer {ours * 1e3:.1f} ms, bare query {bare * 1e3:.1f} ms; {len(cells)} cells",
                    }
                )
    return lines
