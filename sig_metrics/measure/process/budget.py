"""Owns which signals a session is told of, so that it is seldom told of one that is not there.

On one chart a rule that errs once in a hundred months is a good rule; on the charts of a whole catalogue something errs in
nearly every session. So each signal has its chance: how often a process that did not change would show one like it, or
a rarer one, in the months that a session looks at. A session is told of those whose chance, times the charts that have
limits and the rules of each, is within the budget: it sees one false signal or more in at most a tenth of its
sessions (Bonferroni; the simulation is in the tests, and its figure in `docs/fiabilidad.md`). A chart shows them all.

Scores are of limits that were estimated: the tail of an outside point is Student's, of the degrees of freedom of a mean
moving range (0.62 of the ranges: Wheeler, *Advanced Topics in Statistical Process Control*, table 4.6), by the
approximation of Wallace, *Annals of Mathematical Statistics* 30 (1959).

Months that frozen limits judge were not among those that made them: all of them share the error of their centre and
of their sigma, so that they are outside, or on one side, together more often than each alone would be. A stretch has
as many degrees of freedom as its own months; of one that is provisional nothing is told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import erfc, exp, factorial, log, log1p, sqrt
from statistics import NormalDist

from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.limits import WIDTH, Series
from sig_metrics.measure.process.rules import NEAR, TREND, Signal
from sig_metrics.measure.process.segments import Segment

BUDGET = 0.10  # of the sessions, with one false signal or more
LOOKED_AT = 3  # months of a session
RULES = 4
FREEDOM = 0.62  # degrees of freedom of a mean moving range, for each of its ranges


@dataclass(frozen=True)
class Told:
    """A signal that a session is told of, with its chance in a process that did not change."""

    process: Process
    signal: Signal
    chance: float


def told(processes: Iterable[Process], months: int = LOOKED_AT) -> list[Told]:
    """The signals that end in the last months of some processes and are within the budget of all, the least likely
    first."""
    charts = [each for each in processes if each.limits]
    found = [
        Told(each, signal, chance_in(each, segment, signal, months))
        for each in charts
        for segment in each.segments
        if not segment.provisional
        for signal in segment.signals()
        if signal.last >= len(each.history) - months
    ]
    kept = [each for each in found if each.chance * len(charts) * RULES <= BUDGET]
    return sorted(kept, key=lambda each: (each.chance, each.process.indicator.code, each.signal.first))


def chance_in(found: Process, segment: Segment, signal: Signal, months: int = LOOKED_AT) -> float:
    """The same, of a signal of a stretch of a process."""
    here = replace(signal, first=signal.first - segment.first, last=signal.last - segment.first)
    scores, cycle = segment.limits.scores, found.indicator.cycle
    known = segment.base if segment.frozen else sum(each is not None for each in scores)
    return chance(here, scores, months, max(known // cycle, 2), segment.frozen)


def chance(
    signal: Signal, scores: Series, months: int = LOOKED_AT, known: int | None = None, frozen: bool = False
) -> float:
    """How often a process that did not change would show such a signal in so many months, at most.

    Its limits are of `known` months (all of the scores), which a `frozen` one does not judge."""
    length = signal.last - signal.first + 1
    known = known or sum(each is not None for each in scores)
    if signal.rule == "run":
        # a run of two sides, that ends in the first of the months or begins anew for each of the others
        return 2 * (_together(0.0, known, length) if frozen else 0.5**length) * (1 + (months - 1) / 2)
    if signal.rule == "trend":
        return 2 / factorial(max(length, TREND)) * months
    beyond = sorted(map(abs, _beyond(signal, scores)), reverse=True)
    if signal.rule == "outside":
        return 2 * months * (_together(beyond[0], known, 1) if frozen else _tail(beyond[0], known))
    # either side, any two of three, both at least as far as the nearer
    return 2 * 3 * months * (_together(beyond[1], known, 2) if frozen else _tail(beyond[1], known) ** 2)


@lru_cache(256)
def _together(score: float, known: int, times: int) -> float:
    """The chance that so many months are all further on one side than a score of limits made of `known` others: over
    where their centre may be, and how wide their sigma."""
    freedom = FREEDOM * max(known - 1, 1)
    # where the normal is smooth, so few points of its centre are enough (within 0.002 % of a hundred times as many)
    centres, sigmas = [0.4 * n for n in range(-12, 13)], [0.05 * n for n in range(1, 71)]
    # Chi's, over its root of degrees of freedom
    wide = [exp((freedom - 1) * log(each) + freedom * (1 - each * each) / 2) for each in sigmas]
    far = [exp(-each * each / 2) for each in centres]
    # the normal's own function, on scores over the root of two: a session asks this thousands of times
    limits, placed = [score * each / sqrt(2) for each in sigmas], [each / sqrt(2 * known) for each in centres]
    total = 0.0
    for limit, weight in zip(limits, wide):
        total += weight * sum([apart * (erfc(limit - centre) / 2) ** times for centre, apart in zip(placed, far)])
    return total / (sum(wide) * sum(far))


def _beyond(signal: Signal, scores: Series) -> list[float]:
    """The scores of its points that make it a signal."""
    least = WIDTH if signal.rule == "outside" else NEAR * WIDTH
    return [each for each in scores[signal.first : signal.last + 1] if each is not None and signal.side * each > least]


def _tail(score: float, known: int) -> float:
    """The share of Student's distribution beyond a score."""
    freedom = FREEDOM * max(known - 1, 1)
    if score == float("inf"):
        return 0.0
    normal = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(score * score / freedom))
    return NormalDist().cdf(-normal)
