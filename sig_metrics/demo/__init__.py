"""Owns the first store: the official plan of 2021 and the synthetic registers, loaded like any file."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sig_metrics.definitions import Catalog
from sig_metrics.publish import Incoming, LoadReport, load_files
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import read_ledger

DATA = Path(__file__).parents[2] / "data"
OFFICIAL, PREVIOUS, SYNTHETIC = "plan/2021-v05", "plan/2021-v04-synthetic", "demo"
NAMES = "legal"  # the names of the units, real; the law that stands beside them comes with the program
WHO = "demostración"


def demo_files(catalog: Catalog, folder: Path = DATA, plan_only: bool = False) -> list[Incoming]:
    """The files of the demonstration, in an order in which each finds what it refers to."""
    parts = [(NAMES, "real"), (OFFICIAL, "real")]
    if not plan_only:
        parts = [(NAMES, "real"), (PREVIOUS, "synthetic"), (OFFICIAL, "real"), (SYNTHETIC, "synthetic")]
    return [Incoming(name, f"{path.parent.name}/{path.name}", path.read_bytes(), origin=origin)
            for part, origin in parts for name in catalog.registers
            if not catalog.register(name).law and (path := folder / part / f"{name}.csv").exists()]  # fmt: skip


def own_loads(store: LocalStore) -> int:
    """The standing loads of a store that somebody else made, with real data; raises StoreError when it cannot be opened."""
    if store.current() is None:
        return 0
    with closing(store.open()) as snapshot:
        lines = read_ledger(snapshot.connection)
    return sum(line["origin"] == "real" and line["who"] != WHO and not line["annulled_at"] for line in lines)


def build_demo(store: LocalStore, catalog: Catalog, on_step: Callable[[str], None] = lambda step: None,
               plan_only: bool = False) -> list[LoadReport]:  # fmt: skip
    """Builds the demonstration store as one snapshot; `on_step` hears each step in Spanish."""
    return load_files(store, catalog, demo_files(catalog, plan_only=plan_only), WHO, on_step)
