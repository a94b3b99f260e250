"""Owns the ledger as a store keeps it: its columns, and its copy beside the originals.

`archive/loads.jsonl` repeats every line of the ledger, so that the archive alone is enough to build the data again. It
only grows, one fact a line (a load, an annulment, a rebuild), each with the hash of its own text: a line cut short by a
crash, or damaged later, is not taken for data. No cell of any file is ever written in it. Each line is also a leaf of
a tree that is signed (`ledger`): its place, and what opens its texts, stand in it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

import duckdb

from sig_metrics.store.disk import to_disk, write_whole
from sig_metrics.store.ledger.leaf import leaf, placed, sealed
from sig_metrics.store.ledger.log import Log, LogBroken
from sig_metrics.store.ledger.note import NoteError

# One row a standing load: what is needed to repeat it, and what it did then. Old stores lack the last two columns.
LINE = {
    "load": "bigint not null",
    "register": "varchar not null",
    "file": "varchar not null",
    "sha256": "varchar not null",
    "bytes": "bigint not null",
    "loaded_at": "timestamp not null",
    "who": "varchar not null",
    "mode": "varchar not null",
    "origin": "varchar not null",
    "rows_read": "bigint",
    "rows_new": "bigint",
    "rows_changed": "bigint",
    "rows_same": "bigint",
    "rows_removed": "bigint",
    "warnings": "varchar",
    "snapshot": "bigint not null",
    "suffix": "varchar",
    "header": "varchar",
}
MARK = {
    "annulled_at": "timestamp not null",
    "annulled_by": "varchar not null",
    "reason": "varchar not null",
    "destroyed": "boolean not null",
}
TIMES = ("loaded_at", "annulled_at")
AS_IT_CAME = json.JSONEncoder(ensure_ascii=False).encode
IN_ORDER = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
KEPT = [name for name in LINE if name != "warnings"]  # warnings quote cells: the journal leaves them out


def read_ledger(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Every load of a snapshot, standing or annulled, in the order of their numbers: the columns of LINE and MARK.

    What an old store lacks is None; a standing load has None in every mark.
    """
    found: dict[int, dict] = {}
    for table in ("load_log", "load_annulled"):
        try:
            has = {row[1] for row in connection.execute(f"pragma table_info({table})").fetchall()}
        except duckdb.CatalogException:
            continue
        names = [name for name in (*LINE, *MARK) if name in has]
        if "sha256" not in has:
            continue
        for row in connection.execute(f"select {', '.join(names)} from {table}").fetchall():
            line = {**dict.fromkeys((*LINE, *MARK)), **dict(zip(names, row))}
            found[line["load"]] = line
    return [found[load] for load in sorted(found)]


class Journal:
    """The file `loads.jsonl` of an archive. Written by the writer alone, under the lock of the store."""

    def __init__(self, archive: Path):
        self.path = archive / "loads.jsonl"
        self.log = Log(archive)

    def entries(self) -> Iterator[dict]:
        """Every sound entry, the oldest first; a line that its own hash does not confirm is left out."""
        if not self.path.exists():
            return
        for text in self.path.read_bytes().split(b"\n"):
            if (entry := entry_of(text)) is not None:
                yield entry

    def lines(self) -> dict[int, dict]:
        """{load: line} as `read_ledger` gives them, without warnings."""
        return _lines(self.entries())

    def annulled(self) -> set[int]:
        """The loads that do not stand any more; a number that was given again stands."""
        found: set[int] = set()
        for entry in self.entries():
            if entry["event"] == "annul":
                found.add(entry["load"])
            elif entry["event"] == "load":
                found.discard(entry["load"])
        return found

    def last(self) -> int:
        """The greatest load number it knows; 0 when none."""
        return max(self.lines(), default=0)

    def ready(self) -> None:
        """Raises OSError when it could not be written: a load that leaves no trace in the archive must not be
        published."""
        if self.path.exists():
            self.path.open("ab").close()

    def record(self, ledger: list[dict], *events: dict) -> int:
        """Adds the loads and annulments of a ledger that are not in it yet, and other events, and signs the tree; the
        place of the last. On disk when it returns; what could not be signed is told, and signed by the next publication.

        An event is flat: {"event": its kind, "at": moment in UTC, "who": …} and texts, whole numbers or None; free text
        goes under a name of `leaf.TEXTS`, the rest is seen by whoever verifies. Raises TypeError, having written
        nothing, for another. Under the lock of the store, which `LocalStore.record_event` takes for who has it not."""
        entries, signed = list(self.entries()), self.log.signed()
        fresh = [*_lacking(_lines(entries), ledger), *events]
        if not fresh and signed == len(entries):
            return signed - 1
        key, first = None, []
        with suppress(OSError, NoteError):
            key, first = self.log.key(entries)
        entries = self._placed(entries, signed)
        start = _next(entries, signed)
        fresh = [placed(_plain(each), start + at, signed) for at, each in enumerate([*first, *fresh])]
        for each in fresh:
            leaf(each)
        self._append(fresh)
        if key:
            with suppress(OSError, NoteError, LogBroken):
                self.log.sign([*entries, *fresh], key)
        return start + len(fresh) - 1

    def _placed(self, entries: list[dict], signed: int) -> list[dict]:
        """The entries, each with its place in the tree: those of an earlier program are written anew with theirs."""
        if all("n" in entry for entry in entries):
            return entries
        places = count(_next(entries, signed))
        entries = [entry if "n" in entry else placed(entry, next(places), signed) for entry in entries]
        write_whole(self.path, b"".join(map(line_of, entries)))
        return entries

    def redact(self, line: dict) -> None:
        """Writes the entries of a destroyed load anew, as its line in the ledger has them: the only change the
        journal ever sees, besides the places of what an earlier program wrote. Their leaves stay."""
        kept = [sealed(entry, _plain(_hidden(entry, line))) for entry in self.entries()]
        write_whole(self.path, b"".join(line_of(entry) for entry in kept))

    def _append(self, entries: list[dict]) -> None:
        if not entries:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                file.write(b"\n")  # a writer died in the middle of a line
            file.write(b"".join(map(line_of, entries)))
            file.flush()
            os.fsync(file.fileno())
        to_disk(self.path.parent)


def _lines(entries: Iterable[dict]) -> dict[int, dict]:
    found: dict[int, dict] = {}
    for entry in entries:
        if entry["event"] == "load":
            found[entry["load"]] = {
                **dict.fromkeys((*LINE, *MARK)),
                **{name: _value(name, entry.get(name)) for name in KEPT},
            }
        elif entry["event"] == "annul" and entry["load"] in found:
            found[entry["load"]].update({name: _value(name, entry.get(name)) for name in MARK})
    return found


def _next(entries: list[dict], signed: int) -> int:
    """The place of the next leaf: one that was signed is never given again, though its line is lost."""
    return max([signed, *(entry["n"] + 1 for entry in entries if "n" in entry)])


def _lacking(known: dict[int, dict], ledger: list[dict]) -> list[dict]:
    """The loads and annulments of a ledger that a journal does not tell."""
    fresh = []
    for line in ledger:
        before = known.get(line["load"])
        if before is None or before["sha256"] != line["sha256"]:
            fresh.append({"event": "load", **{name: line[name] for name in KEPT}})
        if line["annulled_at"] and not (before and before["annulled_at"]):
            fresh.append({"event": "annul", "load": line["load"], **{name: line[name] for name in MARK}})
    return fresh


def entry_of(text: bytes) -> dict | None:
    """The entry of a line; None when its own hash does not confirm it."""
    try:
        entry = json.loads(text)
        sound = entry.pop("check") == _check(entry) and type(entry.get("n", 0)) is int
        return entry if sound and isinstance(entry["event"], str) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def line_of(entry: dict) -> bytes:
    """The line of an entry, with the hash of its text."""
    return AS_IT_CAME({**_plain(entry), "check": _check(entry)}).encode() + b"\n"


def _hidden(entry: dict, line: dict) -> dict:
    if entry.get("load") != line["load"] or entry["event"] not in ("load", "annul"):
        return {}
    names = ("file", "who", "header") if entry["event"] == "load" else ("destroyed", "annulled_by", "reason")
    return {name: line[name] for name in names if name in entry}


def _value(name: str, value: object) -> object:
    return datetime.fromisoformat(value) if name in TIMES and value else value


def _plain(entry: dict) -> dict:
    """As JSON takes it; half a character (a name that was not UTF-8) becomes «?»."""
    texts = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in entry.items()}
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in texts.items()
    }


def _check(entry: dict) -> str:
    return hashlib.sha256(IN_ORDER(_plain(entry)).encode()).hexdigest()[:16]
