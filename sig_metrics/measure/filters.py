"""Owns which filters an indicator can be divided by, which it ignores, which leave it out, and how each is written over
the cube.

A filter that cannot be applied is never dropped in silence: whoever shows the value says that it is of all the units.
"""

from dataclasses import replace
from functools import lru_cache

from sig_metrics.catalog.model import NATIVE, Indicator
from sig_metrics.measure.scope import Scope

OF_ACTIVITY = ("stage", "system", "unit", "line", "activity")  # what an activity of the plan belongs to
DIMENSIONS = tuple(dict.fromkeys(OF_ACTIVITY + NATIVE))
SHARED = ("system", "unit")  # an activity may belong to several: their sum may exceed the total
FILTER = (
    "exists (select 1 from activity_dimension as held where held.year = cube.year and held.version = cube.version "
    "and held.activity = cube.activity and held.dimension = '{name}' and held.value = ${name})"
)
JOIN = (
    "join activity_dimension as by_{name} on by_{name}.year = cube.year and by_{name}.version = cube.version "
    "and by_{name}.activity = cube.activity and by_{name}.dimension = '{name}'"
)

HELD = {
    name: f"list_contains(string_split(cube.{name}, '/'), ${name})" if name in SHARED else f"cube.{name} = ${name}"
    for name in NATIVE
}
# What has no unit is a group of its own: left out, groups would add up to less than the total without a word.
SPLIT = {
    name: f"cross join unnest(coalesce(string_split(cube.{name}, '/'), [null])) as by_{name}(value)"
    if name in SHARED
    else f"cross join unnest([cube.{name}]) as by_{name}(value)"
    for name in NATIVE
}
EACH = ("dimension", "value")  # groups of every dimension in one query, instead of one query a dimension
JOIN_EACH = (
    "join activity_dimension as each_group on each_group.year = cube.year and each_group.version = cube.version "
    "and each_group.activity = cube.activity"
)


@lru_cache(1024)
def groupings(indicator: Indicator) -> tuple[str, ...]:
    """The dimensions an indicator can be broken out by."""
    mine = indicator.factors[0].dimensions if indicator.factors else indicator.dimensions
    return tuple(name for name in DIMENSIONS if name in mine or ("activity" in mine and name in OF_ACTIVITY))


def answers(indicator: Indicator, scope: Scope) -> bool:
    """Whether an indicator belongs to the system and the stage of a scope (an undivided one answers whole)."""
    return (not scope.system or scope.system in indicator.systems) and (
        not scope.stage or scope.stage in indicator.stages
    )


def belongs(indicator: Indicator, scope: Scope) -> bool:
    """Whether an indicator has a value in a scope at all; one of the plan is divided by what its activities are."""
    return "activity" in indicator.dimensions or answers(indicator, scope)


def concerns(indicator: Indicator, scope: Scope) -> bool:
    """Whether what an indicator says is of a scope: it belongs there and, of a unit, it is divided by unit or that one
    answers for it."""
    return belongs(indicator, scope) and (scope.unit in (None, indicator.owner) or "unit" in groupings(indicator))


def ignored_filters(indicator: Indicator, scope: Scope) -> tuple[str, ...]:
    """The filters of a scope by which an indicator cannot be divided, but those that all of it passes."""
    return unfollowed(
        scope, groupings(indicator), system=indicator.systems, stage=indicator.stages, activity=indicator.activities
    )


@lru_cache(4096)
def followed(indicator: Indicator, scope: Scope) -> Scope:
    """A scope in which an indicator belongs, without the system and the stage by which it is not divided: what is asked of one
    screen is what another asked."""
    divided = groupings(indicator)
    drop = {name: None for name in ("system", "stage") if getattr(scope, name) and name not in divided}
    return replace(scope, **drop) if drop else scope


def within(indicator: Indicator, scope: Scope) -> tuple[str, ...] | None:
    """The filters of a scope that an indicator ignores; None where it has no value in it at all."""
    return ignored_filters(indicator, scope) if belongs(indicator, scope) else None


def unfollowed(scope: Scope, divided: tuple[str, ...], **wholly: tuple[str, ...]) -> tuple[str, ...]:
    """The filters of a scope that something divided by `divided` does not follow, but those that all of it passes
    («SGSI» of what is only SGSI's)."""
    return tuple(
        name for name, value in scope.filters().items() if name not in divided and wholly.get(name) != (value,)
    )


def excluding(indicator: Indicator, scope: Scope) -> tuple[str, ...]:
    """The filters of a scope that leave an indicator out: it is not of that system, or of that stage."""
    kept = {"system": indicator.systems, "stage": indicator.stages}
    return (
        ()
        if belongs(indicator, scope)
        else tuple(name for name, among in kept.items() if getattr(scope, name) not in (None, *among))
    )
