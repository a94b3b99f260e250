"""Owns the reading of what happened: the loads accepted, and what «Rayos X» found."""

import json

from sig_metrics.definitions import Catalog, Register
from sig_metrics.store.snapshot import Snapshot


def history(snapshot: Snapshot, catalog: Catalog) -> list[dict]:
    """The accepted loads, the newest first: load, register, title, file, sha256, bytes, loaded_at (UTC), who, mode,
    origin, read, new, changed, same, removed, warnings (list of problems), snapshot."""
    rows = snapshot.rows(
        "select load, register, file, sha256, bytes, loaded_at, who, mode, origin, rows_read as read, rows_new as new, "
        "rows_changed as changed, rows_same as same, rows_removed as removed, warnings, snapshot from load_log order by load desc"
    )
    titles = {name: register.title for name, register in catalog.registers.items()}
    return [{**row, "title": titles.get(row["register"], row["register"]), "warnings": json.loads(row["warnings"] or "[]")}
            for row in rows]  # fmt: skip


def check_document(snapshot: Snapshot, catalog: Catalog) -> list[dict]:
    """Every rule with the rows it found: check, code, title, severity, why, remedy, count, rows."""
    found: dict[str, list[dict]] = {}
    for line in snapshot.rows("select rule, row from check_row order by rule, position"):
        found.setdefault(line["rule"], []).append(json.loads(line["row"]))
    return [{"check": check.name, "code": check.code, "title": check.title, "severity": check.severity, "why": check.why,
             "remedy": check.remedy, "count": len(found.get(check.name, [])), "rows": found.get(check.name, [])}
            for check in catalog.checks.values()]  # fmt: skip


def register_rows(snapshot: Snapshot, register: Register) -> list[dict]:
    """The rows of a register in the order of its key, with its declared columns only."""
    columns = ", ".join(column.name for column in register.columns)
    return snapshot.rows(f"select {columns} from {register.name} order by {', '.join(register.key)}")
