"""Owns what stands out in a group of indicators: how many there are of each status, the worst first, that of a topic; and
where a system and a stage meet, the indicators out of their target and the grave rules that find rows."""

from collections import Counter
from dataclasses import dataclass, replace

from sig_metrics.catalog.screen_model import Topic
from sig_metrics.measure.compute import Measure, all_series, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decisions import grave_rules
from sig_metrics.measure.insights import indicators_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import distance


@dataclass(frozen=True)
class Alarms:
    """How many indicators are out of their target, and how many grave rules find rows."""

    missed: int = 0
    grave: int = 0


WORST_FIRST = ("missed", "beyond", "backlog", "watch", "stale", "near", "not_loaded", "not_computable", "not_yet")


@dataclass(frozen=True)
class TopicState:
    """What a topic shows first: its worst indicator (None: it has none in scope) with its months, and how many of its
    cases are open past their term (None: none of its indicators has a clock)."""

    worst: Measure | None
    history: tuple[Measure, ...] = ()
    overdue: int | None = None


def counts(found: list[Measure]) -> dict[str, int]:
    """{status: how many indicators}, the worst first, those that the filters leave out apart."""
    order = {status: n for n, status in enumerate((*WORST_FIRST, "met"))}
    counted = Counter(each.status for each in found if each.status != "excluded")
    return dict(sorted(counted.items(), key=lambda item: order.get(item[0], len(order))))


def worst(found: list[Measure], most: int = 6) -> list[Measure]:
    """The indicators that stand worst, the one farthest from its target first within a status; of those that stand
    well, none."""
    bad = [each for each in found if each.status in ("missed", "beyond", "backlog", "watch")]
    return sorted(bad, key=lambda each: (WORST_FIRST.index(each.status), -distance(each), each.indicator.code))[:most]


@remembered(128)
def of_topic(dataset: Dataset, scope: Scope, topic: Topic) -> TopicState:
    """The worst indicator of a topic in a scope, those of the scope's system alone."""
    indicators = tuple(
        indicator
        for indicator in (dataset.catalog.indicator(code) for code in topic.indicators)
        if scope.system in (None, *indicator.systems)
    )
    if not indicators:
        return TopicState(None)
    found = measures(dataset, indicators, scope)
    order = {status: n for n, status in enumerate(WORST_FIRST)}
    first = min(
        found, key=lambda each: (order.get(each.status, len(order)), -(each.open_overdue or 0), -distance(each))
    )
    clocks = [each.open_overdue for each in found if each.open_overdue is not None]
    history = all_series(dataset, (first.indicator,), scope)[first.indicator.name]
    return TopicState(first, tuple(history), sum(clocks) if clocks else None)


@remembered(64)
def alarms(dataset: Dataset, scope: Scope) -> dict[tuple[str, str], Alarms]:
    """{(system, stage): Alarms}, of the systems in scope; an indicator or a rule of several counts in each."""
    catalog, found = dataset.catalog, {}
    for system in catalog.vocabularies["system"]:
        if scope.system not in (None, system):
            continue
        mine = replace(scope, system=system, stage=None)
        missed = [
            measured.indicator
            for measured in measures(dataset, tuple(indicators_of(catalog, system=system)), mine)
            if measured.status == "missed" and not (scope.unit and "unit" in measured.ignored)
        ]
        for stage in catalog.vocabularies["stage"]:
            found[system, stage] = Alarms(
                sum(stage in indicator.stages for indicator in missed),
                len(list(grave_rules(dataset, replace(mine, stage=stage)))),
            )
    return found
