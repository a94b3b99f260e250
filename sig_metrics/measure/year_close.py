"""Owns what is still possible for the year of the plan: the best and the worst close of a share of its deliverables, what
is needed to reach its target, and since when it cannot be reached.

Of what was delivered in time, what has been judged stays: only what is not due yet can still be in time. Of what was
delivered at all, everything that lacks can still be delivered. Every month is against the version that rules at the
cut-off, the one that will close the year."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.compute import measure, measures, target_at
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.plan import ruling_of
from sig_metrics.measure.scope import Scope, month_end

EXACT = 1e-9  # of a count of deliverables


@dataclass(frozen=True)
class Close:
    """What a year can end with: `counted` of `total` count today and `open` may still count; `needed` of those are
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
    ruling = ruling_of(dataset, scope)
    if ruling is None or not closes(dataset, indicator):
        return None
    last = min(scope.cutoff, month_end(ruling.year, 12))
    ends = [month_end(ruling.year, month) for month in range(1, last.month + 1)]
    ruled = replace(scope, plan=ruling.version)
    told = {day: _close(dataset, indicator, replace(ruled, cutoff=day), ruling.year) for day in ends}
    now, lost = told[last], None
    if now is None:
        return None
    for day in reversed(ends):
        if told[day] is None or told[day].target is None or told[day].needed is not None:
            break
        lost = day
    return replace(now, lost=lost)


def _close(dataset: Dataset, indicator: Indicator, scope: Scope, year: int) -> Close | None:
    """The close as it was at a day, against a version; None where it is not known what was delivered."""
    found = measure(dataset, indicator, scope)
    if found.value is None:
        return None
    total = _programmed(dataset, scope, year)
    judged = found.denominator if indicator.name == _shares(dataset)[1] else found.numerator
    goal = target_at(indicator, scope.cutoff)
    return (
        Close(year, int(found.numerator), total - int(judged), total, goal.value if goal else None) if total else None
    )


def _programmed(dataset: Dataset, scope: Scope, year: int) -> int:
    counted = dataset.catalog.indicators[dataset.catalog.screens.plan.state["programmed"]]
    return int(measure(dataset, counted, replace(scope, cutoff=month_end(year, 12))).value or 0)


@remembered(64)
def lacking(dataset: Dataset, scope: Scope) -> dict[str, int]:
    """{unit: how many of the deliverables of the year it still has to deliver}, the most first; what two units owe
    counts in both."""
    ruling, named = ruling_of(dataset, scope), dataset.catalog.screens.plan.state
    if ruling is None:
        return {}
    against = replace(scope, cutoff=month_end(ruling.year, 12), plan=ruling.version)
    asked = ((named["programmed"], against), (named["delivered"], scope))
    year, done = (
        {
            each.group[0]: int(each.numerator or 0)
            for each in measures(dataset, dataset.indicators((name,)), day, ("unit",))
        }
        for name, day in asked
    )
    found = {unit: total - done.get(unit, 0) for unit, total in year.items()}
    return dict(sorted(((u, n) for u, n in found.items() if n > 0), key=lambda each: (-each[1], each[0])))


def close_said(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[str]:
    """«95 % es inalcanzable desde el 31/08/2021; lo mejor posible, 82.4 %.», what is needed, and who owes it."""
    found = year_close(dataset, indicator, scope)
    if found is None:
        return []
    best, worst, target = (
        words.amount(value, indicator.unit, indicator.decimals) for value in (found.best, found.worst, found.target)
    )
    if found.needed is None and found.target is not None:
        said = [words.say("close_lost", target=target, day=words.day(found.lost), best=best)]
    elif found.needed:
        said = [words.say("close_needed", target=target, needed=found.needed, open=found.open)]
    else:
        said = [words.say("close_sure", target=target)] if found.target is not None else []
    said.append(words.say("close_range", year=found.year, worst=worst, best=best))
    owed = lacking(dataset, scope) if indicator.name == _shares(dataset)[0] else {}
    if owed:
        label = dataset.catalog.label
        units = " · ".join(f"{label('unit', unit)} {count}" for unit, count in owed.items())
        said.append(words.say("close_owed", count=found.open, units=units))
    return said
