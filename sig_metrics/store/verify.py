"""Owns the verification of a whole store: its log, the originals of the loads that stand, and the ledger of the data
that are published against the journal."""

import hashlib
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.store.journal import KEPT, MARK, read_ledger
from sig_metrics.store.ledger.audit import Audit, audit_log, check_growth, check_key, prove
from sig_metrics.store.local import LocalStore
from sig_metrics.store.snapshot import StoreError
from sig_metrics.store.writer import running

COMPARED = [*(name for name in KEPT if not name.startswith("rows_")), *MARK]


@dataclass(frozen=True)
class Verification:
    """What was found of a store: of its log, how many originals were read, and the proofs that were asked for."""

    log: Audit
    originals: int
    fact: dict | None = None
    growth: dict | None = None


def verify(store: LocalStore, key: str = "", since: str | None = None, event: int | None = None) -> Verification:
    """Verifies everything; `key` is the public key that somebody trusts, `since` a checkpoint that he kept, `event` the
    place of a fact to be proved. Raises NoteError when the key is none."""
    found, read = _whole(store)
    if not found.conforms and running(store.folder):  # it may be between the data, their facts and the signature
        with suppress(Refused), store.alone(words.say("verify_who")):
            found, read = _whole(store)
    if key:
        check_key(found, key)
    growth = check_growth(found, since) if since is not None else None
    fact = prove(found, event) if event is not None else None
    return Verification(found, read, fact, growth)


def _whole(store: LocalStore) -> tuple[Audit, int]:
    """What was found of the log and of what it tells, and how many originals were read."""
    found = audit_log(store.journal)
    try:
        loads = store.journal.lines()
    except (KeyError, ValueError, TypeError):  # a line that somebody made: it is told already
        return found, 0
    read = _originals(store, found, loads)
    _ledger(store, found, loads)
    return found, read


def _originals(store: LocalStore, found: Audit, loads: dict[int, dict]) -> int:
    """Each load that stands has its original, byte by byte; how many files were read."""
    known: dict[Path, bool] = {}
    for load, line in loads.items():
        if line["annulled_at"]:
            continue
        paths = store.originals(line["sha256"], line["suffix"])
        for path in paths:
            if path not in known:
                known[path] = _sha256(path) == line["sha256"]
        if not any(known[path] for path in paths):
            found.say("verify_original", load=load)
    return len(known)


def _ledger(store: LocalStore, found: Audit, loads: dict[int, dict]) -> None:
    """The data that are published come from the loads of the journal, and from no other."""
    try:
        with closing(store.open()) as snapshot:
            if snapshot.damaged:
                return found.say("store_broken", snapshot=snapshot.damaged, previous=snapshot.number)
            published = {line["load"]: line for line in read_ledger(snapshot.connection)}
    except (StoreError, duckdb.Error):
        if store.numbers():
            found.say("verify_unread")
        return  # an archive alone may be verified too
    for load in sorted({*published, *loads}):
        one, other = published.get(load), loads.get(load)
        if one is None or other is None:
            found.say("verify_only_journal" if one is None else "verify_only_data", load=load)
        elif wrong := [name for name in COMPARED if _said(one[name]) != _said(other[name])]:
            found.say("verify_ledger", load=load, names=words.listing(wrong))


def _said(value: object) -> object:
    """As the journal writes it; an empty text may be none in an old store."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value or None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
