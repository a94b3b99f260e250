"""Owns the shape of `explore --json`: the question, its total, its points, what was left out and the query that ran."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.measure.explore import spoken
from sig_metrics.measure.explore.answer import Answer, Cell
from sig_metrics.measure.explore.rows import key_of


def explore_document(catalog: Catalog, found: Answer) -> dict:
    """{register, measure, column, other, group, split, grain, day, span, filters, cutoff, since, total, rows, said, notes,
    left_out, gaps, shared, ignored, points, sql}."""
    question = found.question
    asked = {name: getattr(question, name) for name in ("measure", "column", "other", "group", "split", "grain", "day")}
    return {
        "register": question.register,
        **asked,
        "span": question.span,
        "filters": {name: list(values) for name, values in question.filters},
        "cutoff": f"{found.scope.cutoff:%Y-%m}",
        "since": found.since.isoformat() if found.since else None,
        "total": found.total.value,
        "rows": found.total.size,
        "said": spoken.sentence(catalog, found),
        "notes": spoken.notes(found),
        "left_out": found.left_out,
        "gaps": [f"{month:%Y-%m}" for month in found.gaps],
        "shared": found.shared,
        "ignored": list(found.ignored),
        "points": [_point(found, place) for place in found.points],
        "sql": found.sql,
    }


def _point(found: Answer, place: tuple) -> dict:
    period, group, split = place
    point = found.points[place]
    return {
        "period": f"{period:%Y-%m}" if period else None,
        "group": _cell(found, group, found.question.group),
        "split": _cell(found, split, found.question.split),
        "value": point.value,
        "rows": point.size,
        "counted": point.counted,
        "key": key_of(*place),
    }


def _cell(found: Answer, cell: Cell, column: str) -> dict | None:
    """Which group: {kind: one, none or others, code, label}; None of all."""
    if cell.kind == "all":
        return None
    return {"kind": cell.kind, "code": cell.code, "label": found.label(cell, column)}
