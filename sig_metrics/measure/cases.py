"""Owns cases with a clock as tables for charts: flow, stock and age by month, reasons, and the deadlines that need a
decision.

Reads the small tables that publication leaves ready; it never touches the registers, however large they are.
"""

from datetime import date

from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.freshness import seen_months
from sig_metrics.measure.labels import ut_names
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.yearly import at

BANDS = {1: "Hasta 15 días", 2: "16 a 30 días", 3: "31 a 60 días", 4: "61 a 90 días", 5: "Más de 90 días"}


@remembered(128)
def flow(dataset: Dataset, register: str, scope: Scope, months: int = 18) -> list[dict]:
    """The last months up to the cut-off, since the first with data: period, month (label), inflow, outflow, stock
    (open at the month end), key («REGISTER.2021-09»: what a point of each leads to). A month whose file did not come
    has None in the three."""
    rows = [
        row
        for row in _flow_of_year(dataset, register, date(scope.year, 12, 31), scope.unit, months + 11)
        if row["period"] <= scope.cutoff
    ][:months]
    seen, nothing = (
        seen_months(dataset, register, [row["period"] for row in rows]),
        {"inflow": None, "outflow": None, "stock": None},
    )
    rows = [row if row["period"] in seen else {**row, **nothing} for row in reversed(rows)]
    first = next((n for n, row in enumerate(rows) if row["stock"] is not None), len(rows))
    return [
        {**row, "month": words.short_month(row["period"]), "key": f"{register}.{row['period']:%Y-%m}"}
        for row in rows[first:]
    ]


@remembered(64)
def _flow_of_year(dataset: Dataset, register: str, cutoff: date, unit: str | None, months: int) -> list[dict]:
    """The same to the end of a year, the last month first."""
    values = {"register": register, "cutoff": cutoff, "unit": unit, "months": months}
    return dataset.rows(query("cases_flow"), values)


@remembered(64)
def missing(dataset: Dataset, register: str, scope: Scope) -> list[date]:
    """The months of the year up to the cut-off whose file did not come: what a sum over the year lacks."""
    months = [month_end(scope.year, month) for month in range(1, scope.cutoff.month + 1)]
    return sorted(set(months) - seen_months(dataset, register, months))


@remembered(128)
def ages(dataset: Dataset, register: str, scope: Scope) -> list[dict]:
    """What is open at the cut-off by band of age: band, count, overdue, oldest (days), key («REGISTER.5»)."""
    rows = at(dataset, query("cases_by_age"), scope.cutoff, register=register, unit=scope.unit)
    found = {row["band"]: row for row in rows}
    empty = {"count": 0, "overdue": 0, "oldest": 0}
    return [{**found.get(band, empty), "band": label, "key": f"{register}.{band}"} for band, label in BANDS.items()]


@remembered(64)
def by_ut(dataset: Dataset, register: str, scope: Scope) -> list[dict]:
    """What is open at the cut-off by territorial unit, the one with most past its term first: band (name), count,
    overdue, key."""
    rows = at(dataset, query("cases_by_ut"), scope.cutoff, register=register, unit=scope.unit)
    names = ut_names(dataset)
    return [
        {
            **row,
            "band": names.get(row["ut"], row["ut"]) if row["ut"] else words.say("group_no_ut"),
            "key": f"{register}.{row['ut'] or 'none'}",
        }
        for row in rows
    ]


@remembered(64)
def reasons(dataset: Dataset, scope: Scope) -> list[dict]:
    """Why people complained in the year up to the cut-off: label, count, key (the reason)."""
    rows = at(dataset, query("cases_by_reason"), scope.cutoff, unit=scope.unit)
    labels = {"unknown": words.say("group_unknown")}
    return [
        {
            "label": labels.get(row["reason"]) or dataset.catalog.label("qrd_reason", row["reason"]),
            "count": row["count"],
            "key": row["reason"],
        }
        for row in rows
    ]


@remembered(64)
def deadlines(dataset: Dataset, scope: Scope) -> list[dict]:
    """What is open at the cut-off past its term or within five working days of it: register, is_legal, overdue and
    whose (units), due_soon and whose (soon_units), oldest (days past due of the overdue one that has waited longest;
    None without any). That one first."""
    found = _deadlines_of_year(dataset, date(scope.year, 12, 31), scope.unit)
    return [row for row in found if row["period"] == scope.cutoff]


@remembered(64)
def _deadlines_of_year(dataset: Dataset, cutoff: date, unit: str | None) -> list[dict]:
    """The same of every month of a year."""
    return dataset.rows(query("cases_by_deadline"), {"cutoff": cutoff, "unit": unit})


@remembered(64)
def incidents(dataset: Dataset, scope: Scope) -> list[dict]:
    """The security incidents of the year up to the cut-off, by day: severity, state (labels), count, role of the
    palette, key («high.late»)."""
    rows = at(dataset, query("incidents_by_state"), scope.cutoff)
    shown = {
        "done": ("Resueltos a tiempo", "ink"),
        "done_late": ("Resueltos con atraso", "concern"),
        "open": ("En plazo", "pending"),
        "late": ("Fuera de plazo", "breach"),
        "discarded": ("Descartados", "common"),
    }
    severities = dataset.catalog.vocabularies["security_severity"]
    rows.sort(key=lambda row: (severities[row["severity"]].order, list(shown).index(row["state"])))
    return [
        {
            "severity": severities[row["severity"]].label,
            "state": shown[row["state"]][0],
            "count": row["count"],
            "role": shown[row["state"]][1],
            "key": f"{row['severity']}.{row['state']}",
        }
        for row in rows
    ]


@remembered(64)
def controls(dataset: Dataset, scope: Scope) -> list[dict]:
    """The statement of applicability at the cut-off, of the controls of the unit asked for: domain (label),
    applicable, implemented, unverified (counts), key (the domain)."""
    rows = at(dataset, query("controls_by_domain"), scope.cutoff, unit=scope.unit)
    return [
        {**row, "domain": dataset.catalog.label("control_domain", row["domain"]), "key": row["domain"]} for row in rows
    ]
