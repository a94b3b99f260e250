"""Owns the shape of `process --json`: the months of an indicator with their limits, and what the process says."""

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.noted import notes_of
from sig_metrics.measure.process.budget import chance_in
from sig_metrics.measure.process.chosen import MONTHS, Process, month_of, process
from sig_metrics.measure.process.decided import Decision, in_force
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.segments import Segment
from sig_metrics.measure.scope import Scope


def process_document(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> dict:
    """{indicator, code, cutoff, form, reason, target, variation, assurance, capability, run, signals, decisions, notes,
    months}."""
    found = process(dataset, indicator, scope, months)
    force = in_force(found.decided)
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
        "signals": [_signal(found, segment, each) for segment in found.segments for each in segment.signals()],
        "decisions": [{**_decision(each), "in_force": each in force} for each in found.decided],
        "notes": [{**vars(each), "day": f"{each.day:%Y-%m-%d}"} for each in notes_of(dataset, found)],
        "months": [_month(found, at) for at in range(len(found.history))],
    }


def _signal(found: Process, segment: Segment, each: Signal) -> dict:
    return {
        "rule": each.rule,
        "first": f"{month_of(found, each.first):%Y-%m}",
        "last": f"{month_of(found, each.last):%Y-%m}",
        "side": each.side,
        "chance": chance_in(found, segment, each),
    }


def _decision(each: Decision) -> dict:
    return {
        **vars(each),
        "since": f"{each.since:%Y-%m}",
        "until": f"{each.until:%Y-%m}" if each.until else None,
        "decided_on": f"{each.decided_on:%Y-%m-%d}",
    }


def _month(found: Process, at: int) -> dict:
    limits = found.limits
    drawn = {name: getattr(limits, name)[at] if limits else None for name in ("centre", "lower", "upper")}
    return {"month": f"{month_of(found, at):%Y-%m}", "value": found.values[at], **drawn}
