"""Owns the seal of a snapshot: the SHA-256 of its file, written beside it before anybody may open it.

DuckDB sees a damaged block only when a query reads it, which may be a month later and in one screen alone. With the
seal it is seen at the opening, and the snapshot before is served. A file without a seal is of an earlier program and
is taken. The seal also names the loads that were annulled by then: when the file is lost, it is known what the ones
before must not show."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sig_metrics.store.disk import write_whole


def seal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def seal(content: Path, path: Path, annulled: Iterable[int] = ()) -> None:
    """Writes the seal that `path` will have once `content` takes its name; on disk when it returns."""
    gone = " ".join(map(str, sorted(annulled)))
    write_whole(seal_of(path), (_known(content) + (f"\n{gone}" if gone else "")).encode("ascii"))


def sealed(path: Path) -> str:
    """The SHA-256 that a file was sealed with; «» of a file without a seal."""
    try:
        return seal_of(path).read_bytes().partition(b"\n")[0].decode("ascii", "replace")
    except OSError:
        return ""


def intact(path: Path) -> bool:
    """Whether a file is, byte by byte, what was sealed; each state of a file is read once a process."""
    try:
        sealed = seal_of(path).read_bytes().partition(b"\n")[0]
    except FileNotFoundError:
        return True
    return sealed == _known(path).encode()


def annulled_by(path: Path) -> set[int]:
    """The loads that were annulled when a file was sealed; none when its seal does not say."""
    with suppress(OSError, ValueError):
        return {int(load) for load in seal_of(path).read_bytes().partition(b"\n")[2].split()}
    return set()


_READ: dict[
    tuple[int, int, int, int], str
] = {}  # {place, size and moment of a file: its SHA-256}, of the last that were read


def _known(path: Path) -> str:
    """The SHA-256 of a file; one that this process wrote and sealed keeps it under its new name."""
    stat = path.stat()
    looks = stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns
    if (found := _READ.pop(looks, None)) is None:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    _READ[looks] = found
    while len(_READ) > 256:
        _READ.pop(next(iter(_READ)), None)
    return found
