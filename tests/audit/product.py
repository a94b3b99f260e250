"""Owns asking the product: the parts of every indicator, in the same shape as the audit, and where the two differ."""

from dataclasses import replace
from datetime import date

from audit.book import Found, Parts
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import compute, filters
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope

PLAN = "in_force"
NO_UT = {"none": None}


def answers(snapshot, indicators: list, periods: list[date], grouped: list[date]) -> dict[tuple, tuple]:
    """{(indicator, month end, dimension, value): (numerator, denominator)} as the product says them.

    Totals of every month, from the series; groups at the months `grouped`, one question a month and dimension.
    """
    # what stands beside a value is not asked here
    dataset = Dataset(snapshot, default_catalog())
    found, indicators = {}, [replace(indicator, backlog="") for indicator in indicators]
    whole = Scope(cutoff=periods[-1], plan=PLAN)
    for name, points in compute.all_series(dataset, tuple(indicators), whole, since=periods[0]).items():
        for one in points:
            found[(name, one.cutoff, None, None)] = (
                (one.value, None) if one.indicator.product_of else (one.numerator, one.denominator)
            )
    for dimension in sorted({dimension for indicator in indicators for dimension in filters.groupings(indicator)}):
        asked = [indicator for indicator in indicators if dimension in filters.groupings(indicator)]
        for period in grouped:
            for one in compute.measures(dataset, tuple(asked), Scope(cutoff=period, plan=PLAN), by=(dimension,)):
                value = one.group[0]
                found[(one.indicator.name, period, dimension, NO_UT.get(value, value))] = (
                    one.numerator,
                    one.denominator,
                )
    return found


def plain(key: tuple, parts: Parts | None, has_denominator: bool) -> Parts | None:
    """Parts as they are compared: anything of 0 is no data, like no rows; of a count, a group with nothing is no
    group."""
    numerator, denominator = parts or (None, None)
    if has_denominator:
        return (numerator or 0, denominator) if denominator else None
    return None if numerator is None or (key[2] and not numerator) else (numerator, None)


def close(ours: Parts | None, theirs: Parts | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return all(
        (a is None and b is None)
        or (a is not None and b is not None and abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a))))
        for a, b in zip(ours, theirs)
    )


def differences(audited: Found, answered: dict[tuple, tuple], catalog) -> tuple[int, dict[tuple, str]]:
    """(how many values were compared, {each that differs: what both say})."""
    found = {}
    keys = sorted(set(audited) | set(answered), key=lambda key: tuple(str(part) for part in key))
    for key in keys:
        has_denominator = bool(catalog.indicators[key[0]].denominator)
        ours, theirs = plain(key, audited.get(key), has_denominator), plain(key, answered.get(key), has_denominator)
        if not close(ours, theirs):
            shown = [
                "sin dato" if parts is None else " / ".join(f"{float(part):g}" for part in parts if part is not None)
                for parts in (ours, theirs)
            ]
            found[key] = (
                f"{catalog.indicators[key[0]].code} {key[1]:%Y-%m} {key[2] or 'total'} {key[3] or ''}: audit {shown[0]}, product {shown[1]}"
            )
    return len(keys), found
