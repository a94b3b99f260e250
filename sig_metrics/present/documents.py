"""Owns the documents that come from the definitions: which they are, and where each is written."""

from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.present.definitions import describe_definitions
from sig_metrics.present.describe import describe_indicators, describe_registers

MADE = {
    "indicators.md": describe_indicators,
    "registers.md": describe_registers,
    "definitions.md": describe_definitions,
}


def write_docs(catalog: Catalog, folder: Path) -> list[Path]:
    """Writes each document in a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, describe in MADE.items():
        (folder / name).write_text(describe(catalog), encoding="utf-8", newline="\n")
    return [folder / name for name in MADE]
