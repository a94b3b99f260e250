"""Owns the price of a large load: 100,000 deliverables against DuckDB reading the same file with everything told."""

import csv
import io
import time
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.servers import folder

ROWS, YEARS, ACTIVITIES, ITEMS = 100_000, range(2015, 2025), 84, 10
TYPES = {"text": "varchar", "int": "bigint", "decimal": "double", "date": "date", "code": "varchar", "codes": "varchar"}
UNITS = ("UPPM", "URH", "UTI", "UCI", "CT")


def table(register, rows: list[dict]) -> bytes:
    """A CSV file of a register."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.name for column in register.columns], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def plan(catalog) -> list:
    """A plan that programmes what the deliverables answer for, as files to load."""
    from sig_metrics.publish.load import Incoming

    stages = list(catalog.vocabularies["stage"])
    versions = [{"year": y, "version": "01", "resolution": f"RDE {y}", "approved_on": f"{y}-01-02"} for y in YEARS]
    activities = [
        {
            "year": y,
            "version": "01",
            "activity": f"{a:02d}",
            "stage": stages[a % len(stages)],
            "line": f"Línea {a % 7}",
            "units": UNITS[a % len(UNITS)],
            "title": f"Actividad {a}",
            "deliverable": f"Informe {a}.",
            "target": 12 * ITEMS,
        }
        for y in YEARS
        for a in range(1, ACTIVITIES + 1)
    ]
    schedule = [
        {"year": y, "version": "01", "activity": f"{a:02d}", "month": m, "quantity": ITEMS}
        for y in YEARS
        for a in range(1, ACTIVITIES + 1)
        for m in range(1, 13)
    ]
    return [
        Incoming(name, f"{name}.csv", table(catalog.register(name), rows))
        for name, rows in (("plan_version", versions), ("plan_activity", activities), ("plan_schedule", schedule))
    ]


def deliverables(catalog) -> bytes:
    """100,000 rows: most in time, some late, some without a document number, some in progress."""
    rows = []
    for year in YEARS:
        for activity in range(1, ACTIVITIES + 1):
            for month in range(1, 13):
                for item in range(1, ITEMS + 1):
                    n = len(rows)
                    last = date(year, month, monthrange(year, month)[1])
                    working = n % 23 == 0
                    day = "" if working else last + timedelta(days=9 if n % 17 == 0 else -(n % 9))
                    number = "" if working or n % 41 == 0 else f"Informe N° {n:06d}-{year}-MIDIS/PNADP"
                    rows.append(
                        {
                            "year": year,
                            "activity": f"{activity:02d}",
                            "programmed_month": month,
                            "item": item,
                            "name": f"Informe {activity}, {month}, {item}",
                            "unit": UNITS[activity % len(UNITS)],
                            "delivered_on": day,
                            "document_type": "" if working else "report",
                            "document_number": number,
                            "state": "in_progress" if working else "delivered",
                            "evidence": "",
                            "note": "",
                        }
                    )
    return table(catalog.register("deliverable"), rows[:ROWS])


def plain(path: Path, register, database: Path) -> float:
    """Seconds of DuckDB with every option of the file and every type told, into a table of a file."""
    columns = {column.name: TYPES[column.type] for column in register.columns}
    began = time.perf_counter()
    with duckdb.connect(str(database), config={"threads": "2"}) as connection:
        connection.execute(
            f"create table deliverable as select * from read_csv(?, header = true, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {columns}, auto_detect = false)",
            [str(path)],
        )
    return time.perf_counter() - began


def load(rounds: int = 3) -> list[dict]:
    """`prepare()` alone and the whole `load_file()` (merge, references, views, cube, checks, a new snapshot); rounds
    alternate."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.publish.load import Incoming, load_file, load_files, prepare
    from sig_metrics.store import LocalStore

    catalog = default_catalog()
    content, prepared, loaded, told = deliverables(catalog), [], [], []
    incoming = Incoming("deliverable", "deliverable.csv", content)
    with folder() as aside:
        path = aside / "deliverable.csv"
        path.write_bytes(content)
        for n in range(rounds):
            store = LocalStore(aside / f"store{n}")
            load_files(store, catalog, plan(catalog), "benchmark")
            began = time.perf_counter()
            assert prepare(incoming, catalog).read == ROWS
            prepared.append(time.perf_counter() - began)
            told.append(plain(path, catalog.register("deliverable"), aside / f"plain{n}.duckdb"))
            began = time.perf_counter()
            report = load_file(store, catalog, incoming, "benchmark")
            loaded.append(time.perf_counter() - began)
            assert report.new == ROWS, report.message
    base = median(told)
    return [
        {
            "what": f"load {name}",
            "ratio": median(taken) / base,
            "n": rounds,
            "raw": f"{median(taken):.1f} s; DuckDB with everything told {base:.2f} s; {ROWS:,} rows, {len(content) / 1e6:.0f} MB",
        }
        for name, taken in (("prepare()", prepared), ("load_file()", loaded))
    ]
