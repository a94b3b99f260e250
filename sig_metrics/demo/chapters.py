"""Owns the list of chapters of the demonstration; each is a seeded module with `registers()`."""

import csv
from pathlib import Path
from types import ModuleType

from sig_metrics.demo import (
    committee,
    common_follow_up,
    common_records,
    context,
    deliverables,
    infosec,
    infosec_norms,
    integrity,
    safety,
    saved_views,
    users,
)

CHAPTERS: tuple[ModuleType, ...] = (
    committee,
    common_follow_up,
    common_records,
    context,
    deliverables,
    infosec,
    infosec_norms,
    integrity,
    safety,
    saved_views,
    users,
)


def write_all(folder: Path = Path(__file__).parents[2] / "data" / "demo") -> list[Path]:
    """Writes one CSV a register (UTF-8, LF, codes, ISO dates) and returns their paths; same bytes every time."""
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in CHAPTERS:
        for register, rows in chapter.registers().items():
            target = folder / f"{register}.csv"
            with target.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
            written.append(target)
    return written
