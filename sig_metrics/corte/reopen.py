"""Owns opening a corte again: its snapshot with the definitions of then, and the proof that it says what was frozen.

Refuses one whose values, definitions or snapshot are no longer what was frozen, and one whose snapshot was let go: its
values can still be read."""

from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.build import using
from sig_metrics.catalog.fingerprint import hash_of_folder
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.corte.values import hash_of, rows_of, values_of
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import month_end
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.cortes import VALUES, Corte, folder_of


def definitions_of(store: LocalStore, corte: Corte) -> Path:
    """The folder with the definitions of then."""
    return folder_of(store, corte.number) / "definitions"


def open_corte(store: LocalStore, corte: Corte) -> Dataset:
    """The dataset of a corte: to be asked while its definitions are those in use (`catalog.build.using`)."""
    if corte.released_at:
        raise refuse("corte_released", name=corte.name, hash=corte.hash[:12])
    place = definitions_of(store, corte)
    _check_values(store, corte)
    if hash_of_folder(place) != corte.definitions:
        raise refuse("corte_altered", name=corte.name)
    try:
        snapshot = store.open(corte.snapshot)
    except StoreError:
        raise refuse("corte_lost", name=corte.name, hash=corte.hash[:12]) from None
    if snapshot.seal != corte.seal or snapshot.fingerprint != corte.fingerprint:  # another in its place
        snapshot.close()
        raise refuse("corte_lost", name=corte.name, hash=corte.hash[:12])
    with using(place):
        return Dataset(snapshot, known_to(default_catalog(), snapshot.connection))


def frozen_values(store: LocalStore, corte: Corte) -> bytes:
    """The values that were frozen, byte by byte; raises Refused when they are others."""
    _check_values(store, corte)
    return (folder_of(store, corte.number) / VALUES).read_bytes()


def _check_values(store: LocalStore, corte: Corte) -> None:
    """Raises Refused when the values are others, or are of another month or other definitions than the record says."""
    path = folder_of(store, corte.number) / VALUES
    try:
        looks = path.stat()
        found = _sealed(path, looks.st_size, looks.st_mtime_ns, looks.st_ino)
    except OSError:
        found = None
    if found != (corte.hash, corte.cutoff, corte.definitions):
        raise refuse("corte_altered", name=corte.name)


@lru_cache(64)
def _sealed(path: Path, size: int, written: int, place: int) -> tuple[str, str, str] | None:
    """(hash, month, definitions) of the values in a file; each state of it is read once a process."""
    values = path.read_bytes()
    try:
        head = rows_of(values.partition(b"\n")[0])[0]
        return hash_of(values), head["cutoff"], head["definitions"]
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def still_said(store: LocalStore, corte: Corte) -> bool:
    """Whether its snapshot and its definitions give today, byte by byte, the values that were frozen."""
    dataset = open_corte(store, corte)
    try:
        with using(definitions_of(store, corte)):
            year, month = map(int, corte.cutoff.split("-"))
            return values_of(dataset, month_end(year, month), corte.definitions) == frozen_values(store, corte)
    finally:
        dataset.close()
