"""Owns the law that comes with the program: the rows of `data/legal` of the registers that say so (`law = true`).

They are no load of any store: a publication writes them beside the store's own rows (`program_<register>`), and the
views `law_*` put both together, the store's row first where keys are equal. Refuses a missing file, and one whose
columns are not those of its register."""

import csv
import hashlib
from pathlib import Path

from sig_metrics.catalog.model import CatalogError, Register

FOLDER = Path(__file__).parents[2] / "data" / "legal"

Rows = tuple[tuple[str | None, ...], ...]


def read_law(registers: dict[str, Register], folder: Path = FOLDER) -> dict[str, Rows]:
    """{register: the names of its columns, then its rows as texts} of each register of the law."""
    found = {}
    for register in (each for each in registers.values() if each.law):
        names = tuple(column.name for column in register.columns)
        path = folder / f"{register.name}.csv"
        if not path.exists():
            raise CatalogError(f"data/legal: falta {path.name}: sus filas vienen con el programa")
        with path.open(encoding="utf-8", newline="") as source:
            head, *rows = csv.reader(source, strict=True)
        if tuple(head) != names or any(len(row) != len(names) for row in rows):
            raise CatalogError(f"data/legal/{path.name}: columnas {', '.join(head)}; deben ser {', '.join(names)}")
        found[register.name] = (names, *(tuple(cell or None for cell in row) for row in rows))
    return found


def law_column(law: dict[str, Rows], register: str, column: str) -> tuple[str, ...]:
    """What the rows of a register say in a column, each once; () of a register that is not of the law."""
    head, *rows = law.get(register, ((),))
    return tuple(dict.fromkeys(row[head.index(column)] or "" for row in rows)) if column in head else ()


def law_fingerprint(law: dict[str, Rows]) -> str:
    """SHA-256 of the rows of the law: another one is another law."""
    return hashlib.sha256(repr(sorted(law.items())).encode()).hexdigest()


def program_table(register: str) -> str:
    """The table of a snapshot with the program's rows of a register."""
    return f"program_{register}"
