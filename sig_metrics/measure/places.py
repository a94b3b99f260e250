"""Owns where a delivered document can go: the places of an activity in the plan, the overdue first."""

from dataclasses import replace

from sig_metrics.measure import plan
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope


def places_to_fill(dataset: Dataset, scope: Scope, activity: plan.Activity) -> list[dict]:
    """Where a delivered document of an activity can go: month, item, state, name; the overdue first.

    An activity without a target gets the next item of every month.
    """
    rows = plan.behind_cell(dataset, replace(scope, unit=None), activity.activity)
    if activity.target is None:
        used = {month: max((row["item"] for row in rows if row["month"] == month), default=0) for month in range(1, 13)}
        return [{"month": month, "item": last + 1, "state": "not_applicable"} for month, last in used.items()]
    order = {"overdue": 0, "pending": 1}
    found = [
        {"month": row["month"], "item": row["item"], "state": row["state"]} for row in rows if row["state"] in order
    ]
    return sorted(found, key=lambda row: (order[row["state"]], row["month"], row["item"]))
