"""Owns what a process says to who decides: how it varies now, whether it can be relied on to reach its target, and in
how many months it will.

After «Making Data Count» (NHS England): variation is what the last point tells; assurance, where the target is with
respect to the limits. Whoever has the chart draws its icon and says its word."""

from math import erf, inf, sqrt
from statistics import median

from sig_metrics.measure.process.limits import Limits
from sig_metrics.measure.process.rules import Signal

BETTER = {"up": 1, "down": -1, "zero": -1}  # the side on which a value is better


def variation(signals: list[Signal], last: int, direction: str) -> str:
    """improving · concerning · special (it changed, and neither is better) · common, of the point at `last`."""
    now = [each for each in signals if each.last == last]
    if not now:
        return "common"
    # what is outside says more than a run that it belongs to
    side = next((each.side for each in now if each.rule == "outside"), now[-1].side)
    better = BETTER.get(direction)
    return "special" if better is None else "improving" if side == better else "concerning"


def assurance(limits: Limits, target: float | None, direction: str) -> str | None:
    """passes · fails · hit_or_miss, of the limits of the last point; None without a target to be on a side of."""
    better = BETTER.get(direction)
    if target is None or better is None or direction == "zero":
        return None
    lower, upper = limits.lower[-1], limits.upper[-1]
    worst, best = (lower, upper) if better > 0 else (upper, lower)
    if better * worst >= better * target:
        return "passes"
    return "fails" if better * best < better * target else "hit_or_miss"


def capability(limits: Limits, signals: list[Signal], target: float | None, direction: str) -> float | None:
    """The share of months in which this process will reach its target, 0 to 1; None where it has none, where the
    target is zero, or where there is no one process to speak of, since some point is outside its limits."""
    better = BETTER.get(direction)
    if target is None or better is None or direction == "zero" or limits.power != 1:
        return None
    if any(each.rule == "outside" for each in signals):
        return None
    centre, sigma = limits.centres[-1], median(limits.sigmas)
    apart = better * (centre - target) / sigma if sigma else inf * better * (centre - target or better)
    return 0.5 * (1 + erf(apart / sqrt(2)))
