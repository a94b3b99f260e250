"""Owns which version of its definition an indicator has, and the copy of a folder of definitions.

The version is the SHA-256 of all that decides its number: its ficha, its SQL and, of the views that it reaches and the
registers under them, the SQL and the columns. A comment of another ficha does not change it."""

import hashlib
import os
import shutil
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.model import Catalog, Indicator

LENGTH = 16  # characters of a version
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


@lru_cache(1024)
def definition_of(catalog: Catalog, indicator: Indicator) -> str:
    """The version of an indicator's definition; another one is another formula, term, target or source."""
    digest = hashlib.sha256(_ficha(catalog.root, indicator.name))
    for name in sorted(_reached(catalog, indicator)):
        if name in catalog.views:
            digest.update(f"{name}\0{catalog.views[name].sql}\0".encode())
        elif name in catalog.registers:
            digest.update(_text(catalog.root / "registers" / f"{name}.toml"))
    for factor in indicator.factors:
        digest.update(definition_of(catalog, factor).encode())
    return digest.hexdigest()[:LENGTH]


def _reached(catalog: Catalog, indicator: Indicator) -> set[str]:
    """The views and registers that an indicator's SQL reaches."""
    found, waiting = set(), [*indicator.reads, *indicator.source_registers]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += catalog.views[name].reads if name in catalog.views else ()
    return found


def _ficha(root: Path, name: str) -> bytes:
    paths = sorted(path for path in (root / "indicators").glob(f"{name}.*") if path.suffix in SUFFIXES)
    return b"".join(path.name.encode() + b"\0" + _text(path) for path in paths)


def _text(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""


def files_of(root: Path) -> dict[str, os.stat_result]:
    """{name within the folder: how it looks} of all that a folder of definitions is read from, in their order."""
    found: dict[str, os.stat_result] = {}
    waiting = [("", False), *((f"{name}/", True) for name in FOLDERS)]
    while waiting:
        place, deep = waiting.pop()
        with suppress(FileNotFoundError), os.scandir(root / place) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [(f"{place}{entry.name}/", True)] if deep else []
                elif entry.name.endswith(SUFFIXES):
                    found[f"{place}{entry.name}"] = entry.stat()
    return dict(sorted(found.items()))


def hash_of_folder(root: Path) -> str:
    """The SHA-256 of the files of a folder of definitions, whatever their line endings; each state of them is read once a
    process."""
    found = files_of(root)
    return _hash_of(root, tuple((name, at.st_size, at.st_mtime_ns) for name, at in found.items()))


@lru_cache(32)
def _hash_of(root: Path, looks: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, *_ in looks:
        content = _text(root / name)
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def copy_to(root: Path, place: Path) -> None:
    """Copies a folder of definitions; nothing else that lies in it."""
    for name in files_of(root):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, place / name)
