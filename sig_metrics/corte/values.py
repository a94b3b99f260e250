"""Owns every value that a cut-off can show, as lines of text whose bytes are the same whenever they are made again.

A line is a JSON object with its keys in order and no spaces; what it is, its `kind` says. The first says which cut-off, of
which plan and by which definitions. Numbers have twelve digits: the sum of the same parts in another order is the same.
Nothing here is of today, and nothing is of one row of a register."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

from sig_metrics.corte.defined import definition_of
from sig_metrics.measure import consistency, coverage, plan
from sig_metrics.measure.against import of_plan, plan_document
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.filters import groupings
from sig_metrics.measure.insights import status_document
from sig_metrics.measure.review import review
from sig_metrics.measure.review_said import lacking_said
from sig_metrics.measure.scope import Scope, horizon, month_end

DIGITS = 12


def values_of(dataset: Dataset, cutoff: date, definitions: str) -> bytes:
    """The lines of a cut-off; `definitions`: the SHA-256 of those that made them."""
    scope = Scope(cutoff)
    ruling = horizon(dataset).ruling(cutoff)
    head = {
        "kind": "corte",
        "cutoff": f"{cutoff:%Y-%m}",
        "plan": plan_document(ruling, cutoff),
        "definitions": definitions,
    }
    parts = (_values, _status, _cells, _coverage, _review)
    return b"".join(line(each) for each in (head, *(row for part in parts for row in part(dataset, scope))))


def hash_of(values: bytes) -> str:
    """The SHA-256 that is printed on what is made of some values."""
    return hashlib.sha256(values).hexdigest()


def line(row: dict) -> bytes:
    """One line, with its end."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode() + b"\n"


def rows_of(values: bytes) -> list[dict]:
    """The lines as they were before they were text."""
    return [json.loads(each) for each in values.splitlines()]


def _values(dataset: Dataset, scope: Scope) -> Iterator[dict]:
    """Each indicator in each month of the year: whole, and by each dimension that it can be divided by."""
    every = tuple(dataset.catalog.indicators.values())
    dimensions = sorted({name for each in every for name in groupings(each)})
    for month in range(1, scope.cutoff.month + 1):
        there = replace(scope, cutoff=month_end(scope.year, month))
        for by in ((), *((name,) for name in dimensions)):
            asked = tuple(each for each in every if not by or by[0] in groupings(each))
            for measured in measures(dataset, asked, there, by):
                yield value_row(dataset, measured, by)


def value_row(dataset: Dataset, measured: Measure, by: tuple[str, ...] = ()) -> dict:
    """A value as a line has it, with the version of its definition and of the plan that it is against."""
    ruling = horizon(dataset).ruling(measured.cutoff) if of_plan(measured.indicator) else None
    plan_of = f"{ruling.year}.{ruling.version}" if ruling else ""
    return {
        "kind": "value",
        "indicator": measured.indicator.name,
        "code": measured.indicator.code,
        "definition": definition_of(dataset.catalog, measured.indicator),
        **({"plan": plan_of} if plan_of else {}),
        "month": f"{measured.cutoff:%Y-%m}",
        "by": dict(zip(by, measured.group)),
        "value": _number(measured.value),
        "numerator": _number(measured.numerator),
        "denominator": _number(measured.denominator),
        "n": _number(measured.n),
        "status": measured.status,
        "target": _number(measured.target.value) if measured.target else None,
        "open_overdue": measured.open_overdue,
        "oldest_overdue_days": measured.oldest_overdue_days,
    }


def _status(dataset: Dataset, scope: Scope) -> Iterator[dict]:
    """What Resumen says of the plan, by stage, system, unit and crossing; the decisions, one a line; the rules."""
    document = status_document(dataset, scope)
    said = document.pop("decisions")
    yield {"kind": "status", **document}
    for place, (decision, row) in enumerate(zip(decisions(dataset, scope), said, strict=True), start=1):
        yield {**row, "kind": "decision", "place": place, "what": decision.kind, "key": decision.key}
    for found in sorted(consistency.findings(dataset), key=lambda each: each.check.code):
        yield {"kind": "rule", "code": found.check.code, "count": found.count}


def _cells(dataset: Dataset, scope: Scope) -> Iterator[dict]:
    ruling = plan.ruling_of(dataset, scope)
    for activity in plan.grid(dataset, scope):
        for month, cell in enumerate(activity.cells, start=1):
            version = f"{ruling.year}.{ruling.version}" if ruling else ""
            yield {"kind": "cell", "plan": version, "activity": activity.activity, "month": month, **asdict(cell)}


def _coverage(dataset: Dataset, scope: Scope) -> Iterator[dict]:
    for found in coverage.coverage(dataset, scope):
        cells = [
            {"month": f"{cell.month:%Y-%m}", "state": cell.state, "due_on": cell.due_on, "came_on": cell.came_on}
            for cell in found.cells
        ]
        yield {"kind": "coverage", "register": found.register, "situation": found.situation, "months": cells}


def _review(dataset: Dataset, scope: Scope) -> Iterator[dict]:
    """What clause 9.3 asks, system by system, and what is missing of it."""
    found = review(dataset, scope)
    for asked in (*found.inputs, *found.outputs):
        for cell in asked.cells:
            yield {
                "kind": "review",
                "key": asked.key,
                "system": cell.system,
                "state": cell.state,
                "indirect": cell.indirect,
                "missing": lacking_said(dataset.catalog, found, cell),
                "owners": list(cell.owners),
            }


def _number(value: float | None) -> float | int | None:
    """A value to twelve digits; a whole one without its point."""
    if value is None:
        return None
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if short.is_integer() else short


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no line holds {type(value).__name__}")
