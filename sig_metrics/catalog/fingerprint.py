"""Owns the fingerprints of the definitions: which files decide what a snapshot holds, which are read at all, and their
SHA-256."""

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

DECIDING = (
    "vocabulary.toml",
    "registers/*.toml",
    "views/*.sql",
    "indicators/*.toml",
    "indicators/*.sql",
    "checks/*.toml",
    "checks/*.sql",
)
FOLDERS = (
    "registers",
    "views",
    "indicators",
    "checks",
    "drill",
    "queries",
    "papers",
)  # with what is below them; of the root, its files
SUFFIXES = (".toml", ".sql")


def fingerprint(root: Path, law: str = "", without: Collection[Path] = ()) -> str:
    """SHA-256 of what decides what a snapshot holds: the law, and the definitions (names and texts, whatever their
    line endings), but those of `without`."""
    digest = hashlib.sha256(law.encode())
    files = {
        path.relative_to(root).as_posix(): path
        for pattern in DECIDING
        for path in root.glob(pattern)
        if path not in without
    }
    for name, path in sorted(files.items()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def files_of(root: Path) -> tuple[tuple[str, int, int], ...]:
    """(name within the folder, size, when it was written) of all that a folder of definitions is read from, in their order."""
    found = []
    waiting = [("", False), *((f"{name}/", True) for name in FOLDERS)]
    while waiting:
        place, deep = waiting.pop()
        with suppress(FileNotFoundError), os.scandir(root / place) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [(f"{place}{entry.name}/", True)] if deep else []
                elif entry.name.endswith(SUFFIXES):
                    at = entry.stat()
                    found.append((f"{place}{entry.name}", at.st_size, at.st_mtime_ns))
    return tuple(sorted(found))


def hash_of_folder(root: Path) -> str:
    """The SHA-256 of the files of a folder of definitions, whatever their line endings; each state of them is read once a
    process."""
    return _hash_of(root, files_of(root))


@lru_cache(32)
def _hash_of(root: Path, files: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, *_ in files:
        content = text_of(root / name)
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def text_of(path: Path) -> bytes:
    """What a file says, whatever its line endings; nothing of one that is not there."""
    return path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""
