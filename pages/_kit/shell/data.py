"""Owns the pages' access to data: the dataset of now, opened once for every session.

A dataset never changes, and remembers its answers (`measure/dataset.py`): a new number is a new one."""

import streamlit as st

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import Dataset, Outdated, dataset_of
from sig_metrics.store import LocalStore, Snapshot, open_store


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(folder: str, number: int) -> Snapshot:
    return open_store(folder).open()


def store() -> LocalStore:
    return open_store()


def current_snapshot() -> Snapshot | None:
    """The snapshot CURRENT points to, opened once; None when nothing was ever loaded."""
    here = store()
    number = here.current()
    if number is None:
        return None
    folder = str(here.folder.resolve())
    found = _opened(folder, number)
    if found.busy:  # another program may close it at any moment: the next run asks again
        _opened.clear(folder, number)
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _dataset(folder: str, wanted: int, served: int, busy: bool, definitions: str, _snapshot: Snapshot) -> Dataset:
    return dataset_of(_snapshot, default_catalog())


def dataset() -> Dataset | None:
    """The data of now; None when nothing was ever loaded; raises Outdated when other definitions published it."""
    found = current_snapshot()
    if found is None:
        return None
    folder, wanted = str(found.path.parent.resolve()), found.damaged or found.number
    return _dataset(folder, wanted, found.number, found.busy, default_catalog().fingerprint, found)


def catalog() -> Catalog:
    """What is defined, with the units and names of stages of the current data, if there are any."""
    try:
        found = dataset()
    except Outdated:
        found = None
    return found.catalog if found else default_catalog()
