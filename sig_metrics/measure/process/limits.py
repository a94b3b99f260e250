"""Owns the limits of a process: between them a series moves by itself, and nothing is to be explained.

A series is a list of numbers, a month each; None is a month that is not known, and no range is measured across it.
Limits are of the points they are asked for (`base`: of the first ones only, as when a committee froze them). A process
with a cycle (`cycle` = 2: it pays every two months) is as many processes, each month compared with those of its place.
Limits never leave what can happen: `floor` and `ceiling` bound them, and a bounded limit gives no signal, since no
value is beyond it. None instead of limits: there are not two known points beside each other, or nothing varies.

Sources: Shewhart's individuals by Wheeler, *Understanding Variation* (2.66 and 3.267; 3.145 and 3.865 of medians);
Laney, «Improved Control Charts for Attributes», *Quality Engineering* 14 (2002); Nelson, «A Control Chart for
Parts-Per-Million Nonconforming Items», *Journal of Quality Technology* 26 (1994), as in Montgomery § 7.3.5; Benneyan,
«Number-Between g-Type Statistical Quality Control Charts», *Health Care Management Science* 4 (2001); limits of chance
instead of sigmas, as the makers of SAS/QC (*The RAREEVENTS procedure*) and Minitab draw them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, log, sqrt
from statistics import NormalDist, fmean, median

WIDTH = 3.0  # of sigmas, from the centre to a limit
MEAN_RANGE, RANGE_LIMIT = 2.66, 3.267  # times the mean moving range
MEDIAN_RANGE, MEDIAN_RANGE_LIMIT = 3.145, 3.865  # times the median moving range
STRAIGHT = ("xmr", "p", "u")  # the charts whose limits are of the values as they are drawn
EXPECTED_RANGE = 1.128  # the mean range of two values, in sigmas
ROOT = 3.6  # the times between events of a Poisson process, to this root, are all but normal
NORMAL, LEAST = NormalDist(), 1e-300

Series = Sequence[float | None]


@dataclass(frozen=True)
class Limits:
    """The centre and the sigma of each point, on the scale where they are drawn unless `power` says otherwise (a
    value and its limits are then of values to the 1/`power`). `range_limit`: above it, a moving range is not of the
    process."""

    form: str
    centres: tuple[float | None, ...]  # None, as its sigma: a point without limits
    sigmas: tuple[float | None, ...]
    floor: float = -inf
    ceiling: float = inf
    range_limit: float | None = None
    power: float = 1.0
    chance: float = 0.0  # of a case, in a g chart: its centres and sigmas are then of the normal that is as seldom
    scores: tuple[float | None, ...] = ()  # how many sigmas each value is from its centre

    @property
    def centre(self) -> tuple[float | None, ...]:
        return self.at(0)

    @property
    def lower(self) -> tuple[float | None, ...]:
        return self.at(-WIDTH)

    @property
    def upper(self) -> tuple[float | None, ...]:
        return self.at(WIDTH)

    def at(self, sigmas: float) -> tuple[float | None, ...]:
        """The line that many sigmas from the centre, within what can happen."""
        if self.form in STRAIGHT:
            low, high, pairs = self.floor, self.ceiling, zip(self.centres, self.sigmas)
            return tuple([None if c is None else min(max(c + sigmas * s, low), high) for c, s in pairs])
        return tuple(
            None if centre is None else self._drawn(centre + sigmas * each)
            for centre, each in zip(self.centres, self.sigmas)
        )

    def _drawn(self, value: float) -> float:
        if self.chance:
            value = _so_seldom(value, self.chance)
        kept = value if self.power == 1 else max(value, 0.0) ** self.power
        return min(max(kept, self.floor), self.ceiling)


def xmr(
    values: Series,
    *,
    medians: bool = False,
    cycle: int = 1,
    base: int | None = None,
    floor: float = -inf,
    ceiling: float = inf,
) -> Limits | None:
    """Individuals and moving range; `medians`: of the median range, which a few wild points do not widen."""
    found = [_individuals(values[place:base:cycle], medians) for place in range(cycle)]
    if not values or None in found or not any(sigma for _, sigma, _ in found):
        return None
    places = [found[n % cycle] for n in range(len(values))]
    ranges = max(limit for *_, limit in found) if cycle == 1 else None
    return _scored(
        values,
        Limits("xmr", tuple(c for c, *_ in places), tuple(s for _, s, _ in places), floor, ceiling, ranges),
    )


def _individuals(values: Series, medians: bool) -> tuple[float, float, float] | None:
    """The centre, the sigma and the limit of the ranges."""
    ranges = moving_ranges(values)
    if not ranges:
        return None
    typical, wide, most = (
        (median(ranges), MEDIAN_RANGE, MEDIAN_RANGE_LIMIT) if medians else (fmean(ranges), MEAN_RANGE, RANGE_LIMIT)
    )
    return fmean(each for each in values if each is not None), wide * typical / WIDTH, most * typical


def moving_ranges(values: Series) -> list[float]:
    """How far each known point is from the one before it."""
    return [abs(after - before) for before, after in zip(values, values[1:]) if None not in (before, after)]


def p_prime(counted: Series, of: Series, base: int | None = None) -> Limits | None:
    """A share whose denominator changes (0 to 1): its variation within a month and between months (Laney)."""
    return _prime("p", counted, of, base, lambda mean, size: sqrt(mean * (1 - mean) / size), 1.0)


def u_prime(counted: Series, of: Series, base: int | None = None) -> Limits | None:
    """A rate of events over what they may happen in, which changes (Laney)."""
    return _prime("u", counted, of, base, lambda mean, size: sqrt(mean / size), inf)


def _prime(form: str, counted: Series, of: Series, base: int | None, within, ceiling: float) -> Limits | None:
    pairs = [(a, b) if a is not None and b else None for a, b in zip(counted, of)]
    known = [pair for pair in pairs[:base] if pair]
    if not known:
        return None
    mean = sum(a for a, _ in known) / sum(b for _, b in known)
    if not 0 < mean < ceiling:
        return None
    usual = sum(b for _, b in known) / len(known)
    alone = [within(mean, pair[1] if pair else usual) for pair in pairs]
    apart = [(pair[0] / pair[1] - mean) / sigma if pair else None for pair, sigma in zip(pairs, alone)]
    ranges = moving_ranges(apart[:base])
    if not any(ranges):
        return None
    between = fmean(ranges) / EXPECTED_RANGE
    values = [pair[0] / pair[1] if pair else None for pair in pairs]
    return _scored(values, Limits(form, (mean,) * len(pairs), tuple(sigma * between for sigma in alone), 0.0, ceiling))


def between_days(days: Series, base: int | None = None) -> Limits | None:
    """Days between rare events: more of them is better (t chart)."""
    roots = [None if each is None else each ** (1 / ROOT) for each in days]
    found = xmr(roots, base=base)
    if found is None:
        return None
    return replace(found, form="t", floor=0.0, range_limit=None, power=ROOT)


def between_cases(cases: Series, base: int | None = None) -> Limits | None:
    """How many cases without the event before each one that had it (g chart): each as far from the middle as the normal
    that is as seldom, since a geometric leans so much that one of 55 is over its mean and three of its sigmas."""
    known = [each for each in cases[:base] if each is not None]
    if not known or not (mean := fmean(known)):
        return None
    found = Limits("g", (0.0,) * len(cases), (1.0,) * len(cases), 0.0, chance=1 / (mean + 1))
    return replace(found, scores=tuple(None if each is None else _seldom(each, found.chance) for each in cases))


def _seldom(cases: float, chance: float) -> float:
    """How many sigmas of a normal are as seldom as so many cases without an event that each has with some chance; half of
    those that have just so many are beyond."""
    return -NORMAL.inv_cdf(max((1 - chance) ** cases * (1 - chance / 2), LEAST))


def _so_seldom(score: float, chance: float) -> float:
    """The cases that are as seldom as a score: the reverse of `_seldom`."""
    return (log(NORMAL.cdf(-score)) - log(1 - chance / 2)) / log(1 - chance)


def _scored(values: Series, limits: Limits) -> Limits:
    """The same with how many sigmas each value is from its centre."""

    def score(value: float | None, centre: float, sigma: float) -> float | None:
        if value is None:
            return None
        apart = value - centre
        return apart / sigma if sigma else inf * apart if apart else 0.0

    return replace(limits, scores=tuple(map(score, values, limits.centres, limits.sigmas)))
