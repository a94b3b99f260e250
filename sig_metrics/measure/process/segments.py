"""Owns the limits of a series that was decided about: a stretch of months for each decision in force, with limits of
its own, and all of them together as they are drawn.

A stretch that begins where it was decided to calculate anew has the limits of its own months, which are provisional
until there are twelve and are not there until there are eight. One that begins where limits were frozen has those of
the frozen months, and its later months are judged by them. No signal goes over from one stretch to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sig_metrics.measure.compute import Measure
from sig_metrics.measure.process.decided import Decision
from sig_metrics.measure.process.limits import Limits
from sig_metrics.measure.process.rules import Signal, signals

RUN_FROM, LIMITS_FROM = 8, 12  # known months

# the limits of some months, made of the first ones (None: of all)
Maker = Callable[[Sequence[Measure], int | None], Limits | None]


@dataclass(frozen=True)
class Segment:
    """The months from `first` to `last` (places of what is drawn), with their limits (None: too few, or nothing
    varies), made of `base` known months; `decision`: what it begins with, if anything."""

    first: int
    last: int
    base: int
    decision: Decision | None = None
    limits: Limits | None = None

    @property
    def frozen(self) -> bool:
        return self.decision is not None and self.decision.kind == "freeze"

    @property
    def provisional(self) -> bool:
        return self.limits is not None and self.base < LIMITS_FROM

    def signals(self) -> list[Signal]:
        """Its signals, in places of what is drawn."""
        found = signals(self.limits) if self.limits else []
        return [replace(each, first=each.first + self.first, last=each.last + self.first) for each in found]


def segments(history: Sequence[Measure], force: tuple[Decision, ...], make: Maker, shown: int = 0) -> list[Segment]:
    """The stretches of a series, of which what is drawn begins at the place `shown`."""
    starts = [(0, None), *((at, each) for each in force if (at := _place(history, each)) is not None)]
    # of several that begin before the series, or where another one does, the last
    begun = dict(starts)
    edges = [*sorted(begun), len(history)]
    found = [_segment(history[at:end], at, begun[at], make) for at, end in zip(edges, edges[1:])]
    return [_drawn(each, shown) for each in found if each.last >= shown]


def _place(history: Sequence[Measure], decision: Decision) -> int | None:
    """The place of the first month that a decision rules; None when none does."""
    return next((n for n, each in enumerate(history) if each.cutoff >= decision.since), None)


def _segment(months: Sequence[Measure], first: int, decision: Decision | None, make: Maker) -> Segment:
    made, base = Segment(first, first + len(months) - 1, 0, decision), None
    if made.frozen:
        base = sum(each.cutoff <= decision.until for each in months)
    known = sum(each.value is not None for each in months[:base])
    return replace(made, base=known, limits=make(months, base) if known >= RUN_FROM else None)


def _drawn(segment: Segment, shown: int) -> Segment:
    """The part of a stretch that is drawn, in its places."""
    cut = max(shown - segment.first, 0)
    limits = segment.limits and replace(
        segment.limits,
        centres=segment.limits.centres[cut:],
        sigmas=segment.limits.sigmas[cut:],
        scores=segment.limits.scores[cut:],
    )
    return replace(segment, first=segment.first + cut - shown, last=segment.last - shown, limits=limits)


def joined(found: Sequence[Segment]) -> Limits | None:
    """The limits of all the stretches in a line; None where a stretch has none, and instead of all when none has."""
    known = [each.limits for each in found if each.limits]
    if len(found) == 1 or not known:
        return known[0] if known else None

    def line(name: str) -> tuple:
        return tuple(
            value
            for each in found
            for value in (getattr(each.limits, name) if each.limits else [None] * (each.last - each.first + 1))
        )

    return replace(known[-1], centres=line("centres"), sigmas=line("sigmas"), scores=line("scores"), range_limit=None)
