"""Owns the tree of a journal on the disk: `loads.hashes`, that it need not be hashed anew, and `loads.checkpoints`, all
that was ever signed.

Both stand in the archive and only grow. They are written after the journal: what a crash kept out of them the next
publication adds, from the journal and from what was signed last, and nothing beyond that is believed. A tree that does
not begin with what was signed is never signed: it is told, and `verify` says what is wrong with it."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path

from sig_metrics.store.disk import to_disk, write_whole
from sig_metrics.store.ledger.key import make_signer, signer
from sig_metrics.store.ledger.leaf import leaf
from sig_metrics.store.ledger.merkle import HASH, Read, grown, in_row, kept, leaf_hash, root
from sig_metrics.store.ledger.note import Checkpoint, NoteError, Signer, checkpoint_of, verifier_of

NOTE = re.compile("[^\n]+\n[^\n]+\n[^\n]+\n\n— [^\n]+\n".encode())
LAST = 4096  # bytes in which the last checkpoint is, whole
BEGIN, KEY = "begin", "key"  # events of the log itself: that it begins, and that another key signs


class LogBroken(Exception):
    """What is kept of the tree does not begin with what was signed."""


class Log:
    """The tree of an archive, and its checkpoints. Written under the lock of the store."""

    def __init__(self, archive: Path):
        self.hashes, self.checkpoints = archive / "loads.hashes", archive / "loads.checkpoints"
        self.folder = archive.parent

    def notes(self) -> list[str]:
        """Every checkpoint as it was signed, the oldest first; one that a crash cut short is none."""
        return [note.decode("utf-8", "replace") for note in NOTE.findall(self._end())]

    def last(self) -> Checkpoint | None:
        """What was signed last; raises NoteError when it is no checkpoint."""
        found = NOTE.findall(self._end(LAST))
        if not found and self.checkpoints.exists() and self.checkpoints.stat().st_size > LAST:
            raise NoteError("form")
        return checkpoint_of(found[-1].decode("utf-8", "replace").rpartition("\n\n")[0] + "\n") if found else None

    def signed(self) -> int:
        """How many leaves were signed, as far as it is known."""
        with suppress(OSError, NoteError):
            return last.size if (last := self.last()) else 0
        return 0

    def key(self, entries: Iterable[dict]) -> tuple[Signer, list[dict]]:
        """The key that signs what is to be added to a journal, and what has to be added before: that the log begins,
        with how many earlier facts; or that it has another key. Raises NoteError or OSError when there is no key."""
        entries, now = list(entries), datetime.now(timezone.utc).replace(tzinfo=None)
        known = next((each["vkey"] for each in reversed(entries) if each["event"] in (BEGIN, KEY)), None)
        last = self.last()
        origin = verifier_of(known).name if known else last.origin if last else None
        found = signer(self.folder, origin) or make_signer(self.folder, origin)
        said = str(found.verifier)
        if not known and not last:
            return found, [{"event": BEGIN, "at": now, "earlier": len(entries), "vkey": said}]
        return found, [] if said == known else [{"event": KEY, "at": now, "vkey": said, "before": known}]

    def sign(self, entries: Iterable[dict], key: Signer) -> None:
        """Adds to the tree the lines of a journal that it lacks, and signs it; raises LogBroken, having written
        nothing."""
        lines = {entry["n"]: entry for entry in entries}
        last, size = self.last(), max(lines, default=-1) + 1
        before = last.size if last else 0
        if any(entry["after"] > before for entry in lines.values()) or size < before:
            raise LogBroken
        if size == before:
            return
        found = self._grow(lines, before, size, last.root if last else None)
        self._append(key.note(str(Checkpoint(key.name, size, found))))

    def _grow(self, lines: dict[int, dict], before: int, size: int, signed: bytes | None) -> bytes:
        """Completes the hashes after those that were signed; the root of them all."""
        self.hashes.touch()
        with self.hashes.open("r+b") as file:
            read = _in_file(file)
            if before and not _has(read, before, signed):
                row = grown(read, 0, _leaves(lines, 0, size))
                if not _has(in_row(row), before, signed):
                    raise LogBroken
                write_whole(self.hashes, row)
                return root(in_row(row), size)
            row = grown(read, before, _leaves(lines, before, size))
            file.seek(kept(before) * HASH)
            file.write(row)
            file.truncate()
            file.flush()
            return root(read, size)

    def _append(self, note: str) -> None:
        """Adds a checkpoint after the last whole one; on disk when it returns."""
        with self.checkpoints.open("a+b") as file:
            end, tail = file.tell(), self._end(LAST)
            whole = max((found.end() for found in NOTE.finditer(tail)), default=0)
            file.truncate(end := end - len(tail) + whole)
            file.write((("\n" if end else "") + note).encode())
            file.flush()
            os.fsync(file.fileno())
        if not end:  # its name too
            to_disk(self.checkpoints.parent)

    def _end(self, last: int | None = None) -> bytes:
        """The file of the checkpoints, or the end of it."""
        if not self.checkpoints.exists():
            return b""
        with self.checkpoints.open("rb") as file:
            if last is not None:
                file.seek(max(0, self.checkpoints.stat().st_size - last))
            return file.read()


def _leaves(lines: dict[int, dict], start: int, end: int) -> Iterable[bytes]:
    for place in range(start, end):
        try:
            yield leaf_hash(leaf(lines[place]))
        except (KeyError, ValueError, TypeError):
            raise LogBroken from None


def _has(read: Read, size: int, wanted: bytes) -> bool:
    """Whether the first leaves have a root; what is too short has another."""
    return root(read, size) == wanted


def _in_file(file) -> Read:
    def read(at: int) -> bytes:
        file.seek(at * HASH)
        return file.read(HASH)

    return read
