"""Owns the pages' access to data: the dataset of now, opened once for every session.

A dataset never changes, and remembers its answers (`measure/dataset.py`): a new number is a new one."""

import os
from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset, Outdated, dataset_of
from sig_metrics.store import LocalStore, Snapshot, open_store

Made = TypeVar("Made")
_OPENED: dict[tuple, Snapshot] = {}
_DATASETS: dict[tuple, Dataset] = {}
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


def store() -> LocalStore:
    return open_store()


def current_snapshot() -> Snapshot | None:
    """The snapshot CURRENT points to, opened once; None when nothing was ever loaded."""
    here = store()
    number = here.current()
    if number is None:
        return None
    of = (os.path.realpath(here.folder), number)
    found = _once(_OPENED, of, lambda: open_store(of[0]).open())
    if found.busy:  # another program may close it at any moment: the next run asks again
        _OPENED.pop(of, None)
    return found


def dataset() -> Dataset | None:
    """The data of now; None when nothing was ever loaded; raises Outdated when other definitions published it."""
    found = current_snapshot()
    if found is None:
        return None
    of = (found.path, found.damaged or found.number, found.number, found.busy, default_catalog().fingerprint)
    return _once(_DATASETS, of, lambda: dataset_of(found, default_catalog()))


def catalog() -> Catalog:
    """What is defined, with the units and names of stages of the current data, if there are any."""
    try:
        found = dataset()
    except Outdated:
        found = None
    return found.catalog if found else default_catalog()
