"""Owns the evidence of an indicator in a scope: the rows that each of its parts counts, those that it leaves out, and the
query that says so; so that a number can be walked down to the row of the file that it came in.

What counts rows gives them, one by one, from its own definition without its groups (`unfolding`). What adds weights,
amounts or counts gives the rows that add to it, each with its amount, where its definition says which they are; its
summands otherwise, which add up to the number too. A product sends to its factors, and a reserved register
gives its sentence and its norm, never a row."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import OF_FORMS, query
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure, measure
from sig_metrics.measure.cube import WINDOWS, parts
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import HELD
from sig_metrics.measure.labels import cell_label, group_label
from sig_metrics.measure.origin import with_origin
from sig_metrics.measure.plan_evidence import ACTIVITIES, HEADINGS, activities, counts_of, plan_rows, said
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.unfolding import PARTS, unfolded

MOST = 1000  # rows shown of a part; the count is always of all
LEFT_OUT = "left_out"
WHICH = {
    "numerator": "cube.is_numerator",
    "denominator": "cube.is_denominator",
    LEFT_OUT: "not cube.is_numerator and not cube.is_denominator",
}
MONTHS = "cube.period <= $cutoff and cube.period > last_day($cutoff::date - to_months($months))"
SUMMED = {"numerator": "Numerador", "denominator": "Denominador", "cases": "n"}


@dataclass(frozen=True)
class Part:
    """The rows of a numerator, of a denominator, or of neither: `rows` (at most MOST) under `headings`; `total`: how
    many there are in all, or what they add up to."""

    rows: list[dict]
    headings: dict[str, str]
    total: float


@dataclass(frozen=True)
class Evidence:
    """What stands behind a measure. `parts`: its numerator, its denominator and what it leaves out, those that it
    has; `counted`: whether each row counts one, or they are summands; `why`: what it has no rows for."""

    measured: Measure
    parts: dict[str, Part]
    counted: bool
    why: str
    sql: str

    @property
    def registers(self) -> tuple[str, ...]:
        return self.measured.indicator.source_registers


@dataclass(frozen=True)
class Within:
    """A group of a dimension that is no filter («»: those that have none), and of how many months to the cut-off."""

    dimension: str = ""
    code: str = ""
    months: int = 1

    def held(self, window: str, filters: str) -> tuple[str, str, dict]:
        """(the window, the filters, their values) of a query of the rows of an indicator, within it."""
        values, name = {}, self.dimension
        if self.months > 1:
            window, values["months"] = MONTHS, self.months
        if name and self.code:
            filters, values[name] = f"{filters} and {HELD[name]}", self.code
        elif name:
            filters = f"{filters} and cube.{name} is null"
        return window, filters, values


@remembered(64)
def evidence(dataset: Dataset, indicator: Indicator, scope: Scope, within: Within = Within()) -> Evidence:
    """The evidence of an indicator in a scope, or of a group of it."""
    measured = measure(dataset, indicator, scope)
    if indicator.reserved:
        return Evidence(measured, {}, False, words.say("evidence_reserved"), "")
    if indicator.factors:
        named = words.listing([f"{each.code} ({each.title})" for each in indicator.factors])
        return Evidence(measured, {}, False, words.say("evidence_product", factors=named), "")
    if measured.numerator is None:
        return Evidence(measured, {}, False, words.say("evidence_unknown", filtered=scope.filtered), indicator.sql)
    if counts := counts_of(dataset, indicator):
        return _of_plan(dataset, measured, scope, counts)
    if indicator.added:
        return _added(dataset, measured, scope, within)
    rows = unfolded(indicator.sql)
    if rows:
        return _counted(dataset, measured, scope, rows, within)
    return _summed(dataset, measured, scope, within)


def _counted(dataset: Dataset, measured: Measure, scope: Scope, rows: str, within: Within) -> Evidence:
    """Of what counts: each row of each part."""
    indicator = measured.indicator
    places, values = _rows_of(indicator, scope, rows, within)
    found, asked, late = {}, "", _open_days(dataset, indicator, values, places["filters"])
    for name, which in WHICH.items():
        sql = query("evidence_rows", part=f"({which})", **places)
        lines = dataset.rows(f"{sql}\nlimit {MOST}", values)
        total = (
            dataset.rows(query("rows_counted", rows=f"({sql}\n)"), values)[0]["total"]
            if len(lines) == MOST
            else len(lines)
        )
        asked = sql if name != LEFT_OUT else asked
        if total or name != LEFT_OUT:
            found[name] = Part(*with_origin(dataset, indicator, scope.cutoff, lines, late), total)
    return Evidence(measured, found, True, "", plain_sql(asked))


def _rows_of(indicator: Indicator, scope: Scope, rows: str, within: Within) -> tuple[dict[str, str], dict[str, object]]:
    """(the places of a query, its values) that leave of some rows those of the months, the filters and the group of a
    value."""
    held = {name: value for name, value in scope.filters().items() if name in indicator.dimensions and name in HELD}
    window = WINDOWS[indicator.accumulation].replace("cube.indicator", f"'{indicator.name}'")
    window, filters, grouped = within.held(window, " and ".join(["true", *(HELD[name] for name in held)]))
    places = {"cube": f"(\n{rows}\n) as cube", "window": window, "filters": filters}
    return places, {"cutoff": scope.cutoff, **held, **grouped}


def _added(dataset: Dataset, measured: Measure, scope: Scope, within: Within) -> Evidence:
    """Of what adds amounts: each row that adds to each part, and how much."""
    indicator = measured.indicator
    places, values = _rows_of(indicator, scope, indicator.added, within)
    found = {}
    for name in PARTS if indicator.denominator else PARTS[:1]:
        lines = dataset.rows(query("evidence_added", **places), {**values, "part": name, "most": MOST})
        rows, headings = with_origin(dataset, indicator, scope.cutoff, lines, {})
        key = {each for line in lines[:1] for each in dataset.catalog.register(line["carrier"]).key}
        headings = dict(sorted([*headings.items(), (name, SUMMED[name])], key=lambda item: _place(item[0], key, name)))
        rows = [{**row, name: _whole(line["amount"])} for row, line in zip(rows, lines)]
        total = lines[0]["whole"] if lines else 0
        found[name] = Part(rows, headings, _whole(total))
    return Evidence(measured, found, False, words.say(f"evidence_{indicator.counts}"), plain_sql(indicator.sql))


def _of_plan(dataset: Dataset, measured: Measure, scope: Scope, counts: tuple) -> Evidence:
    """Of the plan: each deliverable, each document or each activity of each part."""
    rows, sql = plan_rows(dataset, scope)
    whole = measured.indicator.name == dataset.catalog.screens.plan.state["current"]
    rows, headings = (activities(dataset, scope), ACTIVITIES) if whole else (rows, HEADINGS)
    found = {}
    for name, counted in zip(PARTS, counts):
        if counted:
            mine = [row for row in rows if counted(row)]
            found[name] = Part([row if whole else said(dataset, row) for row in mine[:MOST]], headings, len(mine))
    return Evidence(measured, found, True, "", plain_sql(sql))


def _open_days(dataset: Dataset, indicator: Indicator, values: dict, filters: str) -> dict[str, int]:
    """{what is open past its term at the cut-off: its days} of an indicator that has a clock."""
    if not indicator.backlog:
        return {}
    sql = query("past_term_rows", columns="cube.id", cube=f"({indicator.backlog}\n) as cube", filters=filters)
    values = {name: value for name, value in values.items() if f"${name}" in sql}
    return {str(row["id"]): row["days"] for row in dataset.rows(sql, values)}


def _summed(dataset: Dataset, measured: Measure, scope: Scope, within: Within) -> Evidence:
    """Of what adds up: the summands that the cube keeps, by everything that it is divided by."""
    indicator = measured.indicator
    kept = tuple(name for name in indicator.dimensions if name not in ("year", "version"))
    monthly = indicator.accumulation == "year_to_date" or within.months > 1
    window, _, months = replace(within, dimension="").held(WINDOWS[indicator.accumulation], "")
    rows = [
        {
            **row,
            **{name: _whole(row[name]) for name in SUMMED},
            "month": words.short_month(row["period"]) if monthly else "",
            **_named(dataset, indicator, row, kept),
        }
        for row in parts(dataset, [indicator], scope, (), window, monthly, kept=kept, **months)
        if not within.dimension or (row[within.dimension] or "") == within.code
    ]
    headings = {**({"month": "Mes"} if monthly else {})}
    headings |= {name: dataset.catalog.label("dimension", name) for name in kept if name != "plan_part"}
    headings |= {"plan_part": words.say("evidence_plan_part")} if "plan_part" in kept else {}
    shown = [name for name in SUMMED if any(row[name] is not None for row in rows)]
    headings |= {name: SUMMED[name] for name in shown}
    found = {
        name: Part([row for row in rows if row[name]], headings, sum(row[name] or 0 for row in rows))
        for name in PARTS
        if name == "numerator" or indicator.denominator
    }
    return Evidence(measured, found, False, words.say(f"evidence_{indicator.counts}"), plain_sql(indicator.sql))


def _place(column: str, key: set[str], amount: str) -> int:
    """The key of a row first, then what it adds, then the rest, in its order."""
    return 0 if column in key else 1 if column == amount else 2


def _whole(value: float | None) -> float | None:
    """A count as a whole number, however the cube keeps it."""
    return int(value) if value is not None and value == int(value) else value


def _named(dataset: Dataset, indicator: Indicator, row: dict, kept: tuple[str, ...]) -> dict[str, str]:
    """The words of the dimensions of a summand."""
    said = {
        name: group_label(dataset, indicator, name, row[name]) for name in kept if name not in ("plan_part", "system")
    }
    if "plan_part" in kept:
        said["plan_part"] = words.say(f"evidence_{row['plan_part']}")
    if "system" in kept:
        said["system"] = cell_label(dataset, "system", row["system"] or "", "system")
    return said


def form_sql(form: str) -> str:
    """The query of a form of chart; «» of one that draws an indicator."""
    return plain_sql(query(OF_FORMS[form])) if form in OF_FORMS else ""


def plain_sql(sql: str) -> str:
    """A query without the comments of whoever wrote it."""
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
