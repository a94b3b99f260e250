"""Owns what of the open ones can still come on time, of an indicator that has a clock: how many, of which unit, and what is
due first. It is of the cut-off: what is to come in is not known."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.drill import clocked
from sig_metrics.measure.filters import HELD
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.unfolding import in_time


@dataclass(frozen=True)
class Clock:
    """What is open at a cut-off: `late` is past its term, `in_time` can still come in it, `in_year` of those before the year
    ends, the first on `first_on`; `units`: how many of those each has, the most first; what has no unit is one of them."""

    late: int
    in_time: int
    in_year: int
    first_on: date | None
    units: dict[str, int]


@remembered(64)
def still_open(dataset: Dataset, indicator: Indicator, scope: Scope) -> Clock | None:
    """What is open of an indicator in a scope; None where it cannot be told, or nothing is."""
    found = clocked(dataset, scope, indicator.code)
    sql = found and in_time(found.backlog)
    late = measure(dataset, indicator, scope).open_overdue if sql else None
    if late is None:
        return None
    held = [name for name in scope.filters() if name in indicator.dimensions]
    asked = query(
        "in_term_counted",
        unit="cube.unit" if "unit" in indicator.dimensions else "null",
        cube=f"({sql}\n) as cube",
        filters=" and ".join(["true", *(HELD[name] for name in held)]),
    )
    rows = dataset.rows(asked, {"cutoff": scope.cutoff, **{name: scope.filters()[name] for name in held}})
    divided = "unit" in indicator.dimensions
    units = {_named(dataset, row["unit"]): row["in_time"] for row in rows} if divided else {}
    first = min((row["first_on"] for row in rows), default=None)
    made = Clock(late, sum(row["in_time"] for row in rows), sum(row["in_year"] for row in rows), first, units)
    return made if made.late or made.in_time else None


def _named(dataset: Dataset, unit: str | None) -> str:
    return units_label(dataset.catalog, unit) if unit else words.say("group_unknown")


def clock_said(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[str]:
    """«De 62 abiertos con plazo, 24 ya vencieron y 38 aún pueden llegar a tiempo.», and what is due first."""
    found = still_open(dataset, indicator, scope)
    if found is None:
        return []
    if not found.in_time:
        return [words.say("clock_lost")]
    late = words.count(found.late, "ya venció", "ya vencieron") if found.late else words.say("clock_none_late")
    values = {
        "open": words.count(found.late + found.in_time, "abierto", "abiertos"),
        "late": late,
        "in_time": words.count(found.in_time, "aún puede llegar", "aún pueden llegar"),
    }
    due = words.count(found.in_year, "vence", "vencen") if found.in_year else words.say("clock_none_due")
    return [
        words.say("clock_open", **values),
        words.say("clock_first", day=words.day(found.first_on), year=scope.year, count=due),
    ]
