"""Owns the pages' access to data: the dataset of now, opened once for every session.

A dataset never changes, and remembers its answers (`measure/dataset.py`): a new number is a new one."""

import os
from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.corte.compared import BeforeCorte, before_corte, corte_asked
from sig_metrics.corte.reopen import open_corte
from sig_metrics.measure.dataset import Dataset, Outdated, dataset_of
from sig_metrics.measure.scope import Scope
from sig_metrics.store import LocalStore, Snapshot, open_store
from sig_metrics.store.cortes import Corte
from sig_metrics.store.disk import stamp

Made = TypeVar("Made")
_OPENED: dict[tuple, Snapshot] = {}
_DATASETS: dict[tuple, Dataset] = {}
_FROZEN: dict[tuple, Dataset] = {}
_SEEN: dict[str, tuple] = {}  # {folder: (how it looked, what it pointed to)}
_MAKING = RLock()


def _once(held: dict[tuple, Made], of: tuple, make: Callable[[], Made]) -> Made:
    """What is held of something, made by the first who asks while the others wait; the last two are held."""
    if (found := held.get(of)) is not None:
        return found
    with _MAKING:
        if of not in held:
            held[of] = make()
            for older in list(held)[:-2]:
                del held[older]
        return held[of]


def let_go() -> None:
    """Forgets what was opened, as a server that starts now."""
    with _MAKING:
        _OPENED.clear()
        _DATASETS.clear()
        _FROZEN.clear()
        _SEEN.clear()


def store() -> LocalStore:
    return open_store()


def current_snapshot() -> Snapshot | None:
    """The snapshot CURRENT points to, opened once; None when nothing was ever loaded."""
    of = _current(store())
    if of is None:
        return None
    found = _once(_OPENED, of, lambda: open_store(of[0]).open())
    if found.busy:  # another program may close it at any moment: the next run asks again
        _OPENED.pop(of, None)
    return found


def _current(here: LocalStore) -> tuple[str, int] | None:
    """(folder, number) of what CURRENT points to; read again when it, or its folder, changed."""
    named = str(here.folder)
    looks = stamp(named, f"{named}/CURRENT")
    if looks and (seen := _SEEN.get(named)) and seen[0] == looks:
        return seen[1]
    _SEEN.clear()
    if (number := here.current()) is None:
        return None
    found = os.path.realpath(here.folder), number
    _SEEN[named] = looks, found
    return found


def dataset() -> Dataset | None:
    """The data of now; None when nothing was ever loaded; raises Outdated when other definitions published it."""
    found = current_snapshot()
    if found is None:
        return None
    of = (found.path, found.damaged or found.number, found.number, found.busy, default_catalog().fingerprint)
    return _once(_DATASETS, of, lambda: dataset_of(found, default_catalog()))


def frozen(corte: Corte) -> Dataset:
    """The dataset of a corte, opened once; raises Refused when it cannot be opened."""
    here = store()
    return _once(_FROZEN, (os.path.realpath(here.folder), corte), lambda: open_corte(here, corte))


def compared(dataset: Dataset, choice: str, scope: Scope) -> BeforeCorte:
    """The corte of a choice («corte-3») as what a scope is compared with, its data opened once; raises Refused when it
    cannot be."""
    here = store()
    return before_corte(here, corte_asked(here, choice, scope.cutoff), dataset, scope, frozen)


def catalog() -> Catalog:
    """What is defined, with the units and names of stages of the current data, if there are any."""
    try:
        found = dataset()
    except Outdated:
        found = None
    return found.catalog if found else default_catalog()
