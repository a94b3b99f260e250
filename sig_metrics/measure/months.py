"""Owns what the cube has of every month of a year at once, and which of its parts a cut-off adds.

Who asks of a month soon asks of another, and of one indicator, of those beside it: one query adds the parts of all the
indicators that the filters and the groups ask alike, month by month to the end of the year of the cut-off, and is
remembered. What a cut-off has of them is then only looked up; a sum over the year adds its months, as a series does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.measure.cube import WINDOWS, parts, shape
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.scope import Scope

Months = dict[date, list[dict]]  # {month end: the rows of its groups, in their order}
UNTIL = "cube.period <= $cutoff"
OF_YEAR = "cube.period between date_trunc('year', $cutoff::date) and $cutoff"
SUMS = ("numerator", "denominator", "cases")


@lru_cache(1024)
def year_end(scope: Scope) -> Scope:
    """The same filters at the end of its year."""
    return replace(scope, cutoff=date(scope.year, 12, 31))


def added(dataset: Dataset, indicators: Iterable[Indicator], scope: Scope, by: tuple[str, ...]) -> dict[str, list]:
    """{name: the rows of the parts that a cut-off has, by group}."""
    found = {}
    for indicator in indicators:
        if indicator.accumulation == "last" and (by or "version" in indicator.dimensions):
            found[indicator.name] = parts(dataset, [indicator], scope, by, WINDOWS["last"])
            continue
        months = months_of(dataset, indicator, scope, by)
        if indicator.accumulation == "year_to_date":
            found[indicator.name] = _summed(months, scope.cutoff, by)
        else:
            last = indicator.accumulation == "last"
            found[indicator.name] = months.get(_last(dataset, indicator, scope) if last else scope.cutoff, [])
    return found


@remembered(64)
def months_between(dataset: Dataset, start: date, end: date) -> list[date]:
    """The month ends that there are from a day to another."""
    return [row["period"] for row in dataset.rows(query("months_between"), {"start": start, "cutoff": end})]


def stock(dataset: Dataset, indicators: Iterable[Indicator], scope: Scope, by: tuple[str, ...]) -> list[dict]:
    """What is open past its term at the cut-off, of the indicators that have a clock, by the filters and the groups of
    their values."""
    carried = [indicator for indicator in indicators if indicator.backlog]
    return [row for each in carried for row in months_of(dataset, each, scope, by, "backlog").get(scope.cutoff, [])]


def months_of(
    dataset: Dataset, indicator: Indicator, scope: Scope, by: tuple[str, ...] = (), table: str = "cube"
) -> Months:
    """The parts of an indicator, in every month to the end of the year of the cut-off; of groups, of that year only."""
    return _of_year(dataset, indicator, year_end(scope), by, table)


@remembered(4096)
def _of_year(dataset: Dataset, indicator: Indicator, scope: Scope, by: tuple[str, ...], table: str) -> Months:
    alike = _alike(dataset, tuple(scope.filters()), by, table).get(shape(indicator, scope, by), ())
    some = alike if indicator.name in {each.name for each in alike} else (indicator,)
    return _asked(dataset, some, scope, by, table).get(indicator.name, {})


@remembered(256)
def _alike(dataset: Dataset, filters: tuple[str, ...], by: tuple[str, ...], table: str) -> dict[tuple, tuple]:
    """{how they are asked: the indicators of the catalogue that some filters and groups ask so}."""
    asked, found = Scope(date.max, **dict.fromkeys(filters, "-")), {}
    for indicator in dataset.catalog.indicators.values():
        if not indicator.factors and (indicator.backlog or table == "cube"):
            found.setdefault(shape(indicator, asked, by), []).append(indicator)
    return {how: tuple(some) for how, some in found.items()}


@remembered(512)
def _asked(
    dataset: Dataset, some: tuple[Indicator, ...], scope: Scope, by: tuple[str, ...], table: str
) -> dict[str, Months]:
    found: dict[str, Months] = {}
    for row in parts(dataset, list(some), scope, by, OF_YEAR if by else UNTIL, True, table):
        found.setdefault(row["indicator"], {}).setdefault(row["period"], []).append(row)
    return found


def _last(dataset: Dataset, indicator: Indicator, scope: Scope) -> date | None:
    """The last month with rows by the cut-off, whatever the filters."""
    months = months_of(dataset, indicator, Scope(scope.cutoff))
    return max((month for month in months if month <= scope.cutoff), default=None)


def _summed(months: Months, cutoff: date, by: tuple[str, ...]) -> list[dict]:
    """The months of the year to the cut-off, added group by group, in the order of their values."""
    found: dict[tuple, dict] = {}
    for month in sorted(each for each in months if each.year == cutoff.year and each <= cutoff):
        for row in months[month]:
            group = tuple(row[name] for name in by)
            before = found.get(group)
            found[group] = row | {part: add(before[part], row[part]) for part in SUMS} if before else row
    return [found[group] for group in sorted(found, key=lambda values: [(each is None, each or "") for each in values])]


def add(left: float | None, right: float | None) -> float | None:
    return right if left is None else left if right is None else left + right
