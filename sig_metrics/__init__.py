"""The cuadro de mando of the SIG: files become typed rows, an immutable snapshot, and numbers to show.

The face, for a notebook or another program (`import sig_metrics as sig`); each name is looked for when it is first
used:

    open_dataset(folder=None, catalog=None) -> Dataset
        the data of now with what defines it: `dataset.catalog.indicator("PLN-01")`, `dataset.rows(sql)`
    Scope(cutoff, plan="in_force", stage=…, system=…, unit=…, line=…, activity=…)
        what is looked at; `cutoff` is a month end, a date
    measure(dataset, indicator, scope) -> Measure
        .value, .numerator, .denominator, .status, .open_overdue…
    series(dataset, indicator, scope) -> [Measure]
        one a month, from January
    overview(dataset, scope) -> Overview
        the state of the plan: .total, .groups, .matrix, .decisions
    load_catalog(folder=None) -> Catalog
        what is defined, for who loads
    open_store(folder=None) -> LocalStore
        where data is kept: `store.open()` -> Snapshot
    Incoming(register, name, content, mode="merge")
        a file to load, as it came; `content` is its bytes
    preview(store, catalog, incoming) -> LoadReport
        what loading would do, and nothing is changed; raises Refused
    load_file(store, catalog, incoming, who) -> LoadReport
        .loaded, .new, .changed, .problems, .message
    refresh(store, catalog, who) -> RefreshReport
        calculates again with the definitions of today
    annul(store, catalog, load, why, who) -> LoadReport
        the data made again without a load
    rebuild(store, catalog, who) -> RebuildReport
        the data made again from the original files
    history(snapshot, catalog) -> [dict]
        every load, the newest first; `dataset.snapshot` is one

They are those of the rooms, and what they refuse is told as there (`CatalogError`, `StoreError`, `Refused`; data of
other definitions is `Refused` until it is refreshed); only `preview` is of here: it reads and judges the file as a
command does."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

HOME = {
    "load_catalog": "catalog.reader",
    "open_store": "store",
    "open_dataset": "measure.dataset",
    "Scope": "measure.scope",
    "series": "measure.compute",
    "overview": "measure.insights",
    "Incoming": "intake.prepare",
    "load_file": "publish.load",
    "refresh": "publish.load",
    "annul": "publish.annul",
    "rebuild": "publish.rebuild",
    "history": "publish.history",
}
__all__ = [
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


def __getattr__(name: str) -> Any:
    """A name of the face, from its room. `measure` is the room itself, which can be called."""
    if name == "measure":
        return import_module("sig_metrics.measure")
    if name not in HOME:
        raise AttributeError(f"module 'sig_metrics' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"sig_metrics.{HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def preview(store, catalog, incoming):
    """What loading a file would do to the data of a store, without doing it: a LoadReport with its counts and warnings.

    Raises Refused with every problem of the file.
    """
    from contextlib import closing

    from sig_metrics.publish.load import preview as compared
    from sig_metrics.publish.references import prepare_in

    prepared = prepare_in(store, catalog, incoming)
    if store.current() is None:
        return compared(None, catalog, prepared)
    with closing(store.open()) as snapshot:
        return compared(snapshot.connection, catalog, prepared)
