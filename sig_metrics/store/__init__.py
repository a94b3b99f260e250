"""One door to the data, whatever the engine: `open_store`, snapshots to read, a publication to write."""

import os
from pathlib import Path

from sig_metrics.language import words
from sig_metrics.store.local import LocalStore
from sig_metrics.store.snapshot import Snapshot, StoreBusy, StoreError

__all__ = ["LocalStore", "Snapshot", "StoreBusy", "StoreError", "open_store"]

DEFAULT = Path(__file__).parents[2] / "data" / "store"  # of the program, wherever it is started from


def default_store() -> Path:
    """The store of who names none: the program's own or, with other definitions (SIG_DEFINITIONS), the one beside
    their folder."""
    other = os.environ.get("SIG_DEFINITIONS")
    return Path(other).expanduser().resolve().parent / "store" if other else DEFAULT


def open_store(name: str | None = None) -> LocalStore:
    """The store called `name`, else `SIG_STORE`, else the default one (made when first written); raises StoreError
    for a file."""
    made = LocalStore(name or os.environ.get("SIG_STORE") or default_store())
    if made.folder.is_file():
        raise StoreError(words.say("store_file", folder=made.folder.name))
    return made
