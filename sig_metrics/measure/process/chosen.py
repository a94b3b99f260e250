"""Owns which chart a series has, chosen by its data, and what the process says in it (`product.md`, rule 7).

Fewer than 8 months are a line; 8 to 11 a run chart; 12 or more have limits: p′ or u′ where what is counted in a month
changes by more than a quarter of its mean (Montgomery § 7.3.2), XmR otherwise. What each month holds of the month
before (a stock, the sum of the year, the last one published) is never given limits: its months do not vary apart from
each other, so that limits of their ranges would call every step a signal. So with the percentages of the plan."""

from dataclasses import dataclass
from datetime import date
from math import inf
from statistics import fmean

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.compute import Measure, series
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.process.limits import Limits, Series, p_prime, u_prime, xmr
from sig_metrics.measure.process.reading import assurance, capability, variation
from sig_metrics.measure.process.rules import RunTest, Signal, run_test, signals
from sig_metrics.measure.scope import Scope, months_before

RUN_FROM, LIMITS_FROM = 8, 12  # known months
CHANGES = 0.25  # of the mean denominator
MONTHS = 24


@dataclass(frozen=True)
class Process:
    """A series with its chart (`form`: line · run · xmr · p · u), why it is that one (`reason`, a code of the
    sentences), and what it says: `variation` of its last known month, `assurance` and `capability` (0 to 1) of its
    target."""

    indicator: Indicator
    history: tuple[Measure, ...]
    form: str
    reason: str
    limits: Limits | None = None
    run: RunTest | None = None
    signals: tuple[Signal, ...] = ()
    variation: str | None = None
    assurance: str | None = None
    capability: float | None = None

    @property
    def values(self) -> tuple[float | None, ...]:
        return tuple(each.value for each in self.history)

    @property
    def last(self) -> int | None:
        """The place of the last known month."""
        return max((n for n, value in enumerate(self.values) if value is not None), default=None)


@remembered(256)
def process(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> Process:
    """What the process of an indicator says over so many months to the cut-off, from the first that is known."""
    since = months_before(scope.cutoff, months - 1)
    # from January, so that every month of a year is asked of the same answer
    whole = series(dataset, indicator, scope, date(since.year, 1, 1))
    history = [each for each in whole if each.cutoff >= since]
    first = next((n for n, each in enumerate(history) if each.value is not None), len(history) - 1)
    return process_of(indicator, tuple(history[first:]))


def process_of(indicator: Indicator, history: tuple[Measure, ...]) -> Process:
    """The same, of a series."""
    values = [each.value for each in history]
    known = sum(value is not None for value in values)
    if not varies(indicator):
        return Process(indicator, history, "line", f"holds_{indicator.accumulation}")
    if known < RUN_FROM:
        return Process(indicator, history, "line", "few")
    tested = run_test(values)
    if tested is None:
        return Process(indicator, history, "line", "still")
    if known < LIMITS_FROM:
        return Process(indicator, history, "run", "some", run=tested)
    form, limits = _limits(indicator, history)
    if limits is None:
        return Process(indicator, history, "run", "still", run=tested)
    found = tuple(signals(limits))
    target, last = history[-1].target, max(n for n, value in enumerate(values) if value is not None)
    aim = target.value if target else None
    return Process(
        indicator,
        history,
        form,
        "varies" if form in ("p", "u") else "many",
        limits,
        tested,
        found,
        variation(list(found), last, indicator.direction),
        assurance(limits, aim, indicator.direction),
        capability(limits, list(found), aim, indicator.direction),
    )


def varies(indicator: Indicator) -> bool:
    """Whether its months vary apart from each other: none of them holds the one before."""
    return indicator.accumulation == "flow"


def _limits(indicator: Indicator, history: tuple[Measure, ...]) -> tuple[str, Limits | None]:
    counted, of = _parts(indicator, history)
    if indicator.denominator and not indicator.step and changes(of):
        form, made = ("p", p_prime) if indicator.unit == "percent" else ("u", u_prime)
        if found := made(counted, of):
            return form, found
    most = 1.0 if indicator.unit == "percent" else inf
    return "xmr", xmr([each.value for each in history], floor=0.0, ceiling=most)


def _parts(indicator: Indicator, history: tuple[Measure, ...]) -> tuple[Series, Series]:
    """What is counted each month, and over what, in the units of the value."""
    known = [each if each.value is not None else None for each in history]
    of = [each.denominator / indicator.scale if each and each.denominator else None for each in known]
    return [each.numerator if each else None for each in known], of


def changes(of: Series) -> bool:
    """Whether some month is more than a quarter away from the mean of all."""
    known = [each for each in of if each]
    return bool(known) and max(abs(each - fmean(known)) for each in known) > CHANGES * fmean(known)


def month_of(found: Process, at: int) -> date:
    """The month of a point."""
    return found.history[at].cutoff
