"""Owns what moved a rate between two days: the part of each group, exactly.

A rate is the rates of its groups weighed by their share of the denominator. Its change is, group by group, that of its
own rate (weighed by its mean share) and that of its share (times how far its mean rate is from the whole's): the
parts of all the groups add up to the change, with nothing left over. It is said as «coincide con», never as a cause.

Source: Kitagawa, «Components of a Difference Between Two Rates», *Journal of the American Statistical Association* 50
(1955); the mean rate of the whole is taken away, which changes no sum, since shares add up to one on both days."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isclose
from types import MappingProxyType

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.before import Before, then_of
from sig_metrics.measure.comparison import difference
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope

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


def still(found: list[Move]) -> bool:
    """Whether nothing moved: neither the rate of a group nor its weight."""
    return all(isclose(part, 0.0, abs_tol=1e-12) for each in found for part in (each.own, each.mix))


def divisible(indicator: Indicator) -> tuple[str, ...]:
    """By which of its dimensions what moved it can be told: a rate of what is counted apart in each group, and of no
    reserved register."""
    if not indicator.denominator or indicator.factors or indicator.step or indicator.reserved:
        return ()
    return tuple(name for name in indicator.dimensions if name not in ("system", "stage", "version", "year"))


@remembered(128)
def moved_by(
    dataset: Dataset, indicator: Indicator, scope: Scope, before: Scope | Before, dimension: str
) -> list[Move]:
    """What moved an indicator between two days by one of its dimensions, by the names of its groups; in its unit. None
    where the two days cannot be compared, nor where its groups are not the whole: what two units owe together is of
    both, and would be told twice."""
    if change_said(dataset, indicator, scope, before) is None:
        return []
    days = [_groups(dataset, indicator, then_of(dataset, day), dimension) for day in (before, scope)]
    return moved(*days) if all(days) else []


def _groups(dataset: Dataset, indicator: Indicator, day: Before, dimension: str) -> dict[str, tuple[float, float]]:
    """{name of the group: its parts}; empty where they do not add up to the whole."""
    whole = day.measure(indicator)
    found: dict[str, tuple[float, float]] = {}
    for each in day.measures((indicator,), (dimension,)):
        name = group_label(dataset, indicator, dimension, each.group[0])
        counted, of = found.get(name, (0.0, 0.0))
        found[name] = counted + (each.numerator or 0.0), of + (each.denominator or 0.0) / indicator.scale
    sums = [fsum(parts) for parts in zip(*found.values())] if found else [0.0, 0.0]
    known = (
        whole.value is not None
        and isclose(sums[0], whole.numerator)
        and isclose(sums[1] * indicator.scale, whole.denominator)
    )
    return found if known else {}


def most_moved(found: list[Move], most: int) -> list[Move]:
    """The furthest, and the others as one: together, the whole change."""
    if len(found) <= most + 1:
        return found
    rest = found[most:]
    others = Move(f"otros {len(rest)}", fsum(each.own for each in rest), fsum(each.mix for each in rest))
    return [*found[:most], others]


def move_rows(indicator: Indicator, found: list[Move], keys: Mapping[str, str] = MappingProxyType({})) -> list[dict]:
    """label, total, own, mix in the unit that is said (points of a percentage), tone (a role of the palette), and key, of
    `keys`, what a group leads to («»: nothing)."""
    factor, better = 100 if indicator.unit == "percent" else 1, -1 if indicator.lower_is_better else 1
    return [
        {
            "label": each.group,
            "total": each.total * factor,
            "own": each.own * factor,
            "mix": each.mix * factor,
            "tone": _tone(indicator, each.total * better),
            "key": keys.get(each.group, ""),
        }
        for each in found
    ]


def _tone(indicator: Indicator, better: float) -> str:
    return "neutral" if indicator.direction == "neutral" else "improvement" if better > 0 else "concern"


def change_said(dataset: Dataset, indicator: Indicator, scope: Scope, before: Scope | Before) -> str | None:
    """«−3.6 puntos»: the whole change, as every screen says it; None where the two days cannot be compared."""
    then = then_of(dataset, before)
    found = difference(measure(dataset, indicator, scope), then.measure(indicator))
    if found and then.redefined(indicator):
        return words.say("compare_redefined", said=found.said)
    return found.said if found else None
