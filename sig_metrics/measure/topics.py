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
from sig_metrics.measure.filters import belongs, unfollowed
from sig_metrics.measure.freshness import freshness, stock_unknown
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import ranked

PROMISED = "commitments"  # the form of the chart whose registers are of what somebody promised


@dataclass(frozen=True)
class TopicStanding:
    """A topic at a cut-off. `worst` is the first of its `measures`, which are in that order; `open` is None where it
    is not counted, and `overdue` where it is not known. `open_keys` and `late_keys`: the points whose rows those two
    count, as `drill` knows them. `ignored`: the filters in force that those counts do not follow; no stage is one."""

    topic: Topic
    measures: tuple[Measure, ...]
    open: int | None
    overdue: int | None
    oldest: int | None  # days past due of the one that has waited longest
    open_keys: tuple[str, ...] = ()
    late_keys: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

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
    screens = dataset.catalog.screens
    if registers := _cased(dataset, scope, topic):
        counted = _cases(dataset, scope, registers)
        left = [unfollowed(scope, ("unit",), system=screens.served(name)) for name in registers]
    elif registers := _promised(topic):
        counted = _promises(dataset, scope, registers, _oldest(found))
        whole = set(registers) & set(screens.commitments.of_no_system)
        left = [unfollowed(scope, ("unit",) if whole else ("unit", "system"))]
    else:
        late, keys = _past_term(found)
        counted = None, late, _oldest(found), (), keys
        left = [each.ignored for each in found if f"overdue.{each.indicator.code}" in keys]
    ignored = tuple(dict.fromkeys(name for names in left for name in names if name != "stage"))
    return TopicStanding(topic, tuple(found), *counted, ignored=ignored)


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
        stock_unknown(dataset, registers, scope.cutoff)
    )


Counted = tuple[int | None, int | None, int | None, tuple[str, ...], tuple[str, ...]]
UNKNOWN: Counted = (None, None, None, (), ())


def _cases(dataset: Dataset, scope: Scope, registers: tuple[str, ...]) -> Counted:
    """(open, past their term, days past due of the oldest, the keys of both) of the cases of some registers."""
    if _unknown(dataset, scope, registers):
        return UNKNOWN
    held = [row for name in registers for row in cases.ages(dataset, name, scope)]
    late = [row for row in cases.deadlines(dataset, scope) if row["register"] in registers]
    oldest = max((row["oldest"] for row in late if row["oldest"] is not None), default=None)
    past = tuple(f"term.{row['register']}.{'legal' if row['is_legal'] else 'internal'}" for row in late)
    keys = tuple(f"age.{row['key']}" for row in held)
    return sum(row["count"] for row in held), sum(row["overdue"] for row in late), oldest, keys, past


def _promises(dataset: Dataset, scope: Scope, registers: tuple[str, ...], oldest: int | None) -> Counted:
    """(not kept yet, of them past their day, …) of what was promised with a day in some registers."""
    if _unknown(dataset, scope, registers):
        return None, None, oldest, (), ()
    held = [(row["key"].rpartition(".")[2], row) for row in follow_up.commitments(dataset, scope, registers)]
    late, waiting = ([row for state, row in held if state == asked] for asked in ("overdue", "in_term"))
    counts = [sum(row["count"] for row in some) for some in ([*late, *waiting], late)]
    keys = [tuple(f"commitment.{row['key']}" for row in some) for some in ([*late, *waiting], late)]
    return *counts, oldest, *keys


def _past_term(found: list[Measure]) -> tuple[int | None, tuple[str, ...]]:
    """(what is past its term by some indicators, their keys): those of the same registers look at the same cases, and
    are counted once."""
    most: dict[frozenset, Measure] = {}
    for each in found:
        of = frozenset(each.indicator.source_registers)
        if each.open_overdue is not None and (of not in most or each.open_overdue > most[of].open_overdue):
            most[of] = each
    if not most:
        return None, ()
    counted = [each for each in most.values() if each.open_overdue]
    return sum(each.open_overdue for each in counted), tuple(f"overdue.{each.indicator.code}" for each in counted)


def _oldest(found: list[Measure]) -> int | None:
    return max((each.oldest_overdue_days for each in found if each.oldest_overdue_days is not None), default=None)
