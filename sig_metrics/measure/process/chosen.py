"""Owns which chart a series has, chosen by its data, and what the process says in it (`product.md`, rule 7).

Fewer than 8 months are a line; 8 to 11 a run chart; 12 or more have limits: p′ or u′ where what is counted in a month
changes by more than a quarter of its mean (Montgomery § 7.3.2), XmR otherwise, and where its ficha declares a cycle.
What each month holds of the month before (a stock, the sum of the year, the last one published) is never given limits:
its months do not vary apart from each other, so that limits of their ranges would call every step a signal. So with the
percentages of the plan. What was decided about the limits, as the cut-off knows it, gives each stretch its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from math import inf
from statistics import fmean

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.compute import Measure, series
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.process.decided import Decision, decisions, in_force
from sig_metrics.measure.process.limits import Limits, Series, p_prime, u_prime, xmr
from sig_metrics.measure.process.reading import assurance, capability, variation
from sig_metrics.measure.process.rules import RunTest, Signal, run_test
from sig_metrics.measure.process.segments import LIMITS_FROM, RUN_FROM, Segment, joined, segments
from sig_metrics.measure.scope import Scope, months_before

CHANGES = 0.25  # of the mean denominator
MONTHS = 24


@dataclass(frozen=True)
class Process:
    """A series with its chart (`form`: line · run · xmr · p · u), why it is that one (`reason`, a code of the
    sentences), and what it says: `variation` of its last known month, `assurance` and `capability` (0 to 1) of its
    target. `decided` is all that was decided about its limits; `segments`, the stretches that what is in force makes,
    of which assurance and capability are of the last; `medians`: those of its ranges, which a few wild months do not
    widen, give the limits of an XmR chart."""

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
    segments: tuple[Segment, ...] = ()
    decided: tuple[Decision, ...] = ()
    medians: bool = False

    @property
    def values(self) -> tuple[float | None, ...]:
        return tuple(each.value for each in self.history)

    @property
    def last(self) -> int | None:
        """The place of the last known month."""
        return max((n for n, value in enumerate(self.values) if value is not None), default=None)


@remembered(256)
def process(
    dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS, medians: bool = False
) -> Process:
    """What the process of an indicator says over so many months to the cut-off, from the first that is known.

    A decision that rules the first of them brings its own months, which its limits are of, though they are not
    drawn."""
    since = months_before(scope.cutoff, months - 1)
    decided = decisions(dataset, indicator, scope.cutoff)
    begun = [each.since for each in in_force(decided) if each.since <= since]
    start = max(begun, default=since)
    # from January, so that every month of a year is asked of the same answer
    whole = series(dataset, indicator, scope, date(start.year, 1, 1))
    history = [each for each in whole if each.cutoff >= start]
    first = next((n for n, each in enumerate(history) if each.cutoff >= since and each.value is not None), -1)
    first = first if first >= 0 else len(history) - 1
    if not begun:
        history, first = history[first:], 0
    return process_of(indicator, tuple(history), decided, first, medians)


def process_of(
    indicator: Indicator,
    history: tuple[Measure, ...],
    decided: tuple[Decision, ...] = (),
    shown: int = 0,
    medians: bool = False,
) -> Process:
    """The same, of a series that is drawn from the place `shown` on."""
    drawn = history[shown:]
    values = [each.value for each in drawn]
    known = sum(value is not None for value in values)
    if not varies(indicator):
        return Process(indicator, drawn, "line", f"holds_{indicator.accumulation}", decided=decided)
    if known < RUN_FROM or indicator.cycle > 1 and known < LIMITS_FROM:
        return Process(indicator, drawn, "line", "few" if known < RUN_FROM else "few_cycle", decided=decided)
    tested = run_test(values)
    if tested is None:
        return Process(indicator, drawn, "line", "still", decided=decided)
    if known < LIMITS_FROM:
        return Process(indicator, drawn, "run", "some", run=tested, decided=decided)
    form, found = _stretches(indicator, history, in_force(decided), shown, medians)
    if not found:
        return Process(indicator, drawn, "run", "still", run=tested, decided=decided)
    return _read(indicator, drawn, form, tested, tuple(found), decided, medians)


def _read(
    indicator: Indicator,
    drawn: tuple[Measure, ...],
    form: str,
    tested: RunTest,
    found: tuple[Segment, ...],
    decided: tuple[Decision, ...],
    medians: bool,
) -> Process:
    """What the stretches say: of the process that there is now, only the last one does."""
    now, target = found[-1], drawn[-1].target
    said = tuple(signal for each in found for signal in each.signals())
    aim, of_now = target.value if target else None, now.signals()
    made = Process(
        indicator,
        drawn,
        form,
        "cycle" if indicator.cycle > 1 else "varies" if form in ("p", "u") else "many",
        joined(found),
        tested,
        said,
        segments=found,
        decided=decided,
        medians=medians,
    )
    if now.limits is None or made.last < now.first:
        return made
    return replace(
        made,
        variation=variation(of_now, made.last, indicator.direction),
        assurance=assurance(now.limits, aim, indicator.direction),
        capability=capability(now.limits, of_now, aim, indicator.direction),
    )


def varies(indicator: Indicator) -> bool:
    """Whether its months vary apart from each other: none of them holds the one before."""
    return indicator.accumulation == "flow"


def _stretches(
    indicator: Indicator, history: tuple[Measure, ...], force: tuple[Decision, ...], shown: int, medians: bool
) -> tuple[str, list[Segment]]:
    """The chart and its stretches; [] when none of them has limits."""
    _, of = _parts(indicator, history)
    forms = ["xmr"]
    if indicator.denominator and not indicator.step and indicator.cycle == 1 and changes(of):
        forms = ["p" if indicator.unit == "percent" else "u", *forms]
    for form in forms:
        found = segments(history, force, partial(_limits, indicator, form, medians), shown)
        if any(each.limits for each in found):
            return form, found
    return forms[0], []


def _limits(
    indicator: Indicator, form: str, medians: bool, months: Sequence[Measure], base: int | None
) -> Limits | None:
    """The limits of some months in a chart, made of the first ones (None: of all)."""
    if form == "xmr":
        return xmr(
            [each.value for each in months],
            medians=medians,
            cycle=indicator.cycle,
            base=base,
            floor=0.0,
            ceiling=1.0 if indicator.unit == "percent" else inf,
        )
    counted, of = _parts(indicator, months)
    return (p_prime if form == "p" else u_prime)(counted, of, base)


def _parts(indicator: Indicator, history: Sequence[Measure]) -> tuple[Series, Series]:
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
