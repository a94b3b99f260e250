"""Owns the signals that a session is told of: the decisions about processes that changed for the worse, one for each
indicator of a scope, and which processes give a signal that they did not give at an earlier cut-off, or give none any more.

Both are of the same judgement (`process.budget`), so that what is new since a day adds nothing to the false signals of a
session. A process that goes on giving a signal on the same side is not new, whatever rule it follows now; one has ended
when its chart shows none on that side in the months that a session looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.filters import concerns, followed
from sig_metrics.measure.off_target import answers_for
from sig_metrics.measure.process.budget import LOOKED_AT, Told, told
from sig_metrics.measure.process.chosen import Process, process, varies
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.process.spoken import signal_said
from sig_metrics.measure.scope import Scope

PLACE = "ind"  # the indicator in depth


class Answering(Protocol):
    """What is compared with, that answers for itself (`before.Before`, which asks, through the decisions, what is
    here)."""

    def ask(self, question: Callable[[Dataset, Scope], tuple[Told, ...]]) -> tuple[Told, ...] | None: ...


@dataclass(frozen=True)
class Signalled:
    """A process that gives a signal since an earlier cut-off, or gave one then and gives none now (`ended`); `worse`:
    whether it was for the worse, None where neither side is better."""

    told: Told
    ended: bool
    worse: bool | None

    @property
    def key(self) -> str:
        return f"{PLACE}.{self.told.process.indicator.code}"


@remembered(64)
def signalled(dataset: Dataset, scope: Scope) -> list[Decision]:
    """One an indicator of the scope whose process worsened in the last months, the least likely by chance first."""
    first: dict[str, Told] = {}
    for each in _told(dataset, scope):
        if _worse(each):
            first.setdefault(each.process.indicator.code, each)
    return [_decision(dataset, scope, each) for each in first.values()]


def signals_told(dataset: Dataset, scope: Scope) -> tuple[Signalled, ...]:
    """One an indicator of the scope whose process gives a signal in the last months, on whatever side: what worsened first,
    and then the least likely by chance."""
    first: dict[str, Told] = {}
    for each in _told(dataset, scope):
        first.setdefault(each.process.indicator.code, each)
    found = [Signalled(each, False, _worse(each)) for each in first.values()]
    return tuple(sorted(found, key=lambda each: not each.worse))


def signalled_since(dataset: Dataset, scope: Scope, before: Scope | Answering) -> tuple[Signalled, ...]:
    """What began to give a signal since an earlier scope and what does not any more: of those that began, what worsened
    first and then the least likely by chance; what ended comes last."""
    found = _told(dataset, before) if isinstance(before, Scope) else before.ask(_told)
    if found is None:
        return ()
    now, then = _by_side(_told(dataset, scope)), _by_side(found)
    shown = {
        (found.indicator.code, signal.side)
        for found in _processes(dataset, scope)
        for signal in found.signals
        if signal.last >= len(found.history) - LOOKED_AT
    }
    began = [Signalled(each, False, _worse(each)) for key, each in now.items() if key not in then]
    ended = [Signalled(each, True, _worse(each)) for key, each in then.items() if key not in shown]
    return (*sorted(began, key=lambda each: not each.worse), *ended)


def _by_side(found: tuple[Told, ...]) -> dict[tuple[str, int], Told]:
    """{(indicator, side): its signal that is the least likely}."""
    first: dict[tuple[str, int], Told] = {}
    for each in found:
        first.setdefault((each.process.indicator.code, each.signal.side), each)
    return first


@remembered(64)
def _told(dataset: Dataset, scope: Scope) -> tuple[Told, ...]:
    return tuple(told(_processes(dataset, scope)))


def _processes(dataset: Dataset, scope: Scope) -> list[Process]:
    asked = [each for each in dataset.catalog.indicators.values() if varies(each) and concerns(each, scope)]
    return [process(dataset, each, followed(each, scope)) for each in asked]


def _worse(each: Told) -> bool | None:
    better = BETTER.get(each.process.indicator.direction)
    return None if better is None else each.signal.side == -better


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
