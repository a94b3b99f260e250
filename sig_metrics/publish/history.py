"""Owns the reading of what happened: the loads accepted, annulled or not."""

import json
from contextlib import closing

from sig_metrics.catalog.model import Catalog
from sig_metrics.store.journal import read_ledger
from sig_metrics.store.order import ordered
from sig_metrics.store.snapshot import Snapshot


def history(snapshot: Snapshot, catalog: Catalog) -> list[dict]:
    """Every load ever accepted, the newest number first: load, register, title, file, sha256, bytes, loaded_at
    (UTC), who, mode, origin, read, new, changed, same, removed, warnings (list of problems), snapshot; and of the
    annulled ones annulled_at (UTC), annulled_by, reason and destroyed, None in those that stand. «destroyed» is said
    only when it is over."""
    with closing(snapshot.connection.cursor()) as cursor:
        lines = read_ledger(cursor)
    going = ordered(snapshot.path.parent)
    lines = [{**line, "destroyed": False} if line["load"] == going and line["destroyed"] else line for line in lines]
    titles = {name: register.title for name, register in catalog.registers.items()}
    reserved = {name for name, register in catalog.registers.items() if register.reserved}
    # an earlier program wrote the names
    lines = [{**line, "file": f"{line['register']}.csv"} if line["register"] in reserved else line for line in lines]
    return [
        {
            **{name.removeprefix("rows_"): value for name, value in line.items() if name not in ("suffix", "header")},
            "title": titles.get(line["register"], line["register"]),
            "warnings": json.loads(line["warnings"] or "[]"),
        }
        for line in reversed(lines)
    ]
