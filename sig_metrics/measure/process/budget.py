"""Owns which signals a session is told of, so that it is seldom told of one that is not there.

On one chart a rule that errs once in a hundred months is a good rule; on the charts of a whole catalogue something errs in
nearly every session. So each signal has its chance: how often a process that did not change would show one like it, or
a rarer one, in the months that a session looks at. A session is told of those whose chance, times the charts that have
limits and the rules of each, is within the budget: it sees one false signal or more in at most a tenth of its
sessions (Bonferroni; the simulation is in the tests, and its figure in `docs/fiabilidad.md`). A chart shows them all.

Scores are of limits that were estimated: the tail of an outside point is Student's, of the degrees of freedom of a mean
moving range (0.62 of the ranges: Wheeler, *Advanced Topics in Statistical Process Control*, table 4.6), by the
approximation of Wallace, *Annals of Mathematical Statistics* 30 (1959)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import factorial, log1p, sqrt
from statistics import NormalDist

from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.limits import WIDTH, Series
from sig_metrics.measure.process.rules import NEAR, TREND, Signal

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
        Told(each, signal, chance(signal, each.limits.scores, months))
        for each in charts
        for signal in each.signals
        if signal.last >= len(each.history) - months
    ]
    kept = [each for each in found if each.chance * len(charts) * RULES <= BUDGET]
    return sorted(kept, key=lambda each: (each.chance, each.process.indicator.code, each.signal.first))


def chance(signal: Signal, scores: Series, months: int = LOOKED_AT) -> float:
    """How often a process that did not change would show such a signal in so many months, at most."""
    length = signal.last - signal.first + 1
    if signal.rule == "run":
        # a run of two sides, that ends in the first of the months or begins anew for each of the others
        return 2 * 0.5**length * (1 + (months - 1) / 2)
    if signal.rule == "trend":
        return 2 / factorial(max(length, TREND)) * months
    known = sum(each is not None for each in scores)
    beyond = sorted((_tail(abs(each), known) for each in _beyond(signal, scores)))
    if signal.rule == "outside":
        return 2 * beyond[0] * months
    return 2 * 3 * beyond[1] ** 2 * months  # either side, any two of three, both at least as far as the nearer


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
