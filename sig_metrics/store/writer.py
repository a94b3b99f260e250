"""Owns being the only writer of a store, in any process, and the room that a publication needs on its disk.

The system frees the lock of a dead writer. Refuses, in one sentence, to wait longer than it is given, a disk that is
full and a folder that cannot be written."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.store.private import private, tighten

FULL = (errno.ENOSPC, errno.EDQUOT)
NO_WRITING = (PermissionError, FileExistsError, NotADirectoryError, IsADirectoryError)


@contextmanager
def alone(folder: Path, wait: float, who: str) -> Iterator[None]:
    """One writer at a time on a folder; `.writer` says who and since when, for those who wait `wait` seconds in
    vain."""
    note = folder / ".writer"
    try:
        with private():
            folder.mkdir(parents=True, exist_ok=True)
        with private(), FileLock(folder / ".lock", timeout=wait):
            tighten(folder)
            now = words.moment(datetime.now(timezone.utc).replace(tzinfo=None))
            note.write_text(f"{now}\n{words.plain(who)}", encoding="utf-8")
            try:
                yield
            finally:
                note.unlink(missing_ok=True)
    except Timeout:
        since, _, writer = _read(note).partition("\n")
        raise refuse("busy", since=since or "hace un momento", who=writer or "otra persona") from None
    except OSError as fault:
        if fault.errno in FULL:  # not even the note of who writes fits
            raise refuse("disk_full", needed=10, free=shutil.disk_usage(folder).free // 1_000_000) from None
        if isinstance(fault, NO_WRITING) or fault.errno == errno.EROFS:
            raise refuse("disk_refused", folder=folder.name) from None
        raise


@contextmanager
def room(folder: Path, current: Path | None) -> Iterator[None]:
    """Refuses before writing when three times the current file does not fit; says so if the disk fills."""
    needed = 3 * current.stat().st_size if current and current.exists() else 10_000_000
    free = shutil.disk_usage(folder).free
    shown = {"needed": needed // 1_000_000 + 1, "free": free // 1_000_000}
    if free < needed:
        raise refuse("disk_full", **shown)
    try:
        yield
    except (OSError, duckdb.Error) as fault:  # a full disk at the commit is a TransactionException
        if getattr(fault, "errno", None) in FULL or "No space left" in str(fault):
            raise refuse("disk_full", **shown) from None
        raise


def running(folder: Path) -> bool:
    """Whether somebody is writing now; False also where not even the lock can be taken, since then nobody can write."""
    try:
        with FileLock(folder / ".lock", timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _read(note: Path) -> str:
    """The note of whoever writes; «» when it is not there, or is being written."""
    with suppress(OSError):
        return note.read_text(encoding="utf-8", errors="replace")
    return ""
