"""Owns single entries: a filled form becomes the same kind of file that an upload is, by the same way."""

import csv
import io
from dataclasses import replace

from sig_metrics import plan
from sig_metrics.definitions import Catalog, Register
from sig_metrics.publish import Incoming
from sig_metrics.scope import Scope
from sig_metrics.store.snapshot import Snapshot


def entry(register: Register, values: dict[str, object]) -> Incoming:
    """One row as a CSV file of `register`; missing columns are empty. The original is kept like any other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in register.columns)
    writer.writerow("" if values.get(column.name) is None else str(values[column.name]) for column in register.columns)
    return Incoming(register.name, f"formulario-{register.name}.csv", out.getvalue().encode("utf-8"))


def places_to_fill(snapshot: Snapshot, catalog: Catalog, scope: Scope, activity: plan.Activity) -> list[dict]:
    """Where a delivered document of an activity can go: month, item, state, name; the overdue first.

    An activity without a target gets the next item of every month.
    """
    rows = plan.behind_cell(snapshot, replace(scope, unit=None), activity.activity)
    if activity.target is None:
        used = {month: max((row["item"] for row in rows if row["month"] == month), default=0) for month in range(1, 13)}
        return [{"month": month, "item": last + 1, "state": "not_applicable"} for month, last in used.items()]
    order = {"overdue": 0, "pending": 1}
    found = [{"month": row["month"], "item": row["item"], "state": row["state"]} for row in rows if row["state"] in order]
    return sorted(found, key=lambda row: (order[row["state"]], row["month"], row["item"]))
