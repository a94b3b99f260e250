"""Owns what the stages follow up besides cases, as tables for charts: commitments, risks, documents, milestones,
projects, protected complaint cells and the groups of an indicator.

Reads the tables that publication leaves ready. Every count here has its rows in `behind.py`.
"""

from datetime import date

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.beside import is_few, overdue_text, parts_text
from sig_metrics.measure.compute import Measure, in_order, measures, series
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.yearly import at

ABOVE = ("high", "very_high")  # residual levels beyond the appetite (SEG-05; proposed)


@remembered(128)
def commitments(dataset: Dataset, scope: Scope, registers: tuple[str, ...]) -> list[dict]:
    """What fell or falls due in the year, by register and state at the cut-off: severity (title of the register),
    state (label), count, role of the palette, key («finding.overdue»), whole (it is of every system, whatever the
    one asked for)."""
    catalog = dataset.catalog
    asked = {"unit": scope.unit, "system": scope.system, "registers": registers}
    rows = at(dataset, query("commitments_by_state"), scope.cutoff, **asked)
    states = catalog.vocabularies["commitment_state"]
    rows.sort(key=lambda row: (registers.index(row["register"]), states[row["state"]].order))
    return [
        {
            "severity": _commitments_said(catalog, row["register"], scope),
            "state": _agreeing(catalog, states[row["state"]].label, row["register"]),
            "count": row["count"],
            "role": states[row["state"]].role,
            "key": f"{row['register']}.{row['state']}",
            "whole": bool(scope.system) and row["register"] in catalog.screens.commitments.of_no_system,
        }
        for row in rows
    ]


def _commitments_said(catalog: Catalog, register: str, scope: Scope) -> str:
    """The title of a register and, where it has no system and one is asked for, that it is of them all."""
    title = catalog.registers[register].title
    return (
        f"{title} ({words.say('whole_system')})"
        if scope.system and register in catalog.screens.commitments.of_no_system
        else title
    )


def _agreeing(catalog: Catalog, label: str, register: str) -> str:
    """A state in the gender of what it is said of: the vocabulary has the feminine, «Vencidas»."""
    return (
        f"{label.removesuffix('as')}os"
        if register in catalog.screens.commitments.masculine and label.endswith("as")
        else label
    )


@remembered(64)
def risks(dataset: Dataset, scope: Scope) -> list[dict]:
    """The open risks at the cut-off: probability, impact (1…5), inherent, residual (codes of `risk_level`; residual
    may be «unknown»), count."""
    return at(dataset, query("risks_by_level"), scope.cutoff, system=scope.system)


@remembered(64)
def documents(dataset: Dataset, scope: Scope) -> list[dict]:
    """The documents in force at the cut-off by kind and state of their review: severity (label of the kind), state,
    count, role, key."""
    rows = at(dataset, query("documents_by_state"), scope.cutoff, unit=scope.unit, system=scope.system)
    kinds = dataset.catalog.vocabularies["document_kind"]
    shown = {"current": ("Vigentes", "ink"), "review_overdue": ("Con revisión vencida", "breach")}
    rows.sort(key=lambda row: (kinds[row["kind"]].order, list(shown).index(row["state"])))
    return [
        {
            "severity": kinds[row["kind"]].label,
            "state": shown[row["state"]][0],
            "count": row["count"],
            "role": shown[row["state"]][1],
            "key": f"{row['kind']}.{row['state']}",
        }
        for row in rows
    ]


@remembered(64)
def milestones(dataset: Dataset, scope: Scope) -> list[dict]:
    """The SGSST milestones of the year by the month they are planned for: month (label), planned, done (None in a month
    that is not over at the cut-off), key («2021-09»)."""
    rows = at(dataset, query("milestones_by_month"), scope.cutoff)
    found = {row["month"]: row for row in rows}
    return (
        [
            _milestone(found.get(day, {"planned": 0, "done": 0}), day, scope.cutoff)
            for day in (month_end(scope.year, month) for month in range(1, 13))
        ]
        if rows
        else []
    )


def _milestone(row: dict, day: date, cutoff: date) -> dict:
    return {
        "month": words.SHORT_MONTHS[day.month - 1],
        "period": day,
        "planned": row["planned"],
        "done": row["done"] if day <= cutoff else None,
        "key": f"{day:%Y-%m}",
    }


@remembered(64)
def projects(dataset: Dataset, register: str, scope: Scope) -> list[dict]:
    """The projects of a register at the cut-off: label, planned, actual (shares of 1; actual None when it never
    reported), weight, reported_on, key. The weighted sums are those of MEJ-06 and SEG-19. Digital projects are of
    units; applications are of none, and are always all."""
    rows = at(dataset, query("projects"), scope.cutoff, register=register, unit=scope.unit)
    return [{**row, "label": row["name"], "key": f"{register}.{row['project']}"} for row in rows]


@remembered(256)
def groups(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str) -> list[dict]:
    """An indicator by one of its dimensions, the furthest from its target first: code, label, value, numerator,
    denominator, n, status, parts and `few` (how they are said), overdue, oldest (days) and `beside` (in words); a
    group whose denominator is zero is «sin dato», last."""
    found = in_order(dataset.catalog, dimension, measures(dataset, (indicator,), scope, (dimension,)))
    worst = -1 if indicator.lower_is_better else 1
    found.sort(key=lambda m: (m.value is None, 0 if m.value is None else worst * m.value))
    return [
        {
            "code": m.group[0],
            "label": group_label(dataset, indicator, dimension, m.group[0]),
            "value": m.value,
            "numerator": m.numerator,
            "denominator": m.denominator,
            "n": m.n,
            "status": m.status,
            "parts": parts_text(m),
            "few": is_few(m),
            "overdue": m.open_overdue,
            "oldest": m.oldest_overdue_days,
            "beside": overdue_text(m.open_overdue, m.oldest_overdue_days),
        }
        for m in found
    ]


def two_years(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[Measure]:
    """The months of an indicator since January of the year before."""
    return series(dataset, indicator, scope, date(scope.year - 1, 1, 1))


@remembered(16)
def complaint_cells(dataset: Dataset, scope: Scope, most: int = 3) -> tuple[list[dict], dict[str, str]]:
    """The protected cells of corruption complaints released by the cut-off: (rows, {period: heading}), a row a
    category and a column a semester, the newest first: the count, or «in term de due» for a legal clock. Texts are
    already protected («<5», multiples of 5); there are no cases behind them."""
    catalog = dataset.catalog
    rows = dataset.rows(query("complaint_cells"), {"cutoff": scope.cutoff})
    order = {name: catalog.vocabularies[name] for name in ("semester", "corruption_category")}
    rows.sort(
        key=lambda row: (
            -row["year"],
            -order["semester"][row["semester"]].order,
            order["corruption_category"][row["category"]].order,
        )
    )
    periods = {
        f"{row['year']}.{row['semester']}": f"{catalog.label('semester', row['semester'])} {row['year']}"
        for row in rows
    }
    periods = dict(list(periods.items())[:most])
    found: dict[str, dict] = {}
    for row in rows:
        line = found.setdefault(row["category"], {"category": catalog.label("corruption_category", row["category"])})
        line[f"{row['year']}.{row['semester']}"] = (
            row["count_shown"] or f"{row['within_shown']} de {row['due_shown']} en plazo"
        )
    return [found[code] for code in order["corruption_category"] if code in found], periods


def risk_levels(catalog: Catalog, rows: list[dict]) -> list[tuple[str, str]]:
    """(code, label) of the levels of risk, from the lowest; «unknown» last, when some risk has no residual level
    yet."""
    known = [(word.code, word.label) for word in catalog.vocabularies["risk_level"].values()]
    return known + (
        [("unknown", words.say("level_unknown"))] if any(row["residual"] == "unknown" for row in rows) else []
    )
