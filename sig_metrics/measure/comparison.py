"""Owns what a reader compares with: which earlier cut-off a choice means, and how much an indicator differs from then,
or from its target, in words.

The month before January is December of the year before: what is open, owed or held at a day goes on from it. A sum over
the year does not, nor does what counts since the January of a plan: between two years, or two plans, it is compared with
the same month only. A difference is never given where
one of the two values is missing, is not of its month or is grey; and it says how much, not whether that is good."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.before import Before, then_of
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.kept import kept
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, Scope, month_end, months_before

MONTH, YEAR, TARGET, NOTHING = "mes", "anio", "meta", "no"
JUDGED = ("met", "backlog", "near", "watch", "missed", "beyond", "no_target")


@dataclass(frozen=True)
class Difference:
    """An indicator on an earlier day: its measure then, and how much more or less there is now, in words."""

    before: Measure
    change: float  # after less before, in the unit that is said: points of a percentage, cases, days
    said: str


def earlier_day(choice: str, cutoff: date) -> date | None:
    """The month end that a choice means: «mes», «anio» or a month, «2021-06»; None for «meta», «no» and other texts."""
    if choice in (MONTH, YEAR):
        return months_before(cutoff, 1 if choice == MONTH else 12)
    if re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", choice):
        return month_end(int(choice[:4]), int(choice[5:]))
    return None


def earlier(choice: str, scope: Scope, available: Horizon) -> Scope | None:
    """The scope that a choice compares with, with the same filters; None when it means none, or one that is not
    offered or not earlier."""
    day = earlier_day(choice, scope.cutoff)
    if day is None or day >= scope.cutoff or day not in available.offered():
        return None
    return replace(scope, cutoff=day, plan=_plan(scope, day, available))


def _plan(scope: Scope, day: date, available: Horizon) -> str:
    """The version asked for where the same plan rules both days; else the one in force."""
    if scope.plan in (IN_FORCE, LATEST):
        return scope.plan
    now, then = available.ruling(scope.cutoff, scope.plan), available.ruling(day)
    return scope.plan if now and then and now.year == then.year else IN_FORCE


def choices(scope: Scope, available: Horizon, cortes: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """(choice, words) of all that a scope can be compared with: «Octubre de 2021, el mes anterior», each earlier
    month, the newest first, the target and nothing. `cortes`: those that can be, which come before the months."""
    named = [(choice, earlier(choice, scope, available)) for choice in (MONTH, YEAR)]
    found = [
        (choice, words.say(f"compare_{choice}", month=words.month(before.cutoff).capitalize()))
        for choice, before in named
        if before
    ]
    taken = {before.cutoff for _, before in named if before}
    months = [day for day in reversed(available.offered()) if day < scope.cutoff and day not in taken]
    found += [*cortes, *((f"{day:%Y-%m}", words.month(day).capitalize()) for day in months)]
    return [*found, *((choice, words.say(f"compare_{choice}")) for choice in (TARGET, NOTHING))]


@kept(64)
def differences(dataset: Dataset, found: list[Measure], before: Scope | Before) -> dict[str, Difference]:
    """{name of the indicator: Difference} of values that are not of groups; those that cannot be compared are
    absent."""
    then = {m.indicator.name: m for m in then_of(dataset, before).measures(tuple(m.indicator for m in found))}
    told = ((m.indicator.name, difference(m, then[m.indicator.name])) for m in found)
    return {name: each for name, each in told if each}


@kept(64)
def differences_said(dataset: Dataset, found: list[Measure], before: Scope | Before) -> dict[str, str]:
    """{name of the indicator: how much it differs, in words}; of a corte also what it lacks, and what was then
    calculated by another definition."""
    then, told = then_of(dataset, before), differences(dataset, found, before)
    said = ((m.indicator.name, _told(then, m.indicator, told.get(m.indicator.name))) for m in found)
    return {name: each for name, each in said if each}


def _told(then: Before, indicator: Indicator, found: Difference | None) -> str:
    if then.lacks(indicator):
        return words.say("compare_lacking")
    if then.redefined(indicator):
        return words.say("compare_redefined", said=found.said) if found else words.say("compare_redefined_alone")
    return found.said if found else ""


def difference(after: Measure, before: Measure) -> Difference | None:
    """How much an indicator differs from an earlier day; None where that cannot be said."""
    known = all(m.value is not None and m.status in JUDGED for m in (after, before))
    if not known or not one_sum(after, before):
        return None
    change = round(_shown(after.indicator, after.value) - _shown(after.indicator, before.value), 9)
    return Difference(before, change, _said(after.indicator, change))


def from_target(measured: Measure, decimals: int | None = None) -> str:
    """«28.2 puntos por debajo de la meta»; of what less is better, «… del máximo». «» without a value that is judged, or a
    target. `decimals`: those that the value is shown with, where they are not its own."""
    change = points_from_target(measured, decimals)
    if change is None:
        return ""
    indicator = measured.indicator
    if not change:
        return words.say("target_same")
    limit = words.say("target_maximum" if indicator.direction == "down" else "target_goal")
    return words.say(
        "target_above" if change > 0 else "target_below", amount=_amount(indicator, abs(change), decimals), limit=limit
    )


def points_from_target(measured: Measure, decimals: int | None = None) -> float | None:
    """The value less its target, in the unit that is said; None without a value that is judged, or a target."""
    if measured.value is None or measured.target is None or measured.status not in JUDGED:
        return None
    indicator = measured.indicator
    value, target = (_shown(indicator, each, decimals) for each in (measured.value, measured.target.value))
    return round(value - target, 9)


def one_sum(after: Measure, before: Measure) -> bool:
    """Whether two days of an indicator can be set one against the other: what counts since a January (of its year, or of
    the plan that rules) starts again with it, so that both are of the same one, or of as many months."""
    if not _counts_since(after.indicator):
        return True
    starts = [_january(each) for each in (after, before)]
    months = [12 * (each.cutoff.year - start) + each.cutoff.month for each, start in zip((after, before), starts)]
    return starts[0] == starts[1] or months[0] == months[1]


def begins_again(history: Sequence[Measure]) -> frozenset[int]:
    """The months of a series, by their place, that count since another January than the one before them: no line joins
    the two."""
    return frozenset(
        n
        for n, (before, each) in enumerate(zip(history, history[1:]), 1)
        if _counts_since(each.indicator) and _january(before) != _january(each)
    )


def _counts_since(indicator: Indicator) -> bool:
    """Whether each of its months holds those since a January."""
    return indicator.accumulation == "year_to_date" or bool(indicator.restarts)


def _january(measured: Measure) -> int:
    """The year since whose January a month counts."""
    return measured.begun or measured.cutoff.year


def _decimals(indicator: Indicator) -> int:
    return 0 if indicator.unit in ("count", "days") else indicator.decimals


def _shown(indicator: Indicator, value: float, decimals: int | None = None) -> float:
    """A value as it is read, in the unit of its difference: what is subtracted is what is seen."""
    return words.rounded(
        value * 100 if indicator.unit == "percent" else value, _decimals(indicator) if decimals is None else decimals
    )


def _amount(indicator: Indicator, change: float, decimals: int | None = None) -> str:
    """«2.1 puntos», «1 día», «0.12»."""
    said = words.number(change, _decimals(indicator) if decimals is None else decimals)
    if indicator.unit == "percent":
        return f"{said} {'punto' if change == 1 else 'puntos'}"
    return words.count(int(change), "día", "días") if indicator.unit == "days" else said


def _said(indicator: Indicator, change: float) -> str:
    if not change:
        return words.say("compare_same")
    amount = _amount(indicator, abs(change))
    if indicator.unit in ("count", "days"):
        return words.say("compare_more" if change > 0 else "compare_less", amount=amount)
    return f"{'+' if change > 0 else '−'}{amount}"
