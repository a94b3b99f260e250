"""Owns the adding of parts of the cube, by the filters and the groups asked for. What they mean is of `compute.py`."""

from sig_metrics.catalog.model import NATIVE, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.measure.against import places
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import (
    EACH,
    FILTER,
    HELD,
    JOIN,
    JOIN_EACH,
    OF_ACTIVITY,
    SPLIT,
    answers,
)
from sig_metrics.measure.scope import Scope

WINDOWS = {
    "stock": "cube.period = $cutoff",
    "flow": "cube.period = $cutoff",
    "year_to_date": "cube.period between date_trunc('year', $cutoff::date) and $cutoff",
    "last": "cube.period = (select max(seen.period) from cube as seen "
    "where seen.indicator = cube.indicator and seen.period <= $cutoff)",
}
# «2021-11.2021.05»: a month against a version
PLACE = "strftime(cube.period, '%Y-%m') || '.' || cube.year || '.' || cube.version"
# The plan that rules at each month and, in the parts that say so, what the plans before it still owe or were owed.
CHOSEN = (
    f"(cube.version is null or coalesce(cube.plan_part, 'own') = 'own' and list_contains($ruling, {PLACE}) "
    f"or cube.plan_part = 'earlier' and list_contains($earlier, {PLACE}))"
)
# Of the plan's advance, what a unit owes of an activity of several is in a table of its own: it does not add up to the
# activity.
OF_UNIT = {"filter": "cube.unit = $unit", "split": "cross join unnest([cube.unit]) as by_unit(value)"}


def parts(
    dataset: Dataset,
    indicators: list[Indicator],
    scope: Scope,
    by: tuple[str, ...],
    window: str,
    by_period: bool = False,
    table: str = "cube",
    kept: tuple[str, ...] = (),
    **values: object,
) -> list[dict]:
    """Added parts by indicator and group, of indicators that are alike; every piece of SQL is a constant above or of
    `filters`. `kept`: columns that are not to be added over, as the cube holds them."""
    of_plan, versioned, of_unit, conditions, joins, divided = shape(indicators[0], scope, by)
    names = [i.name for i in indicators if of_plan or answers(i, scope)]
    if not names or not divided:
        return []
    values |= {"names": names, "cutoff": scope.cutoff}
    where = [window, *((CHOSEN,) if versioned else ()), *(condition for _, condition in conditions)]
    if versioned:
        values["ruling"], values["earlier"] = places(dataset, scope)
    values |= {name: getattr(scope, name) for name, _ in conditions}
    groups = _groups(by, by_period, kept)
    sql = query(
        "backlog_added" if table == "backlog" else "cube_added",
        columns=", ".join(["cube.indicator", *groups]),
        cube=f"{'unit_part' if of_unit else table} as cube {joins}",
        filters=" and ".join(where),
    )
    return dataset.rows(sql, values)


def shape(indicator: Indicator, scope: Scope, by: tuple[str, ...]) -> tuple:
    """(of the plan, of its versions, of what each unit owes, (filter, condition) of those it follows, joins of the
    groups, whether it can be divided by them)."""
    dimensions, filters = indicator.dimensions, scope.filters()
    of_plan = "activity" in dimensions
    known = tuple(name for name in by if name in NATIVE and name in dimensions or of_plan and name in OF_ACTIVITY)
    of_unit = of_plan and "unit" not in dimensions and "unit" in (*by, *filters)
    conditions = tuple((name, _condition(name, dimensions, of_plan, of_unit)) for name in filters)
    joins = JOIN_EACH if by == EACH else " ".join(_join(name, dimensions, of_unit) for name in by)
    divided = not by or by == EACH or known == by
    return of_plan, "version" in dimensions, of_unit, tuple(each for each in conditions if each[1]), joins, divided


def _groups(by: tuple[str, ...], by_period: bool, kept: tuple[str, ...]) -> list[str]:
    """The columns of the groups asked for, of their months, and of what is not added over."""
    named = [f"each_group.{name}" if by == EACH else f"by_{name}.value as {name}" for name in by]
    return named + (["cube.period"] if by_period else []) + [f"cube.{name}" for name in kept]


def _condition(name: str, dimensions: tuple[str, ...], of_plan: bool, of_unit: bool) -> str:
    """What keeps the parts of a filter; «» of what cannot be divided by it."""
    if of_unit and name == "unit":
        return OF_UNIT["filter"]
    if name in NATIVE and name in dimensions:
        return HELD[name]
    return FILTER.format(name=name) if of_plan else ""


def _join(name: str, dimensions: tuple[str, ...], of_unit: bool) -> str:
    """What splits the parts by one dimension."""
    if of_unit and name == "unit":
        return OF_UNIT["split"]
    return SPLIT[name] if name in dimensions and name in NATIVE else JOIN.format(name=name)
