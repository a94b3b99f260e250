"""Owns how a group of indicators stands: how many of each word, and which are the worst."""

from sig_metrics.measure.compute import Measure


def distance(measured: Measure) -> float:
    """How far a value is from its target, as a part of the target (of a target of zero, the value itself); below zero
    when it is better, and zero without one of the two."""
    if measured.value is None or measured.target is None:
        return 0.0
    goal = measured.target.value
    lacking = measured.value - goal if measured.indicator.lower_is_better else goal - measured.value
    return lacking / abs(goal) if goal else lacking
