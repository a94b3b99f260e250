"""Owns what a server does while its first browser loads: it opens the data and asks what Resumen will ask, so that the
first reader waits for neither. It is a favour: where it fails, the screen says what there is to say. A browser is answered
while the program is still being imported: what it asks first, the page and the framework's files, needs little of it.

What is made until then (modules, definitions, answers) lives as long as the server, so its cycles are not looked for again:
each search of all that lives stopped every reader for 25 to 120 ms."""

import gc
import importlib
import inspect
import logging
import sys
import threading
import time
from contextlib import suppress

LATER = 10  # seconds from when all is ready to when pandas is imported, which only tables need
YIELD = 0.0005  # seconds that the thread keeps a browser's file waiting, of which it asks for a hundred; usually ten times that
OFTEN = (5_000, 20, 20)  # objects between two searches of the newest; of those, between two of the next
PATIENCE = 2  # seconds that a run waits for what it would ask itself, beside the thread and at half its pace
_ATTENDED = threading.Event()  # what a dead process left half done was seen to: before, no screen looks at the store
_READY = threading.Event()
_ATTENDED.set(), _READY.set()  # where no server began


def begin() -> None:
    """Once a server, beside it: the definitions, which its first page needs, and the rest."""
    gc.disable()
    _ATTENDED.clear(), _READY.clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(YIELD)
    threading.Thread(target=_warm, args=(usual,), name="warm", daemon=True).start()


def _warm(usual: float) -> None:
    try:
        attend()
        ask()
    except Exception as fault:  # nobody waits for it; whoever looks is told by the screen
        logging.getLogger(__name__).info("Nothing was made ready: %s", type(fault).__name__)
    finally:
        _READY.set()
        sys.setswitchinterval(usual)
        gc.freeze()
        gc.set_threshold(*OFTEN)
        gc.enable()
    time.sleep(LATER)
    importlib.import_module("pandas")


def attend() -> None:
    """Looks at the store before any screen does."""
    try:
        from pages._kit.shell import letting_go
        from sig_metrics.store.lighter import QueriesWithoutPandas

        sys.meta_path.insert(0, QueriesWithoutPandas)
        letting_go.begin()
    finally:
        _ATTENDED.set()


def wait() -> None:
    """Of a run that came before: until the store was attended to, and for a while until all is ready."""
    _ATTENDED.wait()
    _READY.wait(PATIENCE)


def ask() -> None:
    """What the first screen says, of the month that opens by itself and of the one before; and what draws it."""
    from sig_metrics.catalog.model import CatalogError
    from sig_metrics.catalog.reader import default_catalog

    with suppress(CatalogError):  # the screen says what is wrong with them
        default_catalog()
    from pages._kit.blocks import changed, drawer, parts  # noqa: F401  # what its run imports
    from pages._kit.shell import data, start  # noqa: F401

    inspect.stack()  # the framework looks at its own once, and most of that is to know where each module is
    if (dataset := data.dataset()) is None:
        return
    from sig_metrics.measure import compute, insights, plan, signals, since
    from sig_metrics.measure.before import Before
    from sig_metrics.measure.comparison import MONTH, earlier
    from sig_metrics.measure.scope import Scope, horizon
    from sig_metrics.publish import condition

    if not (available := horizon(dataset)).months:
        return
    scope = Scope(available.default_cutoff(condition.today(dataset.snapshot)))
    _ = insights.overview(dataset, scope).decisions
    signals.alarms(dataset, scope)
    summary = dataset.indicators(dataset.catalog.screens.plan.summary)
    compute.measures(dataset, summary, scope)
    compute.all_series(dataset, summary, scope)
    plan.curve(dataset, scope)
    if before := earlier(MONTH, scope, available):
        insights.whole(dataset, before)
        since.since(dataset, scope, Before(dataset, before))
