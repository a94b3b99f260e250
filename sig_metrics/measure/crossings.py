"""Owns how each crossing of a system and a stage differs from what a reader compares with: from an earlier day, in what is
overdue; from the target of the plan, in its advance.

A change is given only where the same plan rules both days and both are known; and it says how much, not whether that is good."""

from dataclasses import dataclass

from sig_metrics.language import words
from sig_metrics.measure import insights
from sig_metrics.measure.before import Before, then_of
from sig_metrics.measure.comparison import from_target, points_from_target
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import Overview, State

Crossed = tuple[str, str]  # (system, stage)


@dataclass(frozen=True)
class Change:
    """`of`: what differs, «overdue» or «rate»; `short`: «+2», «−12»; `said`: «2 vencidos más que en octubre», «12 puntos
    por debajo de la meta»."""

    of: str
    short: str
    said: str


def since(dataset: Dataset, seen: Overview, before: Scope | Before) -> dict[Crossed, Change]:
    """{(system, stage): Change} of what is overdue now and an earlier day; of those where it is not the same."""
    day, judged = then_of(dataset, before), seen.total.known and not seen.total.waiting
    if not judged or not insights.comparable(seen, day.whole()):
        return {}
    then, month = day.crossings(), day.plan_said(seen.scope)
    found = {}
    for crossed, state in seen.matrix.items():
        if change := state.overdue - then.get(crossed, State()).overdue:
            counted = words.count(abs(change), "vencido", "vencidos")
            said = words.say("crossing_more" if change > 0 else "crossing_less", counted=counted, month=month)
            found[crossed] = Change("overdue", _signed(change, words.number(abs(change))), said)
    return found


def to_target(dataset: Dataset, scope: Scope) -> dict[Crossed, Change]:
    """{(system, stage): Change} of the advance and its target; of those that are not at it."""
    catalog = dataset.catalog
    indicator = catalog.indicators[catalog.screens.plan.state["delivered"]]
    found = {}
    for measured in measures(dataset, (indicator,), scope, ("system", "stage")):
        if points := points_from_target(measured, 0):
            found[measured.group] = Change("rate", _signed(points, words.number(abs(points))), from_target(measured, 0))
    return found


def _signed(change: float, shown: str) -> str:
    return f"{'+' if change > 0 else '−'}{shown}"
