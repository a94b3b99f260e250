"""Owns what is between events that are rare, where counts of a month say little: most are none, and the next is one.

An indicator says them with `<name>.events.sql`. Of what happened, the days from each to the next (t chart), while there
are fewer than one a month. Of a share that names all its cases, those that went well between one that failed and the next
(g chart), while a quarter of its months or more have none that failed. There is a chart from eight intervals, with limits
from twelve. More days or cases between two of them are better."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.cube import shape
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.process.chosen import MONTHS
from sig_metrics.measure.process.limits import Limits, between_cases, between_days
from sig_metrics.measure.process.rules import Signal, signals
from sig_metrics.measure.process.segments import LIMITS_FROM, RUN_FROM
from sig_metrics.measure.scope import Scope, months_before

EDGES = ("lower", "centre", "upper")
TONES = {1: "improvement", -1: "concern"}
QUIET = 0.25  # of the months of a share, without any that failed


@dataclass(frozen=True)
class Rare:
    """Events with the days (or, of cases, those that went well) from each to the next: `days` has one more than `between`,
    and `waiting` are those from the last to the cut-off. Of cases, `of` are all of them, and `quiet` the months without one
    that failed, of so many `months`."""

    days: tuple[date, ...]
    names: tuple[str, ...]
    between: tuple[int, ...]
    waiting: int
    limits: Limits | None
    signals: tuple[Signal, ...]
    of: int = 0
    months: int = 0
    quiet: int = 0

    @property
    def of_cases(self) -> bool:
        return bool(self.of)


@remembered(64)
def rare(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> Rare | None:
    """What is between the events of an indicator over so many months; None where it names none, where they are not rare, or
    where there are too few to say anything."""
    if not indicator.events:
        return None
    found = happened(dataset, indicator, scope, months_before(scope.cutoff, months - 1).replace(day=1))
    if indicator.events_of_cases:
        return rare_cases(found, scope.cutoff)
    if not RUN_FROM < len(found) < months:
        return None
    return rare_of(tuple(row["happened_on"] for row in found), tuple(row["id"] for row in found), scope.cutoff)


def happened(dataset: Dataset, indicator: Indicator, scope: Scope, since: date) -> list[dict]:
    """happened_on, id, failed of what an indicator counts, one by one, from a day to the cut-off, by the filters that divide it."""
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
    return Rare(days, names, between, (cutoff - days[-1]).days, limits, tuple(signals(limits)) if limits else ())


def rare_cases(cases: list[dict], cutoff: date) -> Rare | None:
    """The same, of all the cases in their order."""
    at = [n for n, case in enumerate(cases) if case["failed"]]
    if len(at) <= RUN_FROM:
        return None
    quiet, months = quiet_of(cases, cutoff)
    if quiet < QUIET * months:
        return None
    between = tuple(after - before - 1 for before, after in zip(at, at[1:]))
    limits = between_cases(between) if len(between) >= LIMITS_FROM else None
    return Rare(
        tuple(cases[n]["happened_on"] for n in at),
        tuple(cases[n]["id"] for n in at),
        between,
        len(cases) - at[-1] - 1,
        limits,
        tuple(signals(limits)) if limits else (),
        len(cases),
        months,
        quiet,
    )


def quiet_of(cases: list[dict], cutoff: date) -> tuple[int, int]:
    """(the months without a case that failed, all of them) from the first case to the cut-off."""
    first, bad = cases[0]["happened_on"], {case["happened_on"].strftime("%Y-%m") for case in cases if case["failed"]}
    months = 12 * (cutoff.year - first.year) + cutoff.month - first.month + 1
    return months - len(bad), months


@remembered(64)
def common_said(dataset: Dataset, indicator: Indicator, scope: Scope, months: int = MONTHS) -> str:
    """Why a share that names its cases has no g chart: some fail in most of its months; «» of any other."""
    if not indicator.events_of_cases or rare(dataset, indicator, scope, months):
        return ""
    cases = happened(dataset, indicator, scope, months_before(scope.cutoff, months - 1).replace(day=1))
    quiet, of = quiet_of(cases, scope.cutoff) if cases else (0, 0)
    if not of or quiet >= QUIET * of:
        return ""
    return words.say("rare_common", quiet=words.number(quiet), months=words.number(of))


def rare_points(found: Rare) -> list[dict]:
    """One row an event but the first: month (its day), name, value (days or cases since the one before), lower, centre, upper,
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
                "said": " · ".join(dict.fromkeys(interval_said(each, found.of_cases) for each in mine)),
                "key": "",
            }
        )
    return rows


def _is_of(found: Rare, signal: Signal, at: int) -> bool:
    """Of two of three near a limit, only the two are the signal."""
    return signal.rule != "near" or found.limits.scores[at] * signal.side > 2


def interval_said(signal: Signal, of_cases: bool = False) -> str:
    """«7 intervalos seguidos más largos que la media»."""
    side = "above" if signal.side > 0 else "below"
    kind = "rare_cases" if of_cases and signal.rule in ("outside", "run") else "rare"
    return words.say(f"{kind}_{signal.rule}_{side}", points=words.number(signal.last - signal.first + 1))


def rare_said(found: Rare) -> str:
    """«Gráfico t: 19 en estos meses, menos de uno al mes. El último fue hace 12 días; entre uno y otro suelen pasar 30,
    y más de 150 serían señal de que mejora.»"""
    if found.of_cases:
        return _cases_said(found)
    last = words.count(found.waiting, "día", "días")
    if not found.limits:
        return words.say("rare_few", count=words.number(len(found.days)), last=last)
    usual, most = (words.number(edge[-1], 0) for edge in (found.limits.centre, found.limits.upper))
    return words.say("rare", count=words.number(len(found.days)), last=last, usual=usual, most=most)


def _cases_said(found: Rare) -> str:
    """«Gráfico g: en 6 de 23 meses no hubo incumplidos, y el porcentaje de un mes dice poco. …»"""
    values = {name: words.number(getattr(found, name)) for name in ("quiet", "months", "of")}
    values |= {"count": words.number(len(found.days)), "last": words.count(found.waiting, "caso", "casos")}
    if not found.limits:
        return words.say("rare_cases_few", **values)
    usual, most = (words.number(edge[-1], 0) for edge in (found.limits.centre, found.limits.upper))
    return words.say("rare_cases", **values, usual=usual, most=most)
