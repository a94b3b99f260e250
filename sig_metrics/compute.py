"""Owns the one way from the cube to a number: parts are added, then divided, here and nowhere else.

0/0 is «sin dato», never 0 % nor 100 %; ratios are never averaged; a value at a cut-off adds only
parts dated up to it. Everything on a screen, in an export or on the command line comes from here.
"""

from dataclasses import dataclass
from datetime import date

from sig_metrics.definitions import Catalog, Indicator, Target
from sig_metrics.scope import IN_FORCE, LATEST, Scope, horizon
from sig_metrics.store.snapshot import Snapshot

DIMENSIONS = ("stage", "system", "unit", "line", "activity")
SHARED = ("system", "unit")  # an activity may belong to several: their sum may exceed the total
WINDOWS = {
    "stock": "cube.period = $cutoff",
    "flow": "cube.period = $cutoff",
    "year_to_date": "cube.period between date_trunc('year', $cutoff::date) and $cutoff",
    "last": "cube.period = (select max(seen.period) from cube as seen "
    "where seen.indicator = cube.indicator and seen.period <= $cutoff)",
}
CHOSEN = {
    "version": "(cube.version is null or cube.version = $version)",
    IN_FORCE: "(cube.version is null or exists (select 1 from version_in_force as ruling "
    "where ruling.period = cube.period and ruling.version = cube.version))",
}
FILTER = (
    "exists (select 1 from activity_dimension as held where held.year = year(cube.period) and held.version = cube.version "
    "and held.activity = cube.activity and held.dimension = '{name}' and held.value = ${name})"
)
JOIN = (
    "join activity_dimension as by_{name} on by_{name}.year = year(cube.period) and by_{name}.version = cube.version "
    "and by_{name}.activity = cube.activity and by_{name}.dimension = '{name}'"
)

EACH = ("dimension", "value")  # groups of every dimension in one query, instead of one query a dimension
JOIN_EACH = (
    "join activity_dimension as each_group on each_group.year = year(cube.period) and each_group.version = cube.version "
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
        return numerator
    return numerator / denominator if denominator else None


def target_at(indicator: Indicator, cutoff: date) -> Target | None:
    """The target that is valid on a day."""
    valid = [t for t in indicator.targets if t.since <= cutoff and (t.until is None or cutoff <= t.until)]
    return valid[-1] if valid else None


def judge(indicator: Indicator, value: float | None, target: Target | None) -> str:
    """met · near · watch · missed · no_target · no_data, on the unrounded value."""
    if value is None:
        return "no_data"
    if target is None or indicator.direction == "neutral":
        return "no_target"
    if indicator.direction == "zero":
        return "met" if value == 0 else "missed"
    sign = -1 if indicator.direction == "down" else 1
    limits = [("met", target.value)]
    if indicator.bands:
        limits += [("near", indicator.bands.good), ("watch", indicator.bands.fair)]
    return next((word for word, limit in limits if sign * value >= sign * limit), "missed")


def measures(snapshot: Snapshot, indicators: list[Indicator], scope: Scope, by: tuple[str, ...] = ()) -> list[Measure]:
    """One Measure per indicator and group, groups in the order of their values; a group without rows is absent.

    Without `by` every indicator has exactly one, «sin dato» when it has no rows.
    """
    found: list[Measure] = []
    for accumulation in {indicator.accumulation for indicator in indicators}:
        some = [i for i in indicators if i.accumulation == accumulation]
        rows = _parts(snapshot, [i.name for i in some], scope, by, WINDOWS[accumulation])
        for indicator in some:
            mine = [row for row in rows if row["indicator"] == indicator.name]
            if not mine and not by:
                mine = [{"numerator": None, "denominator": None}]
            found += [_measure(indicator, scope.cutoff, row, tuple(row[name] for name in by)) for row in mine]
    order = {indicator.name: n for n, indicator in enumerate(indicators)}
    return sorted(found, key=lambda measure: order[measure.indicator.name])


def measure(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> Measure:
    """The value of one indicator in a scope."""
    return measures(snapshot, [indicator], scope)[0]


def series(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> list[Measure]:
    """One Measure a month, January to the cut-off; months without rows are «sin dato»."""
    return all_series(snapshot, [indicator], scope)[indicator.name]


def all_series(snapshot: Snapshot, indicators: list[Indicator], scope: Scope) -> dict[str, list[Measure]]:
    """{name: its series}, with one query for all."""
    window = "cube.period between date_trunc('year', $cutoff::date) and $cutoff"
    rows = _parts(snapshot, [indicator.name for indicator in indicators], scope, (), window, by_period=True)
    months = snapshot.rows("select period from plan_period where year = $year and period <= $cutoff order by period",
                           {"year": scope.year, "cutoff": scope.cutoff})  # fmt: skip
    return {indicator.name: _months(indicator, [row["period"] for row in months],
                                    {row["period"]: row for row in rows if row["indicator"] == indicator.name})
            for indicator in indicators}  # fmt: skip


def _months(indicator: Indicator, months: list[date], found: dict[date, dict]) -> list[Measure]:
    added = {"numerator": None, "denominator": None}
    shown = []
    for month in months:
        here = found.get(month, {"numerator": None, "denominator": None})
        if indicator.accumulation == "year_to_date":
            added = {part: _add(added[part], here[part]) for part in added}
        elif indicator.accumulation != "last" or month in found:
            added = here
        shown.append(_measure(indicator, month, added, ()))
    return shown


def _add(left: float | None, right: float | None) -> float | None:
    return right if left is None else left if right is None else left + right


def _measure(indicator: Indicator, cutoff: date, row: dict, group: tuple[str, ...]) -> Measure:
    value = divide(indicator, row["numerator"], row["denominator"])
    target = target_at(indicator, cutoff)
    denominator = row["denominator"] if indicator.denominator else None
    return Measure(indicator, cutoff, value, row["numerator"], denominator, judge(indicator, value, target), target, group)


def _parts(snapshot: Snapshot, names: list[str], scope: Scope, by: tuple[str, ...], window: str,
           by_period: bool = False) -> list[dict]:  # fmt: skip
    """Added parts by indicator and group; every piece of SQL is one of the constants above."""
    version = horizon(snapshot).latest(scope.year) if scope.plan == LATEST else scope.plan
    values: dict[str, object] = {"names": names, "cutoff": scope.cutoff}
    where = ["cube.indicator in (select unnest($names))", window, CHOSEN[IN_FORCE if scope.plan == IN_FORCE else "version"]]
    if scope.plan != IN_FORCE:
        values["version"] = version
    for name, value in scope.filters().items():
        where.append(FILTER.format(name=name))
        values[name] = value
    joins = JOIN_EACH if by == EACH else " ".join(JOIN.format(name=name) for name in by)
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
        "rows": [],
    }
    if by:
        document["rows"] = [{by: m.group[0], "value": m.value, "numerator": m.numerator, "denominator": m.denominator}
                            for m in in_order(catalog, by, measures(snapshot, [indicator], scope, (by,)))]  # fmt: skip
    return document


def in_order(catalog: Catalog, dimension: str, found: list[Measure], at: int = 0) -> list[Measure]:
    """Groups in the order of their vocabulary; other dimensions keep the order of their values."""
    words = catalog.vocabularies.get(dimension, {})
    return sorted(found, key=lambda m: (words[m.group[at]].order if m.group[at] in words else len(words), m.group[at]))


def series_document(snapshot: Snapshot, indicator: Indicator, scope: Scope) -> list[dict]:
    """The shape of `series --json`: one row a month."""
    return [{"month": m.cutoff.strftime("%Y-%m"), "value": m.value, "numerator": m.numerator, "denominator": m.denominator,
             "status": m.status} for m in series(snapshot, indicator, scope)]  # fmt: skip
