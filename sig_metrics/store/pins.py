"""Owns the snapshots that must stay: `pins.json`, in the folder of the store, says which and why.

A list that cannot be read keeps every snapshot: nothing is thrown away on a doubt.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from sig_metrics.store.disk import write_whole


@dataclass(frozen=True)
class Pin:
    """A snapshot kept under a name (a corte): by whom, and since when (UTC, ISO)."""

    snapshot: int
    name: str
    who: str
    at: str


class PinsUnreadable(Exception):
    """`pins.json` is there and does not say what is pinned."""


def read_pins(folder: Path) -> tuple[Pin, ...]:
    """The pins of a store, in the order they were made; raises PinsUnreadable."""
    try:
        return tuple(Pin(**each) for each in json.loads((folder / "pins.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as fault:
        raise PinsUnreadable(str(fault)) from None


def write_pins(folder: Path, pins: tuple[Pin, ...]) -> None:
    """Replaces the list whole; to be called under the lock of the store."""
    text = json.dumps([asdict(pin) for pin in pins], ensure_ascii=False, indent=1)
    write_whole(folder / "pins.json", text.encode("utf-8"))
