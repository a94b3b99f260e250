"""Owns the view of what the fichas ask for, so that a rule can compare a register with them: it is written from the
definitions, and reads no table."""

from collections.abc import Iterable
from datetime import date

from sig_metrics.catalog.model import Indicator, View

FICHA_TARGETS = "ficha_target"  # what a rule calls it
GRAIN = "one row a target of a ficha, in the unit in which it is read; one without days for a ficha that has none"
COLUMNS = "indicator, target, since, until, month"


def ficha_targets(indicators: Iterable[Indicator]) -> View:
    """The targets of some fichas, each with the days that it holds: a share of 0.9 is 90."""
    rows = [line for each in indicators for line in _lines(each)]
    told = ",\n    ".join(rows) if rows else "(null::varchar, null::double, null::date, null::date, null::int)"
    sql = f"-- grain: {GRAIN}\nselect {COLUMNS}\nfrom (\n    values\n    {told}\n) as ficha ({COLUMNS})\nwhere indicator is not null\n"
    return View(FICHA_TARGETS, GRAIN, (), sql)


def _lines(indicator: Indicator) -> list[str]:
    shown = 100 if indicator.unit == "percent" else 1
    held = [
        f"('{indicator.code}', {each.value * shown!r}::double, date '{each.since}', {_day(each.until)}, {each.month or 'null'}::int)"
        for each in indicator.targets
    ]
    return held or [f"('{indicator.code}', null::double, null::date, null::date, null::int)"]


def _day(day: date | None) -> str:
    return f"date '{day}'" if day else "null::date"
