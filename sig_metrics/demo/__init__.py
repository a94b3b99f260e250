"""Owns the first store: the files that `screens.toml` calls its demonstration, loaded like any file."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.publish.load import Incoming, LoadReport, load_files
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import read_ledger

WHO = "demostración"


def demo_files(catalog: Catalog, folder: Path | None = None, plan_only: bool = False) -> list[Incoming]:
    """The files of the demonstration, in an order in which each finds what it refers to; the law comes with the
    program."""
    about = catalog.screens.demonstration
    folder = folder or (catalog.root / about.folder).resolve()
    return [
        Incoming(name, f"{path.parent.name}/{path.name}", path.read_bytes(), origin=part.origin)
        for part in about.parts
        if part.plan or not plan_only
        for name in catalog.registers
        if not catalog.register(name).law and (path := folder / part.folder / f"{name}.csv").exists()
    ]


def own_loads(store: LocalStore) -> int:
    """The loads, annulled ones too, that somebody else made in a store, as a snapshot or the journal beside the
    originals tell.

    The demonstration is published all at once; what a person signs with its name comes alone. Raises StoreError when
    the store cannot be opened."""
    lines = store.journal.lines()
    if store.current() is not None:
        with closing(store.open()) as snapshot:
            lines |= {line["load"]: line for line in read_ledger(snapshot.connection)}
    together = Counter(line["snapshot"] for line in lines.values())
    return sum(
        not (line["who"] == WHO and (line["origin"] == "synthetic" or together[line["snapshot"]] > 1))
        for line in lines.values()
    )


def build_demo(
    store: LocalStore, catalog: Catalog, on_step: Callable[[str], None] = lambda step: None, plan_only: bool = False
) -> list[LoadReport]:
    """Builds the demonstration store as one snapshot; `on_step` hears each step in Spanish. Raises Refused, having
    touched nothing, when the store has a load that is not of the demonstration."""
    if own := own_loads(store):
        raise refuse("demo_real", loads=words.count(own, "carga", "cargas"))
    return load_files(store, catalog, demo_files(catalog, plan_only=plan_only), WHO, on_step)
