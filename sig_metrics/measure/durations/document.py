"""Owns the shape of `durations --json`: the times of a register with their curve, and its paths."""

from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.durations.paths import paths
from sig_metrics.measure.durations.times import Durations, Times, ignored
from sig_metrics.measure.freshness import stock_unknown
from sig_metrics.measure.scope import Scope

TOLD = "n closed open median p90 oldest suspended suspended_days reopened term".split()


def durations_document(dataset: Dataset, found: Durations, scope: Scope, kind: str) -> dict:
    """{register, cutoff, days, kind, ignored, unknown, n, closed, open, median, p90, oldest, …, groups, curve, paths}.
    Where what is open is not known (`unknown` says why), there is nothing of the rest."""
    why, shown = stock_unknown(dataset, (found.register,), scope.cutoff), found.of(kind)
    return {
        "register": found.register,
        "cutoff": f"{scope.cutoff:%Y-%m}",
        "days": found.clock,
        "kind": kind,
        "ignored": list(ignored(dataset, found.register, scope)),
        "unknown": why,
        **(dict.fromkeys(TOLD) if why else _told(shown)),
        "groups": [{"by": each.by, "code": each.code, **_told(each)} for each in found.groups if not why],
        "curve": [vars(step) for step in shown.curve if not why],
        "paths": [vars(each) for each in paths(dataset, found.register, scope, kind) if not why],
    }


def _told(times: Times) -> dict:
    return {name: getattr(times, name) for name in TOLD}
