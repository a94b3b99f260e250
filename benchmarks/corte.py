"""Owns the price of a corte: freezing ÷ one publication, on the demonstration and with a million claims; opening a corte ÷
opening the snapshot of now."""

import time
from datetime import date
from statistics import median

from benchmarks.cases import apart
from benchmarks.servers import demo_store

CUTOFF, CASES, ROUNDS = date(2021, 11, 30), 1_000_000, 5


def _published(store, catalog, n: int) -> float:
    """Seconds of one publication: a note, which changes next to nothing."""
    from sig_metrics.publish.load import Incoming, load_files

    head = (
        "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note"
    )
    row = f"2021,25,12,1,,UTI,2021-11-{n + 10},report,INF-{n},validated,,"
    began = time.perf_counter()
    load_files(store, catalog, [Incoming("deliverable", "x.csv", f"{head}\n{row}\n".encode())], "benchmark")
    return time.perf_counter() - began


def _frozen(store, catalog, name: str) -> float:
    """Seconds of a freeze of data that nobody looked at before."""
    from sig_metrics.corte.freeze import freeze
    from sig_metrics.measure.dataset import dataset_of

    dataset = dataset_of(store.open(), catalog)
    began = time.perf_counter()
    freeze(store, dataset, name, CUTOFF, "benchmark")
    taken = time.perf_counter() - began
    dataset.close()
    return taken


def _opened(store, catalog) -> tuple[float, float]:
    """(seconds to open the last corte, the snapshot of now), each as a server that has its definitions read."""
    from sig_metrics.corte.reopen import open_corte
    from sig_metrics.measure.dataset import dataset_of
    from sig_metrics.store.cortes import cortes

    made, taken = cortes(store)[-1], []
    for open_one in (lambda: open_corte(store, made), lambda: dataset_of(store.open(), catalog)):
        began = time.perf_counter()
        dataset = open_one()
        taken.append(time.perf_counter() - began)
        dataset.close()
    return taken[0], taken[1]


def corte() -> list[dict]:
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.store import LocalStore

    catalog, rows = default_catalog(), []
    for cases in (0, CASES):
        with demo_store() as folder:
            if cases:
                apart(folder, cases)
            store = LocalStore(folder)
            each = [(_published(store, catalog, n), _frozen(store, catalog, f"{n}")) for n in range(ROUNDS)]
            published, frozen = (median(taken) for taken in zip(*each))
            _opened(store, catalog)
            opened = [_opened(store, catalog) for _ in range(4 * ROUNDS)]
            of_corte, of_now = (median(taken) for taken in zip(*opened))
        data = f"{cases:,} QRD" if cases else "demo"
        raw = f"freeze {frozen:.2f} s, publication {published:.2f} s"
        rows.append({"what": f"corte freeze, {data}", "ratio": frozen / published, "n": ROUNDS, "raw": raw})
        raw = f"corte {of_corte * 1000:.0f} ms, now {of_now * 1000:.0f} ms"
        rows.append({"what": f"corte open, {data}", "ratio": of_corte / of_now, "n": 4 * ROUNDS, "raw": raw})
    return rows
