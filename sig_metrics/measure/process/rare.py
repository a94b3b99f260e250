"""Owns the days between events that are rare, where counts of a month say little: most are none, and the next is one.

An indicator says them with `<name>.events.sql`. They are rare while there are fewer than one a month, and there is a
chart from eight intervals, with limits (t chart) from twelve. More days between two of them are better."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.cube import shape
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.process.chosen import MONTHS
from sig_metrics.measure.process.limits import Limits, between_days
from sig_metrics.measure.process.rules import Signal, signals
from sig_metrics.measure.process.segments import LIMITS_FROM, RUN_FROM
from sig_metrics.measure.scope import Scope, months_before

EDGES = ("lower", "centre", "upper")
TONES = {1: "improvement", -1: "concern"}


@dataclass(frozen=True)
class Rare:
    """Events with the days from each to the next: `days` has one more than `between`, and `waiting` are those from the
    last to the cut-off."""

    days: tuple[date, ...]
    names: tuple[str, ...]
    between: tuple[int, ...]
    waiting: int
    limits: Limits | None
    signals: tuple[Signal, ...]


@remembered(64)
def rare(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> Rare | None:
    """The days between the events of an indicator over so many months; None where it names none, where they are not
    rare, or where there are too few to say anything."""
    if not indicator.events:
        return None
    found = happened(dataset, indicator, scope, months_before(scope.cutoff, months - 1).replace(day=1))
    if not RUN_FROM < len(found) < months:
        return None
    return rare_of(tuple(row["happened_on"] for row in found), tuple(row["id"] for row in found), scope.cutoff)


def happened(dataset: Dataset, indicator: Indicator, scope: Scope, since: date) -> list[dict]:
    """happened_on, id of what an indicator counts, one by one, from a day to the cut-off, by the filters that divide it."""
    conditions = shape(indicator, scope, ())[3]
    return dataset.rows(
        query("events_of", filters=" and ".join(("true", *(condition for _, condition in conditions)))),
        {
            "name": indicator.name,
            "since": since,
            "cutoff": scope.cutoff,
            **{name: getattr(scope, name) for name, _ in conditions},
        },
    )


def rare_of(days: tuple[date, ...], names: tuple[str, ...], cutoff: date) -> Rare:
    """The same, of some days in their order."""
    between = tuple((after - before).days for before, after in zip(days, days[1:]))
    limits = between_days(between) if len(between) >= LIMITS_FROM else None
    told = tuple(signals(limits)) if limits else ()
    return Rare(days, names, between, (cutoff - days[-1]).days, limits, told)


def rare_points(found: Rare) -> list[dict]:
    """One row an event but the first: month (its day), name, value (days since the one before), lower, centre, upper,
    tone, said, key (none), as a process chart draws them."""
    rows = []
    for at, value in enumerate(found.between):
        mine = [each for each in found.signals if each.first <= at <= each.last and _is_of(found, each, at)]
        rows.append(
            {
                "month": words.day(found.days[at + 1]),
                "day": found.days[at + 1],
                "name": found.names[at + 1],
                "value": value,
                **{edge: getattr(found.limits, edge)[at] if found.limits else None for edge in EDGES},
                "tone": TONES[mine[0].side] if mine else "",
                "said": " · ".join(dict.fromkeys(interval_said(each) for each in mine)),
                "key": "",
            }
        )
    return rows


def _is_of(found: Rare, signal: Signal, at: int) -> bool:
    """Of two of three near a limit, only the two are the signal."""
    return signal.rule != "near" or found.limits.scores[at] * signal.side > 2


def interval_said(signal: Signal) -> str:
    """«7 intervalos seguidos más largos que la media»."""
    side = "above" if signal.side > 0 else "below"
    return words.say(f"rare_{signal.rule}_{side}", points=words.number(signal.last - signal.first + 1))


def rare_said(found: Rare) -> str:
    """«Gráfico t: 19 en estos meses, menos de uno al mes. El último fue hace 12 días; entre uno y otro suelen pasar 30,
    y más de 150 serían señal de que mejora.»"""
    last = words.count(found.waiting, "día", "días")
    if not found.limits:
        return words.say("rare_few", count=words.number(len(found.days)), last=last)
    usual, most = (words.number(edge[-1], 0) for edge in (found.limits.centre, found.limits.upper))
    return words.say("rare", count=words.number(len(found.days)), last=last, usual=usual, most=most)
