"""Owns what stands out where a system and a stage meet, besides what is overdue: indicators out of their target, grave
rules that find rows, processes that give a signal for the worse.

A signal is one of those that require a decision in the same scope, told within the budget of its session: a crossing has those
of its indicators, and judges none anew."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.decisions import grave_rules
from sig_metrics.measure.filters import concerns, groupings
from sig_metrics.measure.insights import indicators_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import signalled


@dataclass(frozen=True)
class Alarms:
    """How many indicators are out of their target, how many grave rules find rows, and how many processes give a signal."""

    missed: int = 0
    grave: int = 0
    signals: int = 0


@remembered(64)
def alarms(dataset: Dataset, scope: Scope) -> dict[tuple[str, str], Alarms]:
    """{(system, stage): Alarms}, of the systems in scope; an indicator or a rule of several counts in each."""
    catalog, found = dataset.catalog, {}
    asked = replace(scope, stage=None)  # of one system, asked as its decisions are; of all, as theirs
    out = {each.indicator.name for each in _whole(dataset, asked) if _missed(each)}
    for system in catalog.vocabularies["system"]:
        if scope.system not in (None, system):
            continue
        mine, own = replace(asked, system=system), indicators_of(catalog, system=system)
        divided = tuple(each for each in own if not scope.system and _divided(each, mine))
        missed = [each for each in own if each not in divided and each.name in out]
        missed += [each.indicator for each in measures(dataset, divided, mine) if _missed(each)]
        for stage in catalog.vocabularies["stage"]:
            found[system, stage] = Alarms(
                sum(stage in indicator.stages for indicator in missed),
                len(list(grave_rules(dataset, replace(mine, stage=stage)))),
                len(signals_of(dataset, scope, system, stage)),
            )
    return found


def _whole(dataset: Dataset, scope: Scope) -> list[Measure]:
    """Every indicator of a scope, asked as the decisions ask it: the answer is remembered."""
    asked = tuple(each for each in dataset.catalog.indicators.values() if concerns(each, scope))
    return measures(dataset, asked, scope)


def _divided(indicator: Indicator, scope: Scope) -> bool:
    """Whether an indicator of a system has a number of it apart from that of all."""
    return "system" in groupings(indicator) and concerns(indicator, scope)


def _missed(measured: Measure) -> bool:
    return measured.status == "missed"


def signals_of(dataset: Dataset, scope: Scope, system: str, stage: str) -> list[Decision]:
    """The decisions about processes that worsened, of the indicators of a system and a stage."""
    named = dataset.catalog.indicator
    return [
        each
        for each in signalled(dataset, scope)
        if system in named(each.norm).systems and stage in named(each.norm).stages
    ]
