"""Owns the decisions about processes that changed for the worse: the signals that a session is told of, one for each
indicator of a scope."""

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.filters import concerns
from sig_metrics.measure.off_target import answers_for
from sig_metrics.measure.process.budget import Told, told
from sig_metrics.measure.process.chosen import process, varies
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.process.spoken import signal_said
from sig_metrics.measure.scope import Scope

PLACE = "ind"  # the indicator in depth


@remembered(64)
def signalled(dataset: Dataset, scope: Scope) -> list[Decision]:
    """One an indicator of the scope whose process worsened in the last months, the least likely by chance first."""
    asked = [each for each in dataset.catalog.indicators.values() if varies(each) and concerns(each, scope)]
    worse = [
        each
        for each in told(process(dataset, indicator, scope) for indicator in asked)
        if each.signal.side == -BETTER.get(each.process.indicator.direction, 0)
    ]
    first: dict[str, Told] = {}
    for each in worse:
        first.setdefault(each.process.indicator.code, each)
    return [_decision(dataset, scope, each) for each in first.values()]


def _decision(dataset: Dataset, scope: Scope, found: Told) -> Decision:
    indicator = found.process.indicator
    units = answers_for(dataset, indicator)
    return Decision(
        "signal",
        "",
        scope.cutoff.month,
        0,
        0,
        units,
        words.say("decision_signal", name=indicator.short or indicator.title),
        " · ".join(filter(None, (units, signal_said(found.process, found.signal), indicator.code))),
        f"{PLACE}.{indicator.code}",
        norm=indicator.code,
        when=words.say("decision_signal_when"),
    )
