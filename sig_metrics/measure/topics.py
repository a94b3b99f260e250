"""Owns how what a stage follows up stands, topic by topic: its worst indicator, what is open and what of it is past its
term.

What is open is counted where it is known case by case or promise by promise; elsewhere only what is past its term is,
by the indicators. A count is None while nobody knows it: its register was never loaded, or its month did not come."""

from dataclasses import dataclass

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.screen_model import Topic
from sig_metrics.measure import cases, follow_up
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import belongs
from sig_metrics.measure.freshness import awaited, freshness
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import ranked

PROMISED = "commitments"  # the form of the chart whose registers are of what somebody promised


@dataclass(frozen=True)
class TopicStanding:
    """A topic at a cut-off. `worst` is the first of its `measures`, which are in that order; `open` is None where it
    is not counted, and `overdue` where it is not known."""

    topic: Topic
    measures: tuple[Measure, ...]
    open: int | None
    overdue: int | None
    oldest: int | None  # days past due of the one that has waited longest

    @property
    def worst(self) -> Measure | None:
        return self.measures[0] if self.measures else None


@remembered(64)
def topics_standing(dataset: Dataset, scope: Scope, topics: tuple[Topic, ...]) -> dict[str, TopicStanding]:
    """{key of the topic: how it stands} by the filters of a scope, with one question for all their indicators."""
    mine = {topic.key: _indicators(dataset, scope, topic) for topic in topics}
    asked = tuple({each.name: each for some in mine.values() for each in some}.values())
    found = {m.indicator.name: m for m in measures(dataset, asked, scope)} if asked else {}
    return {
        topic.key: _standing(dataset, scope, topic, ranked([found[each.name] for each in mine[topic.key]]))
        for topic in topics
    }


def _indicators(dataset: Dataset, scope: Scope, topic: Topic) -> list[Indicator]:
    named = [dataset.catalog.indicator(code) for code in topic.indicators]
    return [each for each in named if belongs(each, scope)]


def _standing(dataset: Dataset, scope: Scope, topic: Topic, found: list[Measure]) -> TopicStanding:
    if registers := _cased(dataset, scope, topic):
        counted = _cases(dataset, scope, registers)
    elif registers := _promised(topic):
        counted = *_promises(dataset, scope, registers), _oldest(found)
    else:
        counted = None, _past_term(found), _oldest(found)
    return TopicStanding(topic, tuple(found), *counted)


def _cased(dataset: Dataset, scope: Scope, topic: Topic) -> tuple[str, ...]:
    """The registers whose cases are followed up in a topic, of the system asked for."""
    serves = dataset.catalog.screens.serves if "case_open" in dataset.catalog.views else {}
    return tuple(
        name for name, served in serves.items() if served.topic == topic.key and scope.system in (None, *served.systems)
    )


def _promised(topic: Topic) -> tuple[str, ...]:
    return next((chart.registers for chart in topic.charts if chart.form == PROMISED), ())


def _unknown(dataset: Dataset, scope: Scope, registers: tuple[str, ...]) -> bool:
    fresh = freshness(dataset, scope.cutoff)
    return any(name in fresh and not fresh[name].loaded for name in registers) or bool(
        awaited(dataset, registers, scope.cutoff)
    )


def _cases(dataset: Dataset, scope: Scope, registers: tuple[str, ...]) -> tuple[int | None, int | None, int | None]:
    """(open, past their term, days past due of the oldest) of the cases of some registers."""
    if _unknown(dataset, scope, registers):
        return None, None, None
    held = sum(row["count"] for name in registers for row in cases.ages(dataset, name, scope))
    late = [row for row in cases.deadlines(dataset, scope) if row["register"] in registers]
    oldest = max((row["oldest"] for row in late if row["oldest"] is not None), default=None)
    return held, sum(row["overdue"] for row in late), oldest


def _promises(dataset: Dataset, scope: Scope, registers: tuple[str, ...]) -> tuple[int | None, int | None]:
    """(not kept yet, of them past their day) of what was promised with a day in some registers."""
    if _unknown(dataset, scope, registers):
        return None, None
    held = {"overdue": 0, "in_term": 0}
    for row in follow_up.commitments(dataset, scope, registers):
        state = row["key"].rpartition(".")[2]
        if state in held:
            held[state] += row["count"]
    return sum(held.values()), held["overdue"]


def _past_term(found: list[Measure]) -> int | None:
    """What is past its term by some indicators: those of the same registers look at the same cases, and are counted
    once."""
    most: dict[frozenset, int] = {}
    for each in found:
        if each.open_overdue is not None:
            of = frozenset(each.indicator.source_registers)
            most[of] = max(most.get(of, 0), each.open_overdue)
    return sum(most.values()) if most else None


def _oldest(found: list[Measure]) -> int | None:
    return max((each.oldest_overdue_days for each in found if each.oldest_overdue_days is not None), default=None)
