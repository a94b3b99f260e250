"""Owns what is still possible for the year of the plan: the best and the worst close of a share of its deliverables, what
is needed to reach its target, since when it cannot be reached, and the shortest list that closes it as well as it can.

Of what was delivered in time, what is due stays as it is: only what is not due yet can still be in time. Of what was
delivered at all, everything that lacks can still be delivered. Every month is against the version that rules at the
cut-off, the one that will close the year."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decisions import deliverable_title
from sig_metrics.measure.freshness import plan_unknown
from sig_metrics.measure.plan import overdue, ruling_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.targets import target_at
from sig_metrics.measure.wording import late
from sig_metrics.measure.year_slots import Slot, slots_at

EXACT = 1e-9  # of a count of deliverables


@dataclass(frozen=True)
class Close:
    """What a year can end with: `counted` of `total` count already and `open` may still count; `needed` of those are
    needed for the target (None: not with all of them), which cannot be reached since the day `lost`."""

    year: int
    counted: int
    open: int
    total: int
    target: float | None
    lost: date | None = None

    @property
    def best(self) -> float:
        return (self.counted + self.open) / self.total

    @property
    def worst(self) -> float:
        return self.counted / self.total

    @property
    def needed(self) -> int | None:
        if self.target is None:
            return None
        lacking = max(ceil(self.target * self.total - EXACT) - self.counted, 0)
        return lacking if lacking <= self.open else None


def closes(dataset: Dataset, indicator: Indicator) -> bool:
    """Whether it is a share of the plan whose close can be told."""
    return indicator.name in _shares(dataset)


def _shares(dataset: Dataset) -> tuple[str, str]:
    named = dataset.catalog.screens.plan.state
    return named["delivered"], named["on_time"]


@remembered(64)
def year_close(dataset: Dataset, indicator: Indicator, scope: Scope) -> Close | None:
    """The close of the year of the plan that rules at a cut-off; None without a plan, or where nothing is known."""
    days = _days(dataset, scope) if closes(dataset, indicator) else []
    told = {day: _close(dataset, indicator, scope, day) for day in days}
    now, lost = told.get(days[-1]) if days else None, None
    if now is None:
        return None
    for day in reversed(days):
        if told[day] is None or told[day].target is None or told[day].needed is not None:
            break
        lost = day
    return replace(now, lost=lost)


def _days(dataset: Dataset, scope: Scope) -> list[date]:
    """The month ends of the year of the plan that rules a cut-off, until that cut-off."""
    ruling = ruling_of(dataset, scope)
    if ruling is None:
        return []
    last = min(scope.cutoff, month_end(ruling.year, 12))
    return [month_end(ruling.year, month) for month in range(1, last.month + 1)]


def _close(dataset: Dataset, indicator: Indicator, scope: Scope, day: date) -> Close | None:
    """The close as it was at a day; None where it is not known what was delivered, or there is nothing to deliver."""
    ruling = ruling_of(dataset, scope)
    slots = slots_at(dataset, scope, ruling, day) if not plan_unknown(dataset, day) else []
    goal = target_at(indicator, day)
    return close_of(slots, indicator.name == _shares(dataset)[1], day, ruling.year, goal.value if goal else None)


def close_of(slots: list[Slot], in_time: bool, day: date, year: int, target: float | None) -> Close | None:
    """The close of some deliverables at a day: of those that are delivered in time, or at all."""
    counted = sum(each.on_time if in_time else each.delivered_on is not None for each in slots)
    return Close(year, counted, len(lacking(slots, in_time, day)), len(slots), target) if slots else None


def lacking(slots: list[Slot], in_time: bool, day: date) -> list[Slot]:
    """What can still count and does not yet, what is due first before the rest: each counts one, so that no shorter list
    does as much."""
    found = [each for each in slots if each.delivered_on is None and (not in_time or each.due_on > day)]
    return sorted(found, key=lambda each: (each.due_on, each.place))


@remembered(64)
def still_lacking(dataset: Dataset, indicator: Indicator, scope: Scope) -> tuple[Slot, ...]:
    """The shortest list that closes the year as well as it can: each deliverable that can still count for a share."""
    days = _days(dataset, scope) if closes(dataset, indicator) else []
    if not days or plan_unknown(dataset, days[-1]):
        return ()
    slots = slots_at(dataset, scope, ruling_of(dataset, scope), days[-1])
    return tuple(lacking(slots, indicator.name == _shares(dataset)[1], days[-1]))


@remembered(64)
def close_by_unit(dataset: Dataset, indicator: Indicator, scope: Scope) -> dict[str, Close]:
    """{unit: the close of what it owes}, the one with most to deliver first; what two units owe counts in both."""
    days = _days(dataset, scope) if closes(dataset, indicator) else []
    if not days or plan_unknown(dataset, days[-1]):
        return {}
    ruling, in_time = ruling_of(dataset, scope), indicator.name == _shares(dataset)[1]
    slots, goal = slots_at(dataset, scope, ruling, days[-1]), target_at(indicator, days[-1])
    owners = dict.fromkeys(unit for each in slots for unit in each.units if scope.unit in (None, unit))
    found = {
        unit: close_of(
            [each for each in slots if unit in each.units], in_time, days[-1], ruling.year, goal and goal.value
        )
        for unit in owners
    }
    return dict(sorted(found.items(), key=lambda each: (-each[1].open, each[0])))


@dataclass(frozen=True)
class Item:
    """A deliverable that lacks: its slot, its units and its name as they read, whether it is past its day, and how it stands."""

    slot: Slot
    units: str
    title: str
    overdue: bool
    detail: str


@remembered(64)
def items_lacking(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[Item]:
    """The list of what lacks, as it reads: «vencido hace 30 días», «entregado sin número 23/09/2021», «en plazo»."""
    bare = {
        (row["activity"], row["month"], row["item"]): row["unsupported_on"]
        for row in overdue(dataset, scope)
        if row["unsupported_on"]
    }
    found = []
    for each in still_lacking(dataset, indicator, scope):
        days = (scope.cutoff - each.due_on).days
        said = late(days) if days >= 0 else words.say("close_pending")
        if day := bare.get(each.place):
            said = words.say("since_bare", day=words.day(day))
        units = units_label(dataset.catalog, "/".join(each.units))
        found.append(Item(each, units, deliverable_title(each.deliverable, each.item), days >= 0, said))
    return found


def close_said(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[str]:
    """«95 % es inalcanzable desde el 31/08/2021; lo mejor posible, 82.4 %.», what is needed, and between what it closes."""
    found = year_close(dataset, indicator, scope)
    if found is None:
        return []
    best, worst, target = (
        words.amount(value, indicator.unit, indicator.decimals) for value in (found.best, found.worst, found.target)
    )
    if found.needed is None and found.target is not None:
        said = [words.say("close_lost", target=target, day=words.day(found.lost), best=best)]
    elif found.needed:
        code = "close_all" if found.needed == found.open else "close_needed"
        said = [words.say(code, target=target, needed=found.needed, open=found.open)]
    else:
        said = [words.say("close_sure", target=target)] if found.target is not None else []
    said.append(words.say("close_range", year=found.year, worst=worst, best=best))
    return said
