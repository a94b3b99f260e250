"""Owns the cortes of a store: figures frozen under a name, in `archive/cortes/0001/`, and the snapshot they were made of,
which is pinned.

A folder holds what was frozen (`corte.json`), every value (`values.jsonl`) and the definitions of then. It is written
aside and takes its name whole, so that it is there or it is not; the pin of one that never came to be is taken over by the
next one of that name. Refuses a name that is taken. One that is let go keeps its folder: only its snapshot may then go.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.store.disk import rename_whole, to_disk, write_whole
from sig_metrics.store.local import LocalStore
from sig_metrics.store.pins import Pin, write_pins

FOLDER = "cortes"
RECORD, VALUES, RELEASED = "corte.json", "values.jsonl", "released.json"


@dataclass(frozen=True)
class Corte:
    """What was frozen: `hash` is the SHA-256 of its values; `definitions`, of the definitions beside them; `seal`, of the
    file of its snapshot; `at` and `released_at`, UTC, ISO."""

    number: int
    name: str
    cutoff: str  # «2021-11»
    snapshot: int
    seal: str
    fingerprint: str
    definitions: str
    hash: str
    who: str
    at: str
    released_at: str = ""
    released_by: str = ""
    reason: str = ""

    @property
    def event(self) -> dict:
        """How the journal tells that it was frozen."""
        told = ("cutoff", "snapshot", "hash", "definitions", "who", "at")
        return {
            "event": "corte",
            "corte": self.number,
            "text": self.name,
            **{name: getattr(self, name) for name in told},
        }

    @property
    def release(self) -> dict:
        """How the journal tells that it was let go."""
        return {
            "event": "release",
            "corte": self.number,
            "hash": self.hash,
            "who": self.released_by,
            "reason": self.reason,
            "at": self.released_at,
        }


def folder_of(store: LocalStore, number: int) -> Path:
    return store.folder / "archive" / FOLDER / f"{number:04d}"


def cortes(store: LocalStore) -> tuple[Corte, ...]:
    """Every corte, the oldest first; one whose record cannot be read is left out."""
    found = []
    for path in sorted((store.folder / "archive" / FOLDER).glob(f"[0-9]*/{RECORD}")):
        try:
            made = Corte(**json.loads(path.read_bytes()))
            let_go = path.with_name(RELEASED)
            found.append(replace(made, **json.loads(let_go.read_bytes())) if let_go.exists() else made)
        except (OSError, ValueError, TypeError):
            continue
    return tuple(found)


def corte_of(store: LocalStore, asked: str) -> Corte:
    """The corte of a number, or of a name; raises Refused naming those there are."""
    known = cortes(store)
    for each in known:
        if asked in (str(each.number), each.name):
            return each
    names = [f"{each.number} «{each.name}»" for each in known]
    raise refuse("corte_unknown", value=words.short(asked, 60), known=words.listing(names) or "—")


def keep(store: LocalStore, made: Corte, values: bytes, fill: Callable[[Path], None]) -> Corte:
    """Pins the snapshot and writes the folder, with the number that comes next; `fill` writes the definitions in the
    folder it is given. Raises Refused when the name is taken, StoreError when the snapshot is no longer there."""
    with store.alone(made.who):
        known = cortes(store)
        if any(each.name == made.name for each in known):
            raise refuse("corte_taken", name=made.name)
        corte = replace(made, number=max((each.number for each in known), default=0) + 1, at=_now())
        store.open(corte.snapshot).close()
        _pin(store, known, corte)
        _write(folder_of(store, corte.number), corte, values, fill)
        store.on_step("corte")
        told = {each.get("corte") for each in store.journal.entries() if each["event"] == "corte"}
        store.journal.record([], *(each.event for each in (*known, corte) if each.number not in told))
    return corte


def let_go(store: LocalStore, corte: Corte, who: str, why: str) -> Corte:
    """Lets its snapshot go, with who and why; its values and its definitions stay."""
    with store.alone(who):
        if corte.released_at:
            raise refuse("corte_released_before", name=corte.name)
        gone = {"released_at": _now(), "released_by": who, "reason": why}
        write_whole(folder_of(store, corte.number) / RELEASED, json.dumps(gone, ensure_ascii=False).encode())
        made = replace(corte, **gone)
        write_pins(store.folder, tuple(pin for pin in store.pins() if pin.name != corte.name))
        store.journal.record([], made.release)
    return made


def _pin(store: LocalStore, known: tuple[Corte, ...], corte: Corte) -> None:
    """A pin of another snapshot under a name that no corte has is of one that never came to be."""
    held = {each.name for each in known if not each.released_at}
    pins = tuple(pin for pin in store.pins() if pin.name in held or pin.name != corte.name)
    write_pins(store.folder, (*pins, Pin(corte.snapshot, corte.name, corte.who, corte.at)))


def _write(place: Path, corte: Corte, values: bytes, fill: Callable[[Path], None]) -> None:
    aside = place.with_name(f"{place.name}.tmp")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    fill(aside / "definitions")
    record = {
        name: value for name, value in asdict(corte).items() if name not in ("released_at", "released_by", "reason")
    }
    write_whole(aside / VALUES, values)
    write_whole(aside / RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
    for folder, _, files in os.walk(aside):
        for name in files:
            to_disk(Path(folder) / name)
        to_disk(Path(folder))
    rename_whole(aside, place)


def _now() -> str:
    return datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0).isoformat()
