"""Owns how a command opens its store: what died is ended first, and what has to be told of the data goes to the
error output."""

import argparse
import sys
from contextlib import suppress
from datetime import date

from sig_metrics.catalog.build import use
from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.usage import user
from sig_metrics.corte.reopen import definitions_of, open_corte
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, Outdated, dataset_of
from sig_metrics.measure.scope import Scope, check_dimension, check_plan, horizon, parse_cutoff
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.publish.condition import attend, told
from sig_metrics.store import LocalStore, Snapshot, StoreError, clock, open_store
from sig_metrics.store.cortes import corte_of


def begin(given: argparse.Namespace) -> None:
    """Before any command that opens its store; one that cannot be opened is told by the command itself."""
    with suppress(StoreError):
        if given.opens:
            attend(open_store(given.store), user())


def opened(given: argparse.Namespace, catalog: Catalog) -> Dataset:
    """The data of now, with its units, or those of the corte that was asked for; raises Outdated when the data of now
    was published with other definitions."""
    store = open_store(given.store)
    if getattr(given, "corte", None):
        return _frozen(given, store)
    snapshot = store.open()
    for said in [*filter(None, [snapshot.warning]), *told(store, snapshot)]:
        print(said, file=sys.stderr)
    return dataset_of(snapshot, catalog, f" --store {words.plain(given.store, 1000)}" if given.store else "")


def _frozen(given: argparse.Namespace, store: LocalStore) -> Dataset:
    """The data of a corte; from here on, the command has the definitions of then, and its cut-off."""
    corte = corte_of(store, given.corte)
    dataset = open_corte(store, corte)
    use(definitions_of(store, corte))
    given.cutoff = given.cutoff or corte.cutoff
    print(words.say("corte_opened", name=corte.name, hash=corte.hash[:12]), file=sys.stderr)
    return dataset


def marks(given: argparse.Namespace, catalog: Catalog) -> tuple[str, ...]:
    """The demonstration mark of the store, for a book that leaves it; () when every row is real or there is none."""
    snapshot = current(given)
    try:
        dataset = dataset_of(snapshot, catalog) if snapshot else None
    except Outdated:
        return ()
    return tuple(filter(None, [demo_notice(sources(dataset), horizon(dataset))])) if dataset else ()


def current(given: argparse.Namespace) -> Snapshot | None:
    """The current snapshot, whatever its definitions; None when there is none to be read."""
    try:
        return open_store(given.store).open()
    except StoreError:
        return None


def cutoff_of(given: argparse.Namespace, dataset: Dataset) -> date:
    """The cut-off that a command was asked for, or the one that opens by itself; raises StoreError when there is nothing
    yet."""
    available = horizon(dataset)
    cutoff = (
        parse_cutoff(given.cutoff, available)
        if given.cutoff
        else available.default_cutoff(clock.today(dataset.snapshot.connection))
    )
    if cutoff is None:
        raise StoreError(words.say("store_empty"))
    return cutoff


def scope_of(given: argparse.Namespace, dataset: Dataset) -> Scope:
    """What a command was asked to look at; raises StoreError when there is nothing yet."""
    cutoff, available = cutoff_of(given, dataset), horizon(dataset)
    filters = {name: getattr(given, name) for name in ("stage", "system", "unit") if getattr(given, name)}
    for name, value in filters.items():
        check_dimension(value, tuple(dataset.catalog.vocabularies[name]))
    return Scope(cutoff, check_plan(given.plan, cutoff, available), **filters)
