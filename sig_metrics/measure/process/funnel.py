"""Owns which groups differ from the whole by more than chance explains, instead of a ranking that always has a last one.

Each group has its share (or its rate) against how many stand behind it; around what all have together go the limits of
95 % and of 99.8 %, which are wide where few stand behind. Limits are exact: binomial of shares, Poisson of rates,
interpolated between two counts, each tail from its own side, so that a group is beyond a limit where its tail, or
further, is less likely than that limit says and never otherwise. A limit that cannot be passed (0 %, 100 %) is not
drawn further.

Groups that differ from each other by more than their own chance make limits too narrow for all: their dispersion φ is
said, and limits can be asked for that are √φ as wide (`widened`).

Source: Spiegelhalter, «Funnel plots for comparing institutional performance», *Statistics in Medicine* 24 (2005): exact
limits, appendix A.1.1; φ of winsorised scores, and from which one it counts, A.3.2."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, floor, inf, lgamma, log, sqrt

CLOSE, FAR = 0.025, 0.001  # of each tail: limits of 95 % and of 99.8 %
GROUPS = 8  # fewer are looked at one by one
FARTHEST = 40  # sigmas from the mean where chance is counted from: beyond, there is none that a machine can tell
LEAST = 1e-280  # a chance that is less is not gone on from: it would stay 0
TRIMMED = 0.1  # of the groups at each end, whose scores are taken as those next to them

Parts = Mapping[str, tuple[float, float]]  # {group: what is counted, over what, in the units of the value}
Band = tuple[float, float]


@dataclass(frozen=True)
class Point:
    """A group: its value, the limits of as many as stand behind it (`far` of 99.8 %, `close` of 95 %), and how it is
    beyond them: `side` +1 above or -1 below, of `far` where `outside`, only of `close` otherwise."""

    group: str
    counted: float
    of: float
    value: float
    far: Band
    close: Band

    @property
    def side(self) -> int:
        low, high = self.close
        return (self.value > high) - (self.value < low)

    @property
    def outside(self) -> bool:
        low, high = self.far
        return not low <= self.value <= high


@dataclass(frozen=True)
class Funnel:
    """`form` is binomial or poisson; `expected`: of groups that nothing tells apart, how many chance puts outside, at
    most; `dispersion` φ, and whether it is one that counts; `per`: how many one of what stands behind a group is
    (1,000,000 hours)."""

    form: str
    centre: float
    points: tuple[Point, ...]
    dispersion: float
    dispersed: bool
    widened: bool
    per: float = 1.0

    @property
    def outside(self) -> tuple[Point, ...]:
        """The groups that chance does not explain, the furthest from the whole first."""
        found = [each for each in self.points if each.outside]
        return tuple(sorted(found, key=lambda each: (-abs(each.value - self.centre), each.group)))

    @property
    def expected(self) -> float:
        return 2 * FAR * len(self.points)


def funnel(parts: Parts, form: str = "binomial", widened: bool = False) -> Funnel | None:
    """The funnel of some groups; None of fewer than eight with something behind them, and where all or nothing is
    counted, since nothing varies."""
    known = {group: pair for group, pair in parts.items() if pair[1] > 0}
    total = sum(of for _, of in known.values())
    centre = sum(counted for counted, _ in known.values()) / total if total else 0.0
    most = 1.0 if form == "binomial" else inf
    if len(known) < GROUPS or not 0 < centre < most:
        return None
    spread = dispersion(known, centre, form)
    dispersed = spread > 1 + 2 * sqrt(2 / len(known))
    wider = sqrt(spread) if widened and dispersed else 1.0
    points = [
        Point(
            group,
            counted,
            of,
            counted / of,
            *bands(centre, of, form=form, wider=wider),
        )
        for group, (counted, of) in known.items()
    ]
    return Funnel(form, centre, tuple(points), spread, dispersed, wider > 1)


def limits(centre: float, of: float, tail: float, form: str = "binomial", wider: float = 1.0) -> Band:
    """The two limits of a group of so many: each tail beyond has at most that chance; -inf and inf where none does.

    `wider`: times as far from the centre."""
    return bands(centre, of, (tail,), form, wider)[0]


def bands(
    centre: float, of: float, tails: Sequence[float] = (FAR, CLOSE), form: str = "binomial", wider: float = 1.0
) -> tuple[Band, ...]:
    """The limits of each of some tails, the least likely first, which are on the way to the others."""
    lows, highs = (_edges(chances(centre, of, form, up), tails) for up in (True, False))
    most, made = 1.0 if form == "binomial" else inf, []
    for low, high in zip(lows, highs):
        ends = (low[0] - low[1]) / of, (high[0] + high[1]) / of
        apart = [centre + wider * (end - centre) for end in ends]
        made.append(((apart[0] if apart[0] >= 0 else -inf), (apart[1] if apart[1] <= most else inf)))
    return tuple(made)


def _edges(found: Iterator[tuple[int, float]], tails: Sequence[float]) -> list[tuple[int, float]]:
    """Of each tail, the first count whose own, from the end, is not below it; and how much of its chance is over."""
    total, edges = 0.0, []
    for count, chance in found:
        total += chance
        while total >= tails[len(edges)]:
            edges.append((count, (total - tails[len(edges)]) / chance))
            if len(edges) == len(tails):
                return edges
    return edges + [(count, 0.0)] * (len(tails) - len(edges))


def chances(centre: float, of: float, form: str, up: bool = True) -> Iterator[tuple[int, float]]:
    """(count, its chance) one after another, from the least that can be told from none or, not `up`, from the most."""
    mean = centre * of
    sigma = sqrt(mean * (1 - centre)) if form == "binomial" else sqrt(mean)
    first, last = max(0, floor(mean - FARTHEST * sigma)), floor(mean + FARTHEST * sigma + FARTHEST)
    last = min(last, round(of)) if form == "binomial" else last
    odds = centre / (1 - centre) if form == "binomial" else mean
    chance = 0.0
    for count in range(first, last + 1) if up else range(last, first - 1, -1):
        if chance < LEAST:
            chance = exp(_log_chance(count, centre, of, form))
        yield count, chance
        if form == "binomial":  # from each to the next, which costs a fifth of its logarithm
            chance *= (of - count) / (count + 1) * odds if up else count / (of - count + 1) / odds
        else:
            chance *= odds / (count + 1) if up else count / odds


def _log_chance(count: int, centre: float, of: float, form: str) -> float:
    if form == "poisson":
        return count * log(centre * of) - centre * of - lgamma(count + 1)
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return ways + count * log(centre) + (of - count) * log(1 - centre)


def dispersion(parts: Parts, centre: float, form: str = "binomial") -> float:
    """φ: the mean square of how many sigmas each group is from the whole, the furthest tenth of each end brought in."""
    alone = centre * (1 - centre) if form == "binomial" else centre
    scores = sorted((counted / of - centre) / sqrt(alone / of) for counted, of in parts.values())
    cut = floor(TRIMMED * len(scores))
    low, high = scores[cut], scores[-1 - cut]
    return sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
