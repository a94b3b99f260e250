"""Owns the figures of a corte as they are asked for: the measure of an indicator, the state of a group of the plan, a
crossing, out of the lines that were frozen, which a process reads once.

A corte keeps every indicator whole and by one dimension: what follows two filters at once was not frozen, and is None here,
as is what it does not have."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from sig_metrics.catalog.model import Indicator, Target
from sig_metrics.corte.reopen import check_values, frozen_values
from sig_metrics.corte.values import rows_of
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.filters import groupings, within
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import State
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte

GROUPS = {"stage": "stages", "system": "systems", "unit": "units"}  # how the state of the plan names its groups
Group = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Frozen:
    """The lines of a corte, by place. `plan`: the version that ruled; `values`: {(indicator, month, group): line}, as they
    were frozen."""

    plan: dict | None
    values: dict[tuple[str, str, Group], dict]
    status: dict

    def definition(self, indicator: Indicator) -> str:
        """The version of the definition that an indicator had; «» of one that was not frozen."""
        return self.definitions.get(indicator.name, "")

    @cached_property
    def definitions(self) -> dict[str, str]:
        return {name: row["definition"] for (name, *_), row in self.values.items()}

    def measures(self, indicator: Indicator, scope: Scope, by: tuple[str, ...]) -> list[Measure] | None:
        """The measures of an indicator in a scope, as `compute.measures` gives them; None where they were not frozen."""
        month, ignored = f"{scope.cutoff:%Y-%m}", within(indicator, scope)
        if ignored is None or (indicator.name, month, ()) not in self.values:
            return None
        group = self.group_of(indicator, scope)
        if by:
            return None if group else self._groups(indicator, scope, by)
        row = self.values.get((indicator.name, month, group))
        if row is None or (group and row["value"] is None):  # why a part has none is told of the part alone
            return None
        return [self._measure(indicator, scope, row, (), ignored)]

    def group_of(self, indicator: Indicator, scope: Scope) -> Group:
        """The group that an indicator is of in a scope: of the filters that it follows."""
        ignored, known = within(indicator, scope) or (), groupings(indicator)
        return tuple(
            (name, value) for name, value in sorted(scope.filters().items()) if name in known and name not in ignored
        )

    def _groups(self, indicator: Indicator, scope: Scope, by: tuple[str, ...]) -> list[Measure] | None:
        if len(by) > 1 or by[0] not in groupings(indicator):
            return None
        month, ignored = f"{scope.cutoff:%Y-%m}", within(indicator, scope) or ()
        return [
            self._measure(indicator, scope, row, (group[0][1],), ignored)
            for (name, at, group), row in self.values.items()
            if (name, at) == (indicator.name, month) and group and group[0][0] == by[0]
        ]

    def _measure(self, indicator: Indicator, *given: object) -> Measure:
        """A line as a measure; of what counts since the January of the plan, with the year of that plan."""
        begun = self.plan["year"] if self.plan and indicator.restarts == "plan" else None
        return replace(_measure(indicator, *given), begun=begun)

    def state(self, scope: Scope) -> State | None:
        """The state of the plan in a scope, whole or of one group; None where it was not frozen."""
        filters = scope.filters()
        if not filters:
            return _state(self.status)
        ((name, value), *rest) = filters.items()
        found = None if rest or name not in GROUPS else self.status[GROUPS[name]].get(value)
        return found and _state(found)

    def matrix(self, scope: Scope) -> dict[tuple[str, str], State] | None:
        """{(system, stage): State}; None of a scope with filters."""
        if scope.filters():
            return None
        named = ((tuple(name.split(".", 1)), _state(found)) for name, found in self.status["matrix"].items())
        return dict(named)


def frozen_figures(store: LocalStore, corte: Corte) -> Frozen:
    """What was frozen, read once a process; raises Refused when it is other than what was."""
    check_values(store, corte)
    return _figures(store.folder, corte)


@lru_cache(8)
def _figures(folder: Path, corte: Corte) -> Frozen:
    rows = rows_of(frozen_values(LocalStore(folder), corte))
    places = {(row["indicator"], row["month"], tuple(row["by"].items())): row for row in rows if row["kind"] == "value"}
    return Frozen(rows[0]["plan"], places, next(row for row in rows if row["kind"] == "status"))


def _measure(
    indicator: Indicator, scope: Scope, row: dict, group: tuple[str, ...], ignored: tuple[str, ...]
) -> Measure:
    """A line as a measure; its target is of its value alone."""
    known = (each for each in indicator.targets if each.value == row["target"])
    target = None if row["target"] is None else next(known, Target(row["target"], "", "", scope.cutoff))
    return Measure(
        indicator,
        scope.cutoff,
        row["value"],
        row["numerator"],
        row["denominator"],
        row["status"],
        target,
        group,
        row["n"] if indicator.sample else None,
        row["open_overdue"],
        row["oldest_overdue_days"],
        ignored,
    )


def _state(found: dict) -> State:
    """A group of `status` as it was frozen: what it does not count was not known, or was still to come."""
    known, waiting = found["delivered"] is not None, found["delivered"] is not None and found["overdue"] is None
    counted = ("programmed", "delivered", "on_time", "overdue", "unsupported")
    counts = {name: found[name] or 0 for name in counted}
    current, activities = found["activities_current"] or 0, found["activities"] or 0
    return State(**counts, current=current, activities=activities, known=known, waiting=waiting)
