"""Owns which version of its definition an indicator has, and the copy of a folder of definitions.

The version is the SHA-256 of all that decides its number: its ficha, its SQL and, of the views that it reaches and the
registers under them, the SQL and the columns. A comment of another ficha does not change it."""

import hashlib
import shutil
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.fingerprint import SUFFIXES, files_of, text_of
from sig_metrics.catalog.model import Catalog, Indicator

LENGTH = 16  # characters of a version


@lru_cache(1024)
def definition_of(catalog: Catalog, indicator: Indicator) -> str:
    """The version of an indicator's definition; another one is another formula, term, target or source."""
    digest = hashlib.sha256(_ficha(catalog.root, indicator.name))
    for name in sorted(_reached(catalog, indicator)):
        if name in catalog.views:
            digest.update(f"{name}\0{catalog.views[name].sql}\0".encode())
        elif name in catalog.registers:
            digest.update(text_of(catalog.root / "registers" / f"{name}.toml"))
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
    return b"".join(path.name.encode() + b"\0" + text_of(path) for path in paths)


def copy_to(root: Path, place: Path) -> None:
    """Copies a folder of definitions; nothing else that lies in it."""
    for name, *_ in files_of(root):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, place / name)
