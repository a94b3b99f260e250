"""Owns what the log of the archive costs: N facts built and signed, one publication more, and all of it verified ÷ the
bare SHA-256 of as many leaves and nodes, by hashlib."""

import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from sig_metrics.store.journal import Journal
from sig_metrics.store.ledger.audit import audit_log
from sig_metrics.store.ledger.leaf import leaf

FACTS, ROUNDS = 100_000, 3


def ledger() -> Iterator[dict]:
    """Building and verifying; and what a fact more costs to a log of many, beside a log of a few."""
    built, verified, bare, more, few = [], [], [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            journal = _journal(folder, "few", 20)
            few.append(_took(lambda: journal.record([], _fact(20))))
            built.append(_took(lambda: _journal(folder, "many", FACTS)))
            journal = Journal(Path(folder) / "many" / "archive")
            more.append(_took(lambda: journal.record([], _fact(FACTS))))
            found = []
            verified.append(_took(lambda: found.append(audit_log(journal))))
            assert found[0].conforms and found[0].head.size == FACTS + 2
            leaves = [leaf(entry) for entry in found[0].entries]
            bare.append(_took(lambda: _bare(leaves)))
    one, other, hashes = median(verified), median(built), median(bare)
    raw = f"verified {one:.2f} s, built and signed {other:.2f} s, hashlib alone {hashes:.2f} s of processor"
    yield {"what": f"ledger {FACTS:,} facts", "ratio": one / hashes, "other": other / hashes, "n": ROUNDS, "raw": raw}
    raw = f"after {FACTS:,}: {median(more):.2f} s, which is reading the journal; after 20: {1000 * median(few):.1f} ms"
    yield {"what": "ledger one fact more", "ratio": median(more) / one, "n": ROUNDS, "raw": raw}


def _journal(folder: str, name: str, facts: int) -> Journal:
    archive = Path(folder) / name / "archive"
    archive.mkdir(parents=True)
    journal = Journal(archive)
    journal.record([], *map(_fact, range(facts)))
    return journal


def _fact(number: int) -> dict:
    return {"event": "session", "at": None, "who": "Rosa", "number": number}


def _bare(leaves: list[bytes]) -> None:
    """A leaf and a node each, of the same bytes."""
    last = b"\0" * 32
    for each in leaves:
        last = hashlib.sha256(b"\1" + hashlib.sha256(b"\0" + each).digest() + last).digest()


def _took(function) -> float:
    begun = time.process_time()
    function()
    return time.process_time() - begun
