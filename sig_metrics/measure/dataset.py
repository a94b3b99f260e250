"""Owns the dataset: a snapshot opened with its catalogue, which is what every question of this room is asked of, and
the memory of the answers.

A snapshot never changes, so no answer expires: it is remembered by the dataset that it was asked of, and let go when
another dataset is made, so that nothing holds the file of an older one. Whoever gets a remembered answer shares it
and does not change it. Refuses data that was published with other definitions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.store import open_store
from sig_metrics.store.snapshot import Snapshot

Function = TypeVar("Function", bound=Callable)
_REMEMBERED: list = []  # every function whose answers are remembered


class Outdated(Refused):
    """The data was published with other definitions: it is to be calculated again."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """The data of a snapshot and what defines it. One is the same as itself only: whoever opens the data again asks
    again."""

    snapshot: Snapshot
    catalog: Catalog

    def __post_init__(self):
        for function in _REMEMBERED:
            function.cache_clear()

    def table(self, sql: str, values: list | dict | None = None) -> pa.Table:
        """The rows of a constant query."""
        return self.snapshot.table(sql, values)

    def rows(self, sql: str, values: list | dict | None = None) -> list[dict]:
        """The same as a list of {column: value}."""
        return self.snapshot.rows(sql, values)

    def indicators(self, names: Iterable[str]) -> tuple[Indicator, ...]:
        """Those of some names or codes of ficha."""
        return tuple(self.catalog.indicator(name) for name in names)

    def close(self) -> None:
        self.snapshot.close()


def remembered(most: int) -> Callable[[Function], Function]:
    """A function of a dataset whose last answers are kept; what it is asked with is hashable."""

    return lambda function: let_go_with_answers(lru_cache(most)(function))


def let_go_with_answers(function: Function) -> Function:
    """The same function, of which what it keeps is let go when another dataset is made."""
    _REMEMBERED.append(function)
    return function


def dataset_of(snapshot: Snapshot, catalog: Catalog, store: str = "") -> Dataset:
    """The dataset of a snapshot, with its units and its names of stages; raises Outdated when other definitions
    published it. `store`: how the command that mends it names the store (« --store …»)."""
    if snapshot.fingerprint != catalog.fingerprint:
        raise Outdated(refuse("outdated", store=store).problems)
    return Dataset(snapshot, known_to(catalog, snapshot.connection))


def open_dataset(folder: Path | str | None = None, catalog: Catalog | None = None) -> Dataset:
    """The data of now of a store (`SIG_STORE`, or the program's), with the definitions in use; raises StoreError or
    Outdated."""
    named = f" --store {words.plain(str(folder), 1000)}" if folder else ""
    return dataset_of(open_store(folder and str(folder)).open(), catalog or default_catalog(), named)


@remembered(64)
def register_rows(dataset: Dataset, name: str) -> list[dict]:
    """The rows of a register in the order of its key, with its declared columns only."""
    register = dataset.catalog.register(name)
    columns, key = ", ".join(column.name for column in register.columns), ", ".join(register.key)
    return dataset.rows(query("register_rows", columns=columns, register=register.name, key=key))
