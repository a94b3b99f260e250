"""Owns the one way from the cube to a number: parts are added, then divided, here and nowhere else.

0/0 is «sin dato», never 0 % nor 100 %; ratios are never averaged; a value at a cut-off adds only
parts dated up to it. Everything on a screen, in an export or on the command line comes from here.
A value whose registers are stale at its own cut-off keeps its number and loses its judgement («dato antiguo»); one of a month
that they have not come for loses it too («aún no llega»), and its number if nothing of that month is known; of a register never
loaded there is none («falta cargar»). So in a series as in a tile: the last point of one is the other.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import prod

from sig_metrics.against import against, places
from sig_metrics.definitions import Catalog, Indicator, Target
from sig_metrics.judgement import status_of
from sig_metrics.scope import IN_FORCE, Scope
from sig_metrics.store.snapshot import Snapshot

OF_ACTIVITY = ("stage", "system", "unit", "line", "activity")  # what an activity of the plan belongs to
NATIVE = ("system", "unit", "ut", "kind", "severity", "domain")  # columns of the cube that an indicator may fill
DIMENSIONS = tuple(dict.fromkeys(OF_ACTIVITY + NATIVE))
SHARED = ("system", "unit")  # an activity may belong to several: their sum may exceed the total
WINDOWS = {
    "stock": "cube.period = $cutoff",
    "flow": "cube.period = $cutoff",
    "year_to_date": "cube.period between date_trunc('year', $cutoff::date) and $cutoff",
    "last": "cube.period = (select max(seen.period) from cube as seen "
    "where seen.indicator = cube.indicator and seen.period <= $cutoff)",
}
PLACE = "strftime(cube.period, '%Y-%m') || '.' || cube.year || '.' || cube.version"  # «2021-11.2021.05»: a month against a version
# The plan that rules at each month and, in the parts that say so, what the plans before it still owe or were owed.
CHOSEN = (f"(cube.version is null or coalesce(cube.plan_part, 'own') = 'own' and list_contains($ruling, {PLACE}) "
          f"or cube.plan_part = 'earlier' and list_contains($earlier, {PLACE}))")  # fmt: skip
FILTER = (
    "exists (select 1 from activity_dimension as held where held.year = cube.year and held.version = cube.version "
    "and held.activity = cube.activity and held.dimension = '{name}' and held.value = ${name})"
)
JOIN = (
    "join activity_dimension as by_{name} on by_{name}.year = cube.year and by_{name}.version = cube.version "
    "and by_{name}.activity = cube.activity and by_{name}.dimension = '{name}'"
)

HELD = {name: f"list_contains(string_split(cube.{name}, '/'), ${name})" if name in SHARED else f"cube.{name} = ${name}" for name in NATIVE}
# What has no unit is a group of its own: left out, groups would add up to less than the total without a word.
SPLIT = {name: f"cross join unnest(coalesce(string_split(cube.{name}, '/'), [null])) as by_{name}(value)" if name in SHARED
         else f"cross join unnest([cube.{name}]) as by_{name}(value)" for name in NATIVE}  # fmt: skip
EACH = ("dimension", "value")  # groups of every dimension in one query, instead of one query a dimension
JOIN_EACH = (
    "join activity_dimension as each_group on each_group.year = cube.year and each_group.version = cube.version "
    "and each_group.activity = cube.activity"
)


@dataclass(frozen=True)
class Measure:
    """The value of an indicator at a cut-off, for one group. `status` is a word of the vocabulary."""

    indicator: Indicator
    cutoff: date
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    target: Target | None
    group: tuple[str, ...] = ()


def divide(indicator: Indicator, numerator: float | None, denominator: float | None) -> float | None:
    """The value of added parts; None («sin dato») without rows or with a zero denominator."""
    if numerator is None:
        return None
    if not indicator.denominator:
        return numerator * indicator.scale
    return numerator / denominator * indicator.scale if denominator else None


def target_at(indicator: Indicator, cutoff: date) -> Target | None:
    """The target that is valid on a day."""
    valid = [t for t in indicator.targets if t.since <= cutoff and (t.until is None or cutoff <= t.until)]
    return valid[-1] if valid else None


def judge(indicator: Indicator, value: float | None, target: Target | None) -> str:
    """met · near · watch · missed · beyond · no_target · no_data, on the unrounded value."""
    if value is None:
        return "no_data"
    if target is None or indicator.direction == "neutral":
        return "no_target"
    if indicator.ceiling is not None and value > indicator.ceiling:
        return "beyond"
    if indicator.direction == "zero":
        return "met" if value == 0 else "missed"
    sign = -1 if indicator.direction == "down" else 1
    limits = [("met", target.value)]
    if indicator.bands:
        limits += zip(("near", "watch"), indicator.bands.limits(target.value))
    return next((word for word, limit in limits if sign * value >= sign * limit), "missed")


def measures(snapshot: Snapshot, indicators: list[Indicator], scope: Scope, by: tuple[str, ...] = ()) -> list[Measure]:
    """One Measure per indicator and group, groups in the order of their values; a group without rows is absent.

    Without `by` every indicator has exactly one, «sin dato» when it has no rows.
    """
    found: list[Measure] = []
    for accumulation, dimensions in dict.fromkeys((i.accumulation, i.dimensions) for i in indicators if not i.factors):
        some = [i for i in indicators if (i.accumulation, i.dimensions) == (accumulation, dimensions) and not i.factors]
        rows = _parts(snapshot, some, scope, by, WINDOWS[accumulation])
        for indicator in some:
            mine = [row for row in rows if row["indicator"] == indicator.name]
            if not mine and not by:
                mine = [{"numerator": None, "denominator": None}]
            target = _target(snapshot, indicator, scope)
            found += [_measure(indicator, scope.cutoff, row, tuple(row[name] for name in by), target) for row in mine]
    for indicator in indicators:
        if indicator.factors:
            found += _products(indicator, measures(snapshot, list(indicator.factors), scope, by), _target(snapshot, indicator, scope))
    order = {indicator.name: n for n, indicator in enumerate(indicators)}
    return sorted(_greyed(snapshot, found), key=lambda measure: order[measure.indicator.name])


def _greyed(snapshot: Snapshot, found: list[Measure]) -> list[Measure]:
    """The same, with the status that what is known of their registers gives them, and without a value where none is known."""
    made = []
    for measured in found:
        status, kept = status_of(snapshot, measured.indicator, measured.cutoff, measured.value, measured.status)
        made.append(replace(measured, status=status) if kept else replace(measured, status=status, value=None, numerator=None, denominator=None))
    return made


def _products(indicator: Indicator, found: list[Measure], target: Target | None) -> list[Measure]:
    """Derived indices: the product of the values of their factors, group by group; «sin dato» if one is missing."""
    groups: dict[tuple, list[Measure]] = {}
    for each in found:
        groups.setdefault((each.cutoff, each.group), []).append(each)
    made = []
    for (cutoff, group), factors in groups.items():
        known = len(factors) == len(indicator.factors) and all(f.value is not None for f in factors)
        value = prod(f.value for f in factors) * indicator.scale if known else None
        made.append(Measure(indicator, cutoff, value, None, None, judge(indicator, value, target), target, group))
    return made


def _target(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> Target | None:
    """The target of a scope: the one in force, or last year's value where the ficha says so."""
    if indicator.target_rule != "previous_year":
        return target_at(indicator, scope.cutoff)
    before = replace(scope, cutoff=date(scope.year - 1, 12, 31), plan=IN_FORCE)
    last = measure(snapshot, replace(indicator, target_rule=""), before).value
    if last is None:
        return None
    return Target(last, f"no más que el acumulado de {scope.year - 1}", "P", date(scope.year, 1, 1))


def measure(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> Measure:
    """The value of one indicator in a scope."""
    return measures(snapshot, [indicator], scope)[0]


def series(snapshot: Snapshot, indicator: Indicator, scope: Scope, since: date | None = None) -> list[Measure]:
    """One Measure a month, from `since` (January) to the cut-off; months without rows are «sin dato», and each is judged
    by what was fresh at its own end."""
    return all_series(snapshot, [indicator], scope, since)[indicator.name]


def all_series(snapshot: Snapshot, indicators: list[Indicator], scope: Scope, since: date | None = None) -> dict[str, list[Measure]]:
    """{name: its series}, with one query for each kind of cube row."""
    start = date(since.year if since else scope.year, 1, 1)
    months = [row["period"] for row in snapshot.rows(
        "select period from month_end where period between $start and $cutoff order by period", {"start": start, "cutoff": scope.cutoff})]  # fmt: skip
    found: dict[str, list[Measure]] = {}
    for dimensions in dict.fromkeys(i.dimensions for i in indicators if not i.factors):
        some = [i for i in indicators if i.dimensions == dimensions and not i.factors]
        rows = _parts(snapshot, some, scope, (), "cube.period <= $cutoff", by_period=True)
        for indicator in some:
            mine = {row["period"]: row for row in rows if row["indicator"] == indicator.name}
            found[indicator.name] = _months(indicator, months, mine, _target(snapshot, indicator, scope))
    for indicator in indicators:
        if indicator.factors:
            parts = all_series(snapshot, list(indicator.factors), scope, since)
            each = [measured for history in parts.values() for measured in history]
            found[indicator.name] = _products(indicator, each, _target(snapshot, indicator, scope))
    if since:
        found = {name: [m for m in history if m.cutoff >= since] for name, history in found.items()}
    return {indicator.name: _greyed(snapshot, found[indicator.name]) for indicator in indicators}


def _months(indicator: Indicator, months: list[date], found: dict[date, dict], ruled: Target | None) -> list[Measure]:
    nothing = {"numerator": None, "denominator": None}
    before = max((period for period in found if months and period < months[0]), default=None)
    added = found[before] if before and indicator.accumulation == "last" else nothing
    shown = []
    for month in months:
        here = found.get(month, nothing)
        if indicator.accumulation == "year_to_date":
            base = nothing if month.month == 1 else added
            added = {part: _add(base[part], here[part]) for part in nothing}
        elif indicator.accumulation != "last" or month in found:
            added = here
        target = ruled if indicator.target_rule else target_at(indicator, month)
        shown.append(_measure(indicator, month, added, (), target))
    return shown


def _add(left: float | None, right: float | None) -> float | None:
    return right if left is None else left if right is None else left + right


def _measure(indicator: Indicator, cutoff: date, row: dict, group: tuple[str, ...], target: Target | None) -> Measure:
    value = divide(indicator, row["numerator"], row["denominator"])
    denominator = row["denominator"] if indicator.denominator else None
    return Measure(indicator, cutoff, value, row["numerator"], denominator, judge(indicator, value, target), target, group)


def groupings(indicator: Indicator) -> tuple[str, ...]:
    """The dimensions an indicator can be broken out by."""
    mine = indicator.factors[0].dimensions if indicator.factors else indicator.dimensions
    return tuple(name for name in DIMENSIONS if name in mine or ("activity" in mine and name in OF_ACTIVITY))


def answers(indicator: Indicator, scope: Scope) -> bool:
    """Whether an indicator belongs to the system and the stage of a scope (an undivided one answers whole)."""
    return ((not scope.system or scope.system in indicator.systems) and (not scope.stage or scope.stage in indicator.stages))


def _parts(snapshot: Snapshot, indicators: list[Indicator], scope: Scope, by: tuple[str, ...], window: str,
           by_period: bool = False, **values: object) -> list[dict]:  # fmt: skip
    """Added parts by indicator and group, of indicators with the same dimensions; every piece of SQL is a constant above."""
    dimensions = indicators[0].dimensions
    of_plan = "activity" in dimensions
    names = [i.name for i in indicators if of_plan or answers(i, scope)]
    known = [name for name in by if name in NATIVE and name in dimensions or of_plan and name in OF_ACTIVITY]
    if not names or (by and by != EACH and known != list(by)):
        return []
    values |= {"names": names, "cutoff": scope.cutoff}
    where = ["cube.indicator in (select unnest($names))", window]
    if "version" in dimensions:
        where.append(CHOSEN)
        values["ruling"], values["earlier"] = places(snapshot, scope)
    for name, value in scope.filters().items():
        condition = HELD[name] if name in NATIVE and name in dimensions else FILTER.format(name=name) if of_plan else ""
        if condition:
            where.append(condition)
            values[name] = value
    joins = JOIN_EACH if by == EACH else " ".join(SPLIT[n] if n in dimensions and n in NATIVE else JOIN.format(name=n) for n in by)
    groups = [f"each_group.{name}" if by == EACH else f"by_{name}.value as {name}" for name in by] + (["cube.period"] if by_period else [])
    columns = ", ".join(["cube.indicator", *groups])
    sql = (
        f"select {columns}, sum(cube.numerator) as numerator, sum(cube.denominator) as denominator from cube "
        f"{joins} where {' and '.join(where)} group by all order by all"
    )
    return snapshot.rows(sql, values)


def value_document(snapshot: Snapshot, catalog: Catalog, indicator: Indicator, scope: Scope, by: str | None = None) -> dict:
    """The shape of `value --json`: one value and, with `by`, one row a group."""
    whole = measure(snapshot, indicator, scope)
    document = {
        "indicator": indicator.name,
        "code": indicator.code,
        "cutoff": scope.cutoff.strftime("%Y-%m"),
        "value": whole.value,
        "numerator": whole.numerator,
        "denominator": whole.denominator,
        "unit": indicator.unit,
        "status": whole.status,
        "target": whole.target.value if whole.target else None,
        **against(snapshot, indicator, scope, scope.cutoff),
        "rows": [],
    }
    if by:
        document["rows"] = [{by: m.group[0], "value": m.value, "numerator": m.numerator, "denominator": m.denominator}
                            for m in in_order(catalog, by, measures(snapshot, [indicator], scope, (by,)))]  # fmt: skip
    return document


def in_order(catalog: Catalog, dimension: str, found: list[Measure], at: int = 0) -> list[Measure]:
    """Groups in the order of their vocabulary; other dimensions keep the order of their values."""
    def place(measured: Measure) -> tuple[int, str]:
        code, words = measured.group[at], catalog.vocabularies.get(measured.indicator.vocabulary(dimension), {})
        return (words[code].order if code in words else len(words), code or "")

    return sorted(found, key=place)


def series_document(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> list[dict]:
    """The shape of `series --json`: one row a month."""
    return [{"month": m.cutoff.strftime("%Y-%m"), "value": m.value, "numerator": m.numerator, "denominator": m.denominator,
             "status": m.status, **against(snapshot, indicator, scope, m.cutoff)} for m in series(snapshot, indicator, scope)]  # fmt: skip
