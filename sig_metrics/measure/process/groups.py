"""Owns an indicator told apart by one of its dimensions: the months of each group, the worst first, and the funnel of those
that chance may tell apart by itself.

A group is at a day what its filter would say of it. Those of few (less than ten behind the value) come after, since any
one of them moves them far. A funnel is of what is counted one by one, in groups that are the whole and no more; of what
each month counts anew, of the last twelve months, for a month of a group has few."""

from dataclasses import dataclass, replace
from math import fsum, isclose

from sig_metrics.catalog.model import Indicator
from sig_metrics.language.text import fold
from sig_metrics.measure.beside import is_few
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import groupings
from sig_metrics.measure.labels import WITHOUT_UT, group_label
from sig_metrics.measure.process.funnel import GROUPS, Funnel, Parts, funnel
from sig_metrics.measure.process.rare import happened
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.scope import Scope, months_before

NOBODY = ("", WITHOUT_UT)  # what has no group is in none, and is not compared with them
YEAR = 12  # months of the funnel of what each month counts anew


@dataclass(frozen=True)
class Group:
    """A group of an indicator: its code («» of what has none), its name, and its months; None where it has no rows."""

    code: str
    label: str
    history: tuple[Measure | None, ...]

    @property
    def last(self) -> Measure | None:
        """What it is at the cut-off; None without a value."""
        return self.history[-1] if self.history[-1] and self.history[-1].value is not None else None

    @property
    def few(self) -> bool:
        return self.last is not None and is_few(self.last)


def dimensions(dataset: Dataset, indicator: Indicator, scope: Scope) -> tuple[str, ...]:
    """By what an indicator can be told apart at a day: its dimensions with two groups or more, but for those that the
    filters hold."""
    asked = (name for name in groupings(indicator) if name not in scope.filters())
    return tuple(name for name in asked if len(measures(dataset, (indicator,), scope, (name,))) > 1)


@remembered(128)
def groups(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, months: int) -> tuple[Group, ...]:
    """The groups of a dimension over so many months to the cut-off, the worst first; without months before the first
    that any of them has."""
    days = [months_before(scope.cutoff, back) for back in range(months - 1, -1, -1)]
    found = [
        {
            each.group[0] or "": each
            for each in measures(dataset, (indicator,), replace(scope, cutoff=day), (dimension,))
        }
        for day in days
    ]
    first = next((at for at, month in enumerate(found) if any(m.value is not None for m in month.values())), 0)
    codes = sorted({code for month in found[first:] for code, each in month.items() if each.value is not None})
    made = [
        Group(
            code,
            group_label(dataset, indicator, dimension, code or None),
            tuple(month.get(code) for month in found[first:]),
        )
        for code in codes
    ]
    return tuple(sorted(made, key=lambda each: _place(indicator, each)))


def _place(indicator: Indicator, each: Group) -> tuple:
    """The worst first, where one side is worse, or the highest; those of few after them; those without a value, last."""
    worst = BETTER.get(indicator.direction, -1) * each.last.value if each.last else 0.0
    return each.last is None, each.few, worst, fold(each.label)


def has_funnel(indicator: Indicator) -> bool:
    """Whether what it counts is counted one by one, out of as many that might be (a share) or of any (a rate), or is what
    happened, which it names (`events`), over a time or a room in which it might; and none is of the plan or of a
    reserved register."""
    alone = indicator.denominator and not indicator.factors and not indicator.step and not indicator.reserved
    counted = indicator.counts == "units" and indicator.unit in ("percent", "rate") or _named(indicator)
    return bool(alone and counted) and "activity" not in indicator.dimensions


@remembered(128)
def funnel_of(
    dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, widened: bool = False
) -> Funnel | None:
    """The funnel of the groups of a dimension, by their codes; None where there is none to draw."""
    if not has_funnel(indicator):
        return None
    adds, per = _adds(dataset, indicator, scope), indicator.scale
    parts = _parts(dataset, indicator, scope, dimension)
    parts = {name: pair for name, pair in parts.items() if name not in NOBODY}
    if adds != 1:
        per *= adds
        parts = {name: (counted / adds, of / adds) for name, (counted, of) in parts.items()}
    whole = all(isclose(counted, round(counted), abs_tol=1e-9) for counted, _ in parts.values())
    form = "binomial" if indicator.unit == "percent" else "poisson"
    if not whole or sum(of >= 1 if form == "binomial" else of > 0 for _, of in parts.values()) < GROUPS:
        return None
    found = funnel(parts, form, widened)
    return found and replace(found, per=per)


def _named(indicator: Indicator) -> bool:
    """Whether its numerator is what happened, which its events name."""
    return bool(indicator.events) and not indicator.events_of_cases


def _adds(dataset: Dataset, indicator: Indicator, scope: Scope) -> float:
    """How much each that happened adds to the numerator (1,000,000 of an index by million hours); 1 of what counts them."""
    if not _named(indicator):
        return 1.0
    months = funnel_months(indicator)
    since = months_before(scope.cutoff, months - 1 if months > 1 else scope.cutoff.month - 1).replace(day=1)
    many = len(happened(dataset, indicator, scope, since))
    days = [replace(scope, cutoff=months_before(scope.cutoff, back)) for back in range(months)]
    added = fsum(measures(dataset, (indicator,), day)[0].numerator or 0.0 for day in days)
    return added / many if many and added else 1.0


def funnel_months(indicator: Indicator) -> int:
    """How many months its funnel is of."""
    return YEAR if indicator.accumulation == "flow" else 1


def _parts(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str) -> Parts:
    """{code of the group: its parts} of the months of the funnel; empty where the groups are not the whole, which would
    count some twice."""
    found: dict[str, tuple[float, float]] = {}
    whole = [0.0, 0.0]
    for back in range(funnel_months(indicator)):
        day = replace(scope, cutoff=months_before(scope.cutoff, back))
        for each in measures(dataset, (indicator,), day, (dimension,)):
            counted, of = found.get(each.group[0] or "", (0.0, 0.0))
            found[each.group[0] or ""] = (
                counted + (each.numerator or 0.0),
                of + (each.denominator or 0.0) / indicator.scale,
            )
        total = measures(dataset, (indicator,), day)[0]
        whole = [whole[0] + (total.numerator or 0.0), whole[1] + (total.denominator or 0.0) / indicator.scale]
    sums = [fsum(parts) for parts in zip(*found.values())] if found else [0.0, 0.0]
    return found if isclose(sums[0], whole[0]) and isclose(sums[1], whole[1]) else {}
