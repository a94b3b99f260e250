"""Owns which version of the plan a figure is against: month by month for the cube, and in words for every answer.

The rule itself is of `scope.Horizon`; nothing here measures.
"""

from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.scope import IN_FORCE, LATEST, PlanVersion, Scope, horizon


def places(dataset: Dataset, scope: Scope) -> tuple[list[str], list[str]]:
    """The months up to the cut-off, each against the version that rules it in the scope, and against those in force
    of the plans before it. A version that was chosen rules the months of the year of the cut-off; others keep the
    one in force."""
    return _places(dataset, scope.cutoff, scope.plan)


@remembered(256)
def _places(dataset: Dataset, cutoff: date, plan: str) -> tuple[list[str], list[str]]:
    available, ruling, earlier = horizon(dataset), [], []
    for month in (each for each in available.months if each <= cutoff):
        chosen = plan if plan == LATEST or month.year == cutoff.year else IN_FORCE
        if version := available.ruling(month, chosen):
            ruling.append(f"{month:%Y-%m}.{version.year}.{version.version}")
            earlier += [f"{month:%Y-%m}.{each.year}.{each.version}" for each in available.earlier(month, version)]
    return ruling, earlier


def plan_document(ruling: PlanVersion | None, cutoff: date) -> dict | None:
    """The shape of `plan` in every JSON: year, version, approved_on and what to know of it; None without a plan."""
    if ruling is None:
        return None
    return {
        "year": ruling.year,
        "version": ruling.version,
        "approved_on": ruling.approved_on.isoformat(),
        "note": ruling.note_at(cutoff),
    }


def of_plan(indicator: Indicator) -> bool:
    """Whether an indicator is measured against a version of the plan."""
    return "version" in indicator.dimensions


def against(dataset: Dataset, indicator: Indicator, scope: Scope, month: date) -> dict:
    """{"plan": …} of an indicator of the plan at a month of a scope; nothing of any other."""
    return {"plan": plan_document(horizon(dataset).ruling(month, scope.plan), month)} if of_plan(indicator) else {}
