"""Owns the end of a destroyed load: original, rows in any snapshot, name of the file; and the proof that its mark holds
none of it.

The order is written before the data without it are published, and goes when nothing is left: a process that dies in
between leaves an order that the next one carries out, and until then nobody says that it was destroyed. Refuses a
reason, or who gives it, that repeats what is to go; a file that another load shares; and what a pinned snapshot
holds."""

import re
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import duckdb

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.intake.prepare import Prepared
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.publish.rebuild import read_again
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.journal import read_ledger
from sig_metrics.store.order import Order, carried_out, order_of, withdraw
from sig_metrics.store.seal import seal_of

WORD = re.compile(r"[^\W_](?:[\w@.'-]*[^\W_])?")
SHORTEST = 4  # letters of a word that tells something


@dataclass(frozen=True)
class Destroyed:
    """What a destruction did: the versions that went, and the files that could not be deleted (the order stays)."""

    load: int
    versions: int
    kept: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        if self.kept:
            return words.say("destroyed_partly", files=words.listing([f"«{name}»" for name in self.kept]))
        return words.say("destroyed", versions=words.count(self.versions, "versión anterior", "versiones anteriores"))


def check(store: LocalStore, lines: list[dict], line: dict) -> None:
    """Refuses before anything is done when the destruction could not be whole."""
    for other in lines:
        if other["load"] != line["load"] and other["sha256"] == line["sha256"] and not other["annulled_at"]:
            raise refuse("destroy_shared", other=other["load"])
    pinned = {pin.snapshot: pin.name for pin in store.pins()}
    if held := [f"«{pinned[number]}»" for number in _holding(store, line["load"]) if number in pinned]:
        raise refuse("destroy_pinned", load=line["load"], pins=words.listing(held))


def blank(store: LocalStore, catalog: Catalog, line: dict, marked: dict, why: str, who: str) -> dict:
    """The marked line of the ledger without anything of the file: its name, its warnings, and who or what reason
    repeats it.

    Raises Refused when it is the reason of now, or who gives it, that repeats it: that is written anew, not taken out.
    """
    secret = _words_of(store, catalog, line)
    for code, text in (("destroy_why", why), ("destroy_who", who)):
        if secret & _told(text):
            raise refuse(code)
    gone = words.say("destroyed_file")
    kept = {name: gone for name in ("who", "annulled_by", "reason") if secret & _told(marked[name] or "")}
    if "reason" in kept:  # it was annulled before, with a reason that says too much
        kept["reason"] = why
    return {**marked, **kept, "file": gone, "warnings": "[]", "header": ""}


def carry_out(store: LocalStore, who: str) -> Destroyed | None:
    """Deletes what the order says, or drops an order whose load was not taken back after all; None: nothing was to
    be done."""
    if order_of(store.folder) is None:
        return None
    with store.alone(who):
        order = order_of(store.folder)
        if order is None:
            return None
        with closing(store.open()) as snapshot:
            if snapshot.damaged:
                return Destroyed(order.load, 0, (store.file(snapshot.damaged).name,))
            ledger = read_ledger(snapshot.connection)
        line = next((each for each in ledger if each["load"] == order.load), None)
        if line is None or not line["destroyed"]:
            withdraw(store.folder)
            return None
        return _delete_all(store, order, ledger, line, who)


def _delete_all(store: LocalStore, order: Order, ledger: list[dict], line: dict, who: str) -> Destroyed:
    kept: list[str] = []
    versions = 0
    for number in _holding(store, order.load):
        if _deleted(store.file(number), kept):
            _deleted(seal_of(store.file(number)), kept)
            versions += 1
    for path in store.originals(order.sha256, order.suffix):
        _deleted(path, kept)
    told = any(each["event"] == "destroy" and each["load"] == order.load for each in store.journal.entries())
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    event = {"event": "destroy", "at": now, "who": who, "load": order.load}
    store.journal.record(ledger, *([] if told else [event]))  # also what it died before the journal knew
    store.journal.redact(line)
    if not kept:
        carried_out(store.folder, order.load)
    return Destroyed(order.load, versions, tuple(kept))


def _words_of(store: LocalStore, catalog: Catalog, line: dict) -> set[str]:
    """The words of a load that are in its file and in no other row of its registers: in its text cells, and in the
    name of the file."""
    try:
        with closing(store.open()) as snapshot:
            known = known_to(catalog, snapshot.connection)
        prepared: Prepared | None = read_again(store, known, line)
    except (Refused, StoreError, duckdb.Error):  # the original is lost, or no longer accepted: its name is what is left
        prepared = None
    title = catalog.registers[line["register"]].title if line["register"] in catalog.registers else ""
    found = _told(Path(line["file"]).stem) - _told(f"{line['register']} {title} {line['register'].replace('_', ' ')}")
    parts = prepared.parts if prepared else {}
    texts: dict[str, list[str]] = {
        name: [column.name for column in catalog.register(name).columns if column.type == "text"] for name in parts
    }
    for name, rows in parts.items():
        for column in texts[name]:
            for text in rows.column(column).unique().to_pylist():
                found |= _told(text or "")
    return found - _elsewhere(store, line["load"], texts)


def _elsewhere(store: LocalStore, load: int, texts: dict[str, list[str]]) -> set[str]:
    """The words of the text cells that other loads wrote in some registers."""
    found: set[str] = set()
    with suppress(StoreError, duckdb.Error), closing(store.open()) as snapshot:
        for name, columns in texts.items():
            for column in columns:
                for row in snapshot.rows(
                    f"select distinct {column} as text from {name} where _load <> $load and {column} is not null",
                    {"load": load},
                ):
                    found |= _told(row["text"])
    return found


def _told(text: str) -> set[str]:
    """The words of a text that may tell something, in small letters; and what is between their dots and hyphens."""
    whole = {each.casefold() for each in WORD.findall(text)}
    return {
        word
        for each in whole
        for word in (each, *re.split(r"[.@'_-]", each))
        if len(word) >= SHORTEST and not re.fullmatch(r"20\d\d", word)
    }


def _holding(store: LocalStore, load: int) -> list[int]:
    """The snapshots that have something of a load; one that cannot be read may have."""
    found = []
    for number in store.numbers():
        try:
            with closing(store.open(number)) as snapshot:
                ledger = {line["load"]: line for line in read_ledger(snapshot.connection)}
        except (StoreError, duckdb.Error):
            found.append(number)
            continue
        if load in ledger and not ledger[load]["destroyed"]:
            found.append(number)
    return found


def _deleted(path: Path, kept: list[str]) -> bool:
    try:
        path.unlink(missing_ok=True)
        return True
    except PermissionError:  # Windows keeps a file that somebody is reading
        kept.append(path.name)
        return False
