"""Owns the shape of `process --json`: the months of an indicator with their limits, and what the process says."""

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.process.budget import chance
from sig_metrics.measure.process.chosen import MONTHS, Process, month_of, process
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.scope import Scope


def process_document(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> dict:
    """{indicator, code, cutoff, form, reason, target, variation, assurance, capability, run, signals, months}."""
    found = process(dataset, indicator, scope, months)
    target = found.history[-1].target
    return {
        "indicator": indicator.name,
        "code": indicator.code,
        "cutoff": f"{scope.cutoff:%Y-%m}",
        "form": found.form,
        "reason": found.reason,
        "target": target.value if target else None,
        "variation": found.variation,
        "assurance": found.assurance,
        "capability": found.capability,
        "run": {**vars(found.run), "shifted": found.run.shifted} if found.run else None,
        "signals": [_signal(found, each) for each in found.signals],
        "months": [_month(found, at) for at in range(len(found.history))],
    }


def _signal(found: Process, each: Signal) -> dict:
    return {
        "rule": each.rule,
        "first": f"{month_of(found, each.first):%Y-%m}",
        "last": f"{month_of(found, each.last):%Y-%m}",
        "side": each.side,
        "chance": chance(each, found.limits.scores),
    }


def _month(found: Process, at: int) -> dict:
    limits = found.limits
    drawn = {name: getattr(limits, name)[at] if limits else None for name in ("centre", "lower", "upper")}
    return {"month": f"{month_of(found, at):%Y-%m}", "value": found.values[at], **drawn}
