"""Owns the rows behind the numbers of the plan: each programmed deliverable, each document or each activity that one of
them counts.

What a version of the plan programs and what fills it is of `slot_state`; here is only which of it each number counts, as
the indicators of the plan say it."""

from collections.abc import Callable

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.against import places
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import FILTER
from sig_metrics.measure.origin import ORIGIN, origins_of, placed
from sig_metrics.measure.plan import grid
from sig_metrics.measure.scope import Scope

Counts = Callable[[dict], bool]
HEADINGS = {
    "activity": "Actividad",
    "month": "Mes",
    "state": "Estado",
    "days": "Días de atraso",
    "due_on": "Vence",
    "delivered_on": "Entregado",
    "document_number": "Documento",
    "load": "Carga",
    "file": "Archivo",
    "file_row": "Fila",
}
ACTIVITIES = {
    "activity": "Actividad",
    "title": "Qué es",
    "state": "Estado",
    "lacking": "Le falta",
    "days": "Días de atraso",
    "filled": "Entregados",
    "due": "Programados",
    **ORIGIN,
}
FILLED = ("on_time", "late")


def _due(row: dict) -> bool:
    return row["what"] == "slot" and row["plan_part"] == "own" and row["in_plan"] and row["is_due"]


def _overdue(row: dict) -> bool:
    return row["what"] == "slot" and row["in_plan"] and row["is_due"] and row["state"] == "overdue"


def _unsupported(row: dict) -> bool:
    return row["what"] == "document" and row["in_plan"] and row["state"] == "unsupported"


def _accepted(row: dict) -> bool:
    own = row["plan_part"] == "own" and row["in_plan"] and row["has_target"]
    return row["what"] == "document" and own and row["state"] == "accepted"


def _produced(row: dict) -> bool:
    """Any document of the plan that rules, and of those before it what was delivered in the year of the cut-off."""
    return row["what"] == "document" and row["state"] == "accepted" and (row["plan_part"] == "own" or row["in_year"])


def _active(row: dict) -> bool:
    return row["what"] == "activity"


# {part of the state of a group: (what its numerator counts, what its denominator does)}
COUNTS: dict[str, tuple[Counts, Counts | None]] = {
    "programmed": (_due, None),
    "delivered": (lambda row: _due(row) and row["state"] in FILLED, _due),
    "on_time": (lambda row: _due(row) and row["state"] == "on_time", _due),
    "overdue": (_overdue, None),
    "unsupported": (_unsupported, None),
    "uncapped": (_accepted, lambda row: _due(row) and row["has_target"]),
    "documents": (_produced, None),
    "current": (lambda row: _active(row) and not row["lacking"], _active),
}


def counts_of(dataset: Dataset, indicator: Indicator) -> tuple[Counts, Counts | None] | None:
    """What an indicator of the plan counts; None of what is not of the plan."""
    screens = dataset.catalog.screens
    roles = [role for role, name in (screens.plan.state if screens else {}).items() if name == indicator.name]
    return COUNTS.get(roles[0]) if roles else None


def activities(dataset: Dataset, scope: Scope) -> list[dict]:
    """Each activity with something due in a scope: how much of it, what it lacks (by month) and where it is in the
    plan; those that lack most are first."""
    titles = {each.activity: each.title for each in grid(dataset, scope)}
    found: dict[tuple, list[dict]] = {}
    for row in filter(_due, plan_rows(dataset, scope)[0]):
        found.setdefault((row["year"], row["version"], row["activity"]), []).append(row)
    made = []
    for (year, version, activity), rows in found.items():
        missing = sorted((row for row in rows if row["state"] not in FILLED), key=lambda row: row["month"])
        state = words.say("evidence_current") if not missing else words.count(len(missing), "falta", "faltan")
        made.append(
            {
                "what": "activity",
                "year": year,
                "version": version,
                "activity": activity,
                "title": titles.get(activity, ""),
                "state": state,
                "lacking": ", ".join(dict.fromkeys(words.MONTHS[row["month"] - 1] for row in missing)),
                "days": max((row["days"] or 0 for row in missing), default=0) or None,
                "filled": len(rows) - len(missing),
                "due": len(rows),
            }
        )
    made = [{**row, **origin} for row, origin in zip(made, origins_of(dataset, ("plan_activity",), made))]
    return sorted(made, key=lambda row: (row["filled"] - row["due"], -(row["days"] or 0), row["activity"]))


@remembered(16)
def plan_rows(dataset: Dataset, scope: Scope) -> tuple[list[dict], str]:
    """(every deliverable and document of a scope, the query that said so)."""
    at = f"{scope.cutoff:%Y-%m}."
    own, earlier = ([each[len(at) :] for each in some if each.startswith(at)] for some in places(dataset, scope))
    held = {name: value for name, value in scope.filters().items() if name != "unit"}
    sql = query("plan_rows", filters=" and ".join(["true", *(FILTER.format(name=name) for name in held)]))
    values = {"cutoff": scope.cutoff, "unit": scope.unit, "own": own, "earlier": earlier, **held}
    return dataset.rows(sql, values), sql


def said(dataset: Dataset, row: dict) -> dict:
    """A deliverable in words."""
    state = row["state"]
    label = words.say(f"evidence_{state}") if row["what"] == "document" else dataset.catalog.label("slot_state", state)
    return {
        **row,
        "month": words.MONTHS[row["month"] - 1],
        "programmed_month": row["month"],
        "state": label,
        "days": row["days"] or None,
        "load": f"n.º {row['load']}" if row["load"] else None,
        **placed(row, ("activity",)),
    }
