"""Owns the plan as a calendar: the activity × month grid, what is behind a cell, and its curve."""

from dataclasses import replace
from datetime import date

from sig_metrics.catalog.queries import query
from sig_metrics.measure.activity import Activity, Cell
from sig_metrics.measure.compute import Measure, series
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import FILTER
from sig_metrics.measure.freshness import plan_unknown
from sig_metrics.measure.origin import placed
from sig_metrics.measure.scope import PlanVersion, Scope, horizon, month_end
from sig_metrics.measure.yearly import at

WORST_FIRST = ("overdue", "late", "pending", "on_time")


def ruling_of(dataset: Dataset, scope: Scope, year: int | None = None) -> PlanVersion | None:
    """The version a scope measures against at its cut-off, or the one in force then of an earlier `year`; None
    without a plan."""
    available = horizon(dataset)
    ruling = available.ruling(scope.cutoff, scope.plan)
    if ruling is None or year in (None, ruling.year):
        return ruling
    return next((each for each in available.earlier(scope.cutoff, ruling) if each.year == year), None)


def _ruled(dataset: Dataset, scope: Scope, year: int | None = None) -> dict:
    """The values that say which plan a query is about; of no plan, no rows."""
    ruling = ruling_of(dataset, scope, year)
    return {"cutoff": scope.cutoff, "year": ruling.year if ruling else 0, "version": ruling.version if ruling else ""}


@remembered(256)
def _ruled_of_year(dataset: Dataset, scope: Scope, year: int | None) -> tuple[str, ...]:
    months = [replace(scope, cutoff=month_end(scope.year, month)) for month in range(1, 13)]
    ruled = [(each.cutoff, ruling_of(dataset, each, year)) for each in months]
    return tuple(f"{day:%Y-%m}.{each.year}.{each.version}" for day, each in ruled if each)


def _ruled_then(dataset: Dataset, scope: Scope, year: int | None = None) -> tuple[str, ...]:
    """«2021-11.2021.05» of the plan that a query is about in each month of a year."""
    return _ruled_of_year(dataset, Scope(month_end(scope.year, 12), scope.plan), year)


def _where(scope: Scope, of_slots: bool = False) -> tuple[str, dict]:
    """The filters of a scope on a table aliased `cube` (year, activity, version, period): of activities, or of
    slots, whose query asks who owes them."""
    filters = scope.filters()
    names = [name for name in filters if name != "unit" or not of_slots]
    return " and ".join(["true", *(FILTER.format(name=name) for name in names)]), {
        **filters,
        **({"unit": scope.unit} if of_slots else {}),
    }


@remembered(256)
def grid(dataset: Dataset, scope: Scope, year: int | None = None) -> list[Activity]:
    """The activities of the version in scope (or of an earlier year's), in order, each with twelve cells; with a
    unit, of what that unit owes."""
    where, filters = _where(scope)
    ruled = _ruled_then(dataset, scope, year)
    totals = "unit_state" if scope.unit else "activity_state"
    where += " and cube.unit = $unit" if scope.unit else ""
    rows = at(dataset, query("plan_grid", totals=totals, filters=where), scope.cutoff, plans=ruled, **filters)
    slots = at(dataset, query("plan_cells"), scope.cutoff, plans=ruled, unit=scope.unit)
    flagged = at(dataset, query("plan_without_number"), scope.cutoff, plans=ruled, unit=scope.unit)
    states: dict[tuple[str, int], dict[str, int]] = {}
    for slot in slots:
        states.setdefault((slot["activity"], slot["month"]), {})[slot["state"]] = slot["n"]
    flags = {(row["activity"], row["month"]): row["n"] for row in flagged}
    found = [
        Activity(
            **row,
            cells=tuple(
                _cell(states.get((row["activity"], month)), row["target"], flags.get((row["activity"], month), 0))
                for month in range(1, 13)
            ),
        )
        for row in rows
    ]
    return [_unregistered(activity) for activity in found] if plan_unknown(dataset, scope.cutoff) else found


def _unregistered(activity: Activity) -> Activity:
    """The same where it is not known what was delivered: what is due is not overdue for that."""
    return replace(
        activity,
        overdue=0,
        cells=tuple(
            replace(cell, state="unregistered") if cell.state == "overdue" else cell for cell in activity.cells
        ),
    )


def serving(dataset: Dataset, scope: Scope, topic: str) -> list[str]:
    """The activities of the version in scope, whatever its filters, that answer for a topic as the register
    «activity_topic» says."""
    ruled = _ruled(dataset, scope)
    return _serving(dataset, ruled["year"], ruled["version"], topic)


def answering(dataset: Dataset, year: int, topic: str) -> set[str]:
    """The activities of the plan of a year, of any of its versions, that answer for a topic."""
    versions = [each.version for each in horizon(dataset).versions if each.year == year]
    return {activity for version in versions for activity in _serving(dataset, year, version, topic)}


@remembered(256)
def _serving(dataset: Dataset, year: int, version: str, topic: str) -> list[str]:
    rows = dataset.rows(query("plan_serving"), {"year": year, "version": version, "topic": topic})
    return [row["activity"] for row in rows]


def _cell(found: dict[str, int] | None, target: int | None, unsupported: int) -> Cell:
    if found is None:
        return Cell("not_applicable" if target is None else "none", unsupported=unsupported)
    state = next(word for word in WORST_FIRST if word in found)
    return Cell(state, sum(found.values()), found.get("on_time", 0) + found.get("late", 0), unsupported)


def behind(activities: list[Activity]) -> list[Activity]:
    """Those that have something overdue."""
    return [activity for activity in activities if activity.overdue]


def behind_cell(
    dataset: Dataset, scope: Scope, activity: str, month: int | None = None, year: int | None = None
) -> list[dict]:
    """The programmed deliverables of an activity (of a month) and the documents that answer for them; of an earlier
    plan, its `year`.

    Columns: month, item, due_on, state, days_late, support («unsupported», «in_progress» or «»), delivered_on,
    delivered_month, name, unit, document_type, document_number, evidence, note, load, file, file_row, original. A
    document that fills no slot comes with state «extra». An unfilled slot shows the unaccepted document that names it.
    """
    values = {**_ruled(dataset, scope, year), "activity": activity, "month": month, "unit": scope.unit}
    rows = dataset.rows(query("plan_behind_cell"), values)
    return [{**row, **placed({**row, "activity": activity}, ("activity",))} for row in rows]


def overdue(dataset: Dataset, scope: Scope) -> list[dict]:
    """The overdue deliverables in scope, those of earlier plans too, the oldest first: year, activity, month, item,
    due_on, days_late, units (those that owe it), deliverable, unsupported_on (the day it was delivered without a
    document number, if it was). None while it is not known what was delivered."""
    if plan_unknown(dataset, scope.cutoff):
        return []
    found = _overdue_of_year(dataset, replace(scope, cutoff=month_end(scope.year, 12)))
    return [row for row in found if row["period"] == scope.cutoff]


@remembered(64)
def _overdue_of_year(dataset: Dataset, scope: Scope) -> list[dict]:
    """The same of every month of a year, each against the plans followed then."""
    where, filters = _where(scope, of_slots=True)
    values = {"cutoff": scope.cutoff, "plans": _followed_then(dataset, scope), **filters}
    return dataset.rows(query("plan_overdue", filters=where), values)


def _followed_then(dataset: Dataset, scope: Scope) -> list[str]:
    """«2021-11.2021.05» of the plans followed in each month of a year."""
    months = [replace(scope, cutoff=month_end(scope.year, month)) for month in range(1, 13)]
    return [f"{each.cutoff:%Y-%m}.{plan}" for each in months for plan in _followed(dataset, each)]


def _followed(dataset: Dataset, scope: Scope) -> list[str]:
    """«2021.05» of the version that rules and of those of earlier plans, whose deliverables are owed too."""
    ruling = ruling_of(dataset, scope)
    plans = [ruling, *horizon(dataset).earlier(scope.cutoff, ruling)] if ruling else []
    return [f"{each.year}.{each.version}" for each in plans]


def came(dataset: Dataset, scope: Scope, since: date) -> list[dict]:
    """The documents that count delivered after a day and by the cut-off, those of earlier plans too, the oldest
    first: year, activity, month, item (of the slot each fills), delivered_on, state («extra» of one that fills
    none), days_late, units, deliverable, name."""
    found = _came_of_year(dataset, replace(scope, cutoff=month_end(scope.year, 12)), date(since.year - 1, 12, 31))
    return [row for row in found if row["period"] == scope.cutoff and row["delivered_on"] > since]


@remembered(64)
def _came_of_year(dataset: Dataset, scope: Scope, since: date) -> list[dict]:
    """The same of every month of a year, each against the plans followed then."""
    where, filters = _where(scope, of_slots=True)
    values = {"cutoff": scope.cutoff, "since": since, "plans": _followed_then(dataset, scope), **filters}
    return dataset.rows(query("plan_came", filters=where), values)


@remembered(256)
def lateness(dataset: Dataset, scope: Scope) -> list[dict]:
    """Slip of what was delivered: activity, month, item, days (negative: ahead of its last day), state."""
    where, filters = _where(scope, of_slots=True)
    ruled = _ruled_then(dataset, scope)
    return at(dataset, query("plan_lateness", filters=where), scope.cutoff, plans=ruled, **filters)


@remembered(256)
def curve(dataset: Dataset, scope: Scope) -> list[dict]:
    """Twelve rows: month, programmed, delivered and uncapped (None after the cut-off), of the year of the plan that
    rules, against it."""
    ruling = ruling_of(dataset, scope)
    if ruling is None:
        return []
    catalog, against = dataset.catalog, replace(scope, cutoff=month_end(ruling.year, 12), plan=ruling.version)
    named = catalog.screens.plan.state
    programmed = {m.cutoff.month: m for m in series(dataset, catalog.indicators[named["programmed"]], against)}
    known = replace(against, cutoff=min(scope.cutoff, against.cutoff))
    capped = {m.cutoff.month: m for m in series(dataset, catalog.indicators[named["delivered"]], known)}
    uncapped = {m.cutoff.month: m for m in series(dataset, catalog.indicators[named["uncapped"]], known)}
    return [
        {
            "month": month,
            "programmed": int(programmed[month].value or 0),
            "delivered": _whole(capped.get(month)),
            "uncapped": _whole(uncapped.get(month)),
        }
        for month in programmed
    ]


def curve_then(dataset: Dataset, scope: Scope, before: Scope) -> list[dict]:
    """The curve of an earlier day (see `curve`), where another version or the plan of another year ruled it: nothing where
    it is the same curve, some months shorter."""
    return [] if ruling_of(dataset, scope) == ruling_of(dataset, before) else curve(dataset, before)


def _whole(measured: Measure | None) -> int | None:
    return None if measured is None or measured.numerator is None else int(measured.numerator)
