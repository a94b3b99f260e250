"""Owns the fingerprint of the definitions: which files decide what a snapshot holds, and their SHA-256."""

import hashlib
from collections.abc import Collection
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
