"""Owns the signals of a series: what its process would hardly do by itself.

On limits: a point outside them; two of three beside each other near the same limit (in the outer third); seven on one
side of the centre; seven that only rise or only fall. Without limits, on a run chart: the longest run and the crossings
of the median, whose bounds depend on how many points there are (Anhøj and Olesen, «Run Charts Revisited», *PLoS ONE* 9
(2014)). A month that is not known ends a run, a trend and three beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import comb, log2
from statistics import median

from sig_metrics.measure.process.limits import WIDTH, Limits, Series

NEAR = 2 / 3  # of the way from the centre to a limit
RUN = TREND = 7
LEAST = 0.05  # of the chance that so few crossings are by chance


@dataclass(frozen=True)
class Signal:
    """A rule (outside · near · run · trend), the places of its first and last point, and on which side: +1 above or
    rising, -1 below or falling."""

    rule: str
    first: int
    last: int
    side: int


@dataclass(frozen=True)
class RunTest:
    """What a run chart says of `useful` points, those that are not on the median."""

    centre: float
    useful: int
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int

    @property
    def shifted(self) -> bool:
        """Whether the process moved: a run too long, or too few crossings."""
        return self.longest > self.longest_allowed or self.crossings < self.crossings_needed


def signals(limits: Limits) -> list[Signal]:
    """The signals of the points of some limits, in the order in which they end."""
    scores = limits.scores
    found = [*_outside(scores), *_near(limits), *_runs(scores), *_trends(scores)]
    return sorted(found, key=lambda each: (each.last, each.first, each.rule))


def _outside(scores: Series) -> Iterator[Signal]:
    for at, score in enumerate(scores):
        if score is not None and abs(score) > WIDTH:
            yield Signal("outside", at, at, _side(score))


def _near(limits: Limits) -> Iterator[Signal]:
    """Of a side where the outer third can happen; those that share a point are one."""
    scores, far = limits.scores, NEAR * WIDTH
    for side, edge, bound in ((1, limits.at(far), limits.ceiling), (-1, limits.at(-far), limits.floor)):
        found: list[Signal] = []
        for at in range(2, len(scores)):
            three = scores[at - 2 : at + 1]
            beyond = [at - 2 + n for n, each in enumerate(three) if each is not None and side * each > far]
            if None in three or len(beyond) < 2 or edge[at] == bound:
                continue
            first = found.pop().first if found and found[-1].last >= beyond[0] else beyond[0]
            found.append(Signal("near", first, beyond[-1], side))
        yield from found


def _runs(scores: Series) -> Iterator[Signal]:
    yield from _spans([0 if score is None else _side(score) for score in scores], RUN, "run")


def _trends(scores: Series) -> Iterator[Signal]:
    steps = [0 if None in pair else _side(pair[1] - pair[0]) for pair in zip(scores, scores[1:])]
    for span in _spans(steps, TREND - 1, "trend"):
        yield Signal(span.rule, span.first, span.last + 1, span.side)


def _spans(sides: list[int], least: int, rule: str) -> Iterator[Signal]:
    """Stretches of one side, at least so long."""
    at = 0
    for side, group in groupby(sides):
        length = len(list(group))
        if side and length >= least:
            yield Signal(rule, at, at + length - 1, side)
        at += length


def _side(value: float) -> int:
    return (value > 0) - (value < 0)


def run_test(values: Series) -> RunTest | None:
    """The test of a run chart; None without a point off the median."""
    known = [each for each in values if each is not None]
    centre = median(known) if known else 0.0
    sides = [side for side in (_side(each - centre) for each in known) if side]
    if not sides:
        return None
    runs = [len(list(group)) for _, group in groupby(sides)]
    return RunTest(
        centre, len(sides), max(runs), longest_allowed(len(sides)), len(runs) - 1, crossings_needed(len(sides))
    )


def longest_allowed(useful: int) -> int:
    """The longest run that is usual among so many points."""
    return round(log2(useful) + 3)


def crossings_needed(useful: int) -> int:
    """The fewest crossings that are usual: the 5th percentile of a fair coin thrown once less than there are points."""
    throws, total, heads = useful - 1, 0.0, 0
    while (total := total + comb(throws, heads) / 2**throws) < LEAST:
        heads += 1
    return heads
