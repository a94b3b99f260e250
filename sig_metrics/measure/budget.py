"""Owns the budget of a plan with its execution: what each task has, what was accrued of it, and what the plan says."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.dataset import Dataset, register_rows, remembered


@dataclass(frozen=True)
class Task:
    """A task with budget: its last row of the year up to a cut-off, of `month`; soles."""

    task: str
    month: int
    assigned: float
    accrued: float

    @property
    def rate(self) -> float | None:
        """What was accrued of what it has; None without budget."""
        return self.accrued / self.assigned if self.assigned else None


def execution_register(dataset: Dataset) -> str:
    """The register of what was accrued; «» where the definitions name none."""
    shown = dataset.catalog.screens
    return shown.plan.budget if shown else ""


@remembered(64)
def execution(dataset: Dataset, year: int, cutoff: date) -> list[Task]:
    """The tasks of a year as known at a cut-off, in the order they came; of each, the last month it has up to then. A
    task without a row by then is not there: it is no zero."""
    register = execution_register(dataset)
    if not register:
        return []
    last: dict[str, dict] = {}
    for row in register_rows(dataset, register):
        if row["year"] == year and (row["year"], row["month"]) <= (cutoff.year, cutoff.month):
            held = last.get(row["task"])
            last[row["task"]] = row if held is None or row["month"] > held["month"] else held
    found = [Task(name, row["month"], float(row["pim"]), float(row["accrued"])) for name, row in last.items()]
    return sorted(found, key=lambda each: (-each.assigned, each.task))


def rate_of(dataset: Dataset) -> Indicator | None:
    """The indicator that is the share accrued of all of them; None where none is defined."""
    register = execution_register(dataset)
    found = (each for each in dataset.catalog.indicators.values() if register in each.source_registers)
    return next(found, None)


def assigned(dataset: Dataset, year: int) -> list[dict]:
    """What the plan of a year assigns: task, amount (None where the plan does not share it out) and note."""
    return [row for row in register_rows(dataset, "plan_budget") if row["year"] == year]
