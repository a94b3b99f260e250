"""Owns what moved a rate between two days: the part of each group, exactly.

A rate is the rates of its groups weighed by their share of the denominator. Its change is, group by group, that of its
own rate (weighed by its mean share) and that of its share (times how far its mean rate is from the whole's): the
parts of all the groups add up to the change, with nothing left over. It is said as «coincide con», never as a cause.

Source: Kitagawa, «Components of a Difference Between Two Rates», *Journal of the American Statistical Association* 50
(1955); the mean rate of the whole is taken away, which changes no sum, since shares add up to one on both days."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

Parts = Mapping[str, tuple[float, float]]  # {group: numerator, denominator}


@dataclass(frozen=True)
class Move:
    """What a group has of the change: `own`, of its own rate; `mix`, of its weight; in the units of the rate."""

    group: str
    own: float
    mix: float

    @property
    def total(self) -> float:
        return self.own + self.mix


def moved(before: Parts, after: Parts) -> list[Move]:
    """One Move a group of either day, the furthest from zero first; none where one of the days has no denominator.

    A group of one day only has the rate that it has: it did not change, it came or went."""
    sizes = [fsum(size for _, size in day.values()) for day in (before, after)]
    if not all(sizes):
        return []
    whole = sum(fsum(count for count, _ in day.values()) / size for day, size in zip((before, after), sizes)) / 2
    found = []
    for group in {**before, **after}:
        then, now = before.get(group, (0.0, 0.0)), after.get(group, (0.0, 0.0))
        if not then[1] and not now[1]:
            continue
        rates = [count / size if size else None for count, size in (then, now)]
        first, last = (rates[0] if rates[0] is not None else rates[1]), (rates[1] if rates[1] is not None else rates[0])
        weights = then[1] / sizes[0], now[1] / sizes[1]
        own = (last - first) * (weights[0] + weights[1]) / 2
        found.append(Move(group, own, (weights[1] - weights[0]) * ((first + last) / 2 - whole)))
    return sorted(found, key=lambda each: (-abs(each.total), each.group))
