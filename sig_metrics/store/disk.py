"""Owns how a file takes a name for good: written aside, on the disk, named, and its folder on the disk.

Whoever opens the name finds what was there before or what is there now, whole, also after the power went. What a
writer that died left aside ends in «.tmp», and the next one sweeps it.
"""

import os
import time
from pathlib import Path

SETTLED = 3 * 10**9  # nanoseconds after which two changes have two times, on any disk


def write_whole(path: Path, content: bytes) -> None:
    """Gives `path` its content in one step; on the disk when it returns."""
    aside = path.with_name(f"{path.name}.tmp")
    aside.write_bytes(content)
    to_disk(aside)
    rename_whole(aside, path)


def rename_whole(aside: Path, path: Path) -> None:
    """Gives `path` to a file that is on the disk already; so is its name when it returns."""
    os.replace(aside, path)
    to_disk(path.parent)


def stamp(*paths: str) -> tuple | None:
    """What is another when one of some files or folders is another; None while one is so new that the next may look the
    same, or is not there."""
    try:
        found = [os.stat(path) for path in paths]
    except OSError:
        return None
    if max(each.st_mtime_ns for each in found) > time.time_ns() - SETTLED:
        return None
    return tuple((each.st_mtime_ns, each.st_size, each.st_ino) for each in found)


def to_disk(path: Path) -> None:
    """fsync of a file, or of a folder where the system has such a thing."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
