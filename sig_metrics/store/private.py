"""Owns who may read what the store writes: the account that runs the program, and nobody else of the machine.

Inside `private()` whatever is made, also by DuckDB, is 0600 or 0700 from its first byte. The mask is of the whole
process, so the last thread to leave puts back the one that the first found. A folder that was already there keeps
its permissions. Windows keeps its own."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER = 0o077  # what nobody else gets
OURS = (
    "sig-*",
    "CURRENT*",
    "pins.json*",
    ".lock",
    ".writer",
    ".en-curso*",
    ".por-destruir*",
    ".destruidas",
    "signing.key*",
    "archive",
    "archive/*",
)
_inside = threading.Lock()
_count, _before = 0, 0


@contextmanager
def private() -> Iterator[None]:
    """Whatever is made meanwhile is of its owner only."""
    global _count, _before
    with _inside:
        if not _count:
            _before = os.umask(OWNER)
        _count += 1
    try:
        yield
    finally:
        with _inside:
            _count -= 1
            if not _count:
                os.umask(_before)


def tighten(folder: Path) -> None:
    """Takes from others what an earlier program let them read: files of the store, by their names, and nothing else
    of the folder."""
    if os.name == "nt":
        return
    for pattern in OURS:
        for path in folder.glob(pattern):
            with suppress(OSError):
                if (mode := path.lstat().st_mode) & OWNER and not path.is_symlink():
                    path.chmod(mode & 0o7777 & ~OWNER)
