"""Owns the price of the cube: every indicator of every month at publication ÷ the same SQL by hand, and ÷ plain
pandas."""

import time
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
import pyarrow as pa

from benchmarks.by_pandas import REGISTERS, WRITTEN
from benchmarks.cases import Stopwatch, apart
from benchmarks.servers import demo_store


def _by_hand(connection: duckdb.DuckDBPyConnection, indicators: list) -> float:
    """Seconds of each indicator's own SQL, one after another, its rows fetched and kept nowhere."""
    began = time.perf_counter()
    for indicator in indicators:
        connection.execute(indicator.sql).to_arrow_table()
    return time.perf_counter() - began


def _derived(connection: duckdb.DuckDBPyConnection, catalog) -> Stopwatch:
    """The whole `derive`, timed by part and undone."""
    from sig_metrics.publish.load import derive

    connection.begin()
    try:
        derive(watch := Stopwatch(connection, catalog.views), catalog)
    finally:
        connection.rollback()
    return watch


def _views_of(catalog, reads: tuple[str, ...]) -> set[str]:
    """The views that an indicator needs, and those that they need."""
    mine = {name for name in reads if name in catalog.views}
    return mine.union(*(_views_of(catalog, catalog.views[name].reads) for name in mine))


def _kept(connection: duckdb.DuckDBPyConnection, indicator) -> pa.Table:
    """The rows of an indicator in the cube, every month."""
    columns = ["period", *indicator.dimensions, "numerator", "denominator"]
    return connection.execute(
        f"select {', '.join(columns)} from cube where indicator = ?", [indicator.name]
    ).to_arrow_table()


def _same(connection: duckdb.DuckDBPyConnection, indicator, made: pd.DataFrame) -> None:
    """The rows of pandas must be those of the cube, all of them."""
    kept = _kept(connection, indicator)
    columns, cube = kept.column_names, list(zip(*(column.to_pylist() for column in kept.columns)))
    rows = made.assign(period=made.period.dt.date).astype(object)[columns]
    seen = rows.where(rows.notna(), None).itertuples(index=False, name=None)
    assert sorted(map(repr, cube)) == sorted(repr((*row[:-2], float(row[-2]), float(row[-1]))) for row in seen), (
        indicator.name
    )


def _timed(work, *values: object) -> float:
    began = time.perf_counter()
    work(*values)
    return time.perf_counter() - began


def _size(label: str, path: Path, rounds: int) -> list[dict]:
    """The lines of one snapshot; the ways alternate."""
    from sig_metrics.catalog.reader import default_catalog

    catalog = default_catalog()
    indicators = [each for each in catalog.indicators.values() if not each.factors]
    with duckdb.connect(str(path), config={"threads": "2", "memory_limit": "1GB"}) as connection:
        frames = {name: connection.execute(f"from {name}").df() for name in REGISTERS}
        for name, written in WRITTEN.items():
            _same(connection, catalog.indicators[name], written(frames))
        _derived(connection, catalog), _by_hand(connection, indicators)
        found = [
            (
                _derived(connection, catalog),
                _by_hand(connection, indicators),
                {name: _timed(written, frames) for name, written in WRITTEN.items()},
                {name: _timed(_kept, connection, catalog.indicators[name]) for name in WRITTEN},
            )
            for _ in range(rounds)
        ]
        rows = connection.execute("select count(*) from cube").fetchone()[0]
    cube, hand = median(watch.taken["cube"] for watch, *_ in found), median(hand for _, hand, *_ in found)
    lines = [
        {
            "what": f"cube all, {label}",
            "ratio": cube / hand,
            "n": rounds,
            "raw": f"publication {cube * 1e3:.0f} ms, by hand {hand * 1e3:.0f} ms; {len(indicators)} indicators, {rows:,} rows",
        }
    ]
    for name in WRITTEN:
        indicator, views = catalog.indicators[name], _views_of(catalog, catalog.indicators[name].reads)
        mine = median(sum(watch.taken[view] for view in views) + watch.of(indicator.sql) for watch, *_ in found)
        plain, kept = (median(each[at][name] for each in found) for at in (2, 3))
        lines.append(
            {
                "what": f"cube {name}, {label}",
                "ratio": mine / plain,
                "other": kept / plain,
                "n": rounds,
                "raw": f"its views and its rows of the cube {mine * 1e3:.0f} ms, pandas {plain * 1e3:.0f} ms, "
                f"read from the cube {kept * 1e3:.1f} ms; same rows",
            }
        )
    return lines


def cube(cases: int = 100_000, rounds: int = 5) -> list[dict]:
    """At the size of the demonstration and with `cases` QRD cases."""
    from sig_metrics.store import LocalStore

    with demo_store() as folder:
        store = LocalStore(folder)
        demo = _size("demo", store.file(store.current()), rounds)
        apart(folder, cases)
        return demo + _size(f"{cases:,} QRD", store.file(store.current()), rounds)
